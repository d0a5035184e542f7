//! The window. It decides nothing: it opens the desk, hands it the system's clock, chance and vault, and passes
//! commands through.

#![cfg_attr(not(debug_assertions), windows_subsystem = "windows")]

mod arguments;
#[cfg(target_os = "linux")]
mod bus;
mod clock;
mod commands;
mod login;
mod logs;
mod notices;
mod presence;
mod renderer;
#[cfg(target_os = "linux")]
mod succession;
mod tray;
mod vault;

use std::io::Write as _;
use std::sync::Arc;

use desk::contract::Connected;
use desk::{Desk, Setup, SystemRandom};
use tauri::{App, Emitter as _, Manager as _, WebviewWindowBuilder};
use tauri_plugin_window_state::StateFlags;

use crate::arguments::{Arguments, HIDDEN};
use crate::login::Login;
use crate::notices::SystemDesktop;
use crate::presence::Presence;

/// The event by which the page learns what to ask again.
const STALE: &str = "stale";
const VERSION: &str = env!("CARGO_PKG_VERSION");

fn main() -> anyhow::Result<()> {
    renderer::choose();
    let arguments = Arguments::read(std::env::args().skip(1))?;
    let system = System::meet();
    tauri::Builder::default()
        .plugin(tauri_plugin_single_instance::init(|app, arguments, _| {
            if !arguments.iter().any(|argument| argument == HIDDEN) {
                presence::come_forward(app);
            }
        }))
        // A window that was hidden when the program ended is not hidden the next time.
        .plugin(tauri_plugin_window_state::Builder::default().with_state_flags(!StateFlags::VISIBLE).build())
        .plugin(tauri_plugin_notification::init())
        .on_window_event(presence::on_window_event)
        .invoke_handler(commands::handler())
        .setup(move |app| Ok(open(app, &arguments, &system)?))
        .run(tauri::generate_context!())?;
    Ok(())
}

/// What this computer has beside a screen.
struct System {
    #[cfg(target_os = "linux")]
    bus: Option<zbus::blocking::Connection>,
}

impl System {
    /// Looks what is there, and has an older program make way.
    fn meet() -> Self {
        #[cfg(target_os = "linux")]
        {
            let bus = bus::session();
            if let Some(bus) = &bus {
                succession::ask(bus, VERSION);
            }
            Self { bus }
        }
        #[cfg(not(target_os = "linux"))]
        Self {}
    }

    /// Says that this program runs now. Returns whether a second start would find it.
    fn settle(&self, app: &App) -> bool {
        #[cfg(target_os = "linux")]
        {
            let Some(bus) = &self.bus else { return false };
            let leaving = app.handle().clone();
            if let Err(error) = succession::answer(bus, VERSION, move || presence::quit(&leaving)) {
                tracing::warn!(%error, "a newer program could not ask this one to make way");
            }
        }
        #[cfg(not(target_os = "linux"))]
        let _everywhere_else = app;
        true
    }

    fn desktop(&self, app: &App) -> anyhow::Result<SystemDesktop> {
        let desktop = SystemDesktop::new(
            app.handle(),
            #[cfg(target_os = "linux")]
            self.bus.clone(),
        );
        Ok(desktop?)
    }
}

/// Opens the desk first and the window on it second, so that no command finds the desk missing.
fn open(app: &mut App, arguments: &Arguments, system: &System) -> anyhow::Result<()> {
    let profile = match &arguments.profile {
        Some(folder) => folder.clone(),
        None => app.path().app_data_dir()?,
    };
    logs::start(app, &profile)?;
    let can_return = system.settle(app);
    let login = Login::new(&login::arguments(arguments.profile.as_deref()));
    app.manage(Presence::start(app.handle(), login, can_return, arguments.hidden));
    let exports = match &arguments.profile {
        Some(folder) => folder.join("exports"),
        None => app.path().download_dir().unwrap_or_else(|_| profile.join("exports")),
    };
    let page = app.handle().clone();
    let setup = Setup {
        profile,
        system_vault: Box::new(vault::find),
        clock: Arc::new(clock::SystemClock),
        random: Arc::new(SystemRandom),
        told: Arc::new(move |tags| {
            if let Err(error) = page.emit(STALE, tags) {
                tracing::debug!(%error, "the page could not be told");
            }
            presence::follow(&page, tags);
        }),
        desktop: Arc::new(system.desktop(app)?),
        version: VERSION.to_owned(),
        exports,
        user: ["USER", "USERNAME", "LOGNAME"].iter().find_map(|name| std::env::var(name).ok()).unwrap_or_default(),
    };
    let desk = tauri::async_runtime::block_on(async { Desk::new(setup) });
    app.manage(desk.clone());
    let handed_in = arguments.connect.as_deref().map(arguments::handed_in).transpose()?;
    tauri::async_runtime::spawn(async move {
        if let Some(connected) = desk.wake(handed_in).await {
            hand_out(&connected);
        }
    });
    for window in app.config().app.windows.clone() {
        WebviewWindowBuilder::from_config(app.handle(), &window)?.visible(!arguments.hidden).build()?;
    }
    Ok(())
}

/// Whoever set this computer up by `--connect` gets the recovery code where they stand: on standard output, once.
fn hand_out(connected: &Connected) {
    if let Some(code) = &connected.recovery_code {
        let _told =
            writeln!(std::io::stdout(), "{} is connected. Recovery code: {code}", connected.connection.publisher);
    }
}
