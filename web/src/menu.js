/** Menus that open beneath a button: a `details` each, with boxes to tick. */

import { count, h } from "./dom.js";

/**
 * Make a menu of boxes to tick.
 * @param {string} title what is chosen.
 * @param {Array<{value: string, label: string, sign?: Node}>} choices
 * @param {Function} changed called with the values that are ticked.
 * @returns {{element: Element, show: Function}} `show(chosen, numbers)` ticks boxes and writes a number beside each.
 */
export function makeMenu(title, choices, changed) {
  const boxes = new Map();
  const rows = choices.map(({ value, label, sign }) => {
    const box = h("input", { type: "checkbox", value });
    const number = h("span", { class: "ke-number" });
    const row = h("label", { class: "ke-choice" }, box, sign, h("span", { class: "ke-choice-label" }, label), " ", number);
    boxes.set(value, { box, number, row });
    return row;
  });
  const chosen = () => [...boxes].filter(([, { box }]) => box.checked).map(([value]) => value);
  const summary = h("summary", {}, title);
  const panel = h("fieldset", { class: "ke-panel", onchange: () => changed(chosen()) }, h("legend", {}, title), ...rows);
  const element = h("details", { class: "ke-menu", ontoggle: () => element.open && place(panel) }, summary, panel);
  element.addEventListener("keydown", (event) => {
    if (event.key !== "Escape" || !element.open) return;
    element.open = false;
    summary.focus();
  });
  const show = (values, numbers = null) => {
    for (const [value, { box, number, row }] of boxes) {
      box.checked = values.includes(value);
      number.textContent = numbers ? count(numbers.get(value) ?? 0) : "";
      row.classList.toggle("ke-nothing", numbers !== null && !numbers.get(value) && !box.checked);
    }
    element.classList.toggle("ke-chosen", numbers !== null && values.length > 0);
    summary.textContent = numbers !== null && values.length ? `${title} (${values.length})` : title;
  };
  return { element, show };
}

/** Keep a panel on the screen. */
function place(panel) {
  panel.classList.remove("ke-leftward");
  const { right } = panel.getBoundingClientRect();
  panel.classList.toggle("ke-leftward", right > document.documentElement.clientWidth - 8);
}

/** Close a menu where a click or the focus goes elsewhere. */
export function closeElsewhere(root) {
  const close = (event) => {
    for (const menu of root.querySelectorAll("details.ke-menu[open]")) if (!menu.contains(event.target)) menu.open = false;
  };
  document.addEventListener("pointerdown", close);
  root.addEventListener("focusin", close);
}
