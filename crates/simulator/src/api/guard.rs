//! Who is calling: the bearer token, checked as the marketplace checks it.

use super::{answer::Answer, call::Call};
use crate::{
    entra::{RESOURCE, claims::Claims},
    sim::Sim,
};

/// Tokens whose signature was found right; small, because a client holds one or two at a time.
const REMEMBERED: usize = 64;

/// What a good token gives access to.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum Visitor {
    /// The publisher: everything.
    Publisher,
    /// A known tenant that is not the publisher's: an empty list and no subscription.
    Elsewhere,
}

/// Lets a call in or says why not.
pub(crate) fn admit(sim: &Sim, call: &Call) -> Result<Visitor, Answer> {
    let bad =
        || Answer::text(sim.switches().bad_token_status, "The authorization token is missing, invalid or expired.");
    let token = call.header("authorization").and_then(|value| value.strip_prefix("Bearer ")).ok_or_else(bad)?;
    let claims = claims(sim, token.trim()).ok_or_else(bad)?;
    let now = sim.clock.millis() / 1_000;
    if claims.aud != RESOURCE || claims.exp <= now || claims.nbf > now + 300 {
        return Err(bad());
    }
    let publisher = &sim.identity.publisher;
    match (claims.tid == publisher.tenant, claims.caller() == publisher.application) {
        (true, true) => Ok(Visitor::Publisher),
        (true, false) => Err(foreign()),
        (false, _) => Ok(Visitor::Elsewhere),
    }
}

fn foreign() -> Answer {
    Answer::text(
        403,
        "The calling application is not the application registered in the offer's technical configuration.",
    )
}

/// The claims of a token signed by this authority. Checked once per token, because a sweep sends one a thousand times.
fn claims(sim: &Sim, token: &str) -> Option<Claims> {
    let mut seen = sim.seen_tokens();
    if let Some(claims) = seen.get(token) {
        return Some(claims.clone());
    }
    let claims: Claims = sim.identity.keys.check(token, jsonwebtoken::Algorithm::RS256)?;
    if seen.len() >= REMEMBERED {
        seen.clear();
    }
    seen.insert(token.to_owned(), claims.clone());
    Some(claims)
}
