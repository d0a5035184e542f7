//! The house: who may lean on whom. Read from the manifests, so that a wrong edge fails before it is used.

use std::collections::{BTreeMap, BTreeSet};
use std::path::{Path, PathBuf};
use std::process::Command;

use serde_json::Value;

/// Each room, and the rooms it may lean on. The window and the tests stand on top of all.
const MAY_LEAN_ON: &[(&str, &[&str])] = &[
    ("domain", &[]),
    ("outbox", &["domain"]),
    ("marketplace", &["domain", "outbox"]),
    ("hooks", &["domain"]),
    ("store", &["domain", "outbox"]),
    ("sync", &["domain", "hooks", "marketplace", "outbox", "store"]),
    ("desk", &["domain", "marketplace", "outbox", "store", "sync"]),
    ("relay", &["domain", "hooks", "marketplace", "outbox"]),
    ("simulator", &[]),
    ("marketdesk", &["desk", "domain"]),
    ("xtask", &[]),
];

/// Libraries that one room keeps to itself.
const KEPT_BY: &[(&str, &[&str])] = &[
    ("rusqlite", &["store", "relay", "acceptance"]),
    ("reqwest", &["hooks", "marketplace", "sync", "simulator", "acceptance"]),
    ("oauth2", &["marketplace"]),
    ("tauri", &["marketdesk"]),
    ("keyring", &["marketdesk"]),
    ("axum", &["relay", "simulator"]),
];

fn root() -> PathBuf {
    Path::new(env!("CARGO_MANIFEST_DIR")).join("..")
}

/// Every member with what its manifest leans on outside its tests.
fn members() -> BTreeMap<String, BTreeSet<String>> {
    let output = Command::new(env!("CARGO"))
        .args(["metadata", "--format-version=1", "--no-deps", "--locked", "--offline"])
        .current_dir(root())
        .output()
        .unwrap();
    let metadata: Value = serde_json::from_slice(&output.stdout).unwrap();
    let leans_on = |package: &Value| {
        let dependencies = package["dependencies"].as_array().unwrap().iter();
        dependencies
            .filter(|dependency| dependency["kind"].is_null())
            .map(|dependency| dependency["name"].as_str().unwrap().to_owned())
            .collect()
    };
    let packages = metadata["packages"].as_array().unwrap().iter();
    packages.map(|package| (package["name"].as_str().unwrap().to_owned(), leans_on(package))).collect()
}

#[test]
fn every_room_leans_only_on_rooms_below_it() {
    let members = members();
    for (room, leans_on) in &members {
        if room == "acceptance" {
            continue;
        }
        let (_, may) =
            MAY_LEAN_ON.iter().find(|(name, _)| name == room).unwrap_or_else(|| panic!("{room} has no place yet"));
        let rooms = leans_on.iter().filter(|name| members.contains_key(*name));
        for other in rooms {
            assert!(may.contains(&other.as_str()), "{room} must not lean on {other}");
        }
    }
}

#[test]
fn every_library_stays_in_its_room() {
    for (room, leans_on) in members() {
        for (library, keepers) in KEPT_BY {
            assert!(!leans_on.contains(*library) || keepers.contains(&room.as_str()), "{room} must not know {library}");
        }
    }
}

#[test]
fn no_file_is_a_drawer_for_odds_and_ends() {
    let mut folders =
        vec![root().join("crates"), root().join("src-tauri/src"), root().join("tests"), root().join("ui/src")];
    while let Some(folder) = folders.pop() {
        for entry in std::fs::read_dir(folder).unwrap().flatten() {
            let path = entry.path();
            let stem = path.file_stem().unwrap().to_string_lossy().into_owned();
            assert!(
                !["utils", "util", "helpers", "helper", "common", "manager", "service", "misc"]
                    .contains(&stem.as_str()),
                "{} says nothing about what is in it",
                path.display()
            );
            if path.is_dir() && stem != "node_modules" {
                folders.push(path);
            }
        }
    }
}

#[test]
fn the_top_level_holds_what_it_should_and_no_more() {
    let known = [
        "Cargo.toml",
        "Cargo.lock",
        "LICENSE",
        "README.md",
        "crates",
        "icons",
        "rust-toolchain.toml",
        "src-tauri",
        "target",
        "tests",
        "ui",
    ];
    let made_by_commands = ["screenshots"];
    for entry in std::fs::read_dir(root()).unwrap().flatten() {
        let name = entry.file_name().to_string_lossy().into_owned();
        let fits = name.starts_with('.') || known.contains(&name.as_str()) || made_by_commands.contains(&name.as_str());
        assert!(fits, "{name} does not belong at the top level");
    }
}

#[test]
fn every_command_has_a_permission_of_its_own_and_nothing_else_is_granted() {
    let capability: Value =
        serde_json::from_str(&std::fs::read_to_string(root().join("src-tauri/capabilities/main.json")).unwrap())
            .unwrap();
    let granted: BTreeSet<String> =
        capability["permissions"].as_array().unwrap().iter().map(|name| name.as_str().unwrap().to_owned()).collect();

    macro_rules! names {
        ($($name:ident($request:ty) -> $reply:ty;)*) => { [$(stringify!($name)),*] };
    }
    let commands = desk::for_each_command!(names);
    let mut expected: BTreeSet<String> =
        commands.iter().map(|name| format!("allow-{}", name.replace('_', "-"))).collect();
    expected.extend(["core:event:allow-listen", "core:event:allow-unlisten"].map(str::to_owned));
    assert_eq!(granted, expected);
}
