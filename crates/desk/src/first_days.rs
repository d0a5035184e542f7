//! The first days of a desk, without a window: connecting, being wrong, losing keys.

use rstest::rstest;
use simulator::{Fault, FaultKind, RouteKind};

use crate::HandedIn;
use crate::contract::*;
use crate::opened::key_name;
use crate::testing::Computer;
use crate::vault::Vault as _;

/// The first step that failed, and what is said of it.
fn first_failure(report: &CheckReport) -> Option<(CheckStepName, String)> {
    let step = report.steps.iter().find(|step| step.state == CheckState::Failed)?;
    Some((step.name, step.fault.as_ref()?.sentence.key.clone()))
}

fn no_request() -> ListQuery {
    ListQuery { search: String::new(), hide_cancelled: false, sort: Vec::new() }
}

#[tokio::test]
async fn a_connected_publisher_is_there_after_a_restart() {
    let computer = Computer::new(50).await;
    let desk = computer.start();
    assert_eq!(desk.frame(()).await.unwrap().phase, Phase::FirstRun);
    let connected = desk.connect(computer.draft()).await.unwrap();
    assert!(connected.recovery_code.is_some(), "a new publisher gets a code");
    drop(desk);

    let frame = computer.start().frame(()).await.unwrap();
    assert_eq!((frame.phase, frame.vault), (Phase::Ready, VaultState::System));
    assert_eq!(frame.current.unwrap().publisher, "Northlight Software");
}

#[tokio::test]
async fn a_new_secret_for_a_known_publisher_keeps_its_data_and_its_code() {
    let computer = Computer::new(50).await;
    let desk = computer.start();
    let first = desk.connect(computer.draft_with("an old one")).await.unwrap();
    let again = ConnectionDraft { base: None, authority: None, ..computer.draft() };
    let second = desk.connect(again).await.unwrap();

    assert_eq!((second.connection.id, second.recovery_code), (first.connection.id, None));
    let line = desk.sync_now(()).await.unwrap();
    assert!(line.fault.is_none(), "the addresses stayed and the new secret is used: {:?}", line.fault);
}

#[tokio::test]
async fn a_lost_key_locks_the_desk_and_the_code_opens_it_again() {
    let computer = Computer::new(50).await;
    let desk = computer.start();
    let connected = desk.connect(computer.draft()).await.unwrap();
    drop(desk);
    computer.key_store.as_ref().unwrap().remove(&key_name(&connected.connection.id)).unwrap();

    let desk = computer.start();
    let frame = desk.frame(()).await.unwrap();
    assert_eq!((frame.phase, frame.fault.unwrap().sentence.key.as_str()), (Phase::Locked, "fault-key-lost"));

    let id = connected.connection.id;
    let wrong = Recover { connection: id.clone(), recovery_code: "0000-0000".to_owned() };
    assert_eq!(desk.recover(wrong).await.unwrap_err().sentence.key, "fault-recovery-code-wrong");
    let right = Recover { connection: id, recovery_code: connected.recovery_code.unwrap() };
    assert_eq!(desk.recover(right).await.unwrap().phase, Phase::Ready);
}

#[tokio::test]
async fn without_a_key_store_a_passphrase_guards_what_is_kept() {
    let computer = Computer { key_store: None, ..Computer::new(50).await };
    let desk = computer.start();
    assert_eq!(desk.frame(()).await.unwrap().vault, VaultState::PassphraseNew);
    assert_eq!(desk.connect(computer.draft()).await.err().unwrap().code, Code::Locked);
    desk.unlock(Unlock { passphrase: "correct horse battery".to_owned() }).await.unwrap();
    desk.connect(computer.draft()).await.unwrap();
    drop(desk);

    let desk = computer.start();
    let frame = desk.frame(()).await.unwrap();
    assert_eq!((frame.phase, frame.vault), (Phase::Locked, VaultState::PassphraseNeeded));
    let wrong = Unlock { passphrase: "battery horse".to_owned() };
    assert_eq!(desk.unlock(wrong).await.unwrap_err().sentence.key, "fault-passphrase-wrong");
    let right = Unlock { passphrase: "correct horse battery".to_owned() };
    assert_eq!(desk.unlock(right).await.unwrap().phase, Phase::Ready);
}

#[tokio::test]
async fn a_publisher_handed_in_at_start_waits_for_the_passphrase() {
    let computer = Computer { key_store: None, ..Computer::new(50).await };
    let desk = computer.start();
    assert!(
        desk.wake(Some(HandedIn { connection: computer.draft(), relay: None })).await.is_none(),
        "there is no vault to keep its secret in yet"
    );
    let frame = desk.unlock(Unlock { passphrase: "correct horse battery".to_owned() }).await.unwrap();
    assert_eq!((frame.phase, frame.connections.len()), (Phase::Ready, 1));
}

#[tokio::test]
async fn a_lost_credential_leaves_the_data_open() {
    let computer = Computer::new(50).await;
    let desk = computer.start();
    let connected = desk.connect(computer.draft()).await.unwrap();
    drop(desk);
    let name = crate::opened::credential_name(&connected.connection.id);
    computer.key_store.as_ref().unwrap().remove(&name).unwrap();

    let desk = computer.start();
    assert_eq!(desk.frame(()).await.unwrap().phase, Phase::Ready);
    assert!(desk.count_subscriptions(no_request()).await.is_ok(), "what is on this computer stays readable");
}

#[tokio::test]
async fn the_check_passes_where_everything_is_right() {
    let computer = Computer::new(50).await;
    let desk = computer.start();
    let report = desk.check_connection(computer.draft()).await.unwrap();
    assert!(report.passed, "{report:?}");
    assert_eq!(desk.check_progress(()).await.unwrap(), Some(report), "whoever follows it sees the same end");
}

#[tokio::test]
async fn a_certificate_serves_as_well_and_its_end_is_known() {
    let computer = Computer::new(50).await;
    let made = computer.service.control().certificate().unwrap();
    let pem = format!("{}\n{}", made.certificate_pem, made.private_key_pem);
    let draft = ConnectionDraft { credential: CredentialDraft::Certificate { pem }, ..computer.draft() };
    let desk = computer.start();
    assert!(desk.check_connection(draft.clone()).await.unwrap().passed);

    let connected = desk.connect(draft).await.unwrap().connection;
    assert_eq!(connected.credential, CredentialKind::Certificate);
    assert!(connected.credential_expires.is_some(), "a certificate says itself when it ends");
}

#[rstest]
#[case::no_tenant("common", None, None, CheckStepName::Details, "fault-invalid-input")]
#[case::tenant("00000000-aaaa-bbbb-cccc-000000000000", None, None, CheckStepName::Directory, "fault-tenant-unknown")]
#[case::application(
    "",
    Some("00000000-aaaa-bbbb-cccc-000000000000"),
    None,
    CheckStepName::Application,
    "fault-app-unknown"
)]
#[case::secret("", None, Some("wrong"), CheckStepName::Credential, "fault-secret-wrong")]
#[case::secret_id(
    "",
    None,
    Some("e07c41d9-3a52-4c1e-9d7b-2f60a1b8c6a2"),
    CheckStepName::Credential,
    "fault-secret-id-pasted"
)]
#[tokio::test]
async fn the_check_names_the_first_thing_that_is_wrong(
    #[case] tenant: &str,
    #[case] application: Option<&str>,
    #[case] secret: Option<&str>,
    #[case] step: CheckStepName,
    #[case] said: &str,
) {
    let computer = Computer::new(50).await;
    let mut draft = secret.map_or_else(|| computer.draft(), |secret| computer.draft_with(secret));
    if !tenant.is_empty() {
        draft.tenant = tenant.to_owned();
    }
    if let Some(application) = application {
        draft.application = application.to_owned();
    }
    let report = computer.start().check_connection(draft).await.unwrap();
    assert_eq!(first_failure(&report), Some((step, said.to_owned())), "{report:?}");
    assert!(!report.passed);
}

#[rstest]
#[case::expired(RouteKind::Token, FaultKind::ExpiredSecret, CheckStepName::Credential, "fault-secret-expired")]
#[case::refused(RouteKind::List, FaultKind::Unauthorized { status: 403 }, CheckStepName::Subscriptions, "fault-token-refused")]
#[tokio::test]
async fn the_check_names_what_the_service_refuses(
    #[case] route: RouteKind,
    #[case] kind: FaultKind,
    #[case] step: CheckStepName,
    #[case] said: &str,
) {
    let computer = Computer::new(50).await;
    let fault = Fault { routes: vec![route], after: 0, times: None, probability: None, kind };
    computer.service.control().add_fault(fault);
    let report = computer.start().check_connection(computer.draft()).await.unwrap();
    assert_eq!(first_failure(&report), Some((step, said.to_owned())));
}

#[tokio::test]
async fn an_empty_list_passes_and_asks_for_a_look() {
    let computer = Computer::new(50).await;
    let elsewhere = computer.service.control().app_elsewhere().clone();
    let draft = ConnectionDraft {
        tenant: elsewhere.tenant,
        application: elsewhere.application,
        ..computer.draft_with(&elsewhere.secret)
    };
    let report = computer.start().check_connection(draft).await.unwrap();
    assert!(report.passed);
    assert_eq!(report.steps.last().map(|step| step.state), Some(CheckState::Attention));
}

#[tokio::test]
async fn nothing_the_page_is_told_holds_the_secret() {
    let computer = Computer::new(50).await;
    let desk = computer.start();
    let report = desk.check_connection(computer.draft_with("hush-hush-hush")).await.unwrap();
    desk.connect(computer.draft()).await.unwrap();
    let frame = desk.frame(()).await.unwrap();
    let told = serde_json::to_string(&(report, frame, desk.sync_details(()).await.unwrap())).unwrap();
    assert!(!told.contains("hush-hush-hush") && !told.contains(&computer.service.app().secret), "{told}");
    let debugged = format!("{:?}", computer.draft());
    assert!(!debugged.contains(&computer.service.app().secret), "{debugged}");
}

#[tokio::test]
async fn a_publisher_handed_in_at_start_that_cannot_be_connected_is_told_on_the_first_screen() {
    let computer = Computer::new(50).await;
    let desk = computer.start();
    let mut connection = computer.draft();
    connection.tenant = "no tenant at all".to_owned();
    assert!(desk.wake(Some(HandedIn { connection, relay: None })).await.is_none());
    let frame = desk.frame(()).await.unwrap();
    assert_eq!((frame.phase, frame.fault.is_some()), (Phase::FirstRun, true));
}
