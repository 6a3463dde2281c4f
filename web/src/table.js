/** The table of claims: Tabulator shows, sorts, pages and downloads; what it shows are texts and links. */

import {
  AccessorModule, DownloadModule, ExportModule, FilterModule, FormatModule, InteractionModule, PageModule, ResizeTableModule, ResponsiveLayoutModule,
  SortModule, Tabulator,
} from "tabulator-tables";
import "tabulator-tables/dist/css/tabulator_simple.min.css";
import { byReading, COLUMNS, DOWNLOADED } from "./columns.js";
import { h, tierSign } from "./dom.js";

Tabulator.registerModule([
  AccessorModule, DownloadModule, ExportModule, FilterModule, FormatModule, InteractionModule, PageModule, ResizeTableModule, ResponsiveLayoutModule,
  SortModule,
]);

export const ROWS_ON_A_PAGE = 25;
/** What a spreadsheet would run as a formula gets an apostrophe before it, as in the CSV that the package exports. */
const FUSED = /^'*[=+\-@\t\r\n＝＋－＠]/;

/**
 * Make the table.
 * @param places the elements for the table and for its pages.
 * @param data what `readClaims` gives.
 * @param {View} view what to show at first.
 * @param on what to call: `open(id)` for a record, `sorted(sort)`, `turned(page)`.
 * @returns a promise of the table, which is there once it is built.
 */
export function makeTable(places, data, view, on) {
  const table = new Tabulator(places.table, {
    data: data.claims.map(({ id }) => ({ id })), // all else is looked up by the id: Tabulator copies what it holds
    nestedFieldSeparator: false,
    columns: [...COLUMNS.map((column) => shown(column, data, view, on)), ...DOWNLOADED.map((column) => downloaded(column, data))],
    columnDefaults: { headerWordWrap: true, variableHeight: true },
    initialSort: sorters(view.sort),
    layout: "fitColumns",
    responsiveLayout: "collapse",
    responsiveLayoutCollapseFormatter: beneath,
    renderVertical: "basic",
    pagination: true,
    paginationSize: ROWS_ON_A_PAGE,
    paginationInitialPage: view.page,
    paginationElement: places.pages,
    paginationButtonCount: 3,
    placeholder: "No claim fits. Take a filter away.",
    downloadConfig: { columnHeaders: true },
  });
  places.table.setAttribute("aria-label", "Claims");
  places.table.addEventListener("keydown", moveByArrows);
  table.on("rowClick", (event, row) => {
    if (!event.target.closest("a") && !globalThis.getSelection()?.toString()) on.open(row.getData().id);
  });
  return new Promise((resolve) => {
    table.on("tableBuilt", () => {
      table.on("dataSorted", () => on.sorted(sortOf(table)));
      table.on("pageLoaded", (page) => on.turned(page));
      places.table.querySelector(".tabulator-tableholder").removeAttribute("tabindex"); // the page scrolls, it does not
      resolve(table);
    });
  });
}

/** How a table is sorted, as a view has it. */
export function sortOf(table) {
  const [first] = table.getSorters();
  return first ? `${first.dir === "desc" ? "-" : ""}${first.field}` : "";
}

/** What Tabulator calls the sort of a view. */
export const sorters = (sort) => (sort ? [{ column: sort.replace(/^-/, ""), dir: sort.startsWith("-") ? "desc" : "asc" }] : []);

/** Save the claims that are found, in their order, as CSV. */
export function download(table, data) {
  table.download("csv", `ketamine-evidence-${data.about.version}-selection.csv`, { bom: true });
}

function shown(column, data, view, on) {
  const claimOf = (one) => data.byId.get(one.getData().id);
  return {
    title: column.title,
    field: column.name,
    visible: view.columns.includes(column.name),
    download: false,
    minWidth: column.width,
    width: column.grow === 0 ? column.width : undefined,
    widthGrow: column.grow,
    responsive: column.name === "states" ? 0 : 1 + COLUMNS.indexOf(column),
    titleFormatter: (cell) => h("button", { type: "button", class: "ke-sort" }, cell.getValue()), // a click on it is one on the header
    formatter: (cell) => content(column, claimOf(cell), on),
    sorter: (one, other, oneRow, otherRow, _, dir) => compare(column, claimOf(oneRow), claimOf(otherRow), dir),
  };
}

function downloaded([name, value], data) {
  return {
    title: name,
    field: `download.${name}`,
    visible: false,
    download: true,
    headerSort: false,
    responsive: 0,
    accessorDownload: (_, row) => defused(value(data.byId.get(row.id), data)),
  };
}

export const defused = (value) => (typeof value === "string" && FUSED.test(value) ? `'${value}` : value);

function content(column, claim, on) {
  if (column.name === "states") return statement(claim, on);
  const text = String(column.value(claim));
  if (column.name === "tier") return h("span", { class: "ke-tier" }, tierSign(claim.tier), text);
  return document.createTextNode(text || "–");
}

/** What a claim states, as the link that opens its record. */
function statement(claim, on) {
  const open = (event) => {
    if (event.ctrlKey || event.metaKey || event.shiftKey) return;
    event.preventDefault();
    on.open(claim.id);
  };
  const phrase = claim.reported === undefined ? null : h("span", { class: "ke-phrase" }, claim.reported);
  const summary = h("span", { class: "ke-summary" }, claim.summary);
  const address = `#${new URLSearchParams({ record: claim.id })}`;
  return h("a", { href: address, class: "ke-open", onclick: open }, phrase, phrase ? " " : null, summary);
}

/** What has no room beside the rest stands beneath it, as on a card. */
function beneath(hidden) {
  const stated = hidden.filter(({ value }) => value.textContent !== "–");
  const list = stated.flatMap(({ title, value }) => [h("dt", {}, title), h("dd", {}, value)]);
  return stated.length ? h("div", { role: "gridcell", class: "ke-beneath" }, h("dl", {}, ...list)) : "";
}

/** Order two claims by a column; what has nothing in it comes last either way. */
function compare(column, one, other, dir) {
  const [first, second] = [column.value(one), column.value(other)];
  if (first === "" || second === "") return ((first === "" ? 1 : 0) - (second === "" ? 1 : 0)) * (dir === "asc" ? 1 : -1);
  if (column.name === "reading") return byReading(one, other);
  return column.number ? first - second : String(first).localeCompare(String(second), "en", { numeric: true });
}

/** The arrow keys go from record to record. */
function moveByArrows(event) {
  const links = [...event.currentTarget.querySelectorAll("a.ke-open")];
  const at = links.indexOf(event.target);
  const to = { ArrowDown: at + 1, ArrowUp: at - 1, Home: 0, End: links.length - 1 }[event.key];
  if (at < 0 || to === undefined || !links[to]) return;
  event.preventDefault();
  links[to].focus();
}
