//! What only real sockets can show: where bytes go, when they stop, and what is not followed.
//!
//! Over a marketplace that speaks just enough HTTP to be rude.

#![allow(clippy::indexing_slicing, clippy::unwrap_used, reason = "a test that cannot go on may panic")]

use std::io::ErrorKind;
use std::sync::{Arc, Mutex};

use chrono::{DateTime, TimeZone as _, Utc};
use domain::Clock;
use marketplace::{Api, ApiError, Credential, Identity, Patience, Secret, Settings};
use rstest::rstest;
use tokio::io::{AsyncReadExt as _, AsyncWriteExt as _};
use tokio::net::{TcpListener, TcpStream};
use url::Url;

const GRANT: &str = r#"{"token_type":"Bearer","expires_in":"3600","access_token":"opaque"}"#;

struct StillClock;

impl Clock for StillClock {
    fn now(&self) -> DateTime<Utc> {
        Utc.with_ymd_and_hms(2026, 11, 15, 12, 0, 0).unwrap()
    }
}

/// A server on this machine that grants every token and answers every call with the same bytes.
struct RudeMarketplace {
    address: Url,
    asked: Arc<Mutex<Vec<String>>>,
}

impl RudeMarketplace {
    /// Begins to answer; each answer is followed by the end of the connection.
    async fn answering(bytes: impl Into<Vec<u8>>) -> Self {
        let listener = TcpListener::bind("127.0.0.1:0").await.unwrap();
        let address = Url::parse(&format!("http://{}", listener.local_addr().unwrap())).unwrap();
        let asked = Arc::<Mutex<Vec<String>>>::default();
        let (seen, bytes) = (asked.clone(), bytes.into());
        tokio::spawn(async move {
            while let Ok((stream, _)) = listener.accept().await {
                tokio::spawn(serve(stream, seen.clone(), bytes.clone()));
            }
        });
        Self { address, asked }
    }

    fn api(&self) -> Api {
        api_of(Settings {
            base: self.address.join("/api").unwrap(),
            authority: self.address.clone(),
            ..Settings::microsoft()
        })
    }

    /// Request lines of everything asked.
    fn asked(&self) -> Vec<String> {
        self.asked.lock().unwrap().iter().map(|request| request.lines().next().unwrap_or_default().to_owned()).collect()
    }
}

fn api_of(settings: Settings) -> Api {
    let credential = Credential::Secret(Secret::from("s3cret"));
    let identity = Identity { tenant: "t".into(), application: "a".into(), credential };
    Api::new(settings, identity, Arc::new(StillClock)).unwrap().with_patience(Patience::NONE)
}

async fn serve(mut stream: TcpStream, asked: Arc<Mutex<Vec<String>>>, bytes: Vec<u8>) {
    let Some(request) = read_request(&mut stream).await else { return };
    let answer = if request.starts_with("POST") { ok(GRANT) } else { bytes };
    asked.lock().unwrap().push(request);
    let _ = stream.write_all(&answer).await;
    let _ = stream.shutdown().await;
}

/// A request whole, by its own account of its length.
async fn read_request(stream: &mut TcpStream) -> Option<String> {
    let mut request = Vec::new();
    loop {
        let mut piece = [0; 4096];
        match stream.read(&mut piece).await {
            Ok(0) => return None,
            Ok(length) => request.extend_from_slice(&piece[..length]),
            Err(error) if error.kind() == ErrorKind::Interrupted => {}
            Err(_) => return None,
        }
        let text = String::from_utf8_lossy(&request).into_owned();
        if let Some((head, body)) = text.split_once("\r\n\r\n") {
            let length =
                head.lines().find_map(|line| line.to_ascii_lowercase().strip_prefix("content-length: ")?.parse().ok());
            if body.len() >= length.unwrap_or(0) {
                return Some(text);
            }
        }
    }
}

fn ok(body: &str) -> Vec<u8> {
    format!("HTTP/1.1 200 OK\r\ncontent-type: application/json\r\ncontent-length: {}\r\n\r\n{body}", body.len())
        .into_bytes()
}

#[tokio::test]
async fn a_call_reaches_a_real_socket_and_comes_back() {
    let market = RudeMarketplace::answering(ok(r#"{"id":"a","name":"Harbour"}"#)).await;
    let read = market.api().subscription(&"a".into()).await.unwrap();
    assert_eq!(read.value.name, "Harbour");
    let sent = market.asked.lock().unwrap()[1].to_ascii_lowercase();
    assert!(sent.contains("authorization: bearer opaque") && sent.contains("accept-encoding: gzip"), "{sent}");
}

#[tokio::test]
async fn a_redirect_is_not_followed() {
    let elsewhere = RudeMarketplace::answering(ok("{}")).await;
    let redirect =
        format!("HTTP/1.1 307 Temporary Redirect\r\nlocation: {}\r\ncontent-length: 0\r\n\r\n", elsewhere.address);
    let market = RudeMarketplace::answering(redirect).await;
    assert!(market.api().page(None).await.is_err());
    assert_eq!(elsewhere.asked(), Vec::<String>::new(), "our token stays with those we know");
}

#[rstest]
#[case::cut_body("HTTP/1.1 200 OK\r\ncontent-length: 100\r\n\r\n{\"id\":", "TruncatedAnswer")]
#[case::cut_chunks("HTTP/1.1 200 OK\r\ntransfer-encoding: chunked\r\n\r\n5\r\n{\"id\"", "TruncatedAnswer")]
#[case::broken_gzip("HTTP/1.1 200 OK\r\ncontent-encoding: gzip\r\ncontent-length: 4\r\n\r\nabcd", "TruncatedAnswer")]
#[case::nothing("", "ConnectionLost")]
#[case::half_a_head("HTTP/1.1 200", "ConnectionLost")]
#[case::no_http("220 mail ready\r\n\r\n", "ConnectionLost")]
#[case::no_text("HTTP/1.1 200 OK\r\ncontent-length: 2\r\n\r\n{\u{0}", "UnreadableAnswer")]
#[tokio::test]
async fn how_an_answer_may_end(#[case] bytes: &str, #[case] name: &str) {
    let market = RudeMarketplace::answering(bytes).await;
    let error = market.api().page(None).await.unwrap_err();
    assert!(format!("{error:?}").starts_with(name), "{error:?}");
}

#[tokio::test]
async fn an_answer_without_end_is_not_read_to_the_end() {
    let mut bytes = b"HTTP/1.1 200 OK\r\ncontent-length: 80000000\r\n\r\n".to_vec();
    bytes.resize(80_000_000, b' ');
    let market = RudeMarketplace::answering(bytes).await;
    assert!(matches!(market.api().page(None).await, Err(ApiError::OversizedAnswer { .. })));
}

#[tokio::test]
async fn nobody_listening_is_unreachable() {
    let listener = TcpListener::bind("127.0.0.1:0").await.unwrap();
    let address = Url::parse(&format!("http://{}", listener.local_addr().unwrap())).unwrap();
    drop(listener);
    let api = api_of(Settings { base: address.clone(), authority: address, ..Settings::microsoft() });
    let error = api.page(None).await.unwrap_err();
    assert!(matches!(&error, ApiError::Unreachable { host, .. } if host == "127.0.0.1"), "{error:?}");
    assert!(!format!("{error:?}").contains("oauth2"), "no address in the cause");
}

#[tokio::test]
async fn plain_http_to_another_machine_is_refused_at_once() {
    let credential = Credential::Secret(Secret::from("s3cret"));
    let identity = Identity { tenant: "t".into(), application: "a".into(), credential };
    let settings = Settings { base: Url::parse("http://marketplace.example/api").unwrap(), ..Settings::microsoft() };
    let refused = Api::new(settings, identity, Arc::new(StillClock));
    assert!(matches!(refused, Err(ApiError::InsecureAddress { host }) if host == "marketplace.example"));
}
