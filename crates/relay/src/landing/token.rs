//! The token out of the address.

use url::form_urlencoded;

/// Longer than any that was seen, and short enough for a cookie.
const MOST_BYTES: usize = 2_000;

/// What the address brings.
#[derive(Debug, PartialEq, Eq)]
pub(super) enum Brought {
    /// Something that may be a token.
    Token(String),
    /// Something that is none: cut off, or spoilt on its way.
    Spoilt,
    /// Nothing.
    Nothing,
}

/// Decoded once. A blank in it was a plus sign: whoever wrote the address did not encode it.
pub(super) fn read(query: Option<&str>) -> Brought {
    let mut pairs = form_urlencoded::parse(query.unwrap_or_default().as_bytes());
    let Some((_, token)) = pairs.find(|(name, _)| name.eq_ignore_ascii_case("token")) else { return Brought::Nothing };
    let token = token.trim().replace(' ', "+");
    match token.len() {
        0 => Brought::Nothing,
        1..=MOST_BYTES if token.bytes().all(|letter| letter.is_ascii_graphic()) => Brought::Token(token),
        _ => Brought::Spoilt,
    }
}

#[cfg(test)]
mod tests {
    use rstest::rstest;

    use super::*;

    #[rstest]
    #[case::encoded(Some("token=q9%2BXf%2FT%3D"), Brought::Token("q9+Xf/T=".to_owned()))]
    #[case::not_encoded(Some("token=q9+Xf/T="), Brought::Token("q9+Xf/T=".to_owned()))]
    #[case::among_others(Some("a=b&Token=x&c"), Brought::Token("x".to_owned()))]
    #[case::encoded_twice_stays_so(Some("token=%252B"), Brought::Token("%2B".to_owned()))]
    #[case::none(None, Brought::Nothing)]
    #[case::empty(Some("token="), Brought::Nothing)]
    #[case::with_a_line_break(Some("token=a%0d%0ab"), Brought::Spoilt)]
    #[case::not_text(Some("token=%ff"), Brought::Spoilt)]
    fn a_token_is_decoded_exactly_once(#[case] query: Option<&str>, #[case] brought: Brought) {
        assert_eq!(read(query), brought);
    }

    #[test]
    fn what_is_too_long_for_a_cookie_is_no_token() {
        assert_eq!(read(Some(&format!("token={}", "x".repeat(2_001)))), Brought::Spoilt);
    }
}
