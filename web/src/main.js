/** The Explore page: one view, shown by the menus, the chart, the table and the address, each of which can change it. */

import "./explore.css";
import { readClaims } from "./claims.js";
import { drawChart } from "./chart.js";
import { count, counted, h } from "./dom.js";
import { FACETS, matching, tally, written } from "./facets.js";
import { closeElsewhere } from "./menu.js";
import { makePage } from "./page.js";
import { recordContent } from "./record.js";
import { seriesOf } from "./series.js";
import { download, makeTable, ROWS_ON_A_PAGE, sorters, sortOf } from "./table.js";
import { fromHash, inOrder, NO_CHART, toHash } from "./view.js";

const PAUSE = 150; // milliseconds after a letter, before a search

async function start(root) {
  const data = readClaims(globalThis.ketamineEvidence);
  let { view, version: linked } = fromHash(location.hash);
  let found = [];
  let searching = 0;
  const parts = makePage(root, data, {
    filter: (name, values) => change({ filters: { ...view.filters, [name]: values }, page: 1 }),
    search: () => {
      clearTimeout(searching);
      searching = setTimeout(() => change({}, { step: false }), PAUSE);
    },
    columns: (names) => change({ columns: inOrder(names.length ? names : ["states"]) }),
    sort: (sort) => change({ sort, page: 1 }),
    series: (series) => change({ series }),
    copy,
    download: () => download(table, data),
    closed: () => view.record && change({ record: "" }),
  });
  closeElsewhere(root);
  let columnsShown = view.columns;
  let shown = null; // what the table was last asked for
  let work = Promise.resolve(); // the table is changed by one view after another,
  let waiting = 1; // and while any view changes it, it changes no view
  const asked = {
    open: (id) => change({ record: id }),
    sorted: (sort) => !waiting && sort !== view.sort && change({ sort, page: 1 }),
    turned: (page) => !waiting && page !== view.page && change({ page }),
  };
  let table = await makeTable(parts, data, view, asked);

  /** Show another view. A step is one that the back button takes back. */
  function change(part, { step = true } = {}) {
    view = { ...view, ...typed(), ...part };
    const address = toHash(view, data.about.version) || location.pathname + location.search;
    history[step ? "pushState" : "replaceState"](null, "", address);
    show();
  }

  /** What was typed and is not searched for yet. */
  function typed() {
    if (!searching) return {};
    clearTimeout(searching);
    searching = 0;
    return { search: parts.search.value.trim(), page: 1 };
  }

  async function show() {
    found = matching(data.claims, view);
    showMenus();
    showStatus();
    showNotice();
    showChart();
    showRecord();
    waiting += 1;
    work = work.then(showTable, showTable).finally(() => (waiting -= 1));
    await work;
  }

  function showMenus() {
    for (const facet of FACETS) {
      parts.menus.get(facet.name).show(view.filters[facet.name] ?? [], tally(facet, data.claims, view));
    }
    parts.columns.show(view.columns);
    parts.sort.value = view.sort;
    if (parts.search.value.trim() !== view.search) parts.search.value = view.search;
    const chips = FACETS.flatMap((facet) => (view.filters[facet.name] ?? []).map((value) => chip(facet, value)));
    const clear = h("button", { type: "button", class: "ke-clear", onclick: () => change({ filters: {}, search: "", page: 1 }) }, "Clear all");
    parts.chips.replaceChildren(...(chips.length || view.search ? [...chips, clear] : []));
  }

  function chip(facet, value) {
    const label = `${facet.title}: ${written(facet, value, data)}`;
    const rest = view.filters[facet.name].filter((other) => other !== value);
    const without = () => change({ filters: { ...view.filters, [facet.name]: rest }, page: 1 });
    const cross = h("span", { "aria-hidden": "true" }, " ✕");
    return h("button", { type: "button", class: "ke-chip", "aria-label": `Take away ${label}`, onclick: without }, label, cross);
  }

  function showStatus() {
    const lay = found.filter(({ tier }) => tier === "lay").length;
    const sources = new Set(found.map(({ source }) => source)).size;
    const tiers = `${count(lay)} lay, ${count(found.length - lay)} literature, from ${counted(sources, "source")}`;
    parts.status.textContent = `${count(found.length)} of ${counted(data.claims.length, "claim")}: ${tiers}`;
  }

  /** Say where the data are not those that the link was made with, or do not have the record that it names. */
  function showNotice() {
    const { version } = data.about;
    const notices = [];
    if (linked && linked !== version) notices.push(`The link was made with data version ${linked}; this page shows ${version}.`);
    if (view.record && !data.byId.has(view.record)) notices.push(`There is no record ${view.record} in data version ${version}.`);
    parts.notice.textContent = notices.join(" ");
    parts.notice.hidden = notices.length === 0;
  }

  function showChart() {
    const all = seriesOf(found, data);
    const chosen = view.series === NO_CHART ? null : (all.find(({ name }) => name === view.series) ?? all[0]);
    const choices = all.map((one) => h("option", { value: one.name }, `${one.title} (${one.claims.length})`));
    parts.series.replaceChildren(...choices, h("option", { value: NO_CHART }, "no chart"));
    parts.series.value = chosen?.name ?? NO_CHART;
    parts.legend.hidden = !chosen;
    drawnWidth = parts.chart.clientWidth;
    if (chosen) parts.chart.replaceChildren(drawChart(chosen, drawnWidth, (id) => change({ record: id })));
    else parts.chart.replaceChildren(view.series === NO_CHART ? "" : "No claim that is found gives a range.");
  }

  function showRecord() {
    const claim = data.byId.get(view.record);
    if (claim) {
      parts.recordBody.replaceChildren(...recordContent(claim, data, (id) => change({ record: id })).filter(Boolean));
      parts.recordBody.scrollTop = 0;
      if (!parts.dialog.open) parts.dialog.showModal();
    } else if (parts.dialog.open) parts.dialog.close();
  }

  async function showTable() {
    const asks = toHash({ ...view, record: "", series: "" }, "");
    if (asks === shown) return; // the rows stay, and what has the focus among them
    shown = asks;
    const kept = new Set(found.map(({ id }) => id));
    if (view.columns.join() !== columnsShown.join()) {
      columnsShown = view.columns;
      table.destroy(); // which of other columns have room is found out anew
      parts.pages.replaceChildren();
      table = await makeTable(parts, data, view, asked);
    }
    table.setFilter((row) => kept.has(row.id));
    if (view.sort !== sortOf(table)) table.setSort(sorters(view.sort)); // each of these lays the rows out anew: only where it has to
    const page = Math.min(view.page, Math.max(1, table.getPageMax()));
    if (page !== table.getPage()) await table.setPage(page);
    const first = (page - 1) * ROWS_ON_A_PAGE + 1;
    const last = Math.min(page * ROWS_ON_A_PAGE, found.length);
    parts.counter.textContent = found.length ? `Claims ${count(first)} to ${count(last)} of ${count(found.length)}` : "";
  }

  async function copy() {
    try {
      await navigator.clipboard.writeText(location.href);
      parts.status.textContent = "The link to this view is copied.";
    } catch {
      parts.status.textContent = "The browser did not let the page copy. The address above is the link to this view.";
    }
  }

  let drawnWidth = 0;
  new ResizeObserver(() => parts.chart.clientWidth !== drawnWidth && showChart()).observe(parts.chart);
  const moved = () => {
    if (/^#[^=]+$/.test(location.hash)) return; // a place on the page, and no view
    ({ view, version: linked } = fromHash(location.hash));
    show();
  };
  addEventListener("popstate", moved);
  await show();
  waiting -= 1;
  root.dataset.ready = "true";
}

start(document.getElementById("ke-explore"));
