//! What goes on behind an open connection without anybody asking: intents leave, the inbox follows the world.

use std::sync::{Arc, Weak};
use std::time::Duration;

use chrono::Local;
use domain::{Lane, Wish};
use marketplace::Sender;
use outbox::{CallIds, Entry, Outbox, Outcome, State};
use store::{ItemWrite, Journal};
use sync::Source;
use sync::account::{Receivers, WithAccounts};
use sync::watch::Sighting;
use tokio::sync::Notify;
use tokio::sync::mpsc::{UnboundedReceiver, UnboundedSender};
use tokio::time::Instant;
use tokio_util::task::AbortOnDropHandle;
use uuid::Uuid;

use crate::Random;
use crate::contract::{Fault, Tag};
use crate::explain;
use crate::many;
use crate::opened::Opened;
use crate::relay::{AtHand, Registering, confirm_refusals};

/// Something that the inbox may have to follow.
#[derive(Debug)]
pub(crate) enum Stir {
    /// The cache or the connection has changed.
    World,
    /// Something was seen at a watched customer.
    Sighting(Box<Sighting>),
    /// Something asked for has come further.
    Intent(Box<Entry>),
    /// The relay has told more.
    Feed,
}

/// From a change to the look that follows it: many changes come together.
const SOON: Duration = Duration::from_millis(500);
/// Clocks run out without anything changing.
const AT_LEAST_EVERY: Duration = Duration::from_secs(60);
/// A look may take this share of the time at most.
const REST_AFTER_A_LOOK: u32 = 10;

/// The outbox at work. Dropping it stops it between two steps.
pub(crate) struct Sending {
    /// Wakes it.
    pub bell: Arc<Notify>,
    _task: AbortOnDropHandle<()>,
}

impl Sending {
    pub(crate) fn start(
        source: &Source,
        random: &Arc<dyn Random>,
        stir: UnboundedSender<Stir>,
        at_hand: AtHand,
        receivers: Receivers,
    ) -> Self {
        let random = Arc::clone(random);
        let make_ids = Arc::new(move || CallIds { request: guid(&*random), correlation: guid(&*random) });
        let told = Arc::new(move |entry: &Entry| {
            let _closing = stir.send(Stir::Intent(Box::new(entry.clone())));
        });
        let journal: Journal = source.store.journal.clone();
        let clock = Arc::clone(&source.clock);
        let sender = Registering::new(Sender::new(&source.api), at_hand, journal.clone(), Arc::clone(&clock));
        let sender = WithAccounts::new(sender, receivers, Arc::clone(&clock));
        let outbox = Outbox::new(journal, sender, clock, make_ids, told);
        let bell = outbox.bell();
        let is_read_only = source.store.journal.is_read_only();
        let task = tokio::spawn(async move {
            if !is_read_only {
                outbox.run().await;
            }
        });
        Self { bell, _task: AbortOnDropHandle::new(task) }
    }
}

fn guid(random: &dyn Random) -> Uuid {
    let mut bytes = [0; 16];
    random.fill(&mut bytes);
    uuid::Builder::from_random_bytes(bytes).into_uuid()
}

/// Follows the world until the connection is closed: what happens to one customer at once, and everything in looks. A
/// look at many customers takes its time, and a request whose window runs must not wait for it.
pub(crate) fn start(opened: &Arc<Opened>, mut stirred: UnboundedReceiver<Stir>) {
    many::start(opened);
    confirm_refusals(opened);
    opened.forget_people_once();
    let opened = Arc::downgrade(opened);
    tokio::spawn(async move {
        let mut look: Option<AbortOnDropHandle<()>> = None;
        let (mut began, mut rested_at) = (Instant::now(), Instant::now());
        let mut look_at = began;
        loop {
            tokio::select! {
                stir = stirred.recv() => {
                    let Some(stir) = stir else { return };
                    match follow(&opened, stir).await {
                        None => return,
                        Some(true) => look_at = look_at.min(Instant::now() + SOON).max(rested_at),
                        Some(false) => {}
                    }
                }
                () = ended(&mut look) => {
                    look = None;
                    rested_at = Instant::now() + began.elapsed() * REST_AFTER_A_LOOK;
                    look_at = look_at.max(rested_at);
                }
                () = tokio::time::sleep_until(look_at), if look.is_none() => {
                    let Some(opened) = opened.upgrade() else { return };
                    said(opened.follow_feed().await);
                    began = Instant::now();
                    look = Some(AbortOnDropHandle::new(tokio::spawn(look_at_everything(opened))));
                    look_at = began + AT_LEAST_EVERY;
                }
            }
        }
    });
}

async fn look_at_everything(opened: Arc<Opened>) {
    said(opened.settle_lapsed().await);
    said(opened.keep_inbox().await);
    said(opened.tell_desktop().await);
    said(opened.tell_of_activations().await);
    said(opened.finish_approvals().await);
    said(opened.resolve_visits().await);
    said(opened.renew_facts_in_time().await);
    opened.forget_told_in_time();
    opened.price_later().await;
    opened.price_suspended_later().await;
}

/// Waits for the look's end; for ever where there is none.
async fn ended(look: &mut Option<AbortOnDropHandle<()>>) {
    match look {
        Some(look) => {
            if let Err(error) = look.await {
                tracing::error!(%error, "a look at the inbox broke off");
            }
        }
        None => std::future::pending().await,
    }
}

/// `None` where the connection is closed; else whether everything has to be looked at.
async fn follow(opened: &Weak<Opened>, stir: Stir) -> Option<bool> {
    let opened = opened.upgrade()?;
    match stir {
        Stir::World => return Some(true),
        Stir::Sighting(sighting) => said(opened.sighted(*sighting).await),
        Stir::Intent(entry) => said(opened.came_further(&entry).await),
        Stir::Feed => said(opened.follow_feed().await),
    }
    said(opened.tell_desktop().await);
    Some(false)
}

fn said(outcome: Result<(), Fault>) {
    if let Err(fault) = outcome {
        tracing::warn!(%fault, "the inbox could not be kept");
    }
}

impl Opened {
    /// Tells the computer's desktop what the inbox has that is new. Whether that works stands around every screen.
    async fn tell_desktop(&self) -> Result<(), Fault> {
        let local = self.source.clock.now().with_timezone(&Local).time();
        let worked = self.teller.works();
        if self.teller.tell(self, &self.profile.preferences(), local).await? != worked {
            self.tidings.tell(Tag::Frame);
        }
        Ok(())
    }

    /// Something asked for has come further: what it settles is settled, and what it changed is read.
    async fn came_further(self: &Arc<Self>, entry: &Entry) -> Result<(), Fault> {
        self.intent_changed(entry);
        let intent = &entry.intent;
        match &entry.state {
            State::Done { outcome } => {
                if let Wish::Answer { operation, .. } = &intent.wish
                    && matches!(outcome, Outcome::Effective | Outcome::AlreadySo)
                {
                    let id = crate::inbox::request_id(&intent.subscription, operation);
                    self.write_item(ItemWrite::Settled { id, how: "done".to_owned() }).await?;
                }
                let (opened, id) = (Arc::clone(self), intent.subscription.clone());
                match intent.wish.lane() {
                    Lane::Accounts => tokio::spawn(async move { opened.ask_service_again(&id).await }),
                    Lane::Answers | Lane::Changes => tokio::spawn(async move { opened.read_again(&id).await }),
                };
            }
            // A look tells the relay that an approved change was sent.
            State::Stuck { .. } | State::InDoubt { .. } | State::Settling { .. } => self.keep_inbox_soon(),
            _ => {}
        }
        Ok(())
    }

    /// Reads a customer whose subscription we have changed.
    pub(crate) async fn read_again(&self, id: &domain::SubscriptionId) {
        let reading = self.read(id).await;
        if let Some(error) = reading.subscription.as_ref().map(explain::pull) {
            tracing::info!(%error, "a changed customer could not be read");
        }
        self.tidings.tell(Tag::Subscriptions);
        self.tidings.tell(Tag::Customer);
        self.keep_inbox_soon();
    }
}
