/** The few controls taken from Fluent; they come after the first rows are on screen. */
import "@fluentui/web-components/checkbox.js";
import "@fluentui/web-components/switch.js";

/** What was set on an element before it knew what it is must be set again, or it hides the real property. */
for (const control of document.querySelectorAll<HTMLInputElement>("fluent-switch, fluent-checkbox")) {
  if (!Object.hasOwn(control, "checked")) continue;
  const { checked } = control;
  Reflect.deleteProperty(control, "checked");
  control.checked = checked;
}
