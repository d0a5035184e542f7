//! Where Microsoft is. All of it can be changed, for a national cloud, an emulator or a test.
//!
//! One rule: nothing is asked over plain HTTP, unless it is on this very machine.

use url::{Host, Url};

use crate::error::ApiError;

/// The marketplace's own application: what a token must be issued for.
const RESOURCE: &str = "20e940b3-4c77-4b0b-9a53-9e16a1b010a7";
const API_VERSION: &str = "2018-08-31";
const BASE: &str = "https://marketplaceapi.microsoft.com/api";
const SECOND_ORIGIN: &str = "https://main.prod.marketplaceapi.azure.com";
const AUTHORITY: &str = "https://login.microsoftonline.com";

/// Which of Entra's token endpoints is asked.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum TokenVersion {
    /// `oauth2/v2.0/token`, asked with a scope.
    V2,
    /// `oauth2/token`, asked with a resource.
    V1,
}

/// The addresses and names of one environment.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Settings {
    /// What every path of the API is appended to.
    pub base: Url,
    /// The other host that the service's own links name.
    pub second_origin: Option<Url>,
    /// What the tenant and the paths of sign-in are appended to.
    pub authority: Url,
    /// What a token is asked for.
    pub resource: String,
    /// Sent with every call.
    pub api_version: String,
    /// Which token endpoint is asked.
    pub token_version: TokenVersion,
}

impl Settings {
    /// Microsoft's global cloud.
    pub fn microsoft() -> Self {
        Self {
            base: known(BASE),
            second_origin: Some(known(SECOND_ORIGIN)),
            authority: known(AUTHORITY),
            resource: RESOURCE.to_owned(),
            api_version: API_VERSION.to_owned(),
            token_version: TokenVersion::V2,
        }
    }

    /// Whether every address may be given a secret.
    pub(crate) fn check(&self) -> Result<(), ApiError> {
        let addresses = [Some(&self.base), self.second_origin.as_ref(), Some(&self.authority)];
        match addresses.into_iter().flatten().find(|address| !is_safe(address)) {
            Some(address) => Err(ApiError::InsecureAddress { host: host_of(address) }),
            None => Ok(()),
        }
    }

    /// Whether something asked is on this machine, where no proxy belongs in between.
    pub(crate) fn is_local(&self) -> bool {
        is_loopback(&self.base) || is_loopback(&self.authority)
    }

    /// Whether the bearer token may go where this address leads.
    pub(crate) fn trusts(&self, address: &Url) -> bool {
        let second = self.second_origin.as_ref().map(Url::origin);
        is_safe(address) && (address.origin() == self.base.origin() || Some(address.origin()) == second)
    }
}

/// The address with further segments of path, each encoded on its own.
pub(crate) fn within(address: &Url, segments: &[&str]) -> Url {
    let mut address = address.clone();
    if let Ok(mut path) = address.path_segments_mut() {
        path.pop_if_empty().extend(segments);
    }
    address
}

/// The host, for words to people.
pub(crate) fn host_of(address: &Url) -> String {
    address.host_str().unwrap_or_default().to_owned()
}

fn is_safe(address: &Url) -> bool {
    let scheme_is_safe = match address.scheme() {
        "https" => address.has_host(),
        "http" => is_loopback(address),
        _ => false,
    };
    scheme_is_safe && address.username().is_empty() && address.password().is_none()
}

fn is_loopback(address: &Url) -> bool {
    match address.host() {
        Some(Host::Domain(name)) => name.eq_ignore_ascii_case("localhost"),
        Some(Host::Ipv4(ip)) => ip.is_loopback(),
        Some(Host::Ipv6(ip)) => ip.is_loopback(),
        None => false,
    }
}

fn known(address: &str) -> Url {
    Url::parse(address).expect("the addresses above are well formed: a test parses each")
}

#[cfg(test)]
mod tests {
    use rstest::rstest;
    use url::Url;

    use super::{Settings, within};

    #[test]
    fn microsofts_addresses_are_well_formed_and_safe() {
        assert!(Settings::microsoft().check().is_ok());
        assert!(!Settings::microsoft().is_local());
    }

    #[rstest]
    #[case("https://marketplace.example/api", true)]
    #[case("http://marketplace.example/api", false)]
    #[case("http://localhost:8080/api", true)]
    #[case("http://127.9.9.9/api", true)]
    #[case("http://[::1]:8080/api", true)]
    #[case("http://localhost.example/api", false)]
    #[case("http://10.0.0.1/api", false)]
    #[case("https://someone:secret@marketplace.example/api", false)]
    #[case("ftp://localhost/api", false)]
    #[case("data:text/plain,hello", false)]
    fn plain_http_is_for_this_machine_alone(#[case] base: &str, #[case] allowed: bool) {
        let settings = Settings { base: Url::parse(base).unwrap(), ..Settings::microsoft() };
        assert_eq!(settings.check().is_ok(), allowed, "{base}");
    }

    #[test]
    fn the_token_goes_to_the_two_known_hosts_alone() {
        let settings = Settings::microsoft();
        let trusts = |address: &str| settings.trusts(&Url::parse(address).unwrap());
        assert!(trusts("https://marketplaceapi.microsoft.com/api/x"));
        assert!(trusts("https://main.prod.marketplaceapi.azure.com/api/x"));
        assert!(!trusts("http://main.prod.marketplaceapi.azure.com/api/x"), "the scheme is part of an origin");
        assert!(!trusts("https://main.prod.marketplaceapi.azure.com.evil.example/api/x"));
        assert!(!trusts("https://marketplaceapi.microsoft.com:444/api/x"));
    }

    #[test]
    fn a_segment_cannot_leave_its_place() {
        let base = Url::parse("https://a.example/api/").unwrap();
        assert_eq!(within(&base, &["saas", "a/../b?c#d"]).as_str(), "https://a.example/api/saas/a%2F..%2Fb%3Fc%23d");
    }
}
