/** A view: what is asked for and how it is shown. It is written into the address after "#", so that a link restores it. */

import { COLUMNS, SHOWN } from "./columns.js";
import { FACETS } from "./facets.js";

/**
 * @typedef {Object} View
 * @property {Object<string, string[]>} filters the values asked for, by facet; no entry asks for all.
 * @property {string} search the words searched for.
 * @property {string} sort the name of a column, with "-" before it for the other way; empty for the order of the release.
 * @property {string[]} columns the names of the columns shown.
 * @property {number} page which page of the table.
 * @property {string} series what the chart draws, as `quantity:dimension`; empty for the best choice, and `NO_CHART` for none.
 * @property {string} record the id of the record that is open; empty where none is.
 */

/** Stands in a link, as a series, for no chart at all. */
export const NO_CHART = "none";

/** @returns {View} */
export const empty = () => ({ filters: {}, search: "", sort: "", columns: SHOWN, page: 1, series: "", record: "" });

/** Write a view as the part of an address after "#"; empty for the view that the page begins with. */
export function toHash(view, version) {
  const pairs = FACETS.flatMap(({ name }) => (view.filters[name] ?? []).map((value) => [name, value]));
  if (view.search) pairs.push(["search", view.search]);
  if (view.sort) pairs.push(["sort", view.sort]);
  if (view.columns.join() !== SHOWN.join()) pairs.push(["columns", view.columns.join(",")]);
  if (view.page !== 1) pairs.push(["page", view.page]);
  if (view.series) pairs.push(["chart", view.series]);
  if (view.record) pairs.push(["record", view.record]);
  return pairs.length ? `#${new URLSearchParams([...pairs, ["data", version]])}` : "";
}

/**
 * Read a view from an address. What it names that there is not is left out, but for the values of filters: a link that asks for what this data
 * version does not have finds nothing, and says what it asked for.
 * @returns {{view: View, version: string | null}} the view, and the data version that the link was made with.
 */
export function fromHash(hash) {
  const asked = new URLSearchParams(hash.replace(/^#/, ""));
  const view = empty();
  for (const { name } of FACETS) {
    const values = [...new Set(asked.getAll(name))];
    if (values.length) view.filters[name] = values;
  }
  const known = new Set(COLUMNS.map(({ name }) => name));
  const chosen = (asked.get("columns") ?? "").split(",").filter((name) => known.has(name));
  const sort = asked.get("sort") ?? "";
  view.search = asked.get("search") ?? "";
  view.sort = known.has(sort.replace(/^-/, "")) ? sort : "";
  view.columns = chosen.length ? inOrder(chosen) : SHOWN;
  view.page = Math.max(1, Number.parseInt(asked.get("page") ?? "1", 10) || 1);
  view.series = asked.get("chart") ?? "";
  view.record = asked.get("record") ?? "";
  return { view, version: asked.get("data") };
}

/** Columns as they stand in the table, each once. */
export const inOrder = (names) => COLUMNS.map(({ name }) => name).filter((name) => names.includes(name));
