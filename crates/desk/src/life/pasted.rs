//! A purchase looked up by what somebody handed on: the landing page's address, or its token. The token is decoded once,
//! asked about, and forgotten.

use marketplace::{ApiError, Brought};

use crate::contract::{Code, Fault, FoundPurchase, Sentence, Tag};
use crate::explain;
use crate::opened::Opened;

impl Opened {
    /// What it stands for, read and ready to be opened.
    pub(crate) async fn look_up_purchase(&self, pasted: &str) -> Result<FoundPurchase, Fault> {
        let token = match Brought::pasted(pasted) {
            Brought::Token(token) => token,
            Brought::Spoilt => return Err(Fault::new(Code::Invalid, Sentence::plain("purchase-link-spoilt"))),
            Brought::Nothing => return Err(Fault::new(Code::Invalid, Sentence::plain("purchase-link-none"))),
        };
        let resolved = self.source.api.resolve(&token).await.map_err(|error| match error {
            ApiError::Refused { status: 400, .. } | ApiError::NotFound { .. } => {
                Fault::new(Code::Refused, Sentence::plain("purchase-link-old"))
            }
            other => explain::api(&other),
        })?;
        self.read(&resolved.subscription).await;
        self.keep_inbox_soon();
        self.tidings.tell(Tag::Subscriptions);
        Ok(FoundPurchase { subscription: resolved.subscription.to_string() })
    }
}
