//! Calls that make no sense, with a token that is good: whatever they are, a 4xx would refuse a customer.

use std::net::SocketAddr;
use std::time::Duration;

use anyhow::Result;
use serde_json::json;
use tokio::io::{AsyncReadExt as _, AsyncWriteExt as _};
use tokio::net::TcpStream;
use tokio::time::timeout;

use super::letters::letter;

/// Longest wait for what is answered to bytes that may be no call at all.
const PATIENCE: Duration = Duration::from_secs(9);
/// Says that a status was decided. Only then is a 4xx meant.
const MARK: &str = "marketdesk-relay: decided";

/// Bodies that Microsoft would not send.
pub fn bodies() -> Vec<(&'static str, Vec<u8>)> {
    let whole = letter(900_000_000).to_string();
    let huge = json!({ "subscriptionId": "s", "action": "ChangePlan", "x": "x".repeat(400_000) });
    let deep = |open: &str, close: &str| format!("{}{}", open.repeat(100_000), close.repeat(100_000)).into_bytes();
    let mut cut = whole.clone().into_bytes();
    cut.truncate(whole.len() / 2);
    let mut spoilt = whole.clone().into_bytes();
    spoilt.extend_from_slice(b"\xff\xfe");
    vec![
        ("nothing", Vec::new()),
        ("huge", huge.to_string().into_bytes()),
        ("huge and no JSON", vec![b'{'; 1 << 20]),
        ("much larger than any", vec![b' '; 8 << 20]),
        ("deep lists", deep("[", "]")),
        ("deep objects", deep("{\"a\":", "}")),
        ("deep and open", vec![b'['; 200_000]),
        ("no UTF-8", b"{\"action\": \"\xc3\x28\", \"subscriptionId\": \"s\"}".to_vec()),
        ("UTF-16", whole.encode_utf16().flat_map(u16::to_le_bytes).collect()),
        ("cut", cut),
        ("spoilt at its end", spoilt),
        ("NUL", vec![0; 1_000]),
        ("a lone surrogate", br#"{"action": "\ud800", "subscriptionId": "s", "quantity": 1}"#.to_vec()),
        ("a number beyond all", br#"{"action": "Renew", "subscriptionId": 1e999999}"#.to_vec()),
        ("members twice", br#"{"action": "Renew", "action": 7, "subscriptionId": []}"#.to_vec()),
        ("a list", b"[]".to_vec()),
        ("null", b"null".to_vec()),
        ("form", b"action=ChangePlan&subscriptionId=s".to_vec()),
        ("without action", br#"{"subscriptionId": "s"}"#.to_vec()),
        ("without subscription", br#"{"action": "ChangePlan"}"#.to_vec()),
    ]
}

/// Paths at which no message is expected, beside the one at which it is.
pub const PATHS: [&str; 16] = [
    "/",
    "/webhook",
    "/webhook/",
    "/webhook/main",
    "/webhook/main/",
    "/webhook/MAIN",
    "/webhook/other",
    "/webhook/main/notify",
    "/webhook/main/x",
    "//webhook/main",
    "/webhook/./main",
    "/webhook/%6dain",
    "/webhook/main%00",
    "/webhook/main?a=b",
    "/health",
    "/metrics",
];

/// Every method there is, and two that are none.
pub const METHODS: [&str; 11] =
    ["GET", "HEAD", "POST", "PUT", "PATCH", "DELETE", "OPTIONS", "TRACE", "PROPFIND", "BREW", "post"];

/// Bytes that are no call, or hardly one.
pub fn wires(token: &str) -> Vec<(&'static str, Vec<u8>)> {
    let post = format!("POST /webhook/main HTTP/1.1\r\nHost: relay\r\nAuthorization: Bearer {token}\r\n");
    let with = |rest: &str| format!("{post}{rest}").into_bytes();
    vec![
        ("nothing but lines", b"\r\n\r\n\r\n".to_vec()),
        ("no HTTP", b"HELO relay\r\n\r\n".to_vec()),
        ("TLS", b"\x16\x03\x01\x02\x00\x01\x00\x01\xfc\x03\x03".repeat(20)),
        ("HTTP/0.9", b"GET /\r\n\r\n".to_vec()),
        ("HTTP/3.7", b"POST /webhook/main HTTP/3.7\r\n\r\n".to_vec()),
        ("HTTP/2 by surprise", b"PRI * HTTP/2.0\r\n\r\nSM\r\n\r\n".to_vec()),
        ("a path without end", format!("POST /{} HTTP/1.1\r\nHost: r\r\n\r\n", "a".repeat(900_000)).into_bytes()),
        ("a header without end", with(&format!("X: {}\r\n\r\n", "a".repeat(900_000)))),
        ("too many headers", with(&format!("{}\r\n", "X: y\r\n".repeat(5_000)))),
        ("a header with NUL", with("X: \0\r\nContent-Length: 0\r\n\r\n")),
        ("a header without a name", with(": x\r\n\r\n")),
        ("a folded header", with("X: a\r\n  b\r\nContent-Length: 0\r\n\r\n")),
        ("a length that is no number", with("Content-Length: ten\r\n\r\n")),
        ("a negative length", with("Content-Length: -1\r\n\r\n")),
        ("a length beyond all", with("Content-Length: 99999999999999999999999\r\n\r\n")),
        ("two lengths", with("Content-Length: 2\r\nContent-Length: 3\r\n\r\n{}")),
        ("a length and chunks", with("Content-Length: 2\r\nTransfer-Encoding: chunked\r\n\r\n0\r\n\r\n")),
        ("a coding nobody knows", with("Transfer-Encoding: cow\r\n\r\n")),
        ("chunks that are none", with("Transfer-Encoding: chunked\r\n\r\nZZ\r\n")),
        ("a chunk beyond all", with("Transfer-Encoding: chunked\r\n\r\nffffffffffffffffffff\r\n")),
        ("an expectation nobody meets", with("Expect: the-unexpected\r\nContent-Length: 0\r\n\r\n")),
        ("an upgrade", with("Connection: upgrade\r\nUpgrade: websocket\r\nContent-Length: 0\r\n\r\n")),
        ("two hosts", with("Host: other\r\nContent-Length: 0\r\n\r\n")),
    ]
}

/// What is answered to these bytes: its status and whether it was decided; nothing where the connection is closed.
///
/// # Errors
/// Where no connection can be made.
pub async fn answer_to(address: SocketAddr, bytes: &[u8]) -> Result<Option<(u16, bool)>> {
    let mut stream = TcpStream::connect(address).await?;
    // Whoever is sent away early does not hear the rest.
    let _ = timeout(PATIENCE, stream.write_all(bytes)).await;
    let _ = stream.shutdown().await;
    let mut answer = Vec::new();
    let _ = timeout(PATIENCE, stream.read_to_end(&mut answer)).await;
    let text = String::from_utf8_lossy(&answer).into_owned();
    let status = text.split(' ').nth(1).and_then(|status| status.parse().ok());
    let head = text.split("\r\n\r\n").next().unwrap_or_default().to_ascii_lowercase();
    Ok(status.map(|status| (status, head.contains(MARK))))
}

/// Opens so many connections that never end what they begin: half send a head by and by, half a body. They stay as long
/// as they are held.
///
/// # Errors
/// Where no connection can be made.
pub async fn loris(address: SocketAddr, token: &str, count: u32) -> Result<Vec<TcpStream>> {
    let mut all = Vec::new();
    for number in 0..count {
        let mut stream = TcpStream::connect(address).await?;
        let end = if number % 2 == 0 { "" } else { "Content-Length: 500\r\n\r\n{" };
        let head = format!("POST /webhook/main HTTP/1.1\r\nHost: r\r\nAuthorization: Bearer {token}\r\n{end}");
        stream.write_all(head.as_bytes()).await?;
        all.push(stream);
    }
    Ok(all)
}
