//! Where hooks are sent.

use std::fmt;

use url::{Host, Url};

/// Why an address will not do.
#[derive(Debug, Clone, Copy, PartialEq, Eq, thiserror::Error)]
pub enum BadAddress {
    /// It is no address, or one with a name and password in it.
    #[error("this is not an address")]
    NotOne,
    /// Events could be read on the way: neither https nor this computer.
    #[error("only https, or this computer itself")]
    Insecure,
}

/// An address that events may be sent to.
#[derive(Clone, PartialEq, Eq)]
pub struct Address(Url);

impl Address {
    /// An address as somebody typed it.
    ///
    /// # Errors
    /// Where it is none, or what is sent could be read on the way there.
    pub fn read(text: &str) -> Result<Self, BadAddress> {
        let url = Url::parse(text.trim()).map_err(|_| BadAddress::NotOne)?;
        let is_plain = url.username().is_empty() && url.password().is_none() && url.fragment().is_none();
        match url.scheme() {
            "https" | "http" if !is_plain || !url.has_host() => Err(BadAddress::NotOne),
            "https" => Ok(Self(url)),
            "http" if is_loopback(&url) => Ok(Self(url)),
            "http" => Err(BadAddress::Insecure),
            _ => Err(BadAddress::NotOne),
        }
    }

    /// The address as it is kept.
    pub fn as_str(&self) -> &str {
        self.0.as_str()
    }

    /// Whether it is this computer.
    pub fn is_local(&self) -> bool {
        is_loopback(&self.0)
    }

    pub(crate) fn url(&self) -> &Url {
        &self.0
    }
}

/// Its host alone: paths and queries of receivers can hold what lets one in.
impl fmt::Debug for Address {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "Address({})", self.0.host_str().unwrap_or_default())
    }
}

fn is_loopback(address: &Url) -> bool {
    match address.host() {
        Some(Host::Domain(name)) => name.eq_ignore_ascii_case("localhost"),
        Some(Host::Ipv4(ip)) => ip.is_loopback(),
        Some(Host::Ipv6(ip)) => ip.is_loopback(),
        None => false,
    }
}

#[cfg(test)]
mod tests {
    use rstest::rstest;

    use super::*;

    #[rstest]
    #[case::public(" https://example.com/hooks?tenant=1 ", Ok("https://example.com/hooks?tenant=1"))]
    #[case::this_computer("http://127.0.0.1:4000/hooks", Ok("http://127.0.0.1:4000/hooks"))]
    #[case::this_computer_by_name("http://localhost:4000", Ok("http://localhost:4000/"))]
    #[case::this_computer_anew("http://[::1]:4000/", Ok("http://[::1]:4000/"))]
    #[case::readable_on_the_way("http://example.com/hooks", Err(BadAddress::Insecure))]
    #[case::looks_local("http://127.0.0.1.example.com/", Err(BadAddress::Insecure))]
    #[case::with_a_password("https://anna:secret@example.com/", Err(BadAddress::NotOne))]
    #[case::with_a_fragment("https://example.com/#a", Err(BadAddress::NotOne))]
    #[case::another_protocol("ftp://example.com/", Err(BadAddress::NotOne))]
    #[case::nothing("", Err(BadAddress::NotOne))]
    fn an_address_is_one_that_events_may_be_sent_to(#[case] text: &str, #[case] read: Result<&str, BadAddress>) {
        assert_eq!(Address::read(text).map(|address| address.as_str().to_owned()), read.map(str::to_owned));
    }

    #[test]
    fn what_is_in_a_path_is_not_printed() {
        let address = Address::read("https://example.com/hooks/k3y?token=s3cret").unwrap();
        assert_eq!(format!("{address:?}"), "Address(example.com)");
    }
}
