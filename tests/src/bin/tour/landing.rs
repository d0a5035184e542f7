//! The landing page: what a buyer sees of it, in a browser of their own.

use std::path::Path;

use acceptance::browser::{Browser, LOOKS};
use acceptance::landing::{Settings, Shop};
use anyhow::Result;

/// A browser that looks at a shop and leaves pictures.
struct Visit<'a> {
    browser: Browser,
    shop: Shop,
    folder: &'a Path,
}

/// In English throughout, and what is read most in French.
pub(crate) async fn pictured(folder: &Path) -> Result<()> {
    let english = Visit::begin("en-GB,en", folder).await?;
    english.asked("Welcome to Northquay", "Please look at these again", "landing").await?;
    english.answered("Thank you", "landing").await?;
    for (link, heading, name) in [
        ("", "Nothing to set up here", "landing-no-token"),
        ("?token=bm90IGEgdG9rZW4%3D", "This link cannot be used any more", "landing-expired"),
    ] {
        english.goes_to(&format!("{}{link}", english.shop.page), heading, name).await?;
    }
    let french = Visit::begin("fr-FR,fr", folder).await?;
    french.asked("Bienvenue chez Northquay", "Veuillez revoir ceci", "landing-french").await?;
    french.answered("Merci", "landing-french").await
}

impl<'a> Visit<'a> {
    async fn begin(languages: &str, folder: &'a Path) -> Result<Self> {
        let mut shop = Shop::open(Settings { asks: true, ..Settings::default() }).await?;
        shop.signs_in("Ines Moreau", None).await?;
        let browser = Browser::open(languages).await?;
        browser.goes_to(&shop.sells().await?).await?;
        Ok(Self { browser, shop, folder })
    }

    async fn asked(&self, welcome: &str, wrong: &str, name: &str) -> Result<()> {
        self.browser.reads(welcome).await?;
        self.pictures(&format!("{name}-form")).await?;
        self.browser.fills("#contact", "Ines").await?;
        self.browser.clicks("button").await?;
        self.browser.reads(wrong).await?;
        self.pictures(&format!("{name}-wrong")).await
    }

    async fn answered(&self, thanks: &str, name: &str) -> Result<()> {
        self.browser.fills("#contact", "ines.moreau@seahall.example").await?;
        self.browser.fills("#q-team", "Quai Nord").await?;
        self.browser.clicks("button").await?;
        self.browser.reads(thanks).await?;
        self.pictures(&format!("{name}-thanks")).await
    }

    async fn goes_to(&self, address: &str, heading: &str, name: &str) -> Result<()> {
        self.browser.goes_to(address).await?;
        self.browser.reads(heading).await?;
        self.pictures(name).await
    }

    async fn pictures(&self, name: &str) -> Result<()> {
        for (theme, screen) in LOOKS {
            let file = format!("{name}-{}-{}.png", theme.word(), screen.size().0);
            self.browser.picture(theme, screen, &self.folder.join(file)).await?;
        }
        Ok(())
    }
}
