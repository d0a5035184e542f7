//! Hearing from other replicas.

use std::sync::Arc;
use std::time::Duration;

use futures::StreamExt as _;
use futures::stream::poll_fn;
use tokio::io::{AsyncRead, AsyncWrite};
use tokio::sync::watch;
use tokio_postgres::{AsyncMessage, Client, Config, Connection, NoTls, Socket};

use super::numbering::CHANNEL;
use super::tls::Line;
use crate::log::LogError;

/// Followers look by themselves so often, in case nobody told them.
const LOOK_EVERY: Duration = Duration::from_secs(5);

/// Until it is aborted. A lost connection is made again; in between, followers look by themselves.
pub(super) async fn listen(config: Config, line: Line, stir: Arc<watch::Sender<u64>>) {
    loop {
        if let Err(error) = hear(&config, &line, &stir).await {
            tracing::warn!(%error, "other replicas are not heard");
        }
        stir.send_modify(|times| *times += 1);
        tokio::time::sleep(LOOK_EVERY).await;
    }
}

async fn hear(config: &Config, line: &Line, stir: &watch::Sender<u64>) -> Result<(), LogError> {
    match line {
        Line::Plain => {
            let (client, connection) = config.connect(NoTls).await?;
            hear_over(&client, connection, stir).await
        }
        Line::Tls(connector) => {
            let (client, connection) = config.connect(connector.clone()).await?;
            hear_over(&client, connection, stir).await
        }
    }
}

async fn hear_over<S>(
    client: &Client,
    mut connection: Connection<Socket, S>,
    stir: &watch::Sender<u64>,
) -> Result<(), LogError>
where
    S: AsyncRead + AsyncWrite + Unpin,
{
    let mut messages = poll_fn(move |context| connection.poll_message(context));
    let listen = format!("LISTEN {CHANNEL}");
    let mut asked = std::pin::pin!(client.batch_execute(&listen));
    let mut is_listening = false;
    loop {
        tokio::select! {
            outcome = &mut asked, if !is_listening => {
                outcome?;
                is_listening = true;
            }
            message = messages.next() => match message {
                Some(Ok(AsyncMessage::Notification(_))) => stir.send_modify(|times| *times += 1),
                Some(Ok(_)) => {}
                Some(Err(error)) => return Err(error.into()),
                None => return Ok(()),
            },
            () = tokio::time::sleep(LOOK_EVERY) => stir.send_modify(|times| *times += 1),
        }
    }
}
