//! The first day: connect, with a wrong secret and then the right one; find a customer; read; French; dark.

use anyhow::Result;

use crate::desk::Desktop;

#[tokio::test(flavor = "multi_thread")]
async fn a_wrong_secret_is_explained_and_the_right_one_connects() -> Result<()> {
    let desktop = Desktop::fresh(300).await?;
    let window = &desktop.window;
    window.see("[data-test=secret]").await?;
    desktop.is_accessible("first run").await?;

    window.type_connection(&desktop.market, "not-the-secret").await?;
    window.click("[data-test=check-button]").await?;
    let fault = window.text("[data-test=step-fault]").await?;
    assert!(fault.contains("secret"), "the cause is named in plain words: {fault}");
    assert_eq!(window.run("return document.querySelector('[data-test=step-directory]').dataset.state").await?, "done");
    desktop.is_accessible("a failed check").await?;

    window.fill("[data-test=secret]", &desktop.market.at.secret).await?;
    window.click("[data-test=check-button]").await?;
    window.click("[data-test=connect]").await?;
    let code = window.text("[data-test=recovery-code]").await?;
    assert_eq!(code.split('-').count(), 8, "a code of eight groups is shown once: {} groups", code.split('-').count());
    desktop.is_accessible("the recovery code").await?;
    window.click("[data-test=recovery-kept]").await?;
    window.click("[data-test=recovery-done]").await?;
    window.see("[data-row-id]").await?;
    desktop.synced().await?;
    desktop.is_accessible("customers").await?;

    let text = window.run("return document.documentElement.outerHTML").await?.to_string();
    assert!(!text.contains(&desktop.market.at.secret), "the secret has left the page");
    desktop.window.close().await
}

#[tokio::test(flavor = "multi_thread")]
async fn a_customer_is_found_by_part_of_an_address_opened_and_read_in_french_and_in_the_dark() -> Result<()> {
    let desktop = Desktop::connected(300).await?;
    let window = &desktop.window;
    let rows = "[...document.querySelectorAll('[data-row-id]')].filter(row => !row.hidden && row.offsetParent)";

    window.until("the list is drawn", &format!("{rows}.length > 3")).await?;
    let id = window.run(&format!("return {rows}[3].dataset.rowId")).await?.as_str().unwrap_or_default().to_owned();
    let world = desktop.market.subscription(&id).await?;
    let address = world["purchaser"]["emailId"].as_str().unwrap_or_default().trim().to_owned();
    let part: String = address.chars().skip(1).take(14).collect();

    window.press("/").await?;
    window.press(&part).await?;
    window.until("only matches are left", &format!("{rows}.length > 0 && {rows}.length < 20")).await?;
    window.until("the customer is among them", &format!("{rows}.some(row => row.dataset.rowId === '{id}')")).await?;
    window.click(&format!("[data-row-id='{id}']")).await?;

    window.see(&format!("[data-test=customer][data-id='{id}']")).await?;
    let name = world["name"].as_str().unwrap_or_default().trim().to_owned();
    assert_eq!(window.text("[data-test=customer] h1").await?, name);
    for tab in ["timeline", "plans", "operations", "access", "fields", "raw"] {
        window.click(&format!("[data-test=tab-{tab}]")).await?;
        desktop.is_accessible(tab).await?;
    }

    window.run("location.hash = '#/settings'").await?;
    desktop.is_accessible("settings").await?;
    window.choose("[data-test=language]", "fr").await?;
    window.until("the page speaks French", "document.documentElement.lang === 'fr'").await?;
    window.choose("[data-test=theme]", "dark").await?;
    window.until("the page is dark", "document.documentElement.dataset.theme === 'dark'").await?;
    desktop.is_accessible("settings in French and dark").await?;

    let desktop = desktop.restart().await?;
    desktop.window.see("[data-row-id]").await?;
    desktop
        .window
        .until(
            "the choice outlives a restart",
            "document.documentElement.lang === 'fr' && document.documentElement.dataset.theme === 'dark'",
        )
        .await?;
    desktop.is_accessible("customers in French and dark").await?;
    desktop.leaves_no_trace().await
}
