//! Reads what an answer says of a failure, in every shape seen.

use crate::hidden::Hidden;

use super::json::{Members, text_of};

/// The service's own words for a failure.
#[derive(Debug, PartialEq, Eq)]
pub(crate) struct Failure {
    pub(crate) code: Option<String>,
    pub(crate) message: String,
}

impl Failure {
    /// An object with code and message, the same within `error`, a bare string, or whatever else was said.
    pub(crate) fn read(text: &str, hidden: &Hidden) -> Self {
        let text = text.trim_start_matches('\u{feff}').trim();
        let outer = Members::read(text).ok();
        let inner = outer.as_ref().and_then(|outer| Members::read(outer.get("error")?).ok());
        let members = inner.as_ref().or(outer.as_ref());
        let member = |name: &str| {
            let said = text_of(members?.get(name)?).ok().flatten()?;
            Some(hidden.out_of(&said)).filter(|said| !said.is_empty())
        };
        let whole = || text_of(text).ok().flatten().map_or_else(|| hidden.out_of(text), |said| hidden.out_of(&said));
        Self { code: member("code"), message: member("message").unwrap_or_else(whole) }
    }
}

#[cfg(test)]
mod tests {
    use rstest::rstest;

    use super::Failure;
    use crate::hidden::Hidden;

    #[rstest]
    #[case(r#"{"code":"BadArgument","message":"No.","target":"planId","details":[]}"#, Some("BadArgument"), "No.")]
    #[case(r#"{"error":{"code":"UnexpectedError","message":"Oh."}}"#, Some("UnexpectedError"), "Oh.")]
    #[case(r#"{"Error":{"Code":"ApiVersionUnspecified","Message":"Which?"}}"#, Some("ApiVersionUnspecified"), "Which?")]
    #[case(r#""The token is wrong.""#, None, "The token is wrong.")]
    #[case(r#"{"message":null,"code":""}"#, None, r#"{"message":null,"code":""}"#)]
    #[case("plain words", None, "plain words")]
    #[case("", None, "")]
    fn every_shape_of_a_failure_is_read(#[case] text: &str, #[case] code: Option<&str>, #[case] message: &str) {
        let failure = Failure::read(text, &Hidden::new(""));
        assert_eq!((failure.code.as_deref(), failure.message.as_str()), (code, message));
    }
}
