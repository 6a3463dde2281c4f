/** The claims of a dataset, as the page works with them: each with its source, its labels and the text that a search looks through. */

import { plain } from "./search.js";

/** The field that says what a claim of each table is about. */
const ABOUT = {
  ranges: "quantity",
  protocols: "protocol",
  mechanisms: "target",
  side_effects: "effect",
  factors: "factor",
  findings: "direction",
  guidance: "kind",
  statements: "topic",
};
export const NOT_TRACED = "not-traced";
/** What a search looks through, beside labels and the source. */
const SEARCHED = [
  "id", "summary", "reported", "section", "note", "population", "about", "effect", "site", "frequency", "time_course", "severity", "level",
  "effect_size", "certainty", "specimen", "substance", "comparator", "attribution",
];

/**
 * Read the data of the page.
 * @param data what `explore-data.js` holds.
 * @returns {{about, units, sources, claims: Array, byId: Map, label: Function}} claims in the order of the release.
 */
export function readClaims(data) {
  const label = (table, field, value) => data.labels[data.schemes[table]?.[field]]?.[value] ?? String(value);
  const claims = [];
  for (const [table, { columns, rows }] of Object.entries(data.tables)) {
    for (const cells of rows) {
      const record = { table };
      columns.forEach((name, at) => {
        if (cells[at] !== null) record[name] = cells[at];
      });
      claims.push(made(record, data, label));
    }
  }
  const byId = new Map(claims.map((claim) => [claim.id, claim]));
  joinStudies(claims, byId);
  return { about: data, units: data.units, sources: data.sources, claims, byId, label };
}

function made(record, data, label) {
  const source = data.sources[record.source];
  const named = (field) => (record[field] === undefined ? null : label(record.table, field, record[field]));
  const about = [record.table === "mechanisms" ? named("action") : null, named(ABOUT[record.table])].filter(Boolean).join(" ");
  const verdicts = record.traces?.map((trace) => trace.verdict) ?? (source.tier === "lay" ? [NOT_TRACED] : []);
  const words = [
    ...SEARCHED.map((field) => record[field]),
    about, named("route"), named("protocol"), named("condition"),
    source.title, source.year, source.journal, source.publisher, ...(source.authors ?? []),
  ];
  return {
    ...record,
    tier: source.tier,
    sourceRecord: source,
    aboutLabel: about,
    kindLabel: label("sources", "kind", source.kind),
    interestLabel: label("sources", "interest", source.interest),
    verdicts: [...new Set(verdicts)],
    verdictLabels: [...new Set(verdicts)].map((verdict) => verdictLabel(verdict, data)),
    named,
    speaksTo: [],
    text: plain(words.filter((word) => word !== undefined && word !== null).join("\n")),
  };
}

/** Write a verdict. */
export const verdictLabel = (verdict, data) => (verdict === NOT_TRACED ? "not traced" : (data.labels.verdict[verdict] ?? verdict));

/** Tell each claim of a study which lay claims were traced to it. */
function joinStudies(claims, byId) {
  for (const claim of claims) {
    for (const trace of claim.traces ?? []) {
      for (const [how, ids] of [["supports", trace.supports], ["contradicts", trace.contradicts]]) {
        for (const id of ids ?? []) byId.get(id)?.speaksTo.push({ how, claim: claim.id });
      }
    }
  }
}
