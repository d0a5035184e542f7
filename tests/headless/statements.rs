//! What the README says is shown by a test is shown by one.

use std::collections::BTreeSet;
use std::fs;
use std::path::Path;

const HEADING: &str = "### What Microsoft says of selling SaaS, and where it is here";

/// The names of every test below a folder.
fn tests_below(folder: &Path, found: &mut BTreeSet<String>) {
    for entry in fs::read_dir(folder).unwrap().map(|entry| entry.unwrap().path()) {
        if entry.is_dir() {
            if entry.file_name().is_none_or(|name| name != "target" && name != "node_modules") {
                tests_below(&entry, found);
            }
        } else if entry.extension().is_some_and(|extension| extension == "rs") {
            let text = fs::read_to_string(&entry).unwrap();
            let mut is_test = false;
            for line in text.lines().map(str::trim) {
                if let Some((_, after)) = line.split_once("fn ").filter(|_| is_test) {
                    found.insert(
                        after.chars().take_while(|letter| letter.is_alphanumeric() || *letter == '_').collect(),
                    );
                    is_test = false;
                }
                is_test |=
                    line.starts_with("#[test]") || line.starts_with("#[tokio::test") || line.starts_with("#[rstest]");
            }
        }
    }
}

#[test]
fn every_statement_of_the_readme_names_tests_that_exist() {
    let root = Path::new(env!("CARGO_MANIFEST_DIR")).parent().unwrap();
    let readme = fs::read_to_string(root.join("README.md")).unwrap();
    let table = readme.split(HEADING).nth(1).expect("the README has its table").split("\n\n").nth(2).unwrap();
    let mut tests = BTreeSet::new();
    for folder in ["crates", "tests"] {
        tests_below(&root.join(folder), &mut tests);
    }
    let rows: Vec<&str> = table.lines().skip(2).collect();
    assert!(rows.len() >= 20, "{table}");
    for row in rows {
        let shown_by = row.rsplit('|').nth(1).unwrap();
        let named: Vec<&str> = shown_by.split('`').skip(1).step_by(2).collect();
        assert!(!named.is_empty(), "no test is named: {row}");
        for name in named {
            assert!(tests.contains(name), "there is no test {name}");
        }
    }
}
