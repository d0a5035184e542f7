//! Where a relay is: an address that a token may be sent to, and the connection's name there.

use url::{Host, Url};

/// Why an address or a name will not do.
#[derive(Debug, Clone, Copy, PartialEq, Eq, thiserror::Error)]
pub enum BadPlace {
    /// It is no address.
    #[error("this is not an address")]
    Address,
    /// A token would be readable on the way: neither https nor this computer.
    #[error("only https, or this computer itself")]
    Insecure,
    /// The connection's name is not one a relay has.
    #[error("a connection's name has letters, digits and hyphens")]
    Connection,
}

/// Where a relay is, and the name it has for our publisher.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct RelayPlace {
    base: Url,
    connection: String,
}

impl RelayPlace {
    /// A place as somebody typed it.
    ///
    /// # Errors
    /// Where it is none, or a token could be read on the way there.
    pub fn read(address: &str, connection: &str) -> Result<Self, BadPlace> {
        let mut base = Url::parse(address.trim()).map_err(|_| BadPlace::Address)?;
        let is_plain = base.username().is_empty() && base.password().is_none() && base.query().is_none();
        if !matches!(base.scheme(), "https" | "http") || !is_plain || base.fragment().is_some() {
            return Err(BadPlace::Address);
        }
        if base.scheme() == "http" && !is_loopback(&base) {
            return Err(BadPlace::Insecure);
        }
        if !base.path().ends_with('/') {
            let path = format!("{}/", base.path());
            base.set_path(&path);
        }
        let connection = connection.trim().to_ascii_lowercase();
        let is_name = !connection.is_empty()
            && connection.len() <= 60
            && connection.bytes().all(|byte| byte.is_ascii_alphanumeric() || byte == b'-');
        if is_name { Ok(Self { base, connection }) } else { Err(BadPlace::Connection) }
    }

    /// The address.
    pub fn address(&self) -> &str {
        self.base.as_str()
    }

    /// The name the relay has for our publisher.
    pub fn connection(&self) -> &str {
        &self.connection
    }

    /// Whether it is this computer.
    pub fn is_local(&self) -> bool {
        is_loopback(&self.base)
    }

    /// Whether a token of the one may be shown to the other.
    pub fn is_same_house(&self, other: &Self) -> bool {
        self.base.origin() == other.base.origin()
    }

    /// The address of a call. Each segment is one segment there, whatever is in it.
    pub(super) fn call(&self, segments: &[&str]) -> Url {
        let mut url = self.base.clone();
        if let Ok(mut path) = url.path_segments_mut() {
            path.pop_if_empty().extend(["v1", &self.connection]).extend(segments);
        }
        url
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
    #[case::public("https://relay.example.com", "main", Ok("https://relay.example.com/v1/main/hello"))]
    #[case::below_a_path("https://example.com/relay/", "Main", Ok("https://example.com/relay/v1/main/hello"))]
    #[case::this_computer("http://127.0.0.1:8787", "main", Ok("http://127.0.0.1:8787/v1/main/hello"))]
    #[case::readable_on_the_way("http://relay.example.com", "main", Err(BadPlace::Insecure))]
    #[case::looks_local("http://127.0.0.1.example.com", "main", Err(BadPlace::Insecure))]
    #[case::with_a_password("https://anna:secret@relay.example.com", "main", Err(BadPlace::Address))]
    #[case::another_protocol("ftp://relay.example.com", "main", Err(BadPlace::Address))]
    #[case::nothing("", "main", Err(BadPlace::Address))]
    #[case::a_way_out("https://relay.example.com", "../main", Err(BadPlace::Connection))]
    #[case::no_name("https://relay.example.com", " ", Err(BadPlace::Connection))]
    fn a_place_is_one_a_token_may_be_sent_to(
        #[case] address: &str,
        #[case] connection: &str,
        #[case] hello: Result<&str, BadPlace>,
    ) {
        let place = RelayPlace::read(address, connection);
        assert_eq!(place.map(|place| place.call(&["hello"]).to_string()), hello.map(str::to_owned));
    }

    #[test]
    fn an_id_stays_one_segment() {
        let place = RelayPlace::read("https://relay.example.com", "main").unwrap();
        let url = place.call(&["held", "../../x?y", "claim"]);
        assert_eq!(url.path(), "/v1/main/held/..%2F..%2Fx%3Fy/claim");
    }
}
