//! The demo: the simulator with 10,000 customers, the relay that hears its webhooks, and the window on both.
//!
//! `--watched`: the window stays open until somebody closes it. `--screenshots FOLDER`: it is led through its screens,
//! light and dark, in two sizes and two languages, and leaves pictures; a browser leaves some of the landing page.
//! `--landing FOLDER`: these alone.

#![allow(clippy::print_stdout, reason = "it says what it does")]

mod access;
mod inbox;
mod landing;
mod life;
mod many;
mod relayed;

use std::path::{Path, PathBuf};

use acceptance::keys::KeyStore;
use acceptance::market::Market;
use acceptance::programs::program;
use acceptance::window::Window;
use anyhow::{Context as _, Result, bail};
use reqwest::Method;
use serde_json::json;

const SIZES: [(u32, u32); 2] = [(1280, 800), (1920, 1080)];

#[tokio::main]
async fn main() -> Result<()> {
    let args: Vec<String> = std::env::args().skip(1).collect();
    match args.iter().map(String::as_str).collect::<Vec<_>>().as_slice() {
        ["--watched"] => watched().await,
        ["--screenshots", folder] => pictured(Path::new(folder)).await,
        ["--landing", folder] => landing::pictured(Path::new(folder)).await,
        _ => bail!("tour --watched | --screenshots FOLDER | --landing FOLDER"),
    }
}

async fn watched() -> Result<()> {
    let market = Market::start(&["--size", "10000"]).await?;
    let profile = tempfile::tempdir()?;
    let relay = relayed::Shown::start(&market).await?;
    let draft = profile.path().join("connect.json");
    let handed_in = acceptance::second_desk::handed_in(&market, relay.station.draft("ada").await?);
    std::fs::write(&draft, serde_json::to_vec(&handed_in)?)?;
    println!("The simulator stands in for Microsoft; storefront and switches: {}", market.at.control);
    println!("The relay answers Microsoft's webhooks by four rules: http://{}/health", relay.station.address);
    println!("The window stays open until you close it. Nothing is kept afterwards.");
    let status = tokio::process::Command::new(program("marketdesk")?)
        .arg("--profile")
        .arg(profile.path())
        .arg("--connect")
        .arg(&draft)
        .status()
        .await
        .context("the window could not be started")?;
    println!("The window was closed ({status}).");
    Ok(())
}

async fn pictured(folder: &Path) -> Result<()> {
    let _keys = KeyStore::start()?;
    let market = Market::start(&["--size", "10000"]).await?;
    let profile = tempfile::tempdir()?;
    let window = Window::open(profile.path(), &[]).await?;
    let tour = Tour { window, folder: folder.to_owned() };
    tour.connect(&market).await?;
    tour.customers().await?;
    tour.one_customer(&market).await?;
    tour.inbox(&market).await?;
    tour.many().await?;
    tour.life(&market).await?;
    tour.settings().await?;
    tour.relayed(&market).await?;
    tour.in_french().await?;
    tour.offline(market).await?;
    tour.window.close().await?;
    landing::pictured(folder).await?;
    println!("The window opened on 10,000 customers, beside the relay; its pictures are in {}", folder.display());
    Ok(())
}

struct Tour {
    window: Window,
    folder: PathBuf,
}

impl Tour {
    async fn connect(&self, market: &Market) -> Result<()> {
        self.window.see("[data-test=secret]").await?;
        self.everywhere("connect").await?;
        self.window.type_connection(market, "e07c41d9-3a52-4c1e-9d7b-2f60a1b8c6a2").await?;
        self.window.click("[data-test=check-button]").await?;
        self.window.see("[data-test=step-fault]").await?;
        self.everywhere("connect-refused").await?;
        self.window.fill("[data-test=secret]", &market.at.secret).await?;
        self.window.click("[data-test=check-button]").await?;
        self.window.see("[data-test=connect]").await?;
        self.everywhere("connect-passed").await?;
        self.window.click("[data-test=connect]").await?;
        self.window.see("[data-test=recovery-code]").await?;
        self.everywhere("recovery").await?;
        self.window.click("[data-test=recovery-kept]").await?;
        self.window.click("[data-test=recovery-done]").await
    }

    async fn customers(&self) -> Result<()> {
        self.window.see("[data-row-id]").await?;
        self.picture("customers-first-sweep", "light", 1280).await?;
        self.swept().await?;
        self.everywhere("customers").await?;
        self.window.fill("[data-test=search]", "status:suspended ends<60d colour:red").await?;
        self.window.see("[data-test=tokens]").await?;
        self.everywhere("customers-filtered").await?;
        self.window.fill("[data-test=search]", "nobody-is-called-this").await?;
        self.window.see("[data-test=empty]").await?;
        self.everywhere("customers-none").await?;
        self.window.click("[data-test=clear-search]").await
    }

    /// Waits until no sweep runs.
    async fn swept(&self) -> Result<()> {
        let idle = "document.querySelector('[data-test=sync-line]')?.dataset.state === 'idle'";
        self.window.until("the sweep has ended", idle).await
    }

    async fn one_customer(&self, market: &Market) -> Result<()> {
        self.window.see("[data-row-id]").await?;
        self.window.click("[data-row-id]").await?;
        self.window.see("[data-test=customer]").await?;
        let id = self.window.run("return document.querySelector('[data-test=customer]').dataset.id").await?;
        let id = id.as_str().context("the customer has an id")?;
        for (what, body) in [("auto-renew", json!({ "autoRenew": false })), ("suspend", json!({}))] {
            market.control(Method::POST, &format!("/control/storefront/{id}/{what}"), Some(body)).await?;
            self.window.click("[data-test=read-again]").await?;
            self.window.see("[data-test=event]").await?;
        }
        for tab in ["timeline", "plans", "operations", "access", "fields", "raw"] {
            self.window.click(&format!("[data-test=tab-{tab}]")).await?;
            self.everywhere(&format!("customer-{tab}")).await?;
        }
        Ok(())
    }

    async fn settings(&self) -> Result<()> {
        self.window.run("location.hash = '#/settings'").await?;
        self.window.see("[data-test=theme]").await?;
        self.everywhere("settings").await
    }

    async fn in_french(&self) -> Result<()> {
        self.window.run("location.hash = '#/settings'").await?;
        self.window.choose("[data-test=language]", "fr").await?;
        self.window.until("the page speaks French", "document.documentElement.lang === 'fr'").await?;
        self.picture("settings-french", "light", 1280).await?;
        self.window.run("location.hash = '#/customers'").await?;
        self.window.see("[data-row-id]").await?;
        self.picture("customers-french", "light", 1280).await?;
        self.window.click("[data-row-id]").await?;
        self.window.see("[data-test=customer]").await?;
        self.picture("customer-french", "light", 1280).await?;
        self.item("", "inbox-french").await?;
        self.window.run("location.hash = '#/settings'").await?;
        self.window.choose("[data-test=language]", "en").await
    }

    async fn offline(&self, mut market: Market) -> Result<()> {
        self.window.run("location.hash = '#/customers'").await?;
        self.window.click("[data-test=sync-line]").await?;
        self.window.see("[data-test=sync-now]").await?;
        self.everywhere("sync-details").await?;
        market.vanish().await?;
        self.window.click("[data-test=sync-now]").await?;
        self.window.see("[data-test=banner]").await?;
        self.everywhere("offline").await?;
        self.window.run("document.querySelector('#sync-details').hidePopover()").await?;
        self.item("", "inbox-offline").await
    }

    /// The screen in both sizes, light and dark.
    async fn everywhere(&self, name: &str) -> Result<()> {
        for (width, height) in SIZES {
            self.window.resize(width, height).await?;
            for theme in ["light", "dark"] {
                self.theme(theme).await?;
                self.picture(name, theme, width).await?;
            }
        }
        self.theme("light").await?;
        self.window.resize(1280, 800).await
    }

    /// Light and small, dark and large: enough where the frame around it is known.
    async fn pictures(&self, name: &str) -> Result<()> {
        self.picture(name, "light", 1280).await?;
        self.window.resize(1920, 1080).await?;
        self.theme("dark").await?;
        self.picture(name, "dark", 1920).await?;
        self.theme("light").await?;
        self.window.resize(1280, 800).await
    }

    async fn theme(&self, theme: &str) -> Result<()> {
        self.window.run(&format!("document.documentElement.dataset.theme = '{theme}'")).await.map(drop)
    }

    async fn picture(&self, name: &str, theme: &str, width: u32) -> Result<()> {
        self.window.settle().await?;
        self.window.picture(&self.folder.join(format!("{name}-{theme}-{width}.png"))).await
    }
}
