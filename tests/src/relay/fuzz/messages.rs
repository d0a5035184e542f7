//! Messages that were good once.

use rand::Rng as _;
use rand_chacha::ChaCha8Rng;
use serde_json::{Map, Value, json};

use super::super::letters::letter;

/// A message, and whether it must be readable still: whose it is and what happens are as they were.
pub(super) struct Spoilt {
    pub(super) body: Vec<u8>,
    pub(super) is_readable: bool,
    pub(super) what: &'static str,
}

const ACTIONS: [&str; 9] = [
    "ChangePlan",
    "ChangeQuantity",
    "Suspend",
    "Reinstate",
    "Unsubscribe",
    "Renew",
    "Subscribe",
    "transfer",
    "Convert",
];
/// Members without which a message is of no use.
const NEEDED: [&str; 2] = ["subscriptionId", "action"];

/// One that is as Microsoft sends it, in any order.
pub(super) fn whole(chance: &mut ChaCha8Rng) -> Spoilt {
    Spoilt { body: good(chance).to_string().into_bytes(), is_readable: true, what: "a good message" }
}

fn good(chance: &mut ChaCha8Rng) -> Value {
    let mut message = letter(chance.random());
    let sparse = chance.random_bool(0.2);
    if let Value::Object(members) = &mut message {
        let action = ACTIONS.get(chance.random_range(0..ACTIONS.len())).copied().unwrap_or("Renew");
        members.insert("action".to_owned(), action.into());
        if sparse {
            members.retain(|name, _| {
                ["id", "activityId", "subscriptionId", "timeStamp", "action"].contains(&name.as_str())
            });
        }
    }
    message
}

/// One in which something is spoilt, or several things are.
pub(super) fn spoil(chance: &mut ChaCha8Rng) -> Spoilt {
    match chance.random_range(0..10) {
        0..=4 => by_members(chance),
        5 => doubled(chance),
        6 => nested(chance),
        7 => bytes(chance, "bytes changed", |body, chance| flip(body, chance)),
        8 => bytes(chance, "cut or spliced", splice),
        _ => dressed(chance),
    }
}

/// Members that say something strange, are missing, or are new. As long as those that are needed stand, it is readable.
fn by_members(chance: &mut ChaCha8Rng) -> Spoilt {
    let mut message = good(chance);
    let mut is_readable = true;
    for _ in 0..chance.random_range(1..6) {
        let strange = strange(chance, 0);
        let inner = chance.random_bool(0.3);
        let members = if inner { message.pointer_mut("/subscription") } else { Some(&mut message) };
        let Some(Value::Object(members)) = members else { continue };
        let names: Vec<String> = members.keys().cloned().collect();
        let name = names.get(chance.random_range(0..names.len().max(1))).cloned().unwrap_or_default();
        // Another id inside belongs to somebody else, and the message stays its own.
        is_readable &= inner || !NEEDED.contains(&name.as_str());
        match chance.random_range(0..4) {
            0 => drop(members.remove(&name)),
            1 => drop(members.insert(word(chance), strange)),
            _ => drop(members.insert(name, strange)),
        }
        let still = NEEDED
            .iter()
            .all(|name| message.get(*name).and_then(Value::as_str).is_some_and(|text| !text.trim().is_empty()));
        is_readable &= still;
    }
    Spoilt { body: message.to_string().into_bytes(), is_readable, what: "strange members" }
}

/// A member twice, or many times: whichever is believed, nothing may fall over.
fn doubled(chance: &mut ChaCha8Rng) -> Spoilt {
    let text = good(chance).to_string();
    let again: Map<String, Value> = (0..chance.random_range(1..40))
        .map(|_| {
            let names = ["action", "subscriptionId", "quantity", "planId", "subscription", "id", "status"];
            (names.get(chance.random_range(0..names.len())).copied().unwrap_or("id").to_owned(), strange(chance, 1))
        })
        .collect();
    let again = Value::Object(again).to_string();
    let (again, text) = (again.trim_matches(['{', '}']), text.trim_start_matches('{'));
    let body = if chance.random_bool(0.5) {
        format!("{{{again},{text}")
    } else {
        format!("{{{}, {again}}}", text.trim_end_matches('}'))
    };
    Spoilt { body: body.into_bytes(), is_readable: false, what: "members twice" }
}

fn nested(chance: &mut ChaCha8Rng) -> Spoilt {
    let (mut message, depth) = (good(chance), chance.random_range(1..60_000_usize));
    let (open, close) = if chance.random_bool(0.5) { ("[", "]") } else { ("{\"a\":", "}") };
    if let Value::Object(members) = &mut message {
        members.insert("deep".to_owned(), "DEEP".into());
    }
    let closed = if chance.random_bool(0.8) { depth } else { depth / 2 };
    let deep = format!("{}1{}", open.repeat(depth), close.repeat(closed));
    Spoilt {
        body: message.to_string().replace("\"DEEP\"", &deep).into_bytes(),
        is_readable: depth < 20 && closed == depth,
        what: "nesting",
    }
}

/// What proxies and editors put around a text.
fn dressed(chance: &mut ChaCha8Rng) -> Spoilt {
    let text = good(chance).to_string();
    let around = ["\u{feff}", " ", "\r\n", "\t", "\n\n\n"];
    let one = around.get(chance.random_range(0..around.len())).copied().unwrap_or(" ");
    Spoilt {
        body: format!("{one}{text}{}", one.trim_start_matches('\u{feff}')).into_bytes(),
        is_readable: true,
        what: "something around it",
    }
}

fn bytes(chance: &mut ChaCha8Rng, what: &'static str, change: fn(&mut Vec<u8>, &mut ChaCha8Rng)) -> Spoilt {
    let mut body = good(chance).to_string().into_bytes();
    for _ in 0..chance.random_range(1..8) {
        change(&mut body, chance);
    }
    Spoilt { body, is_readable: false, what }
}

/// Changes a byte.
pub(super) fn flip(bytes: &mut [u8], chance: &mut ChaCha8Rng) {
    let at = chance.random_range(0..bytes.len().max(1));
    if let Some(byte) = bytes.get_mut(at) {
        *byte = if chance.random_bool(0.5) { *byte ^ (1 << chance.random_range(0..8)) } else { chance.random() };
    }
}

/// Cuts, repeats or moves a part.
pub(super) fn splice(bytes: &mut Vec<u8>, chance: &mut ChaCha8Rng) {
    let (one, other) = (chance.random_range(0..=bytes.len()), chance.random_range(0..=bytes.len()));
    let (from, to) = (one.min(other), one.max(other));
    match chance.random_range(0..4) {
        0 => bytes.truncate(to),
        1 => drop(bytes.drain(from..to)),
        2 => {
            let part = bytes.get(from..to).unwrap_or_default().to_vec();
            bytes.splice(from..from, part);
        }
        _ => {
            let part: Vec<u8> = bytes.drain(from..to).collect();
            let at = chance.random_range(0..=bytes.len());
            bytes.splice(at..at, part);
        }
    }
}

fn word(chance: &mut ChaCha8Rng) -> String {
    let letters = ['a', 'Z', '_', '$', '\u{0}', '"', '\\', 'é', '\u{202e}', '\u{1f600}', '.', '/'];
    let count = chance.random_range(0..12);
    (0..count).filter_map(|_| letters.get(chance.random_range(0..letters.len()))).collect()
}

/// Any value, of a kind that somebody may write by mistake.
fn strange(chance: &mut ChaCha8Rng, depth: u32) -> Value {
    match chance.random_range(0..14) {
        0 => Value::Null,
        1 => chance.random_bool(0.5).into(),
        2 => chance.random::<i64>().into(),
        3 => chance.random::<u64>().into(),
        4 => json!(chance.random::<f64>() * 1e300),
        5 => json!(-0.0),
        6 => word(chance).into(),
        7 => "x".repeat(chance.random_range(0..5_000)).into(),
        8 => chance.random::<u32>().to_string().into(),
        9 => json!("9".repeat(chance.random_range(1..400))),
        10 => json!("0001-01-01T00:00:00"),
        11 => json!("99999-13-77T99:99:99.9999999999999Z"),
        _ if depth > 3 => json!([]),
        12 => (0..chance.random_range(0..5)).map(|_| strange(chance, depth + 1)).collect(),
        _ => {
            Value::Object((0..chance.random_range(0..5)).map(|_| (word(chance), strange(chance, depth + 1))).collect())
        }
    }
}
