//! List subscriptions: one partition of the world per answer.

use super::{answer::Answer, call::Call, guard::Visitor};
use crate::sim::Sim;

/// Roughly what one subscription takes when written.
const BYTES_EACH: usize = 900;

/// Answers one page. The link to the next one points at the second origin, as recorded.
pub(crate) fn list(sim: &Sim, call: &Call, visitor: Visitor) -> Answer {
    if visitor == Visitor::Elsewhere {
        return Answer::raw(200, br#"{"subscriptions":[]}"#.to_vec());
    }
    let now = sim.clock.millis();
    let lifetime = sim.switches().continuation_seconds;
    let state = sim.read();
    let page = match call.query("continuationToken") {
        None | Some("") => 0,
        Some(token) => match state.world.pages.read_continuation(token) {
            Some((_, Some(stamp))) if lifetime.is_some_and(|life| stamp + i64::from(life) * 1_000 < now) => {
                return Answer::problem(400, "BadArgument", "The continuation token has expired.");
            }
            Some((page, _)) => page,
            None => return Answer::problem(400, "BadArgument", "The continuation token is not valid."),
        },
    };
    let mut body = Vec::with_capacity(90 * BYTES_EACH);
    body.extend_from_slice(br#"{"subscriptions":["#);
    state.world.write_page(page, &mut body);
    body.push(b']');
    if let Some(token) = state.world.pages.continuation(page + 1, lifetime.map(|_| now)) {
        let link = next_link(&sim.addresses().second, &token);
        body.extend_from_slice(format!(r#","@nextLink":"{link}""#).as_bytes());
    }
    body.push(b'}');
    Answer::raw(200, body)
}

/// Percent-encoded with small hexadecimal letters, as the service does; so the link needs no escaping in JSON.
fn next_link(second: &str, token: &str) -> String {
    let mut link = format!("{second}/api/saas/subscriptions/?continuationToken=");
    for byte in token.bytes() {
        match byte {
            b'0'..=b'9' | b'A'..=b'Z' | b'a'..=b'z' | b'-' | b'.' | b'_' => link.push(char::from(byte)),
            _ => link.push_str(&format!("%{byte:02x}")),
        }
    }
    link.push_str("&api-version=2018-08-31");
    link
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn links_are_written_as_recorded() {
        let link = next_link("http://second", r#"[{"token":null,"range":{"min":"05","max":"FF"}}]"#);
        let recorded =
            "%5b%7b%22token%22%3anull%2c%22range%22%3a%7b%22min%22%3a%2205%22%2c%22max%22%3a%22FF%22%7d%7d%5d";
        assert!(link.contains(recorded), "{link}");
    }
}
