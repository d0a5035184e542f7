//! A listener that can go away and come back on the same port, and connections that can be cut.
//!
//! A plain server cannot show a client "connection refused" or a reset in the middle of an exchange. Closing a gate
//! drops the socket and every connection that came through it.

use std::{
    future::Future,
    io,
    net::{Ipv4Addr, SocketAddr},
    pin::Pin,
    sync::{
        Arc,
        atomic::{AtomicU8, Ordering},
    },
    task::{Context, Poll},
};

use axum::{
    extract::connect_info::Connected,
    serve::{IncomingStream, Listener},
};
use tokio::{
    io::{AsyncRead, AsyncWrite, ReadBuf},
    net::{TcpListener, TcpStream},
    sync::watch,
};

use crate::Error;

/// Opens and closes one door.
#[derive(Debug, Clone)]
pub(crate) struct Gate {
    open: Arc<watch::Sender<bool>>,
}

/// The doors a client sees, and the one behind the scenes.
#[derive(Debug, Clone)]
pub(crate) struct Gates {
    pub(crate) api: Gate,
    pub(crate) second: Gate,
    pub(crate) authority: Gate,
    pub(crate) control: Gate,
}

impl Gates {
    /// Ends every connection.
    pub(crate) fn close_all(&self) {
        [&self.api, &self.second, &self.authority, &self.control].iter().for_each(|gate| gate.set_open(false));
    }
}

/// The listening side of a gate.
pub(crate) struct GateListener {
    address: SocketAddr,
    socket: Option<TcpListener>,
    open: watch::Receiver<bool>,
}

/// Binds a port on loopback (0 for any).
pub(crate) async fn bind(port: u16) -> Result<(Gate, GateListener), Error> {
    let failed = |source| Error::Listen { port, source };
    let socket = TcpListener::bind((Ipv4Addr::LOCALHOST, port)).await.map_err(failed)?;
    let address = socket.local_addr().map_err(failed)?;
    let (open, seen) = watch::channel(true);
    Ok((Gate { open: Arc::new(open) }, GateListener { address, socket: Some(socket), open: seen }))
}

impl Gate {
    /// Refuses new connections and cuts the present ones, or lets them in again.
    pub(crate) fn set_open(&self, is_open: bool) {
        self.open.send_replace(is_open);
    }
}

impl GateListener {
    pub(crate) const fn port(&self) -> u16 {
        self.address.port()
    }

    /// Waits until the gate is open and the port is bound.
    async fn reopen(&mut self) {
        loop {
            if self.open.wait_for(|is_open| *is_open).await.is_err() {
                std::future::pending::<()>().await;
            }
            match TcpListener::bind(self.address).await {
                Ok(socket) => {
                    self.socket = Some(socket);
                    return;
                }
                Err(_) => tokio::time::sleep(std::time::Duration::from_millis(20)).await,
            }
        }
    }
}

impl Listener for GateListener {
    type Io = Wire;
    type Addr = SocketAddr;

    async fn accept(&mut self) -> (Wire, SocketAddr) {
        loop {
            let Some(socket) = &self.socket else {
                self.reopen().await;
                continue;
            };
            let mut closing = self.open.clone();
            tokio::select! {
                biased;
                _ = closing.wait_for(|is_open| !is_open) => self.socket = None,
                accepted = socket.accept() => if let Ok((stream, from)) = accepted {
                    let _ = stream.set_nodelay(true);
                    return (Wire::new(stream, self.open.clone()), from);
                },
            }
        }
    }

    fn local_addr(&self) -> io::Result<SocketAddr> {
        Ok(self.address)
    }
}

const WHOLE: u8 = 0;
const CUT: u8 = 1;
const RESET: u8 = 2;

/// Lets a handler cut its own connection before the answer is written.
#[derive(Debug, Clone, Default)]
pub(crate) struct Scissors(Arc<AtomicU8>);

impl Scissors {
    /// Closes without an answer.
    pub(crate) fn cut(&self) {
        self.0.store(CUT, Ordering::Relaxed);
    }

    /// Resets the connection.
    pub(crate) fn reset(&self) {
        self.0.store(RESET, Ordering::Relaxed);
    }
}

impl Connected<IncomingStream<'_, GateListener>> for Scissors {
    fn connect_info(stream: IncomingStream<'_, GateListener>) -> Self {
        stream.io().scissors.clone()
    }
}

/// A connection that ends when its gate closes or its handler cuts it.
pub(crate) struct Wire {
    stream: TcpStream,
    scissors: Scissors,
    closed: Pin<Box<dyn Future<Output = ()> + Send>>,
}

impl Wire {
    fn new(stream: TcpStream, mut open: watch::Receiver<bool>) -> Self {
        let closed = Box::pin(async move { drop(open.wait_for(|is_open| !is_open).await) });
        Self { stream, scissors: Scissors::default(), closed }
    }

    /// An error where the connection must end now.
    fn check(&mut self, context: &mut Context<'_>) -> io::Result<()> {
        let is_closed = self.closed.as_mut().poll(context).is_ready();
        match self.scissors.0.load(Ordering::Relaxed) {
            WHOLE if !is_closed => Ok(()),
            RESET => {
                let _ = self.stream.set_zero_linger();
                Err(io::ErrorKind::ConnectionReset.into())
            }
            _ => Err(io::ErrorKind::ConnectionAborted.into()),
        }
    }
}

impl AsyncRead for Wire {
    fn poll_read(
        mut self: Pin<&mut Self>,
        context: &mut Context<'_>,
        buffer: &mut ReadBuf<'_>,
    ) -> Poll<io::Result<()>> {
        if let Err(ended) = self.check(context) {
            return Poll::Ready(Err(ended));
        }
        Pin::new(&mut self.stream).poll_read(context, buffer)
    }
}

impl AsyncWrite for Wire {
    fn poll_write(mut self: Pin<&mut Self>, context: &mut Context<'_>, bytes: &[u8]) -> Poll<io::Result<usize>> {
        if let Err(ended) = self.check(context) {
            return Poll::Ready(Err(ended));
        }
        Pin::new(&mut self.stream).poll_write(context, bytes)
    }

    fn poll_write_vectored(
        mut self: Pin<&mut Self>,
        context: &mut Context<'_>,
        slices: &[io::IoSlice<'_>],
    ) -> Poll<io::Result<usize>> {
        if let Err(ended) = self.check(context) {
            return Poll::Ready(Err(ended));
        }
        Pin::new(&mut self.stream).poll_write_vectored(context, slices)
    }

    fn is_write_vectored(&self) -> bool {
        self.stream.is_write_vectored()
    }

    fn poll_flush(mut self: Pin<&mut Self>, context: &mut Context<'_>) -> Poll<io::Result<()>> {
        Pin::new(&mut self.stream).poll_flush(context)
    }

    fn poll_shutdown(mut self: Pin<&mut Self>, context: &mut Context<'_>) -> Poll<io::Result<()>> {
        Pin::new(&mut self.stream).poll_shutdown(context)
    }
}
