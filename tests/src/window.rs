//! The real window, driven through WebDriver as a person would: by what can be seen, clicked and typed.

use std::path::Path;
use std::process::Stdio;
use std::time::Duration;

use anyhow::{Context as _, Result, bail};
use fantoccini::key::Key;
use fantoccini::{Client, Locator};
use serde_json::{Value, json};
use tokio::process::Command;

use crate::axe;
use crate::driver::{Driver, PATIENCE, connect, free_port};
use crate::market::Market;
use crate::programs::program;
use crate::session_bus::SessionBus;

/// How often a click is tried again.
const CLICKS: u32 = 10;
const BETWEEN_CLICKS: Duration = Duration::from_millis(300);
/// How long one script looks; the driver gives up on scripts after 30 seconds.
const ONE_LOOK: Duration = Duration::from_secs(5);

/// A running window. [`close`](Self::close) it; dropping it kills it.
pub struct Window {
    client: Client,
    _driver: Driver,
}

impl Window {
    /// Opens the program on a profile folder.
    ///
    /// # Errors
    /// Where driver or program do not come up.
    pub async fn open(profile: &Path, more: &[&str]) -> Result<Self> {
        Self::open_on(None, profile, more).await
    }

    /// The same on another desktop's session bus: on one bus a second window of the program would be handed to the first.
    ///
    /// # Errors
    /// Where driver or program do not come up.
    pub async fn open_on(bus: Option<&SessionBus>, profile: &Path, more: &[&str]) -> Result<Self> {
        let binary = program("marketdesk")?;
        let mut args = vec!["--profile".to_owned(), profile.display().to_string()];
        args.extend(more.iter().map(|arg| (*arg).to_owned()));
        let port = free_port().await?;
        let driver = start_driver(port, profile, bus)?;
        let options = json!({ "webkitgtk:browserOptions": { "binary": binary, "args": args } });
        let Value::Object(capabilities) = options else { bail!("capabilities are an object") };
        let client = connect(port, &capabilities).await?;
        Ok(Self { client, _driver: driver })
    }

    /// The WebDriver client, for what has no word here.
    pub fn client(&self) -> &Client {
        &self.client
    }

    /// Waits until something is there.
    ///
    /// # Errors
    /// Where it does not come.
    pub async fn see(&self, css: &str) -> Result<()> {
        if self.client.wait().at_most(PATIENCE).for_element(Locator::Css(css)).await.is_ok() {
            return Ok(());
        }
        let shown = self.run("return document.body.innerText").await?;
        bail!("{css} does not come; the page says: {}", shown.as_str().unwrap_or_default())
    }

    /// Clicks it.
    ///
    /// # Errors
    /// Where it does not come or cannot be clicked.
    pub async fn click(&self, css: &str) -> Result<()> {
        for _ in 0..CLICKS {
            self.see(css).await?;
            let found = self.client.find(Locator::Css(css)).await?;
            if found.click().await.is_ok() {
                return Ok(());
            }
            // It was drawn anew between looking and clicking, or something moves above it.
            tokio::time::sleep(BETWEEN_CLICKS).await;
        }
        let found = self.client.find(Locator::Css(css)).await?;
        found.click().await.with_context(|| format!("{css} cannot be clicked"))
    }

    /// Types into it, in place of what stood there.
    ///
    /// # Errors
    /// Where it does not come or takes no text.
    pub async fn fill(&self, css: &str, text: &str) -> Result<()> {
        self.see(css).await?;
        // The driver takes what the sync line covers for being in view.
        self.run(&format!("document.querySelector({}).scrollIntoView({{ block: 'center' }})", json!(css))).await?;
        let field = self.client.find(Locator::Css(css)).await?;
        field.clear().await?;
        if text.is_empty() {
            return Ok(());
        }
        field.send_keys(text).await.with_context(|| format!("{css} takes no text"))
    }

    /// Chooses a value of a list of choices.
    ///
    /// # Errors
    /// Where there is no such choice.
    pub async fn choose(&self, css: &str, value: &str) -> Result<()> {
        self.see(css).await?;
        Ok(self.client.find(Locator::Css(css)).await?.select_by_value(value).await?)
    }

    /// Presses keys wherever the focus is.
    ///
    /// # Errors
    /// Where nothing has the focus.
    pub async fn press(&self, keys: &str) -> Result<()> {
        Ok(self.client.active_element().await?.send_keys(keys).await?)
    }

    /// Presses Enter wherever the focus is.
    ///
    /// # Errors
    /// As [`press`](Self::press).
    pub async fn press_enter(&self) -> Result<()> {
        self.press(&char::from(Key::Enter).to_string()).await
    }

    /// The text of it.
    ///
    /// # Errors
    /// Where it does not come.
    pub async fn text(&self, css: &str) -> Result<String> {
        self.see(css).await?;
        Ok(self.client.find(Locator::Css(css)).await?.text().await?)
    }

    /// Runs a script in the page.
    ///
    /// # Errors
    /// Where it throws.
    pub async fn run(&self, script: &str) -> Result<Value> {
        self.client.execute(script, Vec::new()).await.with_context(|| format!("the page did not run {script}"))
    }

    /// Runs a script that answers by calling its last argument.
    ///
    /// # Errors
    /// Where it throws or does not answer.
    pub async fn run_async(&self, script: &str) -> Result<Value> {
        self.client.execute_async(script, Vec::new()).await.context("the page did not run an asynchronous script")
    }

    /// Waits until an expression is true in the page.
    ///
    /// # Errors
    /// Where it does not become true; `what` says what was waited for.
    pub async fn until(&self, what: &str, expression: &str) -> Result<()> {
        let script = format!(
            "const done = arguments[arguments.length - 1]; const by = performance.now() + {limit};\
             const look = () => {{ let held = false; try {{ held = Boolean({expression}); }} catch {{ held = false; }}\
             if (held || performance.now() > by) done(held); else setTimeout(look, 50); }}; look();",
            limit = ONE_LOOK.as_millis()
        );
        let looks = PATIENCE.as_secs() / ONE_LOOK.as_secs();
        for _ in 0..looks {
            if self.run_async(&script).await? == Value::Bool(true) {
                return Ok(());
            }
        }
        bail!("not in time: {what}; the page says:\n{}", self.text("body").await.unwrap_or_default())
    }

    /// Saves what the window shows.
    ///
    /// # Errors
    /// Where the picture cannot be taken or written.
    pub async fn picture(&self, file: &Path) -> Result<()> {
        if let Some(folder) = file.parent() {
            std::fs::create_dir_all(folder)?;
        }
        Ok(std::fs::write(file, self.client.screenshot().await?)?)
    }

    /// Fills in the form that connects a publisher, with this secret.
    ///
    /// # Errors
    /// Where the form is not there.
    pub async fn type_connection(&self, market: &Market, secret: &str) -> Result<()> {
        self.click("[data-test=environment-test]").await?;
        self.fill("[data-test=publisher]", "Northlight Software").await?;
        self.fill("[data-test=tenant]", &market.at.tenant).await?;
        self.fill("[data-test=application]", &market.at.application).await?;
        self.fill("[data-test=secret]", secret).await?;
        self.run("document.querySelector('[data-test=advanced]').open = true").await?;
        self.fill("[data-test=authority]", &market.at.authority).await?;
        self.fill("[data-test=base]", &market.at.base).await
    }

    /// Types a relay into the settings, and waits until it is followed.
    ///
    /// # Errors
    /// Where it is not.
    pub async fn type_relay(&self, draft: &Value) -> Result<()> {
        self.run("location.hash = '#/settings'").await?;
        for field in ["address", "connection", "token"] {
            let text = draft.get(field).and_then(Value::as_str).unwrap_or_default();
            self.fill(&format!("[data-test=relay-{field}]"), text).await?;
        }
        self.click("[data-test=relay-test]").await?;
        self.see("[data-test=relay][data-state=connected]").await
    }

    /// Waits until what changed has been painted and moved to its place.
    ///
    /// # Errors
    /// Where the page does not answer.
    pub async fn settle(&self) -> Result<()> {
        let script = "const done = arguments[arguments.length - 1];\
                      Promise.allSettled(document.getAnimations().filter(a => a.effect?.getTiming().iterations !== Infinity).map(a => a.finished))\
                      .then(() => requestAnimationFrame(() => requestAnimationFrame(() => done(true))));";
        self.run_async(script).await.map(drop)
    }

    /// Makes the window so large.
    ///
    /// # Errors
    /// Where the window system refuses.
    pub async fn resize(&self, width: u32, height: u32) -> Result<()> {
        self.client.set_window_rect(0, 0, width, height).await?;
        self.until("the window has its size", &format!("Math.abs(innerWidth - {width}) < 4")).await
    }

    /// What axe-core finds wrong with the page as it stands; empty where nothing is.
    ///
    /// # Errors
    /// Where axe cannot be run.
    pub async fn axe(&self) -> Result<Vec<String>> {
        axe::violations(&self.client).await
    }

    /// Closes the window as its button does.
    ///
    /// # Errors
    /// Where the driver does not answer.
    pub async fn close(self) -> Result<()> {
        Ok(self.client.clone().close().await?)
    }
}

/// The program inherits the driver's environment: folders of its own, and nothing of this user's.
fn start_driver(port: u16, home: &Path, bus: Option<&SessionBus>) -> Result<Driver> {
    let mut driver = Command::new("WebKitWebDriver");
    driver.arg(format!("--port={port}")).arg("--host=127.0.0.1").env("TAURI_WEBVIEW_AUTOMATION", "true");
    for (variable, folder) in [("XDG_DATA_HOME", "data"), ("XDG_CACHE_HOME", "cache"), ("XDG_CONFIG_HOME", "config")] {
        driver.env(variable, home.join("home").join(folder));
    }
    if let Some(bus) = bus {
        driver.env("DBUS_SESSION_BUS_ADDRESS", &bus.address);
    }
    // Without shared buffers the driver's camera waits for ever; benches take no pictures and paint as shipped.
    if std::env::var_os("MARKETDESK_AS_SHIPPED").is_none() {
        driver.env("WEBKIT_DISABLE_DMABUF_RENDERER", "0");
    }
    Driver::start(driver.stdout(Stdio::null()).stderr(Stdio::null()), "WebKitWebDriver")
}
