//! TLS before the relay, as a proxy does it: browsers take the cookie of a landing page over nothing else.

use std::io;
use std::net::SocketAddr;
use std::sync::Arc;

use anyhow::Result;
use rcgen::CertifiedKey;
use tokio::io::copy_bidirectional;
use tokio::net::{TcpListener, TcpStream};
use tokio_rustls::TlsAcceptor;
use tokio_rustls::rustls::ServerConfig;
use tokio_rustls::rustls::crypto::aws_lc_rs;
use tokio_rustls::rustls::pki_types::PrivatePkcs8KeyDer;
use tokio_util::task::AbortOnDropHandle;

/// Passes on what comes in here, until it is dropped.
pub(super) fn stands_before(relay: SocketAddr, listener: TcpListener) -> Result<AbortOnDropHandle<()>> {
    let acceptor = TlsAcceptor::from(Arc::new(settings()?));
    Ok(AbortOnDropHandle::new(tokio::spawn(async move {
        while let Ok((browser, _)) = listener.accept().await {
            tokio::spawn(pass(acceptor.clone(), browser, relay));
        }
    })))
}

async fn pass(acceptor: TlsAcceptor, browser: TcpStream, relay: SocketAddr) -> io::Result<()> {
    let mut outside = acceptor.accept(browser).await?;
    let mut inside = TcpStream::connect(relay).await?;
    copy_bidirectional(&mut outside, &mut inside).await.map(drop)
}

/// A certificate that nobody else has signed, for this computer.
fn settings() -> Result<ServerConfig> {
    let CertifiedKey { cert, signing_key } = rcgen::generate_simple_self_signed(["127.0.0.1".to_owned()])?;
    let key = PrivatePkcs8KeyDer::from(signing_key.serialize_der());
    let settings = ServerConfig::builder_with_provider(Arc::new(aws_lc_rs::default_provider()));
    let settings = settings.with_safe_default_protocol_versions()?.with_no_client_auth();
    Ok(settings.with_single_cert(vec![cert.der().clone()], key.into())?)
}
