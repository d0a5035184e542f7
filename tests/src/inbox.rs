//! The inbox as a person finds things in it.

use anyhow::Result;
use domain::SubscriptionId;
use serde_json::json;

use crate::window::Window;

/// Searches for requests at this stage and opens the one of this subscription.
///
/// # Errors
/// Where it does not come.
pub async fn open_request(window: &Window, subscription: &SubscriptionId, stage: &str) -> Result<()> {
    window.run(&format!("location.hash = '#/inbox?q=stage:{stage}'")).await?;
    let open = format!(
        "(() => {{ const pane = document.querySelector('item-detail');\
          if (pane?.shown?.subscription === {id} && pane.querySelector('[data-stage={stage}]')) return true;\
          const source = document.querySelector('inbox-screen data-table').source;\
          const at = Array.from({{ length: source.total }}, (_, at) => at).find(at => source.rowAt(at)?.subscription === {id});\
          document.querySelector(`[data-test=inbox-item][aria-rowindex='${{at + 2}}']:not([hidden])`)?.click(); return false; }})()",
        id = json!(subscription),
    );
    window.until(&format!("the {stage} request is open"), &open).await
}
