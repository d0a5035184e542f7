//! The contract in the page's language.

use std::fmt::Write as _;

use ts_rs::{Config, TS};

use super::*;
use crate::for_each_command;

macro_rules! declarations {
    ($($name:ty),* $(,)?) => {
        /// Every type, declared once, in reading order.
        fn declarations(config: &Config) -> Vec<(Option<String>, String)> {
            vec![$((<$name>::docs(), <$name>::decl(config))),*]
        }
    };
}

declarations! {
    Environment, ItemKind, Notices, Phase, VaultState, Language, Theme, Density, Code, Sentence, Fault, Preferences,
    CredentialKind, ConnectionCard, SyncState, Progress, SyncLine, QuarantinedRecord, MissingSubscription, SyncDetails,
    Frame, CredentialDraft, ConnectionDraft, CheckStepName, CheckState, CheckStep, CheckReport, Connected, Unlock, Recover,
    SortField, Sort, ListQuery, ListRequest, Token, StatusKind, Channel, SubscriptionRow, ListPage, ListCount,
    WantedChange, ChangeRequest, SubmitChange, PriceSource, Money, Side, ChangePreview, IntentState, IntentCard,
    IntentRequest, CallId, HistoryLine, HistoryRequest, HistoryPage, ExportKind, Exported, ChangeButtons, PriceList,
    RequestStage, ItemAction, ItemButton, InboxItem, InboxRequest, PinnedView, Inbox, ItemRequest, NoteCard, ItemDetail,
    Decide, Snooze, WriteNote, Assign, PinView, Watch, Watched,
    RequestKind, Direction, Day, Bounds, SeatBounds, CustomerChoice, Hours, RuleConditions, Fallback, RuleOutcome,
    EditedRule, PlanOrder, RulesDraft, RulePlan, RuleOffer, RulesVersion, RulesPage, TryRules, MatrixRequest, AnswerKind,
    Answered, RulesTrial, RulePreview, DryRun, AnswerCount, DryRunLine, RulesMatrix, MatrixCell, RelayDryRun, PutRules,
    RollBackRules, RulesHistory,
    RelayState, ActivatedOffer, RelayCard, RelayDraft,
    SuspensionStage, SuspensionCard, StageTotal, SuspensionMonth, SuspensionsRequest, Suspensions, PlanSuspension,
    SuspensionStep, SuspensionStory,
    LifeStep, LifeRequest, TakeLifeStep, LifePreview, FoundPurchase, VisitorCard, VisitorAnswer,
    Selection, ManyAction, ManyRequest, ManySkipped, ManyPreview, BeginMany, ManyBegun, ManyFate, ManyCount, ManyState,
    ManyCard, ManyRow, ManyProgress, ManyPage,
    CustomerRequest, Person, Field, CustomerHead, EventKind, EventSource, TimelineEvent, Included, Price, Meter, PlanCard,
    OperationCard, Plans, Operations, CustomerPage,
    AccessKind, AccessAction, AccessButton, AccessStepCard, StuckHook, DropHook, CustomerAccess, ChangeAccess,
    ReceiverCard, AccountReceivers, ReceiverDraft, ReceiverOf, ReceiverKept, ReceiverTried, Tag,
}

macro_rules! interface {
    ($($name:ident($request:ty) -> $reply:ty;)*) => {
        fn commands(config: &Config) -> Vec<(&'static str, String, String)> {
            vec![$((stringify!($name), <$request>::name(config), <$reply>::name(config))),*]
        }
    };
}
for_each_command!(interface);

/// The text of `ui/src/gen/desk.gen.ts`.
pub fn typescript() -> String {
    let config = Config::default();
    let mut text = String::from("// Written from the desk's Rust types by `cargo xtask generate`. Do not edit.\n");
    for (docs, declaration) in declarations(&config) {
        let _ = write!(text, "\n{}export {declaration}\n", docs.map(|docs| one_line(&docs)).unwrap_or_default());
    }
    text.push_str("\n/** Every command of the desk. */\nexport interface Commands {\n");
    for (name, request, reply) in commands(&config) {
        let _ = writeln!(text, "  {name}: {{ request: {request}; reply: {reply} }};");
    }
    text.push_str("}\n");
    in_single_lines(&text)
}

/// Comments of members, each on a line of its own and indented.
fn in_single_lines(text: &str) -> String {
    text.replace("\n/**\n * ", "\n  /** ")
        .replace("\n */\n", " */\n  ")
        .replace(", \n  /**", ",\n  /**")
        .replace("{ \n", "{\n")
}

fn one_line(docs: &str) -> String {
    let words: Vec<&str> = docs
        .lines()
        .map(|line| line.trim().trim_start_matches("/**").trim_end_matches("*/").trim_start_matches('*').trim())
        .filter(|line| !line.is_empty())
        .collect();
    format!("/** {} */\n", words.join(" "))
}

#[cfg(test)]
mod tests {
    use std::path::Path;

    #[test]
    fn the_page_knows_the_contract_as_it_is() {
        let file = Path::new(env!("CARGO_MANIFEST_DIR")).join("../../ui/src/gen/desk.gen.ts");
        let now = super::typescript();
        if std::env::var_os("MARKETDESK_GENERATE").is_some() {
            std::fs::write(&file, &now).unwrap();
        }
        let known = std::fs::read_to_string(&file).unwrap();
        assert!(known == now, "the page's types are behind the desk's: run `cargo xtask generate`");
    }
}
