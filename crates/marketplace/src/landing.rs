//! The token a buyer brings from Microsoft: in the landing page's address, or handed on by somebody.

use url::form_urlencoded;

use crate::hidden::Secret;

/// Longer than any that was seen, and short enough for a cookie.
const MOST_BYTES: usize = 2_000;

/// What was brought.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Brought {
    /// Something that may be a token, as Resolve wants it.
    Token(Secret),
    /// Something that is none: cut off, or spoilt on its way.
    Spoilt,
    /// Nothing.
    Nothing,
}

impl Brought {
    /// The token in an address's query. Decoded once; a blank in it was a plus sign, because whoever wrote the address
    /// did not encode it.
    pub fn in_query(query: Option<&str>) -> Self {
        let mut pairs = form_urlencoded::parse(query.unwrap_or_default().as_bytes());
        match pairs.find(|(name, _)| name.eq_ignore_ascii_case("token")) {
            Some((_, token)) => Self::decoded(&token),
            None => Self::Nothing,
        }
    }

    /// The token in what somebody pasted: a whole address, or the token alone, encoded or not.
    pub fn pasted(text: &str) -> Self {
        let text = text.trim();
        let query = text.split_once('?').map(|(_, query)| query.split_once('#').map_or(query, |(query, _)| query));
        match query {
            Some(query) => Self::in_query(Some(query)),
            None if text.contains('%') || text.to_ascii_lowercase().starts_with("token=") => {
                let token = text.get("token=".len()..).filter(|_| text.to_ascii_lowercase().starts_with("token="));
                Self::in_query(Some(&format!("token={}", token.unwrap_or(text))))
            }
            None => Self::decoded(text),
        }
    }

    fn decoded(token: &str) -> Self {
        let token = token.trim().replace(' ', "+");
        match token.len() {
            0 => Self::Nothing,
            1..=MOST_BYTES if token.bytes().all(|letter| letter.is_ascii_graphic()) => Self::Token(Secret::from(token)),
            _ => Self::Spoilt,
        }
    }
}

#[cfg(test)]
mod tests {
    use rstest::rstest;

    use super::*;

    fn token(text: &str) -> Brought {
        Brought::Token(Secret::from(text))
    }

    #[rstest]
    #[case::encoded(Some("token=q9%2BXf%2FT%3D"), token("q9+Xf/T="))]
    #[case::not_encoded(Some("token=q9+Xf/T="), token("q9+Xf/T="))]
    #[case::among_others(Some("a=b&Token=x&c"), token("x"))]
    #[case::encoded_twice_stays_so(Some("token=%252B"), token("%2B"))]
    #[case::none(None, Brought::Nothing)]
    #[case::empty(Some("token="), Brought::Nothing)]
    #[case::with_a_line_break(Some("token=a%0d%0ab"), Brought::Spoilt)]
    #[case::not_text(Some("token=%ff"), Brought::Spoilt)]
    fn a_token_is_decoded_exactly_once(#[case] query: Option<&str>, #[case] brought: Brought) {
        assert_eq!(Brought::in_query(query), brought);
    }

    #[rstest]
    #[case::a_whole_address(" https://shop.example/start?token=q9%2BXf%2FT%3D#top ", token("q9+Xf/T="))]
    #[case::encoded_alone("q9%2BXf%2FT%3D", token("q9+Xf/T="))]
    #[case::as_resolve_wants_it("q9+Xf/T=", token("q9+Xf/T="))]
    #[case::with_its_name("token=q9%2BXf%2FT%3D", token("q9+Xf/T="))]
    #[case::broken_by_a_mail_program("q9 Xf/T=", token("q9+Xf/T="))]
    #[case::an_address_without_one("https://shop.example/start?id=7", Brought::Nothing)]
    #[case::nothing("  ", Brought::Nothing)]
    fn what_somebody_pastes_is_an_address_or_a_token(#[case] text: &str, #[case] brought: Brought) {
        assert_eq!(Brought::pasted(text), brought);
    }

    #[test]
    fn what_is_too_long_for_a_cookie_is_no_token() {
        assert_eq!(Brought::in_query(Some(&format!("token={}", "x".repeat(2_001)))), Brought::Spoilt);
    }

    #[test]
    fn a_token_cannot_be_printed() {
        assert_eq!(format!("{:?}", token("q9+Xf/T=")), "Token(Secret(…))");
    }
}
