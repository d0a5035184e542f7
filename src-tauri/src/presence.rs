//! Whether the program is there without its window: the tray, what closing the window means, and starting at login.
//!
//! All of it follows the desk's frame: the person's preferences, how many items wait, and what has not been sent.

use std::sync::{Mutex, MutexGuard, PoisonError};

use desk::Desk;
use desk::contract::{Frame, Language, Phase, Tag};
use desk::notices::tray_words;
use tauri::{AppHandle, Manager as _, Window, WindowEvent};

use crate::login::Login;
use crate::tray::Tray;

/// Whether the program is there without its window.
pub(crate) struct Presence {
    tray: Option<Tray>,
    login: Login,
    /// A second start can bring a hidden window back.
    can_return: bool,
    seen: Mutex<Seen>,
    /// One frame is followed after the other.
    turn: tauri::async_runtime::Mutex<()>,
}

/// What was seen last.
#[derive(Default)]
struct Seen {
    drawn: Drawn,
    keep_watching: bool,
    start_at_login: Option<bool>,
    /// The program was started without a window, and nobody has looked yet whether it needs a person.
    is_hidden: bool,
}

/// What the tray shows.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq)]
struct Drawn {
    language: Option<Language>,
    items: u32,
    unsent: u32,
}

impl Presence {
    /// Wanted on the main thread. `can_return` says whether a second start finds this one.
    pub(crate) fn start(app: &AppHandle, login: Login, can_return: bool, is_hidden: bool) -> Self {
        let tray = Tray::start(app, &tray_words(None, 0, 0));
        let seen = Mutex::new(Seen { is_hidden, ..Seen::default() });
        Self { tray, login, can_return, seen, turn: tauri::async_runtime::Mutex::default() }
    }

    fn seen(&self) -> MutexGuard<'_, Seen> {
        self.seen.lock().unwrap_or_else(PoisonError::into_inner)
    }

    /// So many items wait.
    pub(crate) fn count(&self, items: u32) {
        self.draw(|drawn| drawn.items = items);
    }

    /// Draws the tray where that changes anything. The main thread does the drawing, so nothing is locked meanwhile.
    fn draw(&self, change: impl FnOnce(&mut Drawn)) {
        let drawn = {
            let mut seen = self.seen();
            let before = seen.drawn;
            change(&mut seen.drawn);
            if seen.drawn == before {
                return;
            }
            seen.drawn
        };
        if let Some(tray) = &self.tray {
            tray.show(&tray_words(drawn.language, drawn.items, drawn.unsent), drawn.items);
        }
    }

    fn follow(&self, app: &AppHandle, frame: &Frame) {
        let preferences = &frame.preferences;
        let (at_login, needs_a_person) = {
            let mut seen = self.seen();
            seen.keep_watching = preferences.keep_watching;
            let before = seen.start_at_login.replace(preferences.start_at_login);
            let changed = before != Some(preferences.start_at_login);
            let was_hidden = std::mem::take(&mut seen.is_hidden);
            let is_watching = frame.phase == Phase::Ready && frame.fault.is_none();
            (changed.then_some(preferences.start_at_login), was_hidden && !is_watching)
        };
        self.draw(|drawn| {
            *drawn = Drawn { language: preferences.language, items: frame.inbox, unsent: frame.outbox };
        });
        if let Some(at_login) = at_login
            && let Err(error) = self.login.set(app, at_login)
        {
            tracing::warn!(%error, "starting at login could not be changed");
        }
        if needs_a_person {
            come_forward(app);
        }
    }

    /// Whether closing the window leaves the program running.
    fn keeps_watching(&self) -> bool {
        self.seen().keep_watching && self.can_return
    }
}

/// Looks at the frame where it has changed. Returns at once.
pub(crate) fn follow(app: &AppHandle, tags: &[Tag]) {
    if !tags.contains(&Tag::Frame) {
        return;
    }
    let app = app.clone();
    tauri::async_runtime::spawn(async move {
        let (Some(desk), Some(presence)) = (app.try_state::<Desk>(), app.try_state::<Presence>()) else { return };
        let _turn = presence.turn.lock().await;
        if let Ok(frame) = desk.frame(()).await {
            let following = app.clone();
            let followed = tauri::async_runtime::spawn_blocking(move || {
                following.state::<Presence>().follow(&following, &frame);
            });
            if let Err(error) = followed.await {
                tracing::warn!(%error, "the frame could not be followed");
            }
        }
    });
}

/// Closing the window keeps watching where the person wants that and can come back to it.
pub(crate) fn on_window_event(window: &Window, event: &WindowEvent) {
    if let WindowEvent::CloseRequested { api, .. } = event
        && window.try_state::<Presence>().is_some_and(|presence| presence.keeps_watching())
    {
        match window.hide() {
            Ok(()) => api.prevent_close(),
            Err(error) => tracing::warn!(%error, "the window could not be hidden, so it closes"),
        }
    }
}

/// Brings the window to the front.
pub(crate) fn come_forward(app: &AppHandle) {
    for window in app.webview_windows().values() {
        let raised = window.show().and_then(|()| window.unminimize()).and_then(|()| window.set_focus());
        if let Err(error) = raised {
            tracing::debug!(%error, "the window could not be raised");
        }
    }
}

/// Ends the program. What was asked for and has not left is in the journal and leaves after the next start.
pub(crate) fn quit(app: &AppHandle) {
    app.exit(0);
}
