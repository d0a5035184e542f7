//! History, support bundle and the board of suspensions, written to files.

use std::path::{Path, PathBuf};

use chrono::{DateTime, Utc};
use serde_json::{Value, json};

use crate::contract::{ExportKind, Exported, Fault, HistoryLine, HistoryRequest};
use crate::explain;
use crate::files;
use crate::opened::Opened;

/// Lines of the log that go into a bundle: the last ones.
const LOG_LINES: usize = 5_000;
/// How many lines one step reads.
const AT_ONCE: u32 = 200;

impl Opened {
    /// Writes one of the files and says where it is.
    pub(crate) async fn export(
        &self,
        kind: ExportKind,
        folder: &Path,
        logs: &Path,
        version: &str,
    ) -> Result<Exported, Fault> {
        let now = self.source.clock.now();
        let (name, ending, content) = match kind {
            ExportKind::History => ("marketdesk-history", "csv", csv_of(&self.whole_history().await?)?),
            ExportKind::SupportBundle => {
                ("marketdesk-support", "json", bundle_of(&self.whole_history().await?, logs, version, now))
            }
            ExportKind::Suspensions => ("marketdesk-suspensions", "csv", self.suspensions_sheet().await?),
            ExportKind::Many(id) => ("marketdesk-many", "csv", self.report_sheet(&id).await?),
        };
        written(folder, name, ending, &content, now)
    }

    async fn whole_history(&self) -> Result<Vec<HistoryLine>, Fault> {
        let mut request = HistoryRequest { subscription: None, before: None, limit: AT_ONCE };
        let mut all = Vec::new();
        loop {
            let page = self.history(&request).await?;
            request.before = page.lines.last().map(|line| line.id.clone());
            all.extend(page.lines);
            if !page.more {
                return Ok(all);
            }
        }
    }
}

/// Writes a file that has its time in its name, and says where it is.
pub(crate) fn written(
    folder: &Path,
    name: &str,
    ending: &str,
    content: &[u8],
    now: DateTime<Utc>,
) -> Result<Exported, Fault> {
    let path = folder.join(format!("{name}-{}.{ending}", now.format("%Y-%m-%dT%H-%M-%SZ")));
    std::fs::create_dir_all(folder).map_err(explain::io)?;
    files::replace(&path, content).map_err(explain::io)?;
    Ok(Exported { path: path.display().to_string() })
}

/// The other side's words; of what was decided at the relay, what was asked for and why.
fn detail(line: &HistoryLine) -> String {
    let asked = |name: &str| line.asked.as_ref().and_then(|asked| asked.args.get(name)).cloned();
    let change = || Some(format!("{} → {}", asked("from")?, asked("to")?));
    let hook = || {
        let reason = line.what.args.get("reason").filter(|reason| !reason.is_empty()).cloned();
        asked("action").map(|action| [Some(action), reason].into_iter().flatten().collect::<Vec<_>>().join(": "))
    };
    line.what.args.get("message").cloned().or_else(change).or_else(hook).unwrap_or_default()
}

fn csv_of(lines: &[HistoryLine]) -> Result<Vec<u8>, Fault> {
    let mut writer = csv::Writer::from_writer(Vec::new());
    let head = [
        "time",
        "customer",
        "subscription",
        "what",
        "detail",
        "actor",
        "intent",
        "request",
        "correlation",
        "activity",
        "operation",
        "milliseconds",
    ];
    writer.write_record(head).map_err(unwritten)?;
    for line in lines {
        let id = |name: &str| line.ids.iter().find(|id| id.name == name).map(|id| id.value.clone()).unwrap_or_default();
        let row = [
            line.at.clone(),
            line.customer.clone(),
            line.subscription.clone(),
            line.what.key.trim_start_matches("did-").to_owned(),
            detail(line),
            line.actor.clone(),
            line.intent.clone(),
            id("request"),
            id("correlation"),
            id("activity"),
            id("operation"),
            line.took_ms.map(|took| took.to_string()).unwrap_or_default(),
        ];
        writer.write_record(row.map(|cell| no_formula(&cell))).map_err(unwritten)?;
    }
    writer.into_inner().map_err(|error| unwritten(error.into_error().into()))
}

/// A sheet could not be written.
pub(crate) fn unwritten(error: csv::Error) -> Fault {
    explain::io(std::io::Error::other(error))
}

/// A cell that a spreadsheet takes as text: one that begins like a formula gets a mark in front.
pub(crate) fn no_formula(cell: &str) -> String {
    if cell.starts_with(['=', '+', '-', '@', '\t', '\r']) { format!("'{cell}") } else { cell.to_owned() }
}

/// Ids and times, and nobody's name: what support can work with and may see.
fn bundle_of(lines: &[HistoryLine], logs: &Path, version: &str, now: DateTime<Utc>) -> Vec<u8> {
    let history: Vec<Value> = lines
        .iter()
        .map(|line| {
            let ids: serde_json::Map<String, Value> =
                line.ids.iter().map(|id| (id.name.clone(), Value::String(id.value.clone()))).collect();
            json!({ "at": line.at, "subscription": line.subscription, "intent": line.intent, "what": line.what.key,
                    "ids": ids, "tookMs": line.took_ms })
        })
        .collect();
    let bundle = json!({ "program": "Marketdesk", "version": version, "writtenAt": now.to_rfc3339(), "history": history,
                         "log": log_lines(logs) });
    serde_json::to_vec_pretty(&bundle).unwrap_or_default()
}

/// The last lines of the log, which carries no people and no secrets.
fn log_lines(folder: &Path) -> Vec<Value> {
    let mut files: Vec<PathBuf> =
        std::fs::read_dir(folder).map(|files| files.flatten().map(|file| file.path()).collect()).unwrap_or_default();
    files.sort();
    let text: String = files.iter().filter_map(|file| std::fs::read_to_string(file).ok()).collect();
    let lines: Vec<Value> = text.lines().filter_map(|line| serde_json::from_str(line).ok()).collect();
    let skip = lines.len().saturating_sub(LOG_LINES);
    lines.into_iter().skip(skip).collect()
}

#[cfg(test)]
mod tests {
    use rstest::rstest;

    use super::no_formula;

    #[rstest]
    #[case("=cmd|'/c calc'!A1", "'=cmd|'/c calc'!A1")]
    #[case("@SUM(A1)", "'@SUM(A1)")]
    #[case("-1", "'-1")]
    #[case("Harbour office", "Harbour office")]
    #[case("", "")]
    fn a_cell_cannot_start_a_formula(#[case] cell: &str, #[case] written: &str) {
        assert_eq!(no_formula(cell), written);
    }
}
