//! The simulator as a process.

use std::{
    io::{BufRead, BufReader},
    process::{Command, Stdio},
};

use serde_json::Value;

#[test]
fn one_line_says_where_everything_is_and_a_closed_input_ends_it() {
    let mut process = Command::new(env!("CARGO_BIN_EXE_marketdesk-simulator"))
        .args(["--seed", "7", "--size", "100", "--with-parent", "--switches", r#"{"contract":"old"}"#])
        .stdin(Stdio::piped())
        .stdout(Stdio::piped())
        .spawn()
        .unwrap();
    let mut line = String::new();
    BufReader::new(process.stdout.take().unwrap()).read_line(&mut line).unwrap();
    let told: Value = serde_json::from_str(&line).unwrap();
    for member in ["base", "second", "authority", "control", "tenant", "application", "secret", "resource"] {
        assert!(told[member].is_string(), "{member} is missing in {line}");
    }
    drop(process.stdin.take());
    assert!(process.wait().unwrap().success(), "it ends with its parent");
}

#[test]
fn a_misspelt_option_is_explained() {
    let output = Command::new(env!("CARGO_BIN_EXE_marketdesk-simulator")).arg("--sead").output().unwrap();
    assert!(!output.status.success(), "it does not start");
    assert!(String::from_utf8_lossy(&output.stderr).contains("unknown option --sead"), "and says why");
}
