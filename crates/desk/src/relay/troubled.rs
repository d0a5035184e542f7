//! What goes wrong at the relay, in words. What this program does not know is said in the relay's own.

use crate::contract::Sentence;

/// In a line.
pub(crate) fn what_troubles(what: &str, which: &str) -> Sentence {
    Sentence::plain(match (what, which) {
        ("token", _) => "what-relay-disbelieves",
        ("message", _) => "what-relay-cannot-read",
        ("alarm", "too-slow") => "what-relay-too-slow",
        ("alarm", _) => "what-relay-answers-nothing",
        _ => "what-relay-troubled",
    })
}

/// What it means, what to do, and when it goes.
pub(crate) fn why_troubled(what: &str, which: &str, words: &str) -> Vec<Sentence> {
    let why = match (what, which) {
        ("token", "audience") => "why-relay-audience",
        ("token", "tenant") => "why-relay-tenant",
        ("token", "caller") => "why-relay-caller",
        ("token", "expired" | "not-yet") => "why-relay-clock",
        ("token", "unknown-key" | "keys-out-of-reach") => "why-relay-keys",
        ("token", _) => "why-relay-no-token",
        ("message", _) => "why-relay-cannot-read",
        ("alarm", "too-slow") => "why-relay-too-slow",
        ("alarm", "nothing-answered") => "why-relay-answers-nothing",
        _ => return vec![Sentence::plain("relay-said").with("message", words), Sentence::plain("why-trouble-goes")],
    };
    vec![Sentence::plain(why), Sentence::plain("why-trouble-goes")]
}
