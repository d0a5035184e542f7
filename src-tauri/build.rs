//! Declares every command to Tauri, so that each needs a permission of its own.

include!("../crates/desk/src/contract/commands.rs");

macro_rules! names {
    ($($name:ident($request:ty) -> $reply:ty;)*) => {
        const COMMANDS: &[&str] = &[$(stringify!($name)),*];
    };
}
for_each_command!(names);

fn main() {
    println!("cargo::rerun-if-changed=../crates/desk/src/contract/commands.rs");
    let commands = tauri_build::AppManifest::new().commands(COMMANDS);
    tauri_build::try_build(tauri_build::Attributes::new().app_manifest(commands))
        .expect("the window's configuration is sound");
}
