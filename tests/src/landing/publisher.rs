//! The publisher's own page, where customers manage what they have.

use anyhow::Result;
use tokio::io::{AsyncReadExt as _, AsyncWriteExt as _};
use tokio::net::{TcpListener, TcpStream};
use tokio_util::task::AbortOnDropHandle;

/// What stands on it.
pub(super) const HEADING: &str = "Your Northquay account";

/// Its address, and what answers there until it is dropped.
pub(super) async fn opens() -> Result<(String, AbortOnDropHandle<()>)> {
    let listener = TcpListener::bind("127.0.0.1:0").await?;
    let address = format!("http://{}/account", listener.local_addr()?);
    let serving = tokio::spawn(async move {
        while let Ok((mut browser, _)) = listener.accept().await {
            tokio::spawn(async move { answer(&mut browser).await });
        }
    });
    Ok((address, AbortOnDropHandle::new(serving)))
}

/// The same to everybody, whatever is asked.
async fn answer(browser: &mut TcpStream) -> std::io::Result<()> {
    let mut asked = [0; 16_384];
    let _read = browser.read(&mut asked).await?;
    let page = format!("<!doctype html><html lang=\"en\"><title>Northquay</title><h1>{HEADING}</h1></html>");
    let head = "HTTP/1.1 200 OK\r\ncontent-type: text/html; charset=utf-8\r\nconnection: close\r\n";
    browser.write_all(format!("{head}content-length: {}\r\n\r\n{page}", page.len()).as_bytes()).await?;
    browser.shutdown().await
}
