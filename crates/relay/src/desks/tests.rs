use http::{Method, StatusCode};
use rstest::rstest;
use serde_json::json;

use crate::desks::{DeskError, Desks};
use crate::testing::{Desk, Rig, begin};

#[rstest]
#[case::none("")]
#[case::nonsense("abc")]
#[case::a_name_alone("mdr.north")]
#[case::a_wrong_secret("mdr.north.AAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAA")]
#[case::an_unknown_desk("mdr.east.AQEBAQEBAQEBAQEBAQEBAQEBAQEBAQEBAQEBAQEBAQE")]
#[tokio::test]
async fn a_stranger_is_told_nothing(#[case] token: &str) {
    let rig = Rig::new();
    let known = rig.desk("north").await;
    let stranger = Desk { token: token.to_owned(), ..known };
    for path in ["hello", "feed", "rules", "held", "questions", "snapshot"] {
        assert_eq!(stranger.get(path).await.0, StatusCode::UNAUTHORIZED, "{path}");
    }
    let nowhere = Desk { connection: "atlantis".to_owned(), ..stranger };
    assert_eq!(nowhere.get("rules").await.0, StatusCode::UNAUTHORIZED, "nor which connections there are");
}

#[tokio::test]
async fn only_a_hash_of_the_token_is_kept() {
    let rig = Rig::new();
    let desk = rig.desk("north").await;
    let secret = desk.token.rsplit('.').next().unwrap();
    let row = Desks::of(&rig.log).list().await.unwrap().remove(0);
    assert!(!row.hash.contains(secret));
    assert!(!serde_json::to_string(&row).unwrap().contains(secret));
}

#[tokio::test]
async fn a_revoked_token_is_no_longer_known_and_its_name_is_free() {
    let rig = Rig::new();
    let desk = rig.desk("north").await;
    let desks = Desks::of(&rig.log);
    assert!(matches!(desks.add("north", Vec::new(), [9; 32], begin()).await, Err(DeskError::Taken)));
    desks.revoke("north", begin()).await.unwrap();
    assert_eq!(desk.get("rules").await.0, StatusCode::UNAUTHORIZED);
    assert!(matches!(desks.revoke("north", begin()).await, Err(DeskError::Unknown)));
    let token = desks.add("north", Vec::new(), [9; 32], begin()).await.unwrap();
    assert_eq!(Desk { token, ..desk.clone() }.get("rules").await.0, StatusCode::OK);
    assert_eq!(desk.get("rules").await.0, StatusCode::UNAUTHORIZED, "the old token stays revoked");
}

#[tokio::test]
async fn a_desk_of_one_connection_sees_no_other() {
    let rig = Rig::new();
    let known = rig.desk("north").await;
    let token = Desks::of(&rig.log).add("east", vec!["lighthouse".to_owned()], [9; 32], begin()).await.unwrap();
    let east = Desk { token, ..known };
    assert_eq!(east.get("rules").await.0, StatusCode::UNAUTHORIZED);
    assert_eq!(Desk { connection: "lighthouse".to_owned(), ..east }.get("rules").await.0, StatusCode::OK);
}

#[rstest]
#[case("")]
#[case("a.b")]
#[case("with space")]
#[tokio::test]
async fn a_name_is_a_word(#[case] name: &str) {
    let rig = Rig::new();
    let added = Desks::of(&rig.log).add(name, Vec::new(), [9; 32], begin()).await;
    assert!(matches!(added, Err(DeskError::Name)));
}

#[tokio::test]
async fn nonsense_from_a_desk_is_its_own_fault() {
    let rig = Rig::new();
    let desk = rig.desk("north").await;
    assert_eq!(desk.put("rules", &json!({ "version": "x" })).await.0, StatusCode::UNPROCESSABLE_ENTITY);
    assert_eq!(desk.get("held/none").await.0, StatusCode::NOT_FOUND);
    assert_eq!(desk.send(Method::DELETE, "rules", None).await.status(), StatusCode::METHOD_NOT_ALLOWED);
}
