//! A relay of the same publisher.

use acceptance::relay::desk::Desk;
use acceptance::relay::station::Station;
use anyhow::Result;
use tempfile::TempDir;

use crate::desk::Desktop;

/// A relay beside a desktop's market, and its owner's own way to it.
pub(crate) struct Beside {
    /// Its process.
    pub(crate) station: Station,
    /// What its owner may do there.
    pub(crate) owner: Desk,
    _folder: TempDir,
}

impl Beside {
    /// Starts one, and names it in the offer.
    pub(crate) async fn of(desktop: &Desktop) -> Result<Self> {
        Self::saying(desktop, Vec::new()).await
    }

    /// The same, and more is said to it by its environment.
    pub(crate) async fn saying(desktop: &Desktop, more: Vec<(&'static str, String)>) -> Result<Self> {
        let folder = tempfile::tempdir()?;
        let station = Station::beside_with(more, &desktop.market, folder.path()).await?;
        let owner = Desk::new(vec![station.address], station.add_desk("owner").await?)?;
        Ok(Self { station, owner, _folder: folder })
    }
}
