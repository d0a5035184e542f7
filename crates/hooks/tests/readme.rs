//! The receivers in the README are those that the tests try, letter by letter.

use std::path::Path;

use rstest::rstest;

#[rstest]
#[case::rust("rust", "crates/hooks/tests/sample/receiver.rs")]
#[case::javascript("js", "ui/tests/sample/receiver.js")]
fn a_receiver_in_the_readme_is_one_that_was_tried(#[case] language: &str, #[case] file: &str) {
    let root = Path::new(env!("CARGO_MANIFEST_DIR")).join("../..");
    let readme = std::fs::read_to_string(root.join("README.md")).unwrap();
    let sample = std::fs::read_to_string(root.join(file)).unwrap();
    assert!(readme.contains(&format!("```{language}\n{sample}```\n")), "the README does not show {file} as it is");
}
