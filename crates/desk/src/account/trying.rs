//! Trying a receiver: a signed event about nobody, and what came back, in plain words.

use domain::HookId;
use domain::account::Probe;
use sync::account::{Outcome, Why};

use super::kept::{KeptReceivers, KeptSecrets, endpoint};
use crate::contract::{Fault, ReceiverTried, Sentence};
use crate::desk::Desk;
use crate::explain;

impl Desk {
    /// Sends a trial, once.
    pub(crate) async fn try_receiver(&self, offer: Option<&str>) -> Result<ReceiverTried, Fault> {
        let opened = self.opened().await?;
        let connections = self.inner.profile.connections().map_err(explain::io)?;
        let connection = connections.current().map(|connection| connection.card.id.clone()).unwrap_or_default();
        let all = KeptReceivers::read(&opened.source).await?;
        let kept = all.of(offer).ok_or_else(|| Fault::invalid("offer"))?;
        let Some(secrets) = KeptSecrets::read(&self.inner.safe, &connection, offer).await? else {
            return Ok(tried(false, Sentence::plain("receiver-secret-lost"), None));
        };
        let receiver = endpoint(kept, &secrets)?;
        let now = opened.source.clock.now();
        let mut chance = [0; 12];
        self.inner.random.fill(&mut chance);
        let id = HookId::from(format!("test_{}", data_encoding::HEXLOWER.encode(&chance)));
        Ok(said(receiver.probe(&id, &Probe::new(&opened.publisher, now), now).await))
    }
}

fn said(outcome: Outcome) -> ReceiverTried {
    match outcome {
        Outcome::Accepted { status } => tried(true, Sentence::plain("receiver-took").with("status", status), None),
        Outcome::Refused { status, words } => {
            let key = match status {
                300..=399 => "receiver-elsewhere",
                401 | 403 => "receiver-disbelieves",
                404 | 410 => "receiver-nobody",
                405 => "receiver-no-post",
                _ => "receiver-refuses",
            };
            tried(false, Sentence::plain(key).with("status", status), Some(words).filter(|words| !words.is_empty()))
        }
        Outcome::Later { why, .. } => {
            let sentence = match why {
                Why::Unreachable => Sentence::plain("receiver-unreachable"),
                Why::TimedOut => Sentence::plain("receiver-slow"),
                Why::Lost => Sentence::plain("receiver-hangs-up"),
                Why::Busy(status) => Sentence::plain("receiver-troubled").with("status", status),
            };
            tried(false, sentence, None)
        }
    }
}

fn tried(good: bool, sentence: Sentence, raw: Option<String>) -> ReceiverTried {
    ReceiverTried { good, sentence, raw }
}

#[cfg(test)]
mod tests {
    use rstest::rstest;

    use super::*;

    #[rstest]
    #[case(Outcome::Accepted { status: 204 }, true, "receiver-took")]
    #[case(Outcome::Refused { status: 401, words: "who are you?".to_owned() }, false, "receiver-disbelieves")]
    #[case(Outcome::Refused { status: 308, words: String::new() }, false, "receiver-elsewhere")]
    #[case(Outcome::Refused { status: 404, words: String::new() }, false, "receiver-nobody")]
    #[case(Outcome::Refused { status: 405, words: String::new() }, false, "receiver-no-post")]
    #[case(Outcome::Refused { status: 422, words: String::new() }, false, "receiver-refuses")]
    #[case(Outcome::Later { why: Why::Unreachable, after: None }, false, "receiver-unreachable")]
    #[case(Outcome::Later { why: Why::Busy(500), after: None }, false, "receiver-troubled")]
    fn what_came_back_is_said_in_plain_words(#[case] outcome: Outcome, #[case] good: bool, #[case] key: &str) {
        let tried = said(outcome);
        assert_eq!((tried.good, tried.sentence.key.as_str()), (good, key));
    }
}
