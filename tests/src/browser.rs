//! A browser as strangers have one: Chromium without a screen, driven through WebDriver.
//!
//! It finds no host by name, so that it talks to this computer only, whatever Chromium would tell its makers.

use std::os::unix::fs::MetadataExt as _;
use std::path::Path;
use std::process::Stdio;
use std::time::Duration;

use anyhow::{Context as _, Result, bail};
use fantoccini::actions::{InputSource as _, KeyAction, KeyActions};
use fantoccini::key::Key;
use fantoccini::wd::WebDriverCompatibleCommand;
use fantoccini::{Client, Locator};
use http::Method;
use serde_json::{Value, json};
use tempfile::TempDir;
use tokio::process::Command;
use url::{ParseError, Url};

use crate::axe;
use crate::driver::{Driver, PATIENCE, connect, free_port};

/// Between two looks whether a page has come.
const LOOK_EVERY: Duration = Duration::from_millis(50);
/// More stops than any page of ours has.
const MOST_STOPS: usize = 40;
/// As it is reached with the keyboard: where it is, whether it can be told from the rest, and what it says.
const FOCUS: &str = "const at = document.activeElement;\
    const ring = getComputedStyle(at);\
    return { is: arguments[0] !== '' && at.matches(arguments[0]),\
    shown: at === document.body || (at.matches(':focus-visible') && ring.outlineStyle !== 'none' && parseFloat(ring.outlineWidth) >= 2),\
    what: at.outerHTML.slice(0, 120) };";

/// What a page is looked at on.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Screen {
    /// 1280 by 800.
    Desktop,
    /// 360 by 740.
    Phone,
}

impl Screen {
    /// Width and height, in CSS pixels.
    pub fn size(self) -> (u32, u32) {
        match self {
            Self::Desktop => (1_280, 800),
            Self::Phone => (360, 740),
        }
    }
}

/// What its owner likes better.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Theme {
    /// Dark on light.
    Light,
    /// Light on dark.
    Dark,
}

impl Theme {
    /// As `prefers-color-scheme` has it.
    pub fn word(self) -> &'static str {
        match self {
            Self::Light => "light",
            Self::Dark => "dark",
        }
    }
}

/// Each theme on each screen.
pub const LOOKS: [(Theme, Screen); 4] = [
    (Theme::Light, Screen::Desktop),
    (Theme::Dark, Screen::Desktop),
    (Theme::Light, Screen::Phone),
    (Theme::Dark, Screen::Phone),
];

/// A running browser with a profile of its own. Dropping it ends it.
pub struct Browser {
    client: Client,
    _driver: Driver,
    _home: TempDir,
}

impl Browser {
    /// Opens one whose owner reads these languages, the best one first (`fr-FR,fr,en`).
    ///
    /// # Errors
    /// Where driver or browser do not come up.
    pub async fn open(languages: &str) -> Result<Self> {
        let home = tempfile::tempdir()?;
        let port = free_port().await?;
        let mut driver = Command::new("chromedriver");
        driver.arg(format!("--port={port}")).env("HOME", home.path());
        for folder in ["XDG_CONFIG_HOME", "XDG_CACHE_HOME"] {
            driver.env(folder, home.path());
        }
        let driver = Driver::start(driver.stdout(Stdio::null()).stderr(Stdio::null()), "chromedriver")?;
        let options = json!({
            // The certificate before the relay is made for the journey.
            "acceptInsecureCerts": true,
            "goog:chromeOptions": {
                "args": arguments(home.path(), languages),
                "prefs": { "intl.accept_languages": languages },
            },
        });
        let Value::Object(capabilities) = options else { bail!("capabilities are an object") };
        let client = connect(port, &capabilities).await?;
        let browser = Self { client, _driver: driver, _home: home };
        browser.look(Theme::Light, Screen::Desktop).await?;
        Ok(browser)
    }

    /// Goes to an address, as a link leads there.
    ///
    /// # Errors
    /// Where nothing answers.
    pub async fn goes_to(&self, address: &str) -> Result<()> {
        Ok(self.client.goto(address).await?)
    }

    /// Where it is.
    ///
    /// # Errors
    /// Where the driver does not answer.
    pub async fn address(&self) -> Result<String> {
        Ok(self.client.current_url().await?.into())
    }

    /// Waits until a page with this heading is there.
    ///
    /// # Errors
    /// Where it does not come.
    pub async fn reads(&self, heading: &str) -> Result<()> {
        let look = "return document.readyState === 'complete' &&\
            [...document.querySelectorAll('h1, h2')].some(one => one.textContent === arguments[0])";
        let looking = async {
            // Between two pages there is nobody to ask.
            while self.client.execute(look, vec![json!(heading)]).await.ok() != Some(Value::Bool(true)) {
                tokio::time::sleep(LOOK_EVERY).await;
            }
        };
        if tokio::time::timeout(PATIENCE, looking).await.is_ok() {
            return Ok(());
        }
        bail!("“{heading}” does not come; {} says: {}", self.address().await?, self.text().await?)
    }

    /// Everything that can be read on the page, its title included.
    ///
    /// # Errors
    /// Where the page does not answer.
    pub async fn text(&self) -> Result<String> {
        let text = self.run("return document.title + '\\n' + document.body.innerText").await?;
        Ok(text.as_str().unwrap_or_default().to_owned())
    }

    /// Clicks something.
    ///
    /// # Errors
    /// Where it is not there or cannot be clicked.
    pub async fn clicks(&self, css: &str) -> Result<()> {
        let found = self.client.find(Locator::Css(css)).await?;
        found.click().await.with_context(|| format!("{css} cannot be clicked"))
    }

    /// Types into a field, in place of what stood there.
    ///
    /// # Errors
    /// Where it is not there or takes no text.
    pub async fn fills(&self, css: &str, text: &str) -> Result<()> {
        let field = self.client.find(Locator::Css(css)).await?;
        field.clear().await?;
        field.send_keys(text).await.with_context(|| format!("{css} takes no text"))
    }

    /// Presses keys one after another, wherever the focus is.
    ///
    /// # Errors
    /// Where the driver does not answer.
    pub async fn presses(&self, keys: &str) -> Result<()> {
        let nothing = KeyActions::new("keys".to_owned());
        let pressed = keys
            .chars()
            .fold(nothing, |actions, value| actions.then(KeyAction::Down { value }).then(KeyAction::Up { value }));
        Ok(self.client.perform_actions(pressed).await?)
    }

    /// Presses one key that writes nothing.
    ///
    /// # Errors
    /// Where the driver does not answer.
    pub async fn presses_key(&self, key: Key) -> Result<()> {
        self.presses(&char::from(key).to_string()).await
    }

    /// Presses Tab until the focus is there. Wherever it stops on its way it can be seen.
    ///
    /// # Errors
    /// Where it cannot be reached, or the focus cannot be seen.
    pub async fn tabs_to(&self, css: &str) -> Result<()> {
        for _ in 0..MOST_STOPS {
            self.presses_key(Key::Tab).await?;
            if self.is_on(css).await? {
                return Ok(());
            }
        }
        bail!("{css} cannot be reached with the keyboard on {}", self.address().await?)
    }

    /// Whether the focus is there.
    ///
    /// # Errors
    /// Where the focus is somewhere and cannot be seen.
    pub async fn is_on(&self, css: &str) -> Result<bool> {
        let focus = self.client.execute(FOCUS, vec![json!(css)]).await?;
        let says = |name: &str| focus.get(name) == Some(&Value::Bool(true));
        if !says("shown") {
            bail!("the focus cannot be seen on {}", focus.get("what").unwrap_or(&Value::Null));
        }
        Ok(says("is"))
    }

    /// Runs a script in the page.
    ///
    /// # Errors
    /// Where it throws.
    pub async fn run(&self, script: &str) -> Result<Value> {
        self.client.execute(script, Vec::new()).await.with_context(|| format!("the page did not run {script}"))
    }

    /// Looks at the page in another light, or on another screen.
    ///
    /// # Errors
    /// Where the browser does not take it.
    pub async fn look(&self, theme: Theme, screen: Screen) -> Result<()> {
        let (width, height) = screen.size();
        self.sized(screen, width, height).await?;
        let features = json!([{ "name": "prefers-color-scheme", "value": theme.word() }]);
        self.tools("Emulation.setEmulatedMedia", json!({ "features": features })).await
    }

    async fn sized(&self, screen: Screen, width: u32, height: u32) -> Result<()> {
        let is_phone = screen == Screen::Phone;
        let metrics = json!({ "width": width, "height": height, "deviceScaleFactor": 1, "mobile": is_phone });
        self.tools("Emulation.setDeviceMetricsOverride", metrics).await
    }

    /// Whether the page is no wider than the screen.
    ///
    /// # Errors
    /// Where the page does not answer.
    pub async fn fits(&self) -> Result<bool> {
        let wide = self.run("return document.documentElement.scrollWidth <= innerWidth").await?;
        Ok(wide == Value::Bool(true))
    }

    /// What axe-core finds wrong with the page as it stands; empty where nothing is.
    ///
    /// # Errors
    /// Where axe cannot be run.
    pub async fn axe(&self) -> Result<Vec<String>> {
        axe::violations(&self.client).await
    }

    /// Saves the whole page as it looks in this light, on this screen.
    ///
    /// # Errors
    /// Where the picture cannot be taken or written.
    pub async fn picture(&self, theme: Theme, screen: Screen, file: &Path) -> Result<()> {
        self.look(theme, screen).await?;
        let (width, least) = screen.size();
        let height = self.run("return document.documentElement.scrollHeight").await?;
        let height = height.as_u64().and_then(|height| u32::try_from(height).ok()).unwrap_or(least);
        self.sized(screen, width, height.max(least)).await?;
        if let Some(folder) = file.parent() {
            std::fs::create_dir_all(folder)?;
        }
        std::fs::write(file, self.client.screenshot().await?)?;
        self.look(Theme::Light, Screen::Desktop).await
    }

    /// Sets what WebDriver has no word for.
    async fn tools(&self, method: &'static str, params: Value) -> Result<()> {
        let set = self.client.issue_cmd(DevTools { method, params }).await;
        set.map(drop).with_context(|| format!("the browser does not do {method}"))
    }
}

/// A command of Chromium's developer tools.
#[derive(Debug)]
struct DevTools {
    method: &'static str,
    params: Value,
}

impl WebDriverCompatibleCommand for DevTools {
    fn endpoint(&self, base: &Url, session: Option<&str>) -> Result<Url, ParseError> {
        base.join(&format!("session/{}/goog/cdp/execute", session.unwrap_or_default()))
    }

    fn method_and_body(&self, _: &Url) -> (Method, Option<String>) {
        (Method::POST, Some(json!({ "cmd": self.method, "params": self.params }).to_string()))
    }
}

fn arguments(home: &Path, languages: &str) -> Vec<String> {
    let first = languages.split(',').next().unwrap_or_default();
    let mut arguments = vec![
        "--headless=new".to_owned(),
        format!("--user-data-dir={}", home.join("profile").display()),
        format!("--lang={first}"),
        format!("--accept-lang={languages}"),
        // No name leads anywhere, and no proxy finds it.
        "--host-resolver-rules=MAP * ~NOTFOUND, EXCLUDE 127.0.0.1".to_owned(),
        "--no-proxy-server".to_owned(),
    ];
    let quiet = [
        "--disable-background-networking",
        "--disable-component-update",
        "--disable-default-apps",
        "--disable-extensions",
        "--disable-gpu",
        "--disable-sync",
        "--no-default-browser-check",
        "--no-first-run",
        // Containers have little shared memory.
        "--disable-dev-shm-usage",
    ];
    arguments.extend(quiet.map(str::to_owned));
    if is_root() {
        // Chromium refuses to start as root inside its sandbox. It sees pages of ours only.
        arguments.push("--no-sandbox".to_owned());
    }
    arguments
}

/// As in a container.
fn is_root() -> bool {
    std::fs::metadata("/proc/self").is_ok_and(|process| process.uid() == 0)
}
