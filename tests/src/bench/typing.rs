//! Searching as one types: from each key to the rows that answer it, beside the same rows painted from memory.

use anyhow::Result;
use serde::Deserialize;
use serde_json::{Value, json};

use crate::figures::{Figures, percentile};
use crate::window::Window;

/// A list with a search field.
#[derive(Debug)]
pub struct Place {
    /// Finds its table.
    table: &'static str,
    /// Finds its field.
    field: &'static str,
    /// The event after its rows were painted.
    painted: &'static str,
    /// What its marks in the page's timeline begin with.
    marks: &'static str,
    /// The command it asks, and what with.
    command: &'static str,
    request: fn(&str) -> Value,
    /// Words typed one letter after the other; the first letters are the commonest there are.
    typed: &'static [&'static str],
}

/// Rows of the first answer, as the page asks for them.
const FIRST: u32 = 60;

/// The list of customers.
pub const CUSTOMERS: Place = Place {
    table: "customers-screen data-table",
    field: "[data-test=search]",
    painted: "rows-painted",
    marks: "list",
    command: "list_subscriptions",
    request: |search| json!({ "query": { "search": search, "hideCancelled": false, "sort": [] }, "from": 0, "limit": FIRST }),
    typed: &["aldero", "exampl", "consul", "subscr", "orchid", "barren", "e", "an", "com", "zz"],
};
/// The inbox.
pub const INBOX: Place = Place {
    table: "inbox-screen data-table",
    field: "[data-test=inbox-search]",
    painted: "inbox-painted",
    marks: "inbox",
    command: "inbox",
    request: |search| json!({ "search": search, "from": 0, "limit": FIRST }),
    typed: &["aldero", "consul", "orchid", "barren", "kind:renewal", "due<7d", "e", "an", "zz"],
};

/// Types into a list and adds its figures under this prefix.
///
/// # Errors
/// Where the window does not do as it is told.
pub async fn measure(figures: &mut Figures, window: &Window, place: &Place, prefix: &str, goal: &str) -> Result<()> {
    let Place { table, field, painted, marks, typed, .. } = place;
    let prelude = format!(
        "const [table, field] = [{}, {}].map(css => document.querySelector(css)); const [painted, marks, words] = {};",
        json!(table),
        json!(field),
        json!([painted, marks, typed])
    );
    let mut typed: Typed = serde_json::from_value(window.run_async(&format!("{prelude}{TYPE}")).await?)?;
    let mut again: Again = serde_json::from_value(window.run_async(&format!("{prelude}{REPAINT}")).await?)?;
    let mut alone: Vec<f64> = serde_json::from_value(window.run_async(&asking(place)).await?)?;
    let keys = percentile(&mut typed.painted, 0.95);
    let [repaint, after_letter] = [&mut again.rows, &mut again.after_letter].map(|times| percentile(times, 0.95));
    let count = typed.painted.len();
    figures.add(&format!("{prefix}painted_p50_ms"), percentile(&mut typed.painted, 0.5), "keystroke to rows painted");
    figures.add(&format!("{prefix}painted_p95_ms"), keys, &format!("of {count} keystrokes"));
    let answered = percentile(&mut typed.answered, 0.95);
    figures.add(&format!("{prefix}answered_p95_ms"), answered, "of these, the desk's answer");
    let alone = percentile(&mut alone, 0.95);
    figures.add(&format!("{prefix}answered_alone_p95_ms"), alone, "the same questions while nothing is painted");
    let drawn = percentile(&mut typed.drawn, 0.95);
    figures.add(&format!("{prefix}drawn_p95_ms"), drawn, "of these, the page's filling of rows");
    figures.add(&format!("{prefix}repaint_p95_ms"), repaint, "the same rows painted again from memory");
    figures.add(&format!("{prefix}over_repaint_p95_ms"), keys - repaint, goal);
    figures.add(
        &format!("{prefix}letter_repaint_p95_ms"),
        after_letter,
        "the letter painted, then the rows from memory",
    );
    figures.add(
        &format!("{prefix}over_letter_repaint_p95_ms"),
        keys - after_letter,
        "what asking the desk adds to that",
    );
    Ok(())
}

/// Asks for every beginning of every word, as the page does, while nothing else goes on.
fn asking(place: &Place) -> String {
    let beginnings = place.typed.iter().flat_map(|word| (1..=word.len()).filter_map(|length| word.get(..length)));
    let requests: Vec<Value> = beginnings.map(place.request).collect();
    format!("const [command, requests] = {}; {ASK}", json!([place.command, requests]))
}

/// What typing took, milliseconds a keystroke.
#[derive(Deserialize)]
struct Typed {
    /// From the key to the rows on screen.
    painted: Vec<f64>,
    /// From asking the desk to its answer.
    answered: Vec<f64>,
    /// From the answer to filled rows.
    drawn: Vec<f64>,
}

/// What painting the answers again took, milliseconds each.
#[derive(Deserialize)]
#[serde(rename_all = "camelCase")]
struct Again {
    /// The rows alone.
    rows: Vec<f64>,
    /// The rows once a letter in the field was painted, as it is before any answer can come.
    after_letter: Vec<f64>,
}

/// Types every word letter by letter; each time from the input event to the paint of the rows that answer it. The
/// answers are kept for [`REPAINT`].
const TYPE: &str = "const done = arguments[arguments.length - 1];
const shown = query => new Promise(resolve => {
  const hear = ({ detail }) => { const asked = detail.query?.search ?? detail.query ?? detail.search;
    if (asked.trim() === query) { document.removeEventListener(painted, hear); resolve(detail.at); } };
  document.addEventListener(painted, hear); });
const frame = () => new Promise(resolve => requestAnimationFrame(() => setTimeout(resolve, 30)));
const at = name => performance.getEntriesByName(marks + '-' + name)[0].startTime;
const held = source => { const rows = Array.from({ length: Math.min(60, source.total) }, (_, index) => source.rowAt(index));
  return { total: source.total, rowAt: index => rows[index], want() {} }; };
const type = text => { field.value = text; field.dispatchEvent(new Event('input', { bubbles: true })); };
window.answers = [];
(async () => { const times = { painted: [], answered: [], drawn: [] };
  for (const word of words) {
    for (let length = 1; length <= word.length; length++) {
      const query = word.slice(0, length); const rows = shown(query);
      const began = performance.now(); type(query);
      times.painted.push(await rows - began);
      times.answered.push(at('answered') - at('asked')); times.drawn.push(at('drawn') - at('answered'));
      window.answers.push(held(table.source)); await frame(); }
    type(''); await frame(); await frame(); }
  done(times); })();";

/// Paints the same answers again, from memory: alone, and after a letter. That letter is put where nothing hears of it.
const REPAINT: &str = "const done = arguments[arguments.length - 1];
const letter = () => new Promise(resolve => requestAnimationFrame(() => setTimeout(resolve)));
const frame = () => new Promise(resolve => requestAnimationFrame(() => setTimeout(resolve, 30)));
const paint = answer => { const painted = new Promise(resolve => document.addEventListener('rows-repainted', event => resolve(event.detail.at), { once: true }));
  table.repaint(answer); return painted; };
(async () => { const times = { rows: [], afterLetter: [] };
  for (const answer of window.answers) {
    const began = performance.now(); times.rows.push(await paint(answer) - began); await frame();
    const typed = performance.now(); field.value = field.value ? '' : 'a'; await letter();
    times.afterLetter.push(await paint(answer) - typed); await frame(); }
  field.value = ''; done(times); })();";

/// Milliseconds of each question, one after the other.
const ASK: &str = "const done = arguments[arguments.length - 1];
const pause = () => new Promise(resolve => setTimeout(resolve, 60));
(async () => { const times = [];
  for (const request of requests) { await pause(); const began = performance.now();
    await window.__TAURI_INTERNALS__.invoke(command, { request }); times.push(performance.now() - began); }
  done(times); })();";
