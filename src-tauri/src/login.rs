//! Starting when the person signs in to the computer: with the same profile, and without a window.

#[cfg(not(target_os = "linux"))]
pub(crate) use other::Login;
#[cfg(target_os = "linux")]
pub(crate) use xdg::Login;

use std::path::Path;

use crate::arguments::HIDDEN;

/// What stands behind the program's name when it is started at login.
pub(crate) fn arguments(profile: Option<&Path>) -> Vec<String> {
    let mut arguments = vec![HIDDEN.to_owned()];
    if let Some(profile) = profile {
        let whole = std::path::absolute(profile).unwrap_or_else(|_| profile.to_owned());
        arguments.extend(["--profile".to_owned(), whole.display().to_string()]);
    }
    arguments
}

/// The desktop's own folder of programs that start with the session. Tauri's plugin is not used here: it writes below
/// `~/.config` whatever folder is configured, and does not quote.
#[cfg(target_os = "linux")]
mod xdg {
    use std::fs;
    use std::io;
    use std::path::PathBuf;

    use anyhow::Result;
    use tauri::{AppHandle, Manager as _};

    /// Starting at login, or not.
    pub(crate) struct Login {
        arguments: String,
    }

    impl Login {
        pub(crate) fn new(arguments: &[String]) -> Self {
            let quoted: Vec<String> = arguments.iter().map(|argument| quoted(argument)).collect();
            Self { arguments: quoted.join(" ") }
        }

        /// Begins or ends to start at login.
        pub(crate) fn set(&self, app: &AppHandle, on: bool) -> Result<()> {
            let folder = app.path().config_dir()?.join("autostart");
            let file = folder.join(format!("{}.desktop", app.config().identifier));
            if on { self.write(&folder, &file) } else { self.remove(&file) }
        }

        fn write(&self, folder: &PathBuf, file: &PathBuf) -> Result<()> {
            let program = quoted(&std::env::current_exe()?.display().to_string());
            fs::create_dir_all(folder)?;
            let entry = format!(
                "[Desktop Entry]\nType=Application\nName=Marketdesk\nExec={program} {}\nTerminal=false\n",
                self.arguments
            );
            Ok(fs::write(file, entry)?)
        }

        /// An entry for another profile is not ours to remove.
        fn remove(&self, file: &PathBuf) -> Result<()> {
            let entry = match fs::read_to_string(file) {
                Ok(entry) => entry,
                Err(error) if error.kind() == io::ErrorKind::NotFound => return Ok(()),
                Err(error) => return Err(error.into()),
            };
            let is_ours = |line: &str| line.starts_with("Exec=") && line.ends_with(&self.arguments);
            if entry.lines().any(is_ours) {
                fs::remove_file(file)?;
            }
            Ok(())
        }
    }

    /// As the desktop entry specification wants it: quoted for the shell-like part, then once more for the file.
    fn quoted(argument: &str) -> String {
        let mut text = String::from("\"");
        for c in argument.chars() {
            match c {
                '"' | '`' | '$' => text.extend(["\\\\", c.encode_utf8(&mut [0; 4])]),
                '\\' => text.push_str(r"\\\\"),
                '%' => text.push_str("%%"),
                c if c.is_control() => {}
                c => text.push(c),
            }
        }
        text.push('"');
        text
    }

    #[cfg(test)]
    mod tests {
        use super::*;

        #[test]
        fn an_argument_is_quoted_for_the_desktop() {
            assert_eq!(quoted("/opt/My Desk/100%"), r#""/opt/My Desk/100%%""#);
            assert_eq!(quoted(r#"a"$\"#), r#""a\\"\\$\\\\""#);
        }

        #[test]
        fn turning_it_off_leaves_the_entry_of_another_profile() {
            let folder = std::env::temp_dir().join(format!("marketdesk-login-{}", std::process::id()));
            let file = folder.join("entry.desktop");
            let [ours, theirs] =
                [None, Some("/their profile".as_ref())].map(|it| Login::new(&super::super::arguments(it)));
            theirs.write(&folder, &file).unwrap();
            assert!(fs::read_to_string(&file).unwrap().contains(r#""--hidden" "--profile" "/their profile""#));
            ours.remove(&file).unwrap();
            assert!(file.exists());
            theirs.remove(&file).unwrap();
            assert!(!file.exists());
            theirs.remove(&file).unwrap();
            fs::remove_dir_all(&folder).unwrap();
        }
    }
}

/// Recipes: Linux alone is tested.
#[cfg(not(target_os = "linux"))]
mod other {
    use anyhow::Result;
    use tauri::{AppHandle, Manager as _};
    use tauri_plugin_autostart::ManagerExt as _;

    /// Starting at login, or not.
    pub(crate) struct Login(Vec<String>);

    impl Login {
        pub(crate) fn new(arguments: &[String]) -> Self {
            Self(arguments.to_vec())
        }

        /// Begins or ends to start at login. The plugin knows its arguments from its start, so it starts here.
        pub(crate) fn set(&self, app: &AppHandle, on: bool) -> Result<()> {
            if app.try_state::<tauri_plugin_autostart::AutoLaunchManager>().is_none() {
                app.plugin(tauri_plugin_autostart::Builder::new().args(self.0.clone()).build())?;
            }
            let manager = app.autolaunch();
            Ok(if on { manager.enable() } else { manager.disable() }?)
        }
    }
}
