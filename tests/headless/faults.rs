//! Every trouble the network or the service can make ends in a complete cache or in a plain sentence.

use rstest::rstest;
use simulator::{Fault, FaultKind, Flaw, RouteKind};
use sync::PullError;

use crate::world::World;

fn on_lists(kind: FaultKind, times: Option<u32>) -> Fault {
    Fault { routes: vec![RouteKind::List], after: 2, times, probability: None, kind }
}

/// Faults that pass: the sweep ends whole, at once or when it is tried again.
#[rstest]
#[case::slow(FaultKind::Latency { ms: 30 })]
#[case::throttled(FaultKind::Throttled { seconds: 1, as_date: false })]
#[case::throttled_by_date(FaultKind::Throttled { seconds: 1, as_date: true })]
#[case::server_error(FaultKind::ServerError { status: 503, afterwards: false })]
#[case::reset(FaultKind::Reset { afterwards: false })]
#[case::cut(FaultKind::Cut { afterwards: false })]
#[case::truncated(FaultKind::Truncated)]
#[case::broken_off(FaultKind::BrokenOff)]
#[case::html(FaultKind::Html { status: 502 })]
#[case::html_that_looks_fine(FaultKind::Html { status: 200 })]
#[case::wrong_type(FaultKind::WrongContentType)]
#[case::drip(FaultKind::Drip { bytes: 4096, every_ms: 1 })]
#[case::refused_once(FaultKind::Unauthorized { status: 401 })]
#[tokio::test]
async fn a_fault_that_passes_costs_nothing(#[case] kind: FaultKind) {
    let world = World::of_size(500).await;
    world.control().add_fault(on_lists(kind, Some(1)));
    if let Err(error) = world.sweep().await {
        assert!(!error.to_string().is_empty(), "what stopped it has a name");
        world.sweep().await.unwrap();
    }
    assert_eq!(world.unlike().await, Vec::<String>::new());
}

/// Faults that stay: the sweep stops with a reason, keeps its pages, and ends whole when they are gone.
#[rstest]
#[case::throttled(FaultKind::Throttled { seconds: 600, as_date: false })]
#[case::html(FaultKind::Html { status: 200 })]
#[case::refused(FaultKind::Unauthorized { status: 403 })]
#[tokio::test]
async fn a_fault_that_stays_stops_the_sweep_and_keeps_its_pages(#[case] kind: FaultKind) {
    let world = World::of_size(500).await;
    world.control().add_fault(on_lists(kind, None));
    world.sweep().await.unwrap_err();
    let kept = world.source.store.cache.sweep_in_progress().await.unwrap().unwrap();
    assert_eq!(kept.pages, 2, "the pages before the fault stay");

    world.control().clear_faults();
    world.sweep().await.unwrap();
    assert_eq!(world.unlike().await, Vec::<String>::new());
}

#[tokio::test]
async fn a_bad_record_costs_that_record_only() {
    let world = World::of_size(600).await;
    world.control().add_fault(Fault {
        routes: vec![RouteKind::List],
        after: 0,
        times: None,
        probability: None,
        kind: FaultKind::Malformed { every: 50, flaw: Some(Flaw::WrongTypes) },
    });
    world.sweep().await.unwrap();
    let counts = world.source.store.cache.counts().await.unwrap();
    assert!(counts.quarantined > 0, "some records were bad");
    assert_eq!(counts.total + counts.quarantined, 600, "every other record arrived");

    world.control().clear_faults();
    world.sweep().await.unwrap();
    assert_eq!(
        world.source.store.cache.counts().await.unwrap().quarantined,
        0,
        "a record that can be read leaves quarantine"
    );
    assert_eq!(world.unlike().await, Vec::<String>::new());
}

#[tokio::test]
async fn all_faults_mixed_end_in_a_complete_cache() {
    let world = World::of_size(800).await;
    let mixed = [
        FaultKind::Reset { afterwards: false },
        FaultKind::ServerError { status: 500, afterwards: false },
        FaultKind::Truncated,
        FaultKind::Unauthorized { status: 401 },
        FaultKind::Latency { ms: 5 },
    ];
    for kind in mixed {
        world.control().add_fault(Fault {
            routes: Vec::new(),
            after: 0,
            times: Some(4),
            probability: Some(0.15),
            kind,
        });
    }
    let mut tries = 0;
    while world.sweep().await.is_err() {
        tries += 1;
        assert!(tries < 40, "the faults are bounded, so the sweeps must end");
    }
    assert_eq!(world.unlike().await, Vec::<String>::new());
}

#[tokio::test]
async fn a_wrong_tenants_empty_list_takes_nobody_away() {
    let world = World::of_size(200).await;
    world.sweep().await.unwrap();
    world.control().add_fault(Fault {
        routes: vec![RouteKind::List],
        after: 0,
        times: None,
        probability: None,
        kind: FaultKind::EmptyList,
    });
    let error = world.sweep().await.unwrap_err();
    assert!(matches!(error, PullError::SuddenlyEmpty { known: 200 }), "{error}");
    assert_eq!(world.source.store.cache.counts().await.unwrap().missing, 0, "nobody is taken for missing");
}

#[rstest]
#[case::expired(FaultKind::ExpiredSecret, marketplace::SignInProblem::SecretExpired)]
#[case::revoked(FaultKind::RevokedSecret, marketplace::SignInProblem::SecretWrong)]
#[tokio::test]
async fn a_secret_that_ends_is_named(#[case] kind: FaultKind, #[case] problem: marketplace::SignInProblem) {
    let world = World::of_size(100).await;
    world.control().add_fault(Fault { routes: vec![RouteKind::Token], after: 0, times: None, probability: None, kind });
    let error = world.sweep().await.unwrap_err();
    let PullError::Api(marketplace::ApiError::SignIn(error)) = error else { panic!("{error}") };
    assert_eq!(error.kind, problem);
}

#[tokio::test]
async fn nobody_there_is_offline() {
    let world = World::of_size(100).await;
    world.sweep().await.unwrap();
    world.control().close(simulator::Door::Api);
    let impatient = world.source.api.with_patience(marketplace::Patience::NONE);
    let error = sync::sweep(&impatient, &world.source.store, &world.source.clock, |_| ()).await.unwrap_err();
    assert!(error.is_offline(), "{error}");
}
