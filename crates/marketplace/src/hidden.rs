//! What must never be shown, and the sieve that keeps it out of any text we keep.
//!
//! Answers can repeat what they were sent. Before a text from outside is kept, every known secret is taken out of it
//! in each spelling a service may use, and so is anything that looks like a signed token.

use std::fmt;
use std::sync::Arc;

/// The longest text of another side that we keep.
const KEPT_BYTES: usize = 2048;
const MARK: &str = "…";
/// Signed tokens begin with `{"` in base64, and none is shorter than this.
const TOKEN_START: &str = "eyJ";
const TOKEN_BYTES: usize = 20;

/// A client secret. Printing one is a bug, so it cannot be printed.
#[derive(Clone, PartialEq, Eq)]
pub struct Secret(Arc<str>);

impl Secret {
    /// The secret itself, for the one place that sends it.
    pub fn expose(&self) -> &str {
        &self.0
    }
}

impl<T: AsRef<str>> From<T> for Secret {
    fn from(text: T) -> Self {
        Self(text.as_ref().into())
    }
}

impl fmt::Debug for Secret {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("Secret(…)")
    }
}

/// The secrets of one exchange.
pub(crate) struct Hidden(Vec<String>);

impl Hidden {
    pub(crate) fn new(secret: &str) -> Self {
        let mut spellings = vec![
            secret.to_owned(),
            url::form_urlencoded::byte_serialize(secret.as_bytes()).collect(),
            secret.replace('/', "\\/"),
            secret.replace('+', "\\u002B"),
            secret.replace('+', "\\u002b"),
        ];
        spellings.retain(|spelling| !spelling.is_empty());
        spellings.sort_by_key(|spelling| std::cmp::Reverse(spelling.len()));
        spellings.dedup();
        Self(spellings)
    }

    /// With a secret more.
    pub(crate) fn and(mut self, secret: &str) -> Self {
        self.0.extend(Self::new(secret).0);
        self.0.sort_by_key(|spelling| std::cmp::Reverse(spelling.len()));
        self
    }

    /// The text without anything hidden, cut to what we keep.
    pub(crate) fn out_of(&self, text: &str) -> String {
        let clean = self.0.iter().fold(text.to_owned(), |clean, spelling| clean.replace(spelling.as_str(), MARK));
        let clean = without_tokens(&clean);
        let end = clean.floor_char_boundary(KEPT_BYTES);
        clean.get(..end).unwrap_or_default().trim().to_owned()
    }
}

/// Replaces whatever looks like a signed token.
fn without_tokens(text: &str) -> String {
    text.split_inclusive(|letter: char| !is_token_letter(letter)).map(without_token).collect()
}

fn without_token(word: &str) -> String {
    let body = word.trim_end_matches(|letter: char| !is_token_letter(letter));
    match body.find(TOKEN_START).and_then(|at| word.split_at_checked(at)) {
        Some((before, token)) if token.len() >= TOKEN_BYTES => {
            let after = word.get(body.len()..).unwrap_or_default();
            format!("{before}{MARK}{after}")
        }
        _ => word.to_owned(),
    }
}

fn is_token_letter(letter: char) -> bool {
    letter.is_ascii_alphanumeric() || matches!(letter, '-' | '_' | '.')
}

#[cfg(test)]
mod tests {
    use super::{Hidden, Secret};

    #[test]
    fn a_secret_is_taken_out_in_every_spelling() {
        let hidden = Hidden::new("a+b/c~d");
        for text in ["is a+b/c~d wrong", "is a%2Bb%2Fc%7Ed wrong", r"is a\u002Bb/c~d wrong", r"is a+b\/c~d wrong"] {
            assert_eq!(hidden.out_of(text), "is … wrong", "{text}");
        }
    }

    #[test]
    fn a_signed_token_is_taken_out_although_nobody_knows_it() {
        let token = "eyJhbGciOiJSUzI1NiJ9.eyJhdWQiOiJ4In0.c2ln-_";
        assert_eq!(Hidden::new("").out_of(&format!("Bearer {token}, \"{token}\"")), "Bearer …, \"…\"");
        assert_eq!(Hidden::new("").out_of(r"\u0022eyJhbGciOiJSUzI1NiJ9\u0022"), r"\u0022…\u0022");
        assert_eq!(Hidden::new("").out_of("eyJ is how they begin"), "eyJ is how they begin");
    }

    #[test]
    fn a_long_text_is_cut_between_letters() {
        let kept = Hidden::new("").out_of(&"é".repeat(5000));
        assert_eq!(kept.len(), 2048);
    }

    #[test]
    fn a_secret_cannot_be_printed() {
        assert_eq!(format!("{:?}", Secret::from("hunter2")), "Secret(…)");
    }
}
