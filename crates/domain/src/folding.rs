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
}
