//! The real door: one HTTP client with time limits, no redirects and a bound on what it reads.

use std::time::Duration;

use bytes::{Bytes, BytesMut};
use futures::FutureExt as _;
use futures::future::BoxFuture;
use reqwest::redirect::Policy;

use crate::wire::{Answer, Broken, Request, Wire, WireError};

const CONNECT_TIMEOUT: Duration = Duration::from_secs(10);
/// Longest silence while an answer is being read.
const READ_TIMEOUT: Duration = Duration::from_secs(30);
const TOTAL_TIMEOUT: Duration = Duration::from_secs(90);
/// A page is some 80 KB; even a thousand times that is read.
const MAX_BODY_BYTES: usize = 64 * 1024 * 1024;

/// HTTP over sockets.
pub(crate) struct Transport {
    client: reqwest::Client,
}

impl Transport {
    /// A client. Where something asked is on this machine, a configured proxy is left out.
    pub(crate) fn new(is_local: bool) -> Result<Self, WireError> {
        let builder = reqwest::Client::builder()
            .connect_timeout(CONNECT_TIMEOUT)
            .read_timeout(READ_TIMEOUT)
            .timeout(TOTAL_TIMEOUT)
            .redirect(Policy::none())
            // By default it sends again what a server says it left undone. That would be a second attempt under one id.
            .retry(reqwest::retry::never())
            .referer(false)
            .user_agent(concat!("Marketdesk/", env!("CARGO_PKG_VERSION")));
        let builder = if is_local { builder.no_proxy() } else { builder };
        let client = builder.build().map_err(|error| WireError::new(Broken::Unusable, Some(error)))?;
        Ok(Self { client })
    }

    async fn exchange(&self, request: Request) -> Result<Answer, WireError> {
        let request =
            reqwest::Request::try_from(request).map_err(|error| WireError::new(Broken::Unusable, Some(error)))?;
        let response = self.client.execute(request).await.map_err(before_an_answer)?;
        let mut answer = Answer::new(Bytes::new());
        *answer.status_mut() = response.status();
        *answer.headers_mut() = response.headers().clone();
        *answer.body_mut() = body_of(response).await?;
        Ok(answer)
    }
}

impl Wire for Transport {
    fn send(&self, request: Request) -> BoxFuture<'_, Result<Answer, WireError>> {
        self.exchange(request).boxed()
    }
}

async fn body_of(mut response: reqwest::Response) -> Result<Bytes, WireError> {
    let mut body = BytesMut::new();
    while let Some(chunk) = response.chunk().await.map_err(within_an_answer)? {
        if body.len().saturating_add(chunk.len()) > MAX_BODY_BYTES {
            return Err(WireError::new(Broken::TooLarge, None));
        }
        body.extend_from_slice(&chunk);
    }
    Ok(body.freeze())
}

fn before_an_answer(error: reqwest::Error) -> WireError {
    let broken = match () {
        () if error.is_connect() => Broken::NoConnection,
        () if error.is_timeout() => Broken::TooLate,
        () if error.is_builder() => Broken::Unusable,
        () => Broken::Lost,
    };
    WireError::new(broken, Some(error))
}

fn within_an_answer(error: reqwest::Error) -> WireError {
    let broken = if error.is_timeout() { Broken::TooLate } else { Broken::Cut };
    WireError::new(broken, Some(error))
}
