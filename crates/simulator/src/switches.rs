//! What the contract does not settle, each as a switch.
//!
//! Sources disagree, or nobody knows. A client must be right under every setting; tests turn these one by one. The
//! defaults are the present documentation with the quirks that were recorded from the live service.

use serde::{Deserialize, Serialize};

use crate::entra::claims::TokenVersion;

/// Which years' rules hold.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "lowercase")]
pub enum Contract {
    /// 2019–2020: a change waits until it is acknowledged; reinstatement too; activation checks its body.
    Old,
    /// 2023–2026: silence accepts after ten seconds; a 4xx answer refuses.
    New,
}

/// When the ten seconds begin.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "lowercase")]
pub enum WindowStart {
    /// When the webhook is first sent.
    Sending,
    /// When the publisher first answers it.
    Answer,
}

/// Whether a refused change is followed by a message that takes it back, and under which id.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "lowercase")]
pub enum Revert {
    /// A new operation id.
    New,
    /// The refused operation's id again.
    Same,
    /// No such message.
    None,
}

/// How much of a webhook message is filled in.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "lowercase")]
pub enum Members {
    /// Everything, with the subscription inside.
    Full,
    /// Ids, time and action only, as usual until 2022.
    Sparse,
}

/// How operations of unknown ids are answered.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "lowercase")]
pub enum Unknown {
    /// 404, as documented.
    Documented,
    /// 400 for one operation, 200 and nothing for the list, as observed.
    Observed,
}

/// All switches. The control API takes any subset of them as JSON.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "camelCase", default, deny_unknown_fields)]
pub struct Switches {
    /// Old or new contract.
    pub contract: Contract,
    /// When the decision window begins.
    pub window_starts: WindowStart,
    /// Length of the decision window. Ten seconds by documentation.
    pub window_ms: u32,
    /// A 5xx answer (or none) stops the window until the webhook is answered 200.
    pub server_error_stops_window: bool,
    /// How long a webhook call waits for its answer. Unknown in truth; 3, 5 and 30 seconds are worth trying.
    pub caller_timeout_ms: u32,
    /// Time between two deliveries of an unanswered webhook.
    pub retry_every_ms: u32,
    /// Deliveries of one webhook before its operation fails.
    pub retry_times: u32,
    /// Extra copies of every delivered webhook.
    pub duplicates: u32,
    /// A 4xx answer to a notice is retried as if it were no answer.
    pub refused_notices_are_retried: bool,
    /// PATCH Failure refuses a change; otherwise it is answered 200 and ignored, as seen in 2022.
    pub patch_failure_honoured: bool,
    /// The message after a refusal.
    pub revert: Revert,
    /// Publisher-started operations appear in the list of outstanding operations.
    pub partner_operations_listed: bool,
    /// Get operation finds the operations behind notices.
    pub notices_are_readable: bool,
    /// How full webhook messages are.
    pub webhook_members: Members,
    /// Version of the token on webhook calls.
    pub webhook_token: TokenVersion,
    /// How late an operation appears in the list of outstanding operations.
    pub operations_list_delay_ms: u32,
    /// How unknown operations are answered.
    pub unknown_operation: Unknown,
    /// The request id of a change becomes the id of its operation (recorded once, where the client sent none).
    pub request_id_is_operation_id: bool,
    /// Time from acceptance of a change or cancellation to its effect.
    pub effect_delay_ms: u32,
    /// Time from Activate to `Subscribed`.
    pub activation_delay_ms: u32,
    /// Activations fail later: the webhook says `Unsubscribe`.
    pub activation_fails: bool,
    /// Terms of a year or more cannot be cancelled after 72 hours: the operation ends `Failed`.
    pub long_terms_refuse_cancel: bool,
    /// Purchases are `Subscribed` at once and announced by a `Subscribe` webhook.
    pub auto_activation: bool,
    /// Life of a landing-page token.
    pub landing_token_hours: u32,
    /// Life of a continuation token; none lives for ever.
    pub continuation_seconds: Option<u32>,
    /// Status of a missing, wrong or expired bearer: 401 since about 2024, 403 before.
    pub bad_token_status: u16,
    /// The marketplace's service principal is missing in the tenant.
    pub resource_principal_missing: bool,
}

impl Default for Switches {
    fn default() -> Self {
        Self {
            contract: Contract::New,
            window_starts: WindowStart::Sending,
            window_ms: 10_000,
            server_error_stops_window: false,
            caller_timeout_ms: 5_000,
            retry_every_ms: 57_600,
            retry_times: 500,
            duplicates: 0,
            refused_notices_are_retried: false,
            patch_failure_honoured: true,
            revert: Revert::New,
            partner_operations_listed: false,
            notices_are_readable: true,
            webhook_members: Members::Full,
            webhook_token: TokenVersion::V2,
            operations_list_delay_ms: 0,
            unknown_operation: Unknown::Observed,
            request_id_is_operation_id: true,
            effect_delay_ms: 2_000,
            activation_delay_ms: 2_000,
            activation_fails: false,
            long_terms_refuse_cancel: false,
            auto_activation: false,
            landing_token_hours: 24,
            continuation_seconds: None,
            bad_token_status: 401,
            resource_principal_missing: false,
        }
    }
}
