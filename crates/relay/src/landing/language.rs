//! The language a browser asks for, of those we speak.

use http::HeaderMap;
use http::header::ACCEPT_LANGUAGE;

/// A language we speak.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum Language {
    English,
    French,
}

impl Language {
    /// The one that is wanted most; English where we speak none of them.
    pub(super) fn of(headers: &HeaderMap) -> Self {
        let wanted = headers.get(ACCEPT_LANGUAGE).and_then(|value| value.to_str().ok()).unwrap_or_default();
        let mut best = (Self::English, 0.0);
        for range in wanted.split(',') {
            let (tag, rest) = range.split_once(';').unwrap_or((range, ""));
            let weight = rest.trim().strip_prefix("q=").map_or(1.0, |weight| weight.trim().parse().unwrap_or(0.0));
            let language = match tag.trim().split('-').next().unwrap_or_default().to_ascii_lowercase().as_str() {
                "en" => Self::English,
                "fr" => Self::French,
                _ => continue,
            };
            if weight > best.1 {
                best = (language, weight);
            }
        }
        best.0
    }

    /// As in `lang`.
    pub(crate) fn tag(self) -> &'static str {
        match self {
            Self::English => "en",
            Self::French => "fr",
        }
    }
}

#[cfg(test)]
mod tests {
    use rstest::rstest;

    use super::*;

    #[rstest]
    #[case("fr-CA,fr;q=0.9,en;q=0.8", "fr")]
    #[case("en-GB,fr;q=0.9", "en")]
    #[case("de,fr;q=0.5,en;q=0.4", "fr")]
    #[case("en;q=0.3, FR ; q=0.7", "fr")]
    #[case("fr;q=0", "en")]
    #[case("de, ja", "en")]
    #[case("fr;q=many", "en")]
    #[case("", "en")]
    fn a_browser_is_spoken_to_in_the_language_it_wants_most(#[case] wanted: &str, #[case] tag: &str) {
        let mut headers = HeaderMap::new();
        headers.insert(ACCEPT_LANGUAGE, wanted.parse().unwrap());
        assert_eq!(Language::of(&headers).tag(), tag);
    }
}
