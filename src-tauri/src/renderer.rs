//! How the page is painted where there is no graphics device.
//!
//! WebKitGTK shares buffers with a graphics device even where it has to imitate one in software. On a computer without
//! one (a virtual machine, a remote desktop), measured on 2026-11-21 with 100,000 rows, that costs 40 ms a frame
//! instead of 16, and 300 ms at the start. WebKit reads its choice from the environment before any code of ours could
//! set it safely, so the program starts itself anew with the choice made, which costs some 50 ms once.

use std::path::Path;

const CHOICE: &str = "WEBKIT_DISABLE_DMABUF_RENDERER";

/// Starts the program anew without shared buffers where no graphics device is there and nobody has chosen.
/// Returns where nothing has to be changed.
pub(crate) fn choose() {
    #[cfg(target_os = "linux")]
    if std::env::var_os(CHOICE).is_none() && !has_graphics(Path::new("/dev/dri")) {
        use std::os::unix::process::CommandExt as _;
        if let Ok(program) = std::env::current_exe() {
            // It returns only where it failed, and then the page is painted as WebKit likes.
            let _failed = std::process::Command::new(program).args(std::env::args_os().skip(1)).env(CHOICE, "1").exec();
        }
    }
}

/// Whether the kernel offers a device that renders.
fn has_graphics(devices: &Path) -> bool {
    let Ok(devices) = std::fs::read_dir(devices) else { return false };
    devices.flatten().any(|device| device.file_name().to_string_lossy().starts_with("renderD"))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_rendering_device_is_known_by_its_name() {
        let folder = std::env::temp_dir().join(format!("marketdesk-devices-{}", std::process::id()));
        std::fs::create_dir_all(&folder).unwrap();
        std::fs::write(folder.join("card0"), "").unwrap();
        assert!(!has_graphics(&folder), "a card alone shows pictures and renders nothing");
        std::fs::write(folder.join("renderD128"), "").unwrap();
        assert!(has_graphics(&folder));
        std::fs::remove_dir_all(&folder).unwrap();
        assert!(!has_graphics(&folder), "no folder, no device");
    }
}
