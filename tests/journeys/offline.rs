//! The network goes, and comes back.

use anyhow::Result;
use serde_json::json;

use crate::desk::Desktop;

#[tokio::test(flavor = "multi_thread")]
async fn without_a_network_the_last_data_stays_with_its_time_and_catches_up_afterwards() -> Result<()> {
    let mut desktop = Desktop::connected(300).await?;
    let id = desktop.window.run("return document.querySelector('[data-row-id]').dataset.rowId").await?;
    let id = id.as_str().unwrap_or_default().to_owned();

    desktop.market.vanish().await?;
    desktop.window.click("[data-test=sync-line]").await?;
    desktop.window.click("[data-test=sync-now]").await?;
    desktop.window.see("[data-test=banner]").await?;
    let banner = desktop.window.text("[data-test=banner]").await?;
    assert!(banner.contains(':'), "it says since when, and of when the data is: {banner}");
    desktop.window.see("[data-row-id]").await?;
    desktop.is_accessible("offline").await?;

    let mut desktop = desktop.restart().await?;
    desktop.window.see("[data-row-id]").await?;
    desktop.window.see("[data-test=banner]").await?;

    desktop.market.come_back().await?;
    desktop.market.rename(&id, "Renamed Meanwhile Ltd").await?;
    desktop.window.click("[data-test=try-now]").await?;
    desktop.synced().await?;

    desktop.window.run(&format!("location.hash = {}", json!(format!("#/customers/{id}/timeline")))).await?;
    let renamed = "document.querySelector('[data-test=customer] h1')?.textContent.includes('Renamed Meanwhile Ltd')";
    desktop.window.until("the new name is read", renamed).await?;
    let told = desktop.window.text("[data-test=event]").await?;
    assert!(told.contains("Renamed Meanwhile Ltd"), "the timeline says what changed: {told}");
    desktop.is_accessible("a timeline with an event").await?;
    desktop.window.close().await
}
