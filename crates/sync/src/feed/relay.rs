//! The relay, called: each call is one method.

use std::time::Duration;

use domain::relay_feed::{
    AccessStep, AnswerQuestion, Approve, Claim, Coming, Decline, DropStep, HeldRequest, Hello, PROTOCOL, Problem,
    Question, RegisterComing, ReportActivated, ReportResolved, ReportSent, TryAgain, Visit, VisitToken,
};
use domain::{Answer, HookId};
use futures::StreamExt as _;
use reqwest::redirect::Policy;
use reqwest::{Method, RequestBuilder, Response};
use serde::Serialize;
use serde::de::DeserializeOwned;
use serde_json::Value;
use url::Url;

use super::{DeskToken, RelayError, RelayPlace};

const CONNECT_TIMEOUT: Duration = Duration::from_secs(10);
/// A question is open for eight seconds at most; a call that takes longer has lost its purpose.
const CALL_TIMEOUT: Duration = Duration::from_secs(15);
/// Larger than any answer but the feed's; the history of many versions of long lists is the longest.
const MOST_BYTES: usize = 64 * 1024 * 1024;
/// The oldest protocol this desk still understands.
const OLDEST_PROTOCOL: u32 = 1;

/// A relay that knows this desk. Cheap to clone.
#[derive(Debug, Clone)]
pub struct Relay {
    client: reqwest::Client,
    pub(super) place: RelayPlace,
    token: DeskToken,
}

impl Relay {
    /// A relay at this place, called with this token. Nothing is sent yet.
    ///
    /// # Errors
    /// Where this computer cannot make calls at all.
    pub fn new(place: RelayPlace, token: DeskToken) -> Result<Self, RelayError> {
        let builder = reqwest::Client::builder()
            .connect_timeout(CONNECT_TIMEOUT)
            // A token goes to its own relay and nowhere else.
            .redirect(Policy::none())
            .retry(reqwest::retry::never())
            .referer(false)
            .user_agent(concat!("Marketdesk/", env!("CARGO_PKG_VERSION")));
        let builder = if place.is_local() { builder.no_proxy() } else { builder };
        Ok(Self { client: builder.build().map_err(RelayError::Unreachable)?, place, token })
    }

    /// Where it is.
    pub fn place(&self) -> &RelayPlace {
        &self.place
    }

    /// The relay introduces itself.
    ///
    /// # Errors
    /// Where it does not answer, does not know this desk, or speaks another version.
    pub async fn hello(&self) -> Result<Hello, RelayError> {
        let hello: Hello = self.answer(self.request(Method::GET, self.place.call(&["hello"]))).await?;
        understood(&hello)?;
        Ok(hello)
    }

    /// A request as it stands.
    ///
    /// # Errors
    /// Where it is not known there, or the relay does not answer.
    pub async fn held(&self, id: &str) -> Result<HeldRequest, RelayError> {
        self.answer(self.request(Method::GET, self.place.call(&["held", id]))).await
    }

    /// Takes a held request, so that no other desk decides on it.
    ///
    /// # Errors
    /// Where somebody was quicker, or it cannot be decided on.
    pub async fn claim(&self, id: &str, version: i64) -> Result<HeldRequest, RelayError> {
        self.post(&["held", id, "claim"], &Claim { version, take_over: false }).await
    }

    /// Says yes to a claimed request. What is registered by it is expected from now on, so the change may be sent; with
    /// `pass_days` the customer's next such request is let pass instead. A repeat under the same key is heard once.
    ///
    /// # Errors
    /// Where the customer must be asked again, somebody was quicker, or it cannot be decided on.
    pub async fn approve(&self, id: &str, approve: &Approve) -> Result<HeldRequest, RelayError> {
        self.post(&["held", id, "approve"], approve).await
    }

    /// Says that the change of an approval was sent: one of which nothing is heard is given up after a while.
    ///
    /// # Errors
    /// Where it was given up already, or the relay does not answer.
    pub async fn sent(&self, id: &str, key: &str) -> Result<HeldRequest, RelayError> {
        self.post(&["held", id, "sent"], &ReportSent { key: Some(key.to_owned()) }).await
    }

    /// Says no to a claimed request.
    ///
    /// # Errors
    /// Where somebody was quicker, or it cannot be decided on.
    pub async fn decline(&self, id: &str, version: i64, note: &str) -> Result<HeldRequest, RelayError> {
        self.post(&["held", id, "decline"], &Decline { version, note: note.to_owned() }).await
    }

    /// Registers a change that is about to be sent.
    ///
    /// # Errors
    /// Where the relay does not answer.
    pub async fn coming(&self, coming: &RegisterComing) -> Result<Coming, RelayError> {
        self.post(&["coming"], coming).await
    }

    /// Tries again what a rule does about an account and is stuck. Repeating it changes nothing.
    ///
    /// # Errors
    /// Where somebody was quicker, it is not stuck any more, or the relay does not answer.
    pub async fn try_again(&self, id: &HookId, again: &TryAgain) -> Result<AccessStep, RelayError> {
        self.post(&["access", id.as_str(), "again"], again).await
    }

    /// Gives it up, with a reason. Repeating it changes nothing.
    ///
    /// # Errors
    /// Where somebody was quicker, it is not stuck any more, or the relay does not answer.
    pub async fn give_up(&self, id: &HookId, drop: &DropStep) -> Result<AccessStep, RelayError> {
        self.post(&["access", id.as_str(), "drop"], drop).await
    }

    /// Says what was activated here, so that the publisher's own service is told. Repeating it changes nothing.
    ///
    /// # Errors
    /// Where the relay tells no service of it, or does not answer.
    pub async fn activated(&self, report: &ReportActivated) -> Result<AccessStep, RelayError> {
        self.post(&["access", "activated"], report).await
    }

    /// Buyers at the landing page of whom something is missing.
    ///
    /// # Errors
    /// Where the relay does not answer.
    pub async fn visits(&self) -> Result<Vec<Visit>, RelayError> {
        self.answer(self.request(Method::GET, self.place.call(&["visits"]))).await
    }

    /// The token of a visit nobody has resolved. Never printed, and kept by nobody.
    ///
    /// # Errors
    /// Where the relay does not have it any more, or does not answer.
    pub async fn token_of(&self, visit: &str) -> Result<VisitToken, RelayError> {
        self.post(&["visits", visit, "token"], &Value::Null).await
    }

    /// Says what a visitor has bought.
    ///
    /// # Errors
    /// Where it is known already, somebody was quicker, or the relay does not answer.
    pub async fn resolved(&self, visit: &str, report: &ReportResolved) -> Result<Visit, RelayError> {
        self.post(&["visits", visit, "resolved"], report).await
    }

    /// Says that a question is shown here, or is shown no more.
    ///
    /// # Errors
    /// Where it is over, or the relay does not answer.
    pub async fn show(&self, question: &str, is_shown: bool) -> Result<Question, RelayError> {
        let word = if is_shown { "shown" } else { "hidden" };
        self.post(&["questions", question, word], &Value::Null).await
    }

    /// Answers a question. The first answer wins.
    ///
    /// # Errors
    /// Where somebody was quicker, or its time is over.
    pub async fn decide(&self, question: &str, answer: Answer) -> Result<Question, RelayError> {
        self.post(&["questions", question, "answer"], &AnswerQuestion { answer }).await
    }

    /// Begins to follow the feed. What comes is read by whoever follows.
    pub(super) async fn follow(&self, after: Option<&str>) -> Result<Response, RelayError> {
        let mut url = self.place.call(&["feed"]);
        url.query_pairs_mut().append_pair("protocol", &PROTOCOL.to_string());
        if let Some(after) = after {
            url.query_pairs_mut().append_pair("after", after);
        }
        let response = self.request(Method::GET, url).send().await.map_err(RelayError::Unreachable)?;
        accepted(response).await
    }

    pub(super) async fn post<T: DeserializeOwned>(
        &self,
        call: &[&str],
        body: &impl Serialize,
    ) -> Result<T, RelayError> {
        self.answer(self.request(Method::POST, self.place.call(call)).json(body)).await
    }

    pub(super) fn request(&self, method: Method, url: Url) -> RequestBuilder {
        self.client.request(method, url).bearer_auth(self.token.expose())
    }

    pub(super) async fn answer<T: DeserializeOwned>(&self, request: RequestBuilder) -> Result<T, RelayError> {
        self.answer_within(CALL_TIMEOUT, request).await
    }

    pub(super) async fn answer_within<T: DeserializeOwned>(
        &self,
        time: Duration,
        request: RequestBuilder,
    ) -> Result<T, RelayError> {
        let response = request.timeout(time).send().await.map_err(RelayError::Unreachable)?;
        let bytes = whole(accepted(response).await?).await?;
        serde_json::from_slice(&bytes).map_err(|_| RelayError::NotARelay)
    }
}

/// Whether both can understand each other.
pub(super) fn understood(hello: &Hello) -> Result<(), RelayError> {
    if hello.oldest_protocol > PROTOCOL || hello.protocol < OLDEST_PROTOCOL {
        return Err(RelayError::OtherVersion { oldest: hello.oldest_protocol, newest: hello.protocol });
    }
    Ok(())
}

async fn accepted(response: Response) -> Result<Response, RelayError> {
    let status = response.status();
    if status.is_success() {
        return Ok(response);
    }
    let problem: Option<Problem> = match whole(response).await {
        Ok(bytes) => serde_json::from_slice(&bytes).ok(),
        Err(_) => None,
    };
    Err(match problem {
        Some(problem) if problem.code == "not-signed-in" => RelayError::NotKnown,
        _ if status.is_server_error() => RelayError::NotNow { status: status.as_u16() },
        Some(problem) => RelayError::Said(problem),
        None => RelayError::NotARelay,
    })
}

async fn whole(response: Response) -> Result<Vec<u8>, RelayError> {
    let (mut bytes, mut pieces) = (Vec::new(), response.bytes_stream());
    while let Some(piece) = pieces.next().await {
        bytes.extend_from_slice(&piece.map_err(RelayError::Unreachable)?);
        if bytes.len() > MOST_BYTES {
            return Err(RelayError::TooLarge);
        }
    }
    Ok(bytes)
}
