//! The stand-in for the notification service does as the specification says, on a bus of its own.

use std::process::Stdio;

use acceptance::notifications::{Call, NotificationServer};
use futures::StreamExt as _;
use tokio::io::{AsyncBufReadExt as _, BufReader};
use tokio::process::{Child, Command};
use zbus::MatchRule;

/// A bus of our own; it ends with the child.
async fn bus() -> (Child, String) {
    let mut command = Command::new("dbus-daemon");
    command.args(["--session", "--nofork", "--print-address"]).stdout(Stdio::piped()).kill_on_drop(true);
    let mut daemon = command.spawn().expect("dbus-daemon is installed");
    let mut line = BufReader::new(daemon.stdout.take().unwrap()).lines();
    let address = line.next_line().await.unwrap().unwrap();
    (daemon, address)
}

#[tokio::test]
async fn the_stand_in_for_notices_shows_clicks_and_closes() {
    let (_daemon, address) = bus().await;
    let server = NotificationServer::start_at(&address).await.unwrap();
    let program = zbus::connection::Builder::address(address.as_str()).unwrap().build().await.unwrap();
    let rule = MatchRule::builder().interface("org.freedesktop.Notifications").unwrap().build();
    let mut signals = zbus::MessageStream::for_match_rule(rule, &program, None).await.unwrap();
    let name = Some("org.freedesktop.Notifications");
    let path = "/org/freedesktop/Notifications";
    let hints = std::collections::HashMap::<&str, zbus::zvariant::Value<'_>>::new();
    let notice = ("marketdesk", 0_u32, "", "Title", "Body", vec!["default", ""], hints, -1_i32);
    for number in [1_u32, 2] {
        let answer = program.call_method(name, path, name, "Notify", &notice).await.unwrap();
        assert_eq!(answer.body().deserialize::<u32>().unwrap(), number);
    }
    let first = server.see("Title").await.unwrap();
    assert_eq!((first.number, first.body.as_str()), (1, "Body"));
    server.click(1).await.unwrap();
    let invoked = signals.next().await.unwrap().unwrap();
    assert_eq!(invoked.body().deserialize::<(u32, String)>().unwrap(), (1, "default".to_owned()));
    program.call_method(name, path, name, "CloseNotification", &2_u32).await.unwrap();
    server.see_closed(2).await.unwrap();
    assert_eq!(server.shown(), [], "one was clicked, the other taken back");
    assert_eq!(server.calls().len(), 3);
    assert_eq!(server.calls().last(), Some(&Call::Close(2)));
}
