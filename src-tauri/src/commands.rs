//! One Tauri command per line of the desk's table; each passes its request through and its answer back.

use desk::Desk;
use desk::contract::*;
use tauri::State;

macro_rules! wrappers {
    ($($name:ident($request:ty) -> $reply:ty;)*) => {
        $(#[tauri::command]
        pub(crate) async fn $name(desk: State<'_, Desk>, request: $request) -> Result<$reply, Fault> {
            desk.$name(request).await
        })*

        /// Answers every command of the table.
        pub(crate) fn handler() -> impl Fn(tauri::ipc::Invoke) -> bool + Send + Sync + 'static {
            tauri::generate_handler![$($name),*]
        }
    };
}
desk::for_each_command!(wrappers);
