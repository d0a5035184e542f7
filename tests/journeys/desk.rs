//! A desktop for one journey: key store, simulator, window.

use std::sync::Arc;

use acceptance::keys::KeyStore;
use acceptance::market::Market;
use acceptance::traces::{files_below, no_file_shows};
use acceptance::window::Window;
use anyhow::Result;
use tempfile::TempDir;
use tokio::sync::{Mutex, OwnedMutexGuard};

static ONE_AT_A_TIME: std::sync::LazyLock<Arc<Mutex<Option<KeyStore>>>> = std::sync::LazyLock::new(Arc::default);

/// Everything one journey needs. Only one exists at a time: there is one session bus.
pub(crate) struct Desktop {
    pub(crate) market: Market,
    pub(crate) window: Window,
    profile: TempDir,
    _turn: OwnedMutexGuard<Option<KeyStore>>,
}

impl Desktop {
    /// A window that has never been used, and a world of this size.
    pub(crate) async fn fresh(size: u32) -> Result<Self> {
        let mut turn = Arc::clone(&ONE_AT_A_TIME).lock_owned().await;
        if turn.is_none() {
            *turn = Some(KeyStore::start()?);
        }
        let market = Market::start(&["--size", &size.to_string()]).await?;
        let profile = tempfile::tempdir()?;
        let window = Window::open(profile.path(), &[]).await?;
        Ok(Self { market, window, profile, _turn: turn })
    }

    /// The same with the publisher connected and every customer read.
    pub(crate) async fn connected(size: u32) -> Result<Self> {
        let desktop = Self::fresh(size).await?;
        desktop.connect().await?;
        Ok(desktop)
    }

    /// Connects the publisher and waits until every customer is read.
    pub(crate) async fn connect(&self) -> Result<()> {
        let window = &self.window;
        window.see("[data-test=secret]").await?;
        window.type_connection(&self.market, &self.market.at.secret).await?;
        window.click("[data-test=check-button]").await?;
        window.click("[data-test=connect]").await?;
        window.click("[data-test=recovery-kept]").await?;
        window.click("[data-test=recovery-done]").await?;
        self.synced().await
    }

    /// Waits until the last sweep has ended well.
    pub(crate) async fn synced(&self) -> Result<()> {
        self.window
            .until(
                "every customer is read",
                "document.querySelector('[data-test=sync-line]')?.dataset.state === 'idle'",
            )
            .await
    }

    /// Closes the window and opens it again on the same profile.
    pub(crate) async fn restart(self) -> Result<Self> {
        let Self { market, window, profile, _turn } = self;
        window.close().await?;
        let window = Window::open(profile.path(), &[]).await?;
        Ok(Self { market, window, profile, _turn })
    }

    /// The program is killed where it stands, and started again on the same profile.
    pub(crate) async fn killed(self) -> Result<Self> {
        let Self { market, window, profile, _turn } = self;
        drop(window);
        let window = Window::open(profile.path(), &[]).await?;
        Ok(Self { market, window, profile, _turn })
    }

    /// Nothing on the screen keeps anybody out.
    pub(crate) async fn is_accessible(&self, screen: &str) -> Result<()> {
        self.window.settle().await?;
        let violations = self.window.axe().await?;
        assert!(violations.is_empty(), "{screen} keeps somebody out:\n{}", violations.join("\n"));
        Ok(())
    }

    /// Closes the window and searches everything it left on the disk: store, write-ahead logs, logs, the web view's own
    /// folders. Nothing of the world's people, and no secret, may be readable there.
    pub(crate) async fn leaves_no_trace(self) -> Result<()> {
        let mut hidden = self.market.personal().await?;
        hidden.push(self.market.at.secret.clone());
        let logs_while_open = files_below(self.profile.path())?;
        assert!(
            logs_while_open.iter().any(|file| file.extension().is_some_and(|end| end == "log")),
            "{logs_while_open:?}"
        );
        no_file_shows(&logs_while_open, &hidden)?;
        self.window.close().await?;
        no_file_shows(&files_below(self.profile.path())?, &hidden)
    }
}
