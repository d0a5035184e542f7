//! Telling a desktop, with a real journal behind and a desktop that writes down what it is told.

use std::collections::BTreeSet;
use std::sync::{Arc, Mutex};

use chrono::{NaiveTime, TimeDelta};
use serde_json::json;
use store::{FoundItem, ItemWrite};

use super::{Desktop, NoDesktop, Notice, Teller};
use crate::contract::{Language, Notices, Preferences};
use crate::opened::Opened;
use crate::testing::Computer;

const NOON: NaiveTime = NaiveTime::from_hms_opt(12, 0, 0).unwrap();
const NIGHT: NaiveTime = NaiveTime::from_hms_opt(23, 0, 0).unwrap();

/// Writes down what it is told.
#[derive(Default)]
struct Paper(Mutex<Written>);

#[derive(Default)]
struct Written {
    shown: Vec<Notice>,
    withdrawn: Vec<String>,
    count: Option<u32>,
    is_broken: bool,
}

impl Desktop for Paper {
    fn show(&self, notice: &Notice) -> Result<(), NoDesktop> {
        let mut written = self.0.lock().unwrap();
        if written.is_broken {
            return Err(NoDesktop("nobody is there".to_owned()));
        }
        written.shown.push(notice.clone());
        Ok(())
    }

    fn withdraw(&self, notice: &str) {
        self.0.lock().unwrap().withdrawn.push(notice.to_owned());
    }

    fn count(&self, items: u32) {
        self.0.lock().unwrap().count = Some(items);
    }
}

impl Paper {
    /// What was shown since this was asked last: which item, and the text.
    fn shown(&self) -> Vec<(Option<String>, String)> {
        let shown = std::mem::take(&mut self.0.lock().unwrap().shown);
        shown.into_iter().map(|notice| (notice.item, format!("{} / {}", notice.title, notice.body))).collect()
    }
}

/// A publisher without customers: the inbox holds what the test puts there.
struct Room {
    opened: Arc<Opened>,
    paper: Arc<Paper>,
    teller: Teller,
    _desk: crate::Desk,
    _computer: Computer,
}

impl Room {
    async fn new() -> Self {
        let computer = Computer::new(0).await;
        let desk = computer.start();
        desk.connect(computer.draft()).await.unwrap();
        let opened = desk.opened().await.unwrap();
        let paper = Arc::new(Paper::default());
        let teller = Teller::new(Arc::clone(&paper) as Arc<dyn Desktop>);
        Self { opened, paper, teller, _desk: desk, _computer: computer }
    }

    async fn found(&self, ids: &[&str]) {
        let now = self.opened.source.clock.now();
        let found = ids.iter().map(|id| {
            let facts = json!({ "customer": "", "offer": "", "about": "unreadable", "field": id, "misread": "" });
            let due = now + TimeDelta::hours(1);
            // Of a kind that is not kept by the world, so that nobody settles it meanwhile.
            let item = FoundItem { id: (*id).to_owned(), kind: "request".to_owned(), subscription: None, facts, due };
            ItemWrite::Found { item, silently: false }
        });
        self.write(found.collect()).await;
    }

    async fn write(&self, writes: Vec<ItemWrite>) {
        self.opened.write_items(writes).await.unwrap();
    }

    async fn tell(&self, at: NaiveTime) -> bool {
        let notices =
            Notices { quiet_from: Some("22:00".to_owned()), quiet_to: Some("07:00".to_owned()), ..Notices::default() };
        let preferences = Preferences { language: Some(Language::En), notices, ..Preferences::default() };
        self.teller.tell(&self.opened, &preferences, at).await.unwrap()
    }
}

#[tokio::test]
async fn an_item_is_told_once_and_taken_back_when_it_is_settled() {
    let room = Room::new().await;
    room.found(&["plan"]).await;
    assert!(room.tell(NOON).await);
    let expected = "A record could not be read / its record could not be read at “plan”";
    assert_eq!(room.paper.shown(), [(Some("plan".to_owned()), expected.to_owned())]);
    assert_eq!(room.paper.0.lock().unwrap().count, Some(1));
    room.tell(NOON).await;
    let again = Teller::new(Arc::clone(&room.paper) as Arc<dyn Desktop>);
    again.tell(&room.opened, &Preferences::default(), NOON).await.unwrap();
    assert_eq!(room.paper.shown(), [], "neither at the next look nor after the next start");
    room.write(vec![ItemWrite::Settled { id: "plan".to_owned(), how: "elsewhere".to_owned() }]).await;
    room.tell(NOON).await;
    assert_eq!(room.paper.0.lock().unwrap().withdrawn, ["plan"]);
    assert_eq!(room.paper.0.lock().unwrap().count, Some(0));
}

#[tokio::test]
async fn the_night_is_quiet_and_the_morning_says_it_all_at_once() {
    let room = Room::new().await;
    room.found(&["a", "b"]).await;
    room.tell(NIGHT).await;
    assert_eq!(room.paper.shown(), []);
    room.tell(NOON).await;
    let shown = room.paper.shown();
    assert_eq!(shown.len(), 1);
    let (item, text) = &shown[0];
    assert_eq!(item, &None, "a click on it opens the inbox");
    assert!(text.starts_with("2 new items in the inbox / its record could not be read at “a”\n"), "{text}");
    let settled = ["a", "b"].map(|id| ItemWrite::Settled { id: id.to_owned(), how: "done".to_owned() });
    let [first, second] = settled;
    room.write(vec![first]).await;
    room.tell(NOON).await;
    assert!(room.paper.0.lock().unwrap().withdrawn.is_empty(), "one of them still waits");
    room.write(vec![second]).await;
    room.tell(NOON).await;
    assert_eq!(room.paper.0.lock().unwrap().withdrawn.len(), 1);
}

#[tokio::test]
async fn a_desktop_that_shows_nothing_is_said_to_and_not_told_the_same_again() {
    let room = Room::new().await;
    room.paper.0.lock().unwrap().is_broken = true;
    room.found(&["a"]).await;
    assert!(!room.tell(NOON).await);
    assert!(!room.tell(NOON).await, "nothing new was tried");
    room.paper.0.lock().unwrap().is_broken = false;
    room.found(&["b"]).await;
    assert!(room.tell(NOON).await);
    let shown: BTreeSet<_> = room.paper.shown().into_iter().filter_map(|(item, _)| item).collect();
    assert_eq!(shown, BTreeSet::from(["b".to_owned()]), "the page has told of the other");
}

#[tokio::test]
async fn what_is_shown_of_one_publisher_is_taken_back_when_another_is_shown() {
    let (room, other) = (Room::new().await, Room::new().await);
    room.found(&["plan"]).await;
    room.tell(NOON).await;
    assert_eq!(room.paper.shown().len(), 1);
    room.teller.tell(&other.opened, &Preferences::default(), NOON).await.unwrap();
    let paper = room.paper.0.lock().unwrap();
    assert_eq!((paper.withdrawn.as_slice(), paper.count), (&["plan".to_owned()][..], Some(0)));
}
