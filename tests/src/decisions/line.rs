//! The line between Microsoft and the relay: it loses calls, loses answers, is slow, or is down for hours.
//!
//! It writes down what went over it, what the relay answered, and what the rules in force say of it at that moment.

use std::sync::{Arc, Mutex, MutexGuard, PoisonError};
use std::time::Duration;

use anyhow::Result;
use chrono::{DateTime, Utc};
use reqwest::Client;
use serde_json::{Map, Value};
use simulator::Control;
use tokio::io::{AsyncBufReadExt as _, AsyncReadExt as _, AsyncWriteExt as _, BufReader};
use tokio::net::{TcpListener, TcpStream};

use super::rules::{Ruled, says};
use crate::model::dice::Dice;

/// How a line is.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Weather {
    /// All comes through at once.
    Calm,
    /// Answers take up to forty seconds; the caller hangs up when it has had enough.
    Slow,
    /// Of four calls one is lost, and the answer to another.
    Lossy,
    /// For hours nothing comes through, and then all does.
    Away,
}

impl Weather {
    /// The weather of this name; calm where there is none.
    pub fn read(word: &str) -> Self {
        match word {
            "slow" => Self::Slow,
            "lossy" => Self::Lossy,
            "away" => Self::Away,
            _ => Self::Calm,
        }
    }
}

/// A call that went over the line.
#[derive(Debug, Clone)]
pub struct Call {
    /// When, by the market's clock.
    pub at: DateTime<Utc>,
    /// What Microsoft said: which operation, and to what.
    pub message: Value,
    /// What the relay answered, where it heard it.
    pub answered: Option<u16>,
    /// What the rules in force then say.
    pub ruled: Ruled,
}

/// What the relay judges by at present.
#[derive(Debug, Clone, Default)]
pub struct InForce {
    /// Which list.
    pub list: usize,
    /// The facts, as they were put.
    pub facts: Value,
}

/// The line. Clones are the same one.
#[derive(Clone)]
pub struct Line(Arc<Inner>);

struct Inner {
    control: Control,
    weather: Weather,
    relay: String,
    client: Client,
    state: Mutex<State>,
}

struct State {
    dice: Dice,
    is_away: bool,
    in_force: InForce,
    calls: Vec<Call>,
}

/// What becomes of a call.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Fate {
    Unheard,
    Unanswered,
    Answered,
}

impl Line {
    /// A line to the relay's webhook, in this weather. Gives its own address.
    ///
    /// # Errors
    /// Where it cannot listen.
    pub async fn begin(control: &Control, weather: Weather, relay: String, seed: u64) -> Result<(Self, String)> {
        let listener = TcpListener::bind("127.0.0.1:0").await?;
        let address = format!("http://{}/", listener.local_addr()?);
        let client = Client::builder().no_proxy().timeout(Duration::from_secs(20)).build()?;
        let state = State { dice: Dice::new(seed), is_away: false, in_force: InForce::default(), calls: Vec::new() };
        let line = Self(Arc::new(Inner { control: control.clone(), weather, relay, client, state: Mutex::new(state) }));
        let answering = line.clone();
        tokio::spawn(async move {
            while let Ok((stream, _)) = listener.accept().await {
                let line = answering.clone();
                tokio::spawn(async move { line.pass_on(stream).await });
            }
        });
        Ok((line, address))
    }

    /// Other rules or facts are in force.
    pub fn judges_by(&self, change: impl FnOnce(&mut InForce)) {
        change(&mut self.state().in_force);
    }

    /// The weather changes: now and then, where it does.
    pub fn turns(&self) {
        if self.0.weather == Weather::Away {
            let mut state = self.state();
            let percent = if state.is_away { 35 } else { 6 };
            if state.dice.says(percent) {
                state.is_away = !state.is_away;
            }
        }
    }

    /// It is up from now on.
    pub fn comes_back(&self) {
        self.state().is_away = false;
    }

    /// Everything that went over it so far, in order.
    pub fn calls(&self) -> Vec<Call> {
        self.state().calls.clone()
    }

    fn state(&self) -> MutexGuard<'_, State> {
        self.0.state.lock().unwrap_or_else(PoisonError::into_inner)
    }

    fn fate(&self) -> Fate {
        let patience = u64::from(self.0.control.switches().caller_timeout_ms);
        let mut state = self.state();
        match self.0.weather {
            Weather::Calm => Fate::Answered,
            Weather::Away if state.is_away => Fate::Unheard,
            Weather::Away => Fate::Answered,
            Weather::Lossy => match state.dice.below(4) {
                0 => Fate::Unheard,
                1 => Fate::Unanswered,
                _ => Fate::Answered,
            },
            Weather::Slow => {
                let takes_ms = [50, 500, 2_500, 4_000, 8_000, 40_000].get(state.dice.below(6)).copied().unwrap_or(0);
                if takes_ms > patience { Fate::Unanswered } else { Fate::Answered }
            }
        }
    }

    async fn pass_on(&self, stream: TcpStream) -> Option<()> {
        let mut stream = BufReader::new(stream);
        let (bearer, body) = read_call(&mut stream).await.ok()?;
        let (at, fate) = (self.0.control.clock().now(), self.fate());
        let message: Value = serde_json::from_slice(&body).ok()?;
        let ruled = {
            let state = self.state();
            says(state.in_force.list, &message, &state.in_force.facts, at)
        };
        let answered = match fate {
            Fate::Unheard => None,
            Fate::Unanswered | Fate::Answered => {
                let call = self.0.client.post(&self.0.relay).header("authorization", bearer).body(body);
                call.send().await.ok().map(|answer| answer.status().as_u16())
            }
        };
        self.state().calls.push(Call { at, message: in_short(&message), answered, ruled });
        // Whoever hears nothing sees a proxy's own status, or the line cut.
        let status = answered.filter(|_| fate == Fate::Answered).unwrap_or(502);
        if fate != Fate::Unanswered {
            let head = format!("HTTP/1.1 {status} X\r\ncontent-length: 0\r\nconnection: close\r\n\r\n");
            stream.write_all(head.as_bytes()).await.ok()?;
        }
        Some(())
    }
}

/// Tens of thousands of whole messages are too much to keep.
fn in_short(message: &Value) -> Value {
    let members = ["id", "action", "planId", "quantity"].into_iter();
    members.filter_map(|name| Some((name.to_owned(), message.get(name)?.clone()))).collect::<Map<_, _>>().into()
}

/// The `Authorization` and the body of a call.
async fn read_call(stream: &mut BufReader<TcpStream>) -> Result<(String, Vec<u8>)> {
    let (mut bearer, mut length) = (String::new(), 0);
    loop {
        let mut line = String::new();
        if stream.read_line(&mut line).await? <= 2 {
            break;
        }
        let (name, value) = line.split_once(':').unwrap_or_default();
        match name.to_ascii_lowercase().as_str() {
            "authorization" => value.trim().clone_into(&mut bearer),
            "content-length" => length = value.trim().parse()?,
            _ => {}
        }
    }
    let mut body = vec![0; length];
    stream.read_exact(&mut body).await?;
    Ok((bearer, body))
}
