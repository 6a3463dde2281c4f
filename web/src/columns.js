/** The columns of the table: those that can be shown, and those that a download has. */

const named = (field) => (claim) => claim.named(field) ?? "";
const ofSource = (field) => (claim) => claim.sourceRecord[field] ?? "";
const text = (field) => (claim) => claim[field] ?? "";
const place = (claim) => (claim.start === undefined ? "" : `${claim.start}–${claim.end}`);

/** Each: its name in a link, its title, what a claim shows in it, its least width in pixels, and how much of the room it takes. */
export const COLUMNS = [
  { name: "tier", title: "Tier", value: (claim) => claim.tier, width: 92, grow: 0 },
  { name: "table", title: "Table", value: (claim) => claim.table.replace("_", " "), width: 100, grow: 1 },
  { name: "about", title: "About", value: (claim) => claim.aboutLabel, width: 110, grow: 2 },
  { name: "states", title: "What it states", value: text("summary"), width: 180, grow: 6 },
  { name: "reading", title: "Reading", value: text("outer"), width: 100, grow: 1 },
  { name: "inner", title: "Shared reading", value: text("inner"), width: 100, grow: 1 },
  { name: "route", title: "Route", value: named("route"), width: 100, grow: 1 },
  { name: "protocol", title: "Protocol", value: named("protocol"), width: 100, grow: 1 },
  { name: "condition", title: "Condition", value: named("condition"), width: 100, grow: 1 },
  { name: "source", title: "Source", value: text("source"), width: 120, grow: 2 },
  { name: "verdict", title: "Verdict", value: (claim) => verdicts(claim), width: 100, grow: 1 },
  { name: "year", title: "Year", value: ofSource("year"), width: 70, grow: 0, number: true },
  { name: "title", title: "Title of the source", value: ofSource("title"), width: 200, grow: 4 },
  { name: "kind", title: "Kind of source", value: (claim) => claim.kindLabel, width: 120, grow: 1 },
  { name: "interest", title: "Interest", value: (claim) => claim.interestLabel, width: 120, grow: 1 },
  { name: "attribution", title: "Attribution", value: named("attribution"), width: 110, grow: 1 },
  { name: "basis", title: "Basis", value: named("basis"), width: 110, grow: 1 },
  { name: "substance", title: "Substance", value: named("substance"), width: 110, grow: 1 },
  { name: "statistic", title: "Statistic", value: named("statistic"), width: 90, grow: 1 },
  { name: "specimen", title: "Specimen", value: named("specimen"), width: 90, grow: 1 },
  { name: "population", title: "Population", value: text("population"), width: 140, grow: 2 },
  { name: "section", title: "Section", value: text("section"), width: 130, grow: 2 },
  { name: "place", title: "Characters", value: place, width: 100, grow: 0 },
  { name: "note", title: "Note", value: text("note"), width: 180, grow: 4 },
  { name: "id", title: "Id", value: text("id"), width: 180, grow: 2 },
];
export const SHOWN = ["tier", "about", "states", "reading", "protocol", "condition", "source", "verdict"];

const end = (ends, at) => (claim) => claim[ends]?.[at] ?? "";

/** What a download has: names and values as in the data, so that they can be joined with a release. */
export const DOWNLOADED = [
  ...["id", "table", "tier", "source"].map((name) => [name, (claim) => claim[name]]),
  ["source_title", (claim) => claim.sourceRecord.title],
  ["source_kind", (claim) => claim.sourceRecord.kind],
  ["source_year", ofSource("year")],
  ["about", (claim) => claim.aboutLabel],
  ...["summary", "quantity", "reported"].map((name) => [name, text(name)]),
  ["outer_low", end("outer_ends", 0)],
  ["outer_high", end("outer_ends", 1)],
  ["inner_low", end("inner_ends", 0)],
  ["inner_high", end("inner_ends", 1)],
  ["unit", (claim, data) => data.units[claim.dimension] ?? ""],
  ...["route", "protocol", "condition", "substance", "specimen", "statistic", "population"].map((name) => [name, text(name)]),
  ["verdict", (claim) => claim.traces?.map((trace) => trace.verdict).join("|") ?? ""],
  ["study", (claim) => claim.traces?.map((trace) => trace.study ?? "").join("|") ?? ""],
  ...["attribution", "basis", "section", "start", "end", "fingerprint", "note"].map((name) => [name, text(name)]),
  ["data_version", (_, data) => data.about.version],
  ["intended_use", (_, data) => data.about.intended_use],
];

const verdicts = (claim) => claim.verdictLabels.join(", ");

/** Order two readings: those of one dimension together, by their low and then their high end. */
export function byReading(one, other) {
  const order = one.dimension.localeCompare(other.dimension);
  return order || one.outer_ends[0] - other.outer_ends[0] || top(one) - top(other) || 0;
}
const top = (claim) => claim.outer_ends[1] ?? Number.MAX_VALUE;
