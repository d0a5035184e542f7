//! The simulator as a process of its own, so that it can be killed, come back, and be measured apart.

use std::collections::BTreeMap;
use std::net::TcpListener;
use std::process::Stdio;

use anyhow::{Context as _, Result, bail};
use reqwest::Method;
use serde::{Deserialize, Serialize};
use serde_json::{Value, json};
use tokio::io::{AsyncBufReadExt as _, BufReader};
use tokio::process::{Child, ChildStdin, Command};

use crate::programs::program;

/// What the simulator says when it is ready.
#[derive(Debug, Clone, Serialize, Deserialize)]
pub struct Addresses {
    /// The marketplace API.
    pub base: String,
    /// The sign-in service.
    pub authority: String,
    /// The control API.
    pub control: String,
    /// The publisher's directory.
    pub tenant: String,
    /// The publisher's application.
    pub application: String,
    /// Its secret.
    pub secret: String,
}

/// A running simulator. Dropping it ends it.
pub struct Market {
    /// Where it answers.
    pub at: Addresses,
    args: Vec<String>,
    child: Child,
    _leash: Option<ChildStdin>,
}

impl Market {
    /// Starts one on ports of its own, with these arguments.
    ///
    /// # Errors
    /// Where it does not come up.
    pub async fn start(args: &[&str]) -> Result<Self> {
        let ports = four_free_ports_in_a_row()?.to_string();
        let args: Vec<String> = args.iter().copied().chain(["--ports", &ports]).map(str::to_owned).collect();
        let (child, leash, at) = launch(&args, &[]).await?;
        Ok(Self { at, args, child, _leash: leash })
    }

    /// Ends it at once, as a network that is gone does.
    ///
    /// # Errors
    /// Where it cannot be ended.
    pub async fn vanish(&mut self) -> Result<()> {
        Ok(self.child.kill().await?)
    }

    /// Brings it back where it was, with the same world, directory and secret.
    ///
    /// # Errors
    /// Where it does not come up.
    pub async fn come_back(&mut self) -> Result<()> {
        let same = [
            ("--tenant", self.at.tenant.clone()),
            ("--application", self.at.application.clone()),
            ("--secret", self.at.secret.clone()),
        ];
        let same: Vec<String> = same.into_iter().flat_map(|(name, value)| [name.to_owned(), value]).collect();
        let (child, leash, at) = launch(&self.args, &same).await?;
        (self.child, self._leash, self.at) = (child, leash, at);
        Ok(())
    }

    /// A connection to it, as a person would type it.
    pub fn draft(&self) -> Value {
        json!({
            "publisher": "Northlight Software",
            "environment": "test",
            "tenant": self.at.tenant,
            "application": self.at.application,
            "credential": { "kind": "secret", "value": self.at.secret, "expires": null },
            "authority": self.at.authority,
            "base": self.at.base,
        })
    }

    /// One subscription as the world has it.
    ///
    /// # Errors
    /// Where the world has none.
    pub async fn subscription(&self, id: &str) -> Result<Value> {
        self.control(Method::GET, &format!("/control/world/subscriptions/{id}"), None).await
    }

    /// Every subscription as the world has it, by id.
    ///
    /// # Errors
    /// Where the simulator does not answer.
    pub async fn world(&self) -> Result<BTreeMap<String, Value>> {
        let all = self.control(Method::GET, "/control/world/subscriptions?from=0&limit=4294967295", None).await?;
        let all = all.get("subscriptions").and_then(Value::as_array).context("the world is a list")?;
        let named = |record: &Value| Some((record.get("id")?.as_str()?.to_owned(), record.clone()));
        Ok(all.iter().filter_map(named).collect())
    }

    /// Everything that names a person or a customer of the world, as long as it is long enough to be searched for.
    ///
    /// # Errors
    /// Where the simulator does not answer.
    pub async fn personal(&self) -> Result<Vec<String>> {
        let all: Vec<String> =
            serde_json::from_value(self.control(Method::GET, "/control/world/personal", None).await?)?;
        Ok(all.into_iter().filter(|text| text.len() >= 6).collect())
    }

    /// Gives a subscription another name, as its buyer may.
    ///
    /// # Errors
    /// Where the world has no such subscription.
    pub async fn rename(&self, id: &str, name: &str) -> Result<()> {
        let path = format!("/control/storefront/{id}/rename");
        self.control(Method::POST, &path, Some(json!({ "name": name }))).await.map(drop)
    }

    /// Asks the control API.
    ///
    /// # Errors
    /// Where it refuses.
    pub async fn control(&self, method: Method, path: &str, body: Option<Value>) -> Result<Value> {
        let client = reqwest::Client::builder().no_proxy().build()?;
        let mut request = client.request(method, format!("{}{path}", self.at.control));
        if let Some(body) = body {
            request = request.json(&body);
        }
        let answer = request.send().await?.error_for_status()?.text().await?;
        Ok(if answer.trim().is_empty() { Value::Null } else { serde_json::from_str(&answer)? })
    }
}

/// The first of four neighbouring ports that nobody listens on, so that a simulator can come back to them.
fn four_free_ports_in_a_row() -> Result<u16> {
    for _ in 0..100 {
        let first = TcpListener::bind("127.0.0.1:0")?.local_addr()?.port();
        let row: Vec<u16> = (0..4).filter_map(|offset| first.checked_add(offset)).collect();
        if row.len() == 4 && row.iter().all(|port| TcpListener::bind(("127.0.0.1", *port)).is_ok()) {
            return Ok(first);
        }
    }
    bail!("no four free ports in a row")
}

async fn launch(args: &[String], more: &[String]) -> Result<(Child, Option<ChildStdin>, Addresses)> {
    let mut child = Command::new(program("marketdesk-simulator")?)
        .args(args)
        .args(more)
        .arg("--with-parent")
        .stdin(Stdio::piped())
        .stdout(Stdio::piped())
        .kill_on_drop(true)
        .spawn()?;
    let leash = child.stdin.take();
    let out = child.stdout.take().context("its output is piped")?;
    let line = BufReader::new(out).lines().next_line().await?.context("the simulator ended before it was ready")?;
    Ok((child, leash, serde_json::from_str(&line)?))
}
