/** The page's parts: what is there before any claim is shown. */

import { COLUMNS } from "./columns.js";
import { h, tierSign } from "./dom.js";
import { FACETS, NONE, written } from "./facets.js";
import { makeMenu } from "./menu.js";

const EXAMPLES = "weeks, fibromyalgia, Cochrane …";

/**
 * Make the parts of the page and put them into it.
 * @param {Element} root where to.
 * @param data what `readClaims` gives.
 * @param on what to call: `filter(name, values)`, `search()`, `columns(names)`, `sort(sort)`, `series(name)`, `copy()`, `download()`,
 *   `closed()`.
 */
export function makePage(root, data, on) {
  const menus = new Map(FACETS.map((facet) => [facet.name, facetMenu(facet, data, on)]));
  const columns = makeMenu("Columns", COLUMNS.map(({ name, title }) => ({ value: name, label: title })), on.columns);
  const parts = {
    menus,
    columns,
    search: h("input", { type: "search", id: "ke-search", autocomplete: "off", spellcheck: "false", placeholder: EXAMPLES }),
    sort: h("select", { id: "ke-sort", onchange: () => on.sort(parts.sort.value) }, ...sortChoices()),
    chips: h("div", { class: "ke-chips", role: "group", "aria-label": "Filters in use" }),
    status: h("p", { role: "status", class: "ke-status" }),
    notice: h("p", { class: "ke-notice", hidden: true }),
    series: h("select", { id: "ke-series", onchange: () => on.series(parts.series.value) }),
    legend: legend(),
    chart: h("div", { class: "ke-chart" }),
    table: h("div", { class: "ke-table" }),
    counter: h("p", { class: "ke-counter" }),
    pages: h("div", { class: "ke-pages", role: "group", "aria-label": "Pages of the table" }),
    dialog: h("dialog", { class: "ke-record", "aria-labelledby": "ke-record-title" }),
    recordBody: h("div", { class: "ke-record-body" }),
  };
  parts.search.addEventListener("input", () => on.search());
  const close = h("button", { type: "button", class: "ke-close", onclick: () => parts.dialog.close() }, "Close");
  parts.dialog.append(h("div", { class: "ke-record-head" }, h("h2", { id: "ke-record-title" }, "Record"), close), parts.recordBody);
  parts.dialog.addEventListener("close", on.closed);
  parts.dialog.addEventListener("click", (event) => event.target === parts.dialog && parts.dialog.close()); // beside it
  root.replaceChildren(
    h("div", { class: "ke-search" }, h("label", { for: "ke-search" }, "Search"), parts.search),
    h("div", { class: "ke-bar", role: "group", "aria-label": "Filters" }, ...[...menus.values()].map(({ element }) => element)),
    parts.chips,
    parts.notice,
    h("div", { class: "ke-found" }, parts.status, h("div", { class: "ke-actions" },
      h("button", { type: "button", class: "ke-button", onclick: on.copy }, "Copy link"),
      h("button", { type: "button", class: "ke-button", onclick: on.download }, "Download CSV"))),
    chartPart(parts),
    h("section", { "aria-labelledby": "ke-table-title" },
      h("div", { class: "ke-head" }, h("h2", { id: "ke-table-title" }, "Claims"),
        h("div", { class: "ke-actions" }, h("label", { for: "ke-sort" }, "Sort by"), parts.sort, columns.element)),
      parts.table, parts.pages, parts.counter),
    parts.dialog,
  );
  return parts;
}

function chartPart(parts) {
  return h("section", { "aria-labelledby": "ke-chart-title" },
    h("div", { class: "ke-head" }, h("h2", { id: "ke-chart-title" }, "Chart"),
      h("div", { class: "ke-actions" }, h("label", { for: "ke-series" }, "Draw"), parts.series)),
    parts.legend, parts.chart);
}

function legend() {
  const key = (tier, text) => h("span", { class: "ke-key" }, tierSign(tier), ` ${text}`);
  const how = h("span", {}, "light: the widest reading; solid: what every reading shares; a sign at each stated end");
  return h("p", { class: "ke-legend" }, key("lay", "what patients are told"), key("literature", "what studies report"), how);
}

function facetMenu(facet, data, on) {
  return makeMenu(facet.title, choices(facet, data), (values) => on.filter(facet.name, values));
}

/** The values that claims have of a facet, "not stated" last. */
function choices(facet, data) {
  const values = new Set(data.claims.flatMap((claim) => facet.values(claim)));
  const signs = { tier: (value) => tierSign(value), source: (value) => tierSign(data.sources[value].tier) };
  return [...values]
    .map((value) => ({ value, label: written(facet, value, data), sign: signs[facet.name]?.(value) }))
    .sort((one, other) => Number(one.value === NONE) - Number(other.value === NONE) || one.label.localeCompare(other.label));
}

function sortChoices() {
  const both = COLUMNS.flatMap(({ name, title }) => [[name, `${title}, ascending`], [`-${name}`, `${title}, descending`]]);
  return [["", "order of the release"], ...both].map(([value, label]) => h("option", { value }, label));
}
