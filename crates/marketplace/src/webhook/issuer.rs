//! Who issued a token, by its own word.

use url::Url;

use crate::settings::TokenVersion;

/// Version 1 keeps this name whatever the authority that was asked.
const V1: &str = "https://sts.windows.net/";
const V2_END: &str = "/v2.0";

/// A tenant of Entra, as an issuer's name gives it.
#[derive(Debug, PartialEq, Eq)]
pub(crate) struct Issuer<'a> {
    pub(crate) version: TokenVersion,
    pub(crate) tenant: &'a str,
}

impl<'a> Issuer<'a> {
    /// `https://sts.windows.net/{tenant}/`, or `{authority}/{tenant}/v2.0`. Nothing where it is not of Entra.
    pub(crate) fn read(name: &'a str, authority: &Url) -> Option<Self> {
        let base = authority.as_str().trim_end_matches('/');
        let v1 = || name.strip_prefix(V1)?.strip_suffix('/');
        let v2 = || name.strip_prefix(base)?.strip_prefix('/')?.strip_suffix(V2_END);
        let (version, tenant) = match v1() {
            Some(tenant) => (TokenVersion::V1, tenant),
            None => (TokenVersion::V2, v2()?),
        };
        let is_one_name = !tenant.is_empty() && !tenant.contains(['/', '?', '#']);
        is_one_name.then_some(Self { version, tenant })
    }
}

#[cfg(test)]
mod tests {
    use rstest::rstest;
    use url::Url;

    use super::Issuer;
    use crate::settings::TokenVersion::{self, V1, V2};

    #[rstest]
    #[case("https://sts.windows.net/t-1/", Some((V1, "t-1")))]
    #[case("https://login.microsoftonline.com/t-1/v2.0", Some((V2, "t-1")))]
    #[case("https://sts.windows.net/t-1", None)]
    #[case("https://sts.windows.net//", None)]
    #[case("https://sts.windows.net/a/t-1/", None)]
    #[case("http://sts.windows.net/t-1/", None)]
    #[case("https://sts.windows.net.evil.example/t-1/", None)]
    #[case("https://login.microsoftonline.com/t-1/", None)]
    #[case("https://login.microsoftonline.com/t-1/v2.0/", None)]
    #[case("https://login.microsoftonline.com.evil.example/t-1/v2.0", None)]
    #[case("https://login.microsoftonline.com/v2.0", None)]
    #[case("", None)]
    fn only_entra_issues_tokens(#[case] name: &str, #[case] expected: Option<(TokenVersion, &str)>) {
        let authority = Url::parse("https://login.microsoftonline.com").unwrap();
        let issuer = Issuer::read(name, &authority);
        assert_eq!(issuer.map(|issuer| (issuer.version, issuer.tenant)), expected);
    }
}
