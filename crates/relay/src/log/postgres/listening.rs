//! Hearing from other replicas.

use std::sync::Arc;
use std::time::Duration;

use futures::StreamExt as _;
use futures::stream::poll_fn;
use tokio::sync::watch;
use tokio_postgres::{AsyncMessage, Config, NoTls};

use super::numbering::CHANNEL;
use crate::log::LogError;

/// Followers look by themselves so often, in case nobody told them.
const LOOK_EVERY: Duration = Duration::from_secs(5);

/// Until it is aborted. A lost connection is made again; in between, followers look by themselves.
pub(super) async fn listen(config: Config, stir: Arc<watch::Sender<u64>>) {
    loop {
        if let Err(error) = hear(&config, &stir).await {
            tracing::warn!(%error, "other replicas are not heard");
        }
        stir.send_modify(|times| *times += 1);
        tokio::time::sleep(LOOK_EVERY).await;
    }
}

async fn hear(config: &Config, stir: &watch::Sender<u64>) -> Result<(), LogError> {
    let (client, mut connection) = config.connect(NoTls).await?;
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
