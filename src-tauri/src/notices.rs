//! The computer's own notices, through Tauri's plugin.
//!
//! On Linux the plugin sends them over the session bus, reports clicks and takes notices back. It is silent about one
//! thing: whether anything there shows them. So before each notice the service is asked what it can do, which also
//! tells whether it reads markup. What the plugin cannot do there: set an urgency or an expiry, and take a notice back
//! within the moment in which it is still being sent; a click on such a one opens the item as settled.
//!
//! Elsewhere it shows notices and reports clicks, and cannot take them back. Recipes: Linux alone is tested.

use std::collections::BTreeMap;
use std::sync::atomic::{AtomicI32, Ordering};
use std::sync::{Arc, Mutex, MutexGuard, PoisonError};

use desk::notices::{Desktop, NoDesktop, Notice};
use tauri::{AppHandle, Emitter as _, Manager as _};
use tauri_plugin_notification::NotificationExt as _;

use crate::presence::Presence;

/// The event by which the page learns that a notice was clicked: the item's id, or nothing for the inbox.
const OPEN_ITEM: &str = "open-item";
/// What the plugin calls a click on a notice itself.
const CLICK: &str = "tap";

/// The computer's own notices.
pub(crate) struct SystemDesktop {
    app: AppHandle,
    shown: Shown,
    next: AtomicI32,
    #[cfg(target_os = "linux")]
    bus: Option<zbus::blocking::Connection>,
}

/// Notices by the plugin's numbers for them.
#[derive(Clone, Default)]
struct Shown(Arc<Mutex<BTreeMap<i32, Notice>>>);

impl Shown {
    fn lock(&self) -> MutexGuard<'_, BTreeMap<i32, Notice>> {
        self.0.lock().unwrap_or_else(PoisonError::into_inner)
    }
}

impl SystemDesktop {
    /// Begins to listen for clicks.
    pub(crate) fn new(
        app: &AppHandle,
        #[cfg(target_os = "linux")] bus: Option<zbus::blocking::Connection>,
    ) -> tauri_plugin_notification::Result<Self> {
        let shown = Shown::default();
        let (handle, known) = (app.clone(), shown.clone());
        app.notification().on_action(move |action| {
            let number = action.notification().map(tauri_plugin_notification::ActiveNotification::id);
            let notice = number.and_then(|number| known.lock().get(&number).cloned());
            if let (CLICK, Some(notice)) = (action.action_id(), notice) {
                open(&handle, &notice);
            }
        })?;
        Ok(Self {
            app: app.clone(),
            shown,
            next: AtomicI32::new(1),
            #[cfg(target_os = "linux")]
            bus,
        })
    }

    /// Whether markup would be read, by whoever shows notices.
    #[cfg(target_os = "linux")]
    fn reads_markup(&self) -> Result<bool, NoDesktop> {
        const NAME: &str = "org.freedesktop.Notifications";
        let bus = self.bus.as_ref().ok_or_else(|| NoDesktop("there is no session bus".to_owned()))?;
        let asked = bus.call_method(Some(NAME), "/org/freedesktop/Notifications", Some(NAME), "GetCapabilities", &());
        let abilities = asked.and_then(|answer| answer.body().deserialize::<Vec<String>>());
        let abilities = abilities.map_err(|error| NoDesktop(error.to_string()))?;
        Ok(abilities.iter().any(|ability| ability == "body-markup"))
    }

    #[cfg(not(target_os = "linux"))]
    #[expect(clippy::unused_self, clippy::unnecessary_wraps, reason = "the same call as on Linux")]
    fn reads_markup(&self) -> Result<bool, NoDesktop> {
        Ok(false)
    }
}

impl Desktop for SystemDesktop {
    fn show(&self, notice: &Notice) -> Result<(), NoDesktop> {
        let body = if self.reads_markup()? { escaped(&notice.body) } else { notice.body.clone() };
        let number = self.next.fetch_add(1, Ordering::Relaxed);
        self.shown.lock().insert(number, notice.clone());
        let builder = self.app.notification().builder().id(number).title(&notice.title).body(body);
        #[cfg(target_os = "linux")]
        let builder = {
            let shown = self.shown.clone();
            builder.on_close(move || drop(shown.lock().remove(&number)))
        };
        builder.show().map_err(|error| NoDesktop(error.to_string()))
    }

    fn withdraw(&self, notice: &str) {
        let numbers: Vec<i32> = {
            let shown = self.shown.lock();
            shown.iter().filter(|(_, known)| known.id == notice).map(|(number, _)| *number).collect()
        };
        if numbers.is_empty() || self.reads_markup().is_err() {
            return;
        }
        if let Err(error) = self.app.notification().remove_active(numbers) {
            tracing::debug!(%error, "a notice could not be taken back");
        }
    }

    fn count(&self, items: u32) {
        if let Some(presence) = self.app.try_state::<Presence>() {
            presence.count(items);
        }
    }
}

/// Never decides anything: it shows what there is to decide.
fn open(app: &AppHandle, notice: &Notice) {
    crate::presence::come_forward(app);
    if let Err(error) = app.emit(OPEN_ITEM, &notice.item) {
        tracing::debug!(%error, "the page could not be told of a click");
    }
}

/// Text that says in markup what it says.
fn escaped(text: &str) -> String {
    text.replace('&', "&amp;").replace('<', "&lt;").replace('>', "&gt;")
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_customer_named_like_markup_stays_a_name() {
        assert_eq!(escaped("<b>A & B</b>"), "&lt;b&gt;A &amp; B&lt;/b&gt;");
    }
}
