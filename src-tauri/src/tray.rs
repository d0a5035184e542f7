//! The icon that stays while no window is shown.

use std::panic::{AssertUnwindSafe, catch_unwind};

use desk::notices::TrayWords;
use tauri::menu::{Menu, MenuItem, PredefinedMenuItem};
use tauri::tray::{MouseButton, MouseButtonState, TrayIcon, TrayIconBuilder, TrayIconEvent};
use tauri::{AppHandle, Wry};

use crate::presence::{come_forward, quit};

const OPEN: &str = "open";
const COUNT: &str = "count";
const QUIT: &str = "quit";

/// The icon with its menu.
pub(crate) struct Tray {
    icon: TrayIcon,
    open: MenuItem<Wry>,
    count: MenuItem<Wry>,
    quit: MenuItem<Wry>,
}

impl Tray {
    /// Puts the icon there, on the main thread. `None` where this desktop has no place for it, which is then no fault.
    ///
    /// On Linux the library for it is loaded when it is first wanted, and one that is missing is a panic there, not an
    /// error. It says so on standard error too.
    pub(crate) fn start(app: &AppHandle, words: &TrayWords) -> Option<Self> {
        match catch_unwind(AssertUnwindSafe(|| Self::build(app, words))) {
            Ok(Ok(tray)) => Some(tray),
            Ok(Err(error)) => {
                tracing::info!(%error, "there is no tray");
                None
            }
            Err(_) => {
                tracing::info!("there is no tray: its library is missing");
                None
            }
        }
    }

    fn build(app: &AppHandle, words: &TrayWords) -> tauri::Result<Self> {
        let item = |id, text: &str| MenuItem::with_id(app, id, text, true, None::<&str>);
        let (open, count, quit) = (item(OPEN, &words.open)?, item(COUNT, &words.count)?, item(QUIT, &words.quit)?);
        let menu = Menu::with_items(app, &[&open, &count, &PredefinedMenuItem::separator(app)?, &quit])?;
        let mut builder = TrayIconBuilder::with_id("main")
            .menu(&menu)
            .show_menu_on_left_click(false)
            .on_menu_event(|app, event| chosen(app, event.id().as_ref()))
            .on_tray_icon_event(|icon, event| {
                if let TrayIconEvent::Click { button: MouseButton::Left, button_state: MouseButtonState::Up, .. } =
                    event
                {
                    come_forward(icon.app_handle());
                }
            });
        if let Some(image) = app.default_window_icon() {
            builder = builder.icon(image.clone());
        }
        Ok(Self { icon: builder.build(app)?, open, count, quit })
    }

    /// Says how many items wait. Linux's trays show no tooltip, so the number stands beside the icon too.
    pub(crate) fn show(&self, words: &TrayWords, items: u32) {
        let number = (items > 0).then(|| items.to_string());
        let said = self
            .icon
            .set_tooltip(Some(&words.tip))
            .and_then(|()| self.icon.set_title(number))
            .and_then(|()| self.open.set_text(&words.open))
            .and_then(|()| self.count.set_text(&words.count))
            .and_then(|()| self.quit.set_text(&words.quit));
        if let Err(error) = said {
            tracing::debug!(%error, "the tray could not be changed");
        }
    }
}

fn chosen(app: &AppHandle, item: &str) {
    if item == QUIT { quit(app) } else { come_forward(app) }
}
