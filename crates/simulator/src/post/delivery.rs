//! Sending one webhook call and waiting for its answer.

use std::{sync::Arc, time::Duration};

use reqwest::{Client, redirect::Policy};

use super::letter::{Letter, Reply};
use crate::{
    Error,
    entra::{
        RESOURCE,
        claims::{Claims, Parties},
    },
    sim::Sim,
};

/// The client all webhook calls share. It follows no redirects: an answer is an answer.
pub(crate) fn client() -> Result<Client, Error> {
    Ok(Client::builder().redirect(Policy::none()).no_proxy().connect_timeout(Duration::from_secs(3)).build()?)
}

/// Begins a delivery. With no address the built-in receiver takes it and answers 200 at once.
pub(crate) fn start(sim: &Arc<Sim>, number: u64) {
    let Some(letter) = sim.act(|state, turn| state.sending(turn, number)) else { return };
    let Some(url) = sim.webhook() else {
        sim.act(|state, turn| {
            state.ledger.receive(letter.body);
            state.replied(turn, number, Reply::Status(200));
        });
        return;
    };
    let flight = sim.take_off();
    let sim = Arc::clone(sim);
    tokio::spawn(async move {
        let reply = send(&sim, &url, &letter).await;
        sim.act(|state, turn| state.replied(turn, number, reply));
        drop(flight);
    });
}

/// One call. How long it waits is real time, because the publisher's program lives in it.
async fn send(sim: &Sim, url: &str, letter: &Letter) -> Reply {
    let timeout = Duration::from_millis(sim.switches().caller_timeout_ms.into());
    let call = sim.http.post(url).bearer_auth(bearer(sim)).timeout(timeout).json(&letter.body);
    match call.send().await {
        Ok(answer) => Reply::Status(answer.status().as_u16()),
        Err(_) => Reply::Nothing,
    }
}

/// A token from the publisher's own tenant: the marketplace calling the publisher's app.
fn bearer(sim: &Sim) -> String {
    let publisher = &sim.identity.publisher;
    let parties = Parties {
        authority: &sim.addresses().authority,
        tenant: &publisher.tenant,
        audience: &publisher.application,
        caller: RESOURCE,
        nonce: sim.guid(),
    };
    let claims = Claims::new(sim.switches().webhook_token, parties, sim.clock.millis());
    sim.identity.keys.sign(&claims).unwrap_or_default()
}
