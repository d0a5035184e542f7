//! A desktop of our own: a session bus and a virtual display around one program.

/// Whether somebody is looking.
pub(crate) fn has_display() -> bool {
    ["DISPLAY", "WAYLAND_DISPLAY"].iter().any(|name| std::env::var_os(name).is_some_and(|value| !value.is_empty()))
}

/// The same program on a bus and a display that live as long as it does.
///
/// `-noreset` matters: without it the display resets itself when its last client leaves, and a window that starts in
/// that moment dies.
pub(crate) fn on_a_virtual_desktop<'a>(program: &'a str, args: &[&'a str]) -> (&'static str, Vec<&'a str>) {
    let around = ["--", "xvfb-run", "-a", "-s", "-screen 0 1920x1080x24 -noreset", program];
    ("dbus-run-session", [&around, args].concat())
}
