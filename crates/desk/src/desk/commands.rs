//! One method per command of the table. Each hands over to the room that does the work.

use std::sync::PoisonError;
use std::time::Duration;

use domain::IntentId;

use super::{Desk, Shown};
use crate::change::{Operator, intent_id};
use crate::contract::*;
use crate::{check, explain};

/// Nothing waits longer to be taken back, seconds.
const LONGEST_UNDO: u32 = 60;

/// Whoever decides on a computer that knows nobody's name.
const UNNAMED: &str = "unnamed";

/// The commands. Each returns a [`Fault`] where it could not do what it says.
#[allow(clippy::missing_errors_doc, reason = "said once, above")]
impl Desk {
    /// What stands around every screen.
    pub async fn frame(&self, (): ()) -> Result<Frame, Fault> {
        self.awake().await;
        let inner = &self.inner;
        let connections = inner.profile.connections().map_err(explain::io)?;
        let vault = inner.safe.state().await;
        let (sync, fault, inbox, outbox) = match &*inner.shown.read().await {
            Shown::Open(opened) => {
                (Some(opened.sync_line().await?), None, opened.inbox_count().await?, opened.unsent().await?)
            }
            Shown::Shut(fault) => (None, Some(fault.clone()), 0, 0),
            Shown::Nothing => (None, None, 0, 0),
        };
        let phase = match vault {
            VaultState::PassphraseNeeded | VaultState::PassphraseNew => Phase::Locked,
            VaultState::System | VaultState::Passphrase if connections.all.is_empty() => Phase::FirstRun,
            VaultState::System | VaultState::Passphrase if is_locked(fault.as_ref()) => Phase::Locked,
            VaultState::System | VaultState::Passphrase => Phase::Ready,
        };
        Ok(Frame {
            phase,
            vault,
            version: inner.version.clone(),
            current: connections.current().map(|connection| connection.card.clone()),
            connections: connections.all.into_iter().map(|connection| connection.card).collect(),
            preferences: inner.profile.preferences(),
            sync,
            inbox,
            outbox,
            no_notices: !inner.teller.works(),
            fault,
        })
    }

    /// Notes in the log when the list was first on screen (RFC 3339, from the page's clock): how long a start takes,
    /// where people are.
    pub async fn report_usable(&self, at: String) -> Result<(), Fault> {
        self.awake().await;
        tracing::info!(at, "the list is usable");
        Ok(())
    }

    /// Keeps what the person chose.
    pub async fn set_preferences(&self, preferences: Preferences) -> Result<Preferences, Fault> {
        self.awake().await;
        self.inner.profile.set_preferences(&preferences).map_err(explain::io)?;
        self.inner.tidings.tell(Tag::Frame);
        Ok(preferences)
    }

    /// Opens the vault's file by its passphrase, or makes it under a new one.
    pub async fn unlock(&self, request: Unlock) -> Result<Frame, Fault> {
        self.awake().await;
        if request.passphrase.trim().is_empty() {
            return Err(Fault::invalid("passphrase"));
        }
        self.inner.safe.unlock(request.passphrase).await?;
        self.open_current().await;
        let handed_in = self.inner.handed_in.lock().await.take();
        if let Some(handed_in) = handed_in {
            self.take_over(handed_in).await?;
        }
        self.frame(()).await
    }

    /// Puts a lost store key back into the vault, unwrapped by the recovery code.
    pub async fn recover(&self, request: Recover) -> Result<Frame, Fault> {
        self.awake().await;
        self.put_key_back(&request).await?;
        self.open_current().await;
        self.frame(()).await
    }

    /// The guided check of a publisher not connected yet; [`check_progress`](Self::check_progress) follows it.
    pub async fn check_connection(&self, draft: ConnectionDraft) -> Result<CheckReport, Fault> {
        self.awake().await;
        let report = check::run(&draft, &self.inner.clock, |report| self.keep_check(report)).await;
        Ok(report)
    }

    /// How far the guided check has come.
    pub async fn check_progress(&self, (): ()) -> Result<Option<CheckReport>, Fault> {
        self.awake().await;
        Ok(self.inner.checking.lock().unwrap_or_else(PoisonError::into_inner).clone())
    }

    /// Connects a publisher, or gives one that is known a new credential, and shows it.
    pub async fn connect(&self, draft: ConnectionDraft) -> Result<Connected, Fault> {
        self.awake().await;
        let connected = self.take_in(&draft).await?;
        self.open_current().await;
        Ok(connected)
    }

    /// Shows another connection.
    pub async fn switch_connection(&self, id: String) -> Result<Frame, Fault> {
        self.awake().await;
        self.make_current(&id)?;
        self.open_current().await;
        self.frame(()).await
    }

    /// Part of the list of subscriptions.
    pub async fn list_subscriptions(&self, request: ListRequest) -> Result<ListPage, Fault> {
        self.opened().await?.list(request).await
    }

    /// How many rows a list has.
    pub async fn count_subscriptions(&self, query: ListQuery) -> Result<ListCount, Fault> {
        self.opened().await?.count(&query).await
    }

    /// Everything kept about one customer. What is missing or old is read from Microsoft meanwhile.
    pub async fn customer(&self, request: CustomerRequest) -> Result<CustomerPage, Fault> {
        self.opened().await?.customer(&request, &self.inner.tidings).await
    }

    /// The same after reading it from Microsoft.
    pub async fn refresh_customer(&self, request: CustomerRequest) -> Result<CustomerPage, Fault> {
        let page = self.opened().await?.refreshed_customer(&request).await;
        self.inner.tidings.tell(Tag::Subscriptions);
        page
    }

    /// Part of the inbox, by due time.
    pub async fn inbox(&self, request: InboxRequest) -> Result<Inbox, Fault> {
        let me = self.operator(&self.inner.profile.preferences());
        self.opened().await?.inbox(&request, &me).await
    }

    /// One item of it, unfolded.
    pub async fn inbox_item(&self, request: ItemRequest) -> Result<ItemDetail, Fault> {
        self.opened().await?.item_detail(&request).await
    }

    /// Answers a request while Microsoft waits for it. What the relay has is answered there, without an intent.
    pub async fn decide(&self, request: Decide) -> Result<Option<IntentCard>, Fault> {
        let name = self.operator(&self.inner.profile.preferences());
        let operator = Operator { name: &name, undo: Duration::ZERO };
        self.opened().await?.decide(&request, &operator, self.intent_id()).await
    }

    /// Says which items are on screen: the relay keeps an answer open only while somebody looks.
    pub async fn showing(&self, items: Vec<String>) -> Result<(), Fault> {
        self.opened().await?.showing(&items).await
    }

    /// Seen; nothing more to do.
    pub async fn acknowledge(&self, request: ItemRequest) -> Result<(), Fault> {
        let name = self.operator(&self.inner.profile.preferences());
        let operator = Operator { name: &name, undo: Duration::ZERO };
        self.opened().await?.acknowledge(&request, &operator, self.intent_id()).await
    }

    /// Puts an item off, or brings it back.
    pub async fn snooze(&self, request: Snooze) -> Result<(), Fault> {
        self.opened().await?.snooze(&request).await
    }

    /// Writes a note about an item.
    pub async fn write_note(&self, request: WriteNote) -> Result<(), Fault> {
        let name = self.operator(&self.inner.profile.preferences());
        self.opened().await?.write_note(&request, &name).await
    }

    /// Gives an item to somebody.
    pub async fn assign(&self, request: Assign) -> Result<(), Fault> {
        self.opened().await?.assign(&request).await
    }

    /// Pins a search of the inbox, or unpins it.
    pub async fn pin_view(&self, request: PinView) -> Result<(), Fault> {
        self.opened().await?.pin_view(&request).await
    }

    /// A change, now and after.
    pub async fn preview_change(&self, request: ChangeRequest) -> Result<ChangePreview, Fault> {
        self.opened().await?.preview_change(request).await
    }

    /// Asks for a change that the customer has agreed to.
    pub async fn submit_change(&self, request: SubmitChange) -> Result<IntentCard, Fault> {
        let preferences = self.inner.profile.preferences();
        let name = self.operator(&preferences);
        let undo = Duration::from_secs(u64::from(preferences.undo_seconds.min(LONGEST_UNDO)));
        self.opened().await?.submit_change(request, &Operator { name: &name, undo }, self.intent_id()).await
    }

    /// A step in a customer's life, before anybody takes it.
    pub async fn preview_step(&self, request: LifeRequest) -> Result<LifePreview, Fault> {
        let may_cancel = self.inner.profile.preferences().may_cancel;
        self.opened().await?.preview_step(request, may_cancel).await
    }

    /// Looks up a purchase by the landing page's address, or its token.
    pub async fn look_up_purchase(&self, pasted: String) -> Result<FoundPurchase, Fault> {
        self.opened().await?.look_up_purchase(&pasted).await
    }

    /// Takes a step in a customer's life.
    pub async fn take_step(&self, request: TakeLifeStep) -> Result<IntentCard, Fault> {
        let preferences = self.inner.profile.preferences();
        let name = self.operator(&preferences);
        let undo = Duration::from_secs(u64::from(preferences.undo_seconds.min(LONGEST_UNDO)));
        let operator = Operator { name: &name, undo };
        self.opened().await?.take_step(request, preferences.may_cancel, &operator, self.intent_id()).await
    }

    /// What would come of doing something to many.
    pub async fn preview_many(&self, request: ManyRequest) -> Result<ManyPreview, Fault> {
        self.opened().await?.preview_many(&request).await
    }

    /// Begins to do something to many, or writes them to a file.
    pub async fn begin_many(&self, request: BeginMany) -> Result<ManyBegun, Fault> {
        let inner = &self.inner;
        let preferences = inner.profile.preferences();
        let name = self.operator(&preferences);
        let undo = Duration::from_secs(u64::from(preferences.undo_seconds.min(LONGEST_UNDO)));
        let operator = Operator { name: &name, undo };
        self.opened().await?.begin_many(&request, &operator, &self.intent_id(), &inner.exports).await
    }

    /// How far what is done to many has come.
    pub async fn many(&self, request: ManyProgress) -> Result<ManyPage, Fault> {
        self.opened().await?.many(&request).await
    }

    /// Begins nothing more of it, and takes back what has not left.
    pub async fn stop_many(&self, id: String) -> Result<ManyCard, Fault> {
        self.opened().await?.stop_many(&id).await
    }

    /// Goes on with what was stopped.
    pub async fn go_on_many(&self, id: String) -> Result<ManyCard, Fault> {
        self.opened().await?.go_on_many(&id).await
    }

    /// Takes back what has not left.
    pub async fn withdraw(&self, request: IntentRequest) -> Result<IntentCard, Fault> {
        self.opened().await?.withdraw(&request).await
    }

    /// Sends what is stuck again.
    pub async fn retry(&self, request: IntentRequest) -> Result<IntentCard, Fault> {
        self.opened().await?.retry(&request).await
    }

    /// Watches a customer closely, or no longer.
    pub async fn watch(&self, request: Watch) -> Result<Watched, Fault> {
        self.opened().await?.watch(&request).await
    }

    /// Says whose page is open: that customer is watched meanwhile.
    pub async fn look_at(&self, id: Option<String>) -> Result<(), Fault> {
        self.opened().await?.look_at(id).await
    }

    /// What was done, the latest first.
    pub async fn history(&self, request: HistoryRequest) -> Result<HistoryPage, Fault> {
        self.opened().await?.history(&request).await
    }

    /// Writes the history, a support bundle or the board of suspensions to a file.
    pub async fn export(&self, kind: ExportKind) -> Result<Exported, Fault> {
        let inner = &self.inner;
        self.opened().await?.export(kind, &inner.exports, &inner.profile.logs(), &inner.version).await
    }

    /// Takes the publisher's own price list, as CSV.
    pub async fn import_prices(&self, text: String) -> Result<PriceList, Fault> {
        self.opened().await?.import_prices(&text).await
    }

    /// The board of suspensions.
    pub async fn suspensions(&self, request: SuspensionsRequest) -> Result<Suspensions, Fault> {
        self.opened().await?.suspensions(&request).await
    }

    /// What people did about one.
    pub async fn suspension_story(&self, request: ItemRequest) -> Result<SuspensionStory, Fault> {
        self.opened().await?.suspension_story(&request).await
    }

    /// Plans what comes next about one.
    pub async fn plan_suspension(&self, request: PlanSuspension) -> Result<(), Fault> {
        let name = self.operator(&self.inner.profile.preferences());
        self.opened().await?.plan_suspension(&request, &name).await
    }

    /// What the page of rules begins with.
    pub async fn rules(&self, (): ()) -> Result<RulesPage, Fault> {
        self.opened().await?.rules().await
    }

    /// What a draft of rules says, and what it would have done.
    pub async fn try_rules(&self, request: TryRules) -> Result<RulesTrial, Fault> {
        self.opened().await?.try_rules(&request).await
    }

    /// Keeps a draft of rules on this computer.
    pub async fn keep_rules(&self, draft: RulesDraft) -> Result<(), Fault> {
        self.opened().await?.keep_rules(&draft).await
    }

    /// Forgets the draft.
    pub async fn discard_rules(&self, (): ()) -> Result<RulesPage, Fault> {
        self.opened().await?.discard_rules().await
    }

    /// Puts a draft in force.
    pub async fn put_rules(&self, request: PutRules) -> Result<RulesPage, Fault> {
        let name = self.operator(&self.inner.profile.preferences());
        self.opened().await?.put_rules(&request, &name).await
    }

    /// Asks the relay what a draft would have answered.
    pub async fn dry_run_rules(&self, draft: RulesDraft) -> Result<RelayDryRun, Fault> {
        self.opened().await?.dry_run_rules(&draft).await
    }

    /// Every version of the rules, the latest first.
    pub async fn rules_history(&self, (): ()) -> Result<RulesHistory, Fault> {
        self.opened().await?.rules_history().await
    }

    /// Puts an earlier version in force again.
    pub async fn roll_back_rules(&self, request: RollBackRules) -> Result<RulesPage, Fault> {
        let name = self.operator(&self.inner.profile.preferences());
        self.opened().await?.roll_back_rules(&request, &name).await
    }

    /// The relay, and how it stands with it.
    pub async fn relay(&self, (): ()) -> Result<RelayCard, Fault> {
        Ok(self.opened().await?.relay_card())
    }

    /// Gives the connection a relay that answers, or leaves the one there is.
    pub async fn set_relay(&self, draft: Option<RelayDraft>) -> Result<RelayCard, Fault> {
        self.change_relay(draft).await
    }

    /// The receivers that are told of accounts.
    pub async fn account_receivers(&self, (): ()) -> Result<AccountReceivers, Fault> {
        self.receivers_now().await
    }

    /// Keeps a receiver; a new one gets a secret, which is told this once.
    pub async fn set_receiver(&self, draft: ReceiverDraft) -> Result<ReceiverKept, Fault> {
        self.keep_receiver(draft).await
    }

    /// Gives a receiver a new secret, which is told this once.
    pub async fn rotate_receiver(&self, request: ReceiverOf) -> Result<ReceiverKept, Fault> {
        self.rotate_secret(request.offer.as_deref()).await
    }

    /// Takes a receiver away.
    pub async fn remove_receiver(&self, request: ReceiverOf) -> Result<AccountReceivers, Fault> {
        self.drop_receiver(request.offer.as_deref()).await
    }

    /// Sends a receiver a signed trial about nobody.
    pub async fn test_receiver(&self, request: ReceiverOf) -> Result<ReceiverTried, Fault> {
        self.try_receiver(request.offer.as_deref()).await
    }

    /// The access to one customer's account.
    pub async fn customer_access(&self, request: CustomerRequest) -> Result<CustomerAccess, Fault> {
        self.opened().await?.customer_access(&request.id.as_str().into(), None).await
    }

    /// The same after asking the publisher's own service.
    pub async fn ask_access(&self, request: CustomerRequest) -> Result<CustomerAccess, Fault> {
        self.opened().await?.ask_access(&request.id.as_str().into()).await
    }

    /// Asks for another access to a customer's account.
    pub async fn change_access(&self, request: ChangeAccess) -> Result<IntentCard, Fault> {
        let preferences = self.inner.profile.preferences();
        let name = self.operator(&preferences);
        let undo = Duration::from_secs(u64::from(preferences.undo_seconds.min(LONGEST_UNDO)));
        self.opened().await?.change_access(&request, &Operator { name: &name, undo }, self.intent_id()).await
    }

    /// Has the relay try again what is stuck there.
    pub async fn try_hook_again(&self, request: ItemRequest) -> Result<(), Fault> {
        let name = self.operator(&self.inner.profile.preferences());
        self.opened().await?.try_hook_again(&request.id, &name).await
    }

    /// Gives up what is stuck at the relay.
    pub async fn drop_hook(&self, request: DropHook) -> Result<(), Fault> {
        let name = self.operator(&self.inner.profile.preferences());
        self.opened().await?.drop_hook(&request, &name).await
    }

    /// Sweeps now rather than at its time.
    pub async fn sync_now(&self, (): ()) -> Result<SyncLine, Fault> {
        let opened = self.opened().await?;
        opened.puller.poke();
        opened.sync_line().await
    }

    /// The sync line unfolded.
    pub async fn sync_details(&self, (): ()) -> Result<SyncDetails, Fault> {
        self.opened().await?.sync_details().await
    }

    /// The name under which decisions are written down.
    fn operator(&self, preferences: &Preferences) -> String {
        let names = [preferences.operator.trim(), self.inner.user.trim()];
        names.into_iter().find(|name| !name.is_empty()).unwrap_or(UNNAMED).to_owned()
    }

    fn intent_id(&self) -> IntentId {
        intent_id(self.inner.clock.now(), &*self.inner.random)
    }

    fn keep_check(&self, report: &CheckReport) {
        *self.inner.checking.lock().unwrap_or_else(PoisonError::into_inner) = Some(report.clone());
        self.inner.tidings.tell(Tag::Check);
    }
}

/// Whether a passphrase or a recovery code would help.
fn is_locked(fault: Option<&Fault>) -> bool {
    fault.is_some_and(|fault| fault.code == Code::Locked)
}
