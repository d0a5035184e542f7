//! The last look at what goes out.
//!
//! Where a call is no HTTP, or its head too large, the HTTP library answers 400, 414 or 431 itself and closes: no route,
//! no layer sees it. So each connection's writes pass here, and an answer whose head has a 4xx and not our mark has its
//! three digits changed to 503. Heads are written whole and first, because vectored writes are declined.

use std::io::{self, IoSlice};
use std::net::SocketAddr;
use std::pin::Pin;
use std::task::{Context, Poll};

use axum::serve::Listener;
use tokio::io::{AsyncRead, AsyncWrite, ReadBuf};
use tokio::net::{TcpListener, TcpStream};

/// A listener whose connections never carry an undecided 4xx.
pub(crate) struct Careful(pub(crate) TcpListener);

impl Listener for Careful {
    type Io = CarefulStream;
    type Addr = SocketAddr;

    async fn accept(&mut self) -> (CarefulStream, SocketAddr) {
        let (stream, from) = Listener::accept(&mut self.0).await;
        let _ = stream.set_nodelay(true);
        (CarefulStream(stream), from)
    }

    fn local_addr(&self) -> io::Result<SocketAddr> {
        self.0.local_addr()
    }
}

/// A connection that never carries an undecided 4xx.
pub(crate) struct CarefulStream(TcpStream);

impl AsyncRead for CarefulStream {
    fn poll_read(mut self: Pin<&mut Self>, context: &mut Context<'_>, into: &mut ReadBuf<'_>) -> Poll<io::Result<()>> {
        Pin::new(&mut self.0).poll_read(context, into)
    }
}

impl AsyncWrite for CarefulStream {
    fn poll_write(mut self: Pin<&mut Self>, context: &mut Context<'_>, bytes: &[u8]) -> Poll<io::Result<usize>> {
        match careful(bytes) {
            Some(instead) => Pin::new(&mut self.0).poll_write(context, &instead),
            None => Pin::new(&mut self.0).poll_write(context, bytes),
        }
    }

    fn poll_write_vectored(
        self: Pin<&mut Self>,
        context: &mut Context<'_>,
        slices: &[IoSlice<'_>],
    ) -> Poll<io::Result<usize>> {
        let first = slices.iter().find(|slice| !slice.is_empty());
        self.poll_write(context, first.map_or(&[], |slice| slice))
    }

    fn poll_flush(mut self: Pin<&mut Self>, context: &mut Context<'_>) -> Poll<io::Result<()>> {
        Pin::new(&mut self.0).poll_flush(context)
    }

    fn poll_shutdown(mut self: Pin<&mut Self>, context: &mut Context<'_>) -> Poll<io::Result<()>> {
        Pin::new(&mut self.0).poll_shutdown(context)
    }
}

/// The same bytes with another status, where they begin an answer that nobody decided.
fn careful(bytes: &[u8]) -> Option<Vec<u8>> {
    let rest = bytes.strip_prefix(b"HTTP/1.")?.get(2..)?;
    if rest.first() != Some(&b'4') {
        return None;
    }
    let head_ends = bytes.windows(4).position(|four| four == b"\r\n\r\n").unwrap_or(bytes.len());
    let head = bytes.get(..head_ends)?;
    let mark = b"\r\nmarketdesk-relay: decided";
    if head.windows(mark.len()).any(|part| part == mark) {
        return None;
    }
    let mut instead = bytes.to_vec();
    instead.get_mut(9..12)?.copy_from_slice(b"503");
    Some(instead)
}

#[cfg(test)]
mod tests {
    use rstest::rstest;

    use super::careful;

    #[rstest]
    #[case::refused_by_the_library("HTTP/1.1 431 X\r\n\r\n", Some("HTTP/1.1 503 X\r\n\r\n"))]
    #[case::decided("HTTP/1.1 400 Bad Request\r\nmarketdesk-relay: decided\r\n\r\n", None)]
    #[case::marked_in_its_body(
        "HTTP/1.1 400 B\r\n\r\n\r\nmarketdesk-relay: decided",
        Some("HTTP/1.1 503 B\r\n\r\n\r\nmarketdesk-relay: decided")
    )]
    #[case::no_4xx("HTTP/1.1 200 OK\r\n\r\n", None)]
    #[case::a_body("{\"HTTP/1.1 400\":1}", None)]
    fn a_head_without_the_mark_becomes_503(#[case] written: &str, #[case] instead: Option<&str>) {
        assert_eq!(careful(written.as_bytes()).as_deref(), instead.map(str::as_bytes));
    }
}
