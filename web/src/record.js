/** One record, whole: what it states, how it is read, where it stands in its source, and what it is held against. */

import { verdictLabel } from "./claims.js";
import { h, tierSign } from "./dom.js";

/** Where the page of a record is, from this page. */
export const RECORD_PAGES = "../records/";
const PAGE = globalThis.location?.protocol === "file:" ? "index.html" : ""; // a folder on disk has no page of its own

/** What is shown in sections of its own, or not at all because another field says it. */
const ELSEWHERE = new Set([
  "id", "table", "source", "summary", "reported", "outer", "inner", "outer_ends", "inner_ends", "dimension", "traces", "ranges", "estimate",
  "time_point", "start", "end", "fingerprint", "section", "basis", "attribution", "note",
]);
const TITLES = { p: "p value", n: "people", phase: "phase", level: "level", approximate: "approximate" };

/**
 * Make the content of a record's dialog.
 * @param claim the record.
 * @param data what `readClaims` gives.
 * @param {Function} open called with the id of another record that was asked for.
 */
export function recordContent(claim, data, open) {
  return [
    h("p", { class: "ke-kind" }, tierSign(claim.tier), ` ${claim.tier} · ${claim.table.replace("_", " ")} · ${claim.aboutLabel}`),
    claim.reported === undefined ? null : h("p", { class: "ke-quote" }, `“${claim.reported}”`),
    h("p", { class: "ke-said" }, claim.summary),
    facts([
      ["widest reading", claim.outer],
      ["reading all share", claim.outer === undefined ? null : (claim.inner ?? "none: no value is common to all readings")],
      ...Object.keys(claim).filter((name) => isOwn(claim, name)).map((name) => [titled(name), shown(claim, name)]),
      ["note", claim.note],
    ]),
    section("Where it stands", sourceFacts(claim)),
    ...tracesOf(claim, data, open),
    related(claim, data, open),
    h("p", { class: "ke-go" }, h("a", { href: `${RECORD_PAGES}${encodeURIComponent(claim.id)}/${PAGE}`, class: "md-button" }, "Page of this record")),
  ];
}

const isOwn = (claim, name) => !ELSEWHERE.has(name) && !MADE.has(name);
/** What `readClaims` adds to a record. */
const MADE = new Set(["tier", "sourceRecord", "aboutLabel", "kindLabel", "interestLabel", "verdicts", "verdictLabels", "named", "speaksTo", "text"]);

const titled = (name) => TITLES[name] ?? name.replaceAll("_", " ");

function shown(claim, name) {
  const value = claim[name];
  if (typeof value === "boolean") return value ? "yes" : "no";
  return Array.isArray(value) ? value.join(", ") : claim.named(name);
}

function facts(pairs) {
  const stated = pairs.filter(([, value]) => value !== null && value !== undefined && value !== "");
  return h("dl", { class: "ke-facts" }, ...stated.flatMap(([name, value]) => [h("dt", {}, name), h("dd", {}, value)]));
}

const section = (title, ...content) => h("section", {}, h("h3", {}, title), ...content);

function sourceFacts(claim) {
  const source = claim.sourceRecord;
  const printed = [source.authors?.join(", "), source.journal ?? source.publisher, source.year].filter(Boolean).join(". ");
  const address = source.doi ? `https://doi.org/${source.doi}` : source.url;
  const span = claim.start === undefined ? "not given: read in a report or by section" : `${claim.start} to ${claim.end}, in code points from 0`;
  return facts([
    ["source", h("span", {}, h("strong", {}, source.title), h("br"), h("code", {}, claim.source))],
    ["printed as", printed],
    ["kind", claim.kindLabel],
    ["interest", claim.interestLabel],
    ["people studied", source.n],
    ["address", /^https?:/.test(address ?? "") ? h("a", { href: address, rel: "noreferrer" }, address) : address],
    ["section", claim.section],
    ["characters", span],
    ["fingerprint", claim.fingerprint ? h("code", {}, claim.fingerprint) : null],
    ["read in", claim.named("basis")],
    ["attribution", claim.named("attribution")],
    ["id", h("code", {}, claim.id)],
  ]);
}

/** The verdicts on a lay claim, or the lay claims that a claim of a study speaks to. */
function tracesOf(claim, data, open) {
  const links = (ids) => (ids?.length ? h("ul", {}, ...ids.map((id) => h("li", {}, link(id, data, open)))) : null);
  const traces = (claim.traces ?? []).map((trace) =>
    facts([
      ["verdict", h("strong", {}, verdictLabel(trace.verdict, data.about))],
      ["study", trace.study ? h("span", {}, data.sources[trace.study]?.title ?? trace.study, " ", h("code", {}, trace.study)) : "none found"],
      ["confidence", trace.confidence],
      ["agrees", trace.agrees],
      ["disagrees", trace.disagrees],
      ["speaks for it", links(trace.supports)],
      ["speaks against it", links(trace.contradicts)],
    ]),
  );
  const spoken = claim.speaksTo.map(({ how, claim: id }) => h("li", {}, `${how} `, link(id, data, open)));
  return [
    traces.length ? section("What it was traced to", ...traces) : null,
    spoken.length ? section("Lay claims that it speaks to", h("ul", {}, ...spoken)) : null,
  ];
}

function related(claim, data, open) {
  const ids = [...new Set([...(claim.ranges ?? []), claim.estimate, claim.time_point].filter(Boolean))];
  return ids.length ? section("Belongs with", h("ul", {}, ...ids.map((id) => h("li", {}, link(id, data, open))))) : null;
}

/** A link to another record: it opens here, and its address opens it anywhere. */
function link(id, data, open) {
  const there = data.byId.get(id);
  if (!there) return h("code", {}, id);
  const go = (event) => {
    if (event.ctrlKey || event.metaKey || event.shiftKey) return;
    event.preventDefault();
    open(id);
  };
  const text = there.reported ? `“${there.reported}” ${there.summary}` : there.summary;
  return h("a", { href: `#${new URLSearchParams({ record: id })}`, onclick: go }, text);
}
