//! Whom a page keeps out, as far as axe-core can tell.

use std::path::Path;

use anyhow::{Context as _, Result};
use fantoccini::Client;

const RUN: &str = "const done = arguments[arguments.length - 1];\
    window.axe.run(document, { resultTypes: ['violations'] })\
    .then(r => done(r.violations.map(v => v.id + ': ' + v.nodes.map(n => n.target.join(' ') + ' ' + (n.failureSummary ?? '')).join('; '))))\
    .catch(e => done(['axe itself: ' + e]));";

/// What is wrong with the page as it stands; empty where nothing is.
///
/// # Errors
/// Where axe cannot be run.
pub(crate) async fn violations(client: &Client) -> Result<Vec<String>> {
    let axe = Path::new(env!("CARGO_MANIFEST_DIR")).join("../ui/node_modules/axe-core/axe.min.js");
    let source = std::fs::read_to_string(axe).context("axe-core is not installed: `npm ci` in ui")?;
    client.execute(&format!("{source}; window.axe.configure({{}});"), Vec::new()).await?;
    Ok(serde_json::from_value(client.execute_async(RUN, Vec::new()).await?)?)
}
