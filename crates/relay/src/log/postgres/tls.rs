//! Over the network a database is asked by TLS, and its certificate checked against the computer's own roots
//! (`SSL_CERT_FILE` names others). Only on this machine, or where `sslmode=disable` says so, is it asked plainly.

use tokio_postgres::Config;
use tokio_postgres::config::{Host, SslMode};
use tokio_postgres_rustls::MakeRustlsConnect;

use crate::log::LogError;

/// How the database is asked.
#[derive(Clone)]
pub(super) enum Line {
    Plain,
    Tls(MakeRustlsConnect),
}

/// Decides it, and says so in the configuration: what is asked by TLS is never asked plainly instead.
pub(super) fn line(config: &mut Config) -> Result<Line, LogError> {
    if !wants_tls(config) {
        config.ssl_mode(SslMode::Disable);
        return Ok(Line::Plain);
    }
    config.ssl_mode(SslMode::Require);
    let (connector, unread) = MakeRustlsConnect::with_native_certs().map_err(|_| LogError::NoRoots)?;
    if !unread.is_empty() {
        tracing::warn!(count = unread.len(), "some root certificates cannot be read");
    }
    Ok(Line::Tls(connector))
}

fn wants_tls(config: &Config) -> bool {
    match config.get_ssl_mode() {
        SslMode::Disable => false,
        SslMode::Require => true,
        _ => !config.get_hosts().iter().all(is_here),
    }
}

fn is_here(host: &Host) -> bool {
    match host {
        #[cfg(unix)]
        Host::Unix(_) => true,
        Host::Tcp(name) => {
            name == "localhost" || name.parse::<std::net::IpAddr>().is_ok_and(|address| address.is_loopback())
        }
    }
}

#[cfg(test)]
mod tests {
    use rstest::rstest;

    use super::*;

    #[rstest]
    #[case::over_the_network("host=db.example dbname=relay", true)]
    #[case::one_of_two_elsewhere("host=localhost,db.example", true)]
    #[case::a_url("postgresql://relay@10.0.0.5/relay", true)]
    #[case::by_a_socket("host=/var/run/postgresql", false)]
    #[case::on_this_machine("host=127.0.0.1", false)]
    #[case::on_this_machine_by_name("host=localhost", false)]
    #[case::on_this_machine_and_wanted("host=localhost sslmode=require", true)]
    #[case::switched_off("host=db.example sslmode=disable", false)]
    fn what_leaves_the_machine_is_encrypted(#[case] text: &str, #[case] wants: bool) {
        assert_eq!(wants_tls(&text.parse().unwrap()), wants);
    }
}
