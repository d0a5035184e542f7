//! One spelling for searching: `Hôpital` and `hopital` are the same word.

use unicode_normalization::UnicodeNormalization;
use unicode_normalization::char::is_combining_mark;

/// Lower case without accents, so that what is typed finds what was written.
pub fn fold(text: &str) -> String {
    if text.is_ascii() {
        return text.to_ascii_lowercase();
    }
    text.nfkd().filter(|c| !is_combining_mark(*c)).flat_map(char::to_lowercase).collect()
}

/// What a name is sorted by: folded, and without the marks in front of its first letter or digit, so that
/// `"Harbour"` stands among the harbours. A name of marks alone is sorted by them.
pub fn sort_key(name: &str) -> String {
    let folded = fold(name);
    let key = folded.trim_start_matches(|c: char| !c.is_alphanumeric());
    if key.is_empty() { folded } else { key.to_owned() }
}

#[cfg(test)]
mod tests {
    use super::*;
    use rstest::rstest;

    #[rstest]
    #[case("Hôpital Sainte-Anne", "hopital sainte-anne")]
    #[case("ABC", "abc")]
    #[case("Škoda ﬁne", "skoda fine")]
    #[case("株式会社", "株式会社")]
    fn accents_and_case_do_not_hide_a_customer(#[case] written: &str, #[case] folded: &str) {
        assert_eq!(fold(written), folded);
    }

    #[rstest]
    #[case("\"Harbour\" & Vale", "harbour\" & vale")]
    #[case("=SUM(Weald)", "sum(weald)")]
    #[case("Éclair", "eclair")]
    #[case("—", "—")]
    #[case("", "")]
    fn a_name_is_sorted_by_its_first_letter(#[case] name: &str, #[case] key: &str) {
        assert_eq!(sort_key(name), key);
    }
}
