//! Kills: at whatever moment, the sweep goes on at its page, nothing is lost and nothing is told twice.

use std::io::{BufRead as _, BufReader, Write as _};
use std::path::Path;
use std::process::{Command, Stdio};

use domain::{Received, Subscription};
use rstest::rstest;
use rusqlite::{Connection, OpenFlags};
use store::Store;

use crate::given::{Bought, Desk, at, key, page};

const PAGES: u32 = 40;
const PER_PAGE: u32 = 10;
const FOLDER: &str = "STORE_TEST_FOLDER";

fn records(number: u32, plan: &str) -> Vec<Received<Subscription>> {
    (number * PER_PAGE..(number + 1) * PER_PAGE)
        .map(|n| Bought::by(&format!("id-{n:04}"), &format!("Customer {n:04}")).plan(plan).received())
        .collect()
}

fn next(number: u32) -> Option<String> {
    (number + 1 < PAGES).then(|| (number + 1).to_string())
}

/// Goes on with the sweep, or begins one, in which every plan is `plan`; tells of every page.
async fn go_on(store: &Store, plan: &str, mut told: impl FnMut(u32)) {
    let mut state = match store.cache.sweep_in_progress().await.unwrap() {
        Some(state) => state,
        None => store.cache.begin_sweep(at(1)).await.unwrap(),
    };
    while !state.has_all_pages() {
        let brought = page(&records(state.pages, plan), next(state.pages));
        state = store.apply_page(&state, brought, at(2)).await.unwrap().state;
        told(state.pages);
    }
    store.finish_sweep(&state, at(3)).await.unwrap();
}

/// Not a test of its own: what the others kill.
#[tokio::test]
async fn victim() {
    let Some(folder) = std::env::var_os(FOLDER) else { return };
    let (store, _) = Store::open(Path::new(&folder), &key()).unwrap();
    go_on(&store, "gold", |pages| {
        let mut out = std::io::stdout().lock();
        writeln!(out, "\npage {pages}").and_then(|()| out.flush()).unwrap();
    })
    .await;
}

fn kill_behind_page(folder: &Path, last: u32) {
    let mut victim = Command::new(std::env::current_exe().unwrap())
        .args(["killing::victim", "--exact", "--nocapture"])
        .env(FOLDER, folder)
        .stdout(Stdio::piped())
        .spawn()
        .unwrap();
    let lines = BufReader::new(victim.stdout.take().unwrap()).lines();
    let reached = lines.map_while(Result::ok).any(|line| line == format!("page {last}"));
    assert!(reached, "it came as far as page {last}");
    victim.kill().unwrap();
    victim.wait().unwrap();
}

fn is_sound(path: &Path) -> bool {
    let conn = Connection::open_with_flags(path, OpenFlags::SQLITE_OPEN_READ_WRITE).unwrap();
    let setting = format!("PRAGMA key = \"x'{}'\"; PRAGMA cipher_hmac_algorithm = HMAC_SHA256", "5a".repeat(32));
    conn.execute_batch(&setting).unwrap();
    conn.query_row("PRAGMA integrity_check", [], |row| row.get::<_, String>(0)).unwrap() == "ok"
}

#[rstest]
#[case(1)]
#[case(7)]
#[case(23)]
#[case(39)]
#[tokio::test]
async fn a_killed_sweep_goes_on_and_tells_everything_once(#[case] behind: u32) {
    let desk = Desk::new();
    let pages: Vec<_> = (0..PAGES).map(|number| records(number, "silver")).collect();
    let pages: Vec<&[_]> = pages.iter().map(Vec::as_slice).collect();
    desk.sweeps(&pages, at(0)).await;
    let Desk { folder, store } = desk;
    drop(store);

    kill_behind_page(folder.path(), behind);
    assert!(is_sound(&folder.path().join("cache.db")), "the cache is sound");
    assert!(is_sound(&folder.path().join("journal.db")), "the journal is sound");

    let (store, report) = Store::open(folder.path(), &key()).unwrap();
    assert_eq!((report.cache.rebuilding, report.journal.moved_aside), (None, None));
    let state = store.cache.sweep_in_progress().await.unwrap().expect("it had begun");
    assert!(state.pages >= behind, "every page that was told of is on disk");
    go_on(&store, "gold", |_| {}).await;
    let desk = Desk { folder, store };
    for n in 0..PAGES * PER_PAGE {
        assert_eq!(desk.story(&format!("id-{n:04}")).await, ["plan"], "id-{n:04} changed its plan, once");
    }
    assert_eq!(desk.store.cache.counts().await.unwrap().total, PAGES * PER_PAGE);
}
