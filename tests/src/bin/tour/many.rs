//! One thing done to many customers.

use anyhow::Result;

use crate::Tour;

impl Tour {
    /// All who wait are selected; what activating them means, and who would be left out. It is not gone through with.
    pub(crate) async fn many(&self) -> Result<()> {
        let window = &self.window;
        window.run("location.hash = '#/customers'").await?;
        window.fill("[data-test=search]", "status:pending,suspended").await?;
        window.see("[data-row-id]").await?;
        window.run("document.querySelector('customers-screen data-table').pickActive(false)").await?;
        window.click("[data-test=pick-all]").await?;
        self.pictures("many-selected").await?;
        window.click("[data-test=many-activate]").await?;
        window.see("[data-test=many-sum]").await?;
        self.everywhere("many-preview").await?;
        window.press("\u{e00c}").await?; // Escape
        window.click("[data-test=pick-clear]").await
    }
}
