//! Reading back: what the publisher's own service says of an account's access.

use domain::account::Access;
use serde::Deserialize;

use crate::outcome::Why;

/// What a service says of an account.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum ReadBack {
    /// The access it has there. A word we do not know is kept.
    Access(Access),
    /// It knows no such account.
    NoAccount,
    /// It answers, and the answer says nothing of an access.
    Unreadable {
        /// Its status code.
        status: u16,
    },
    /// It cannot say now.
    NotNow(Why),
}

/// `{"access": "open"}`; other members are none of ours.
#[derive(Deserialize)]
struct Answer {
    access: Access,
}

/// Reads an answer that came with success.
pub(crate) fn read(status: u16, body: &[u8]) -> ReadBack {
    match serde_json::from_slice::<Answer>(body) {
        Ok(answer) => ReadBack::Access(answer.access),
        Err(_) => ReadBack::Unreadable { status },
    }
}

#[cfg(test)]
mod tests {
    use rstest::rstest;

    use super::*;

    #[rstest]
    #[case::open(r#"{"access":"open"}"#, ReadBack::Access(Access::Open))]
    #[case::louder(r#"{"access":" Suspended ","since":"2026"}"#, ReadBack::Access(Access::Suspended))]
    #[case::a_new_word(r#"{"access":"frozen"}"#, ReadBack::Access(Access::Other("frozen".to_owned())))]
    #[case::no_access(r#"{"state":"open"}"#, ReadBack::Unreadable { status: 200 })]
    #[case::no_json("open", ReadBack::Unreadable { status: 200 })]
    fn an_answer_says_what_access_there_is(#[case] body: &str, #[case] read_back: ReadBack) {
        assert_eq!(read(200, body.as_bytes()), read_back);
    }
}
