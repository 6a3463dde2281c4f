/** What the chart draws of the claims that are found: the ranges of one quantity in one unit, on lanes, in groups. */

import { byReading } from "./columns.js";

/** The quantity that people come for. */
const FIRST = "relief_duration:time";
const NOT_STATED = "protocol not stated";
/** How many lanes a heading takes, and where in them its words stand. */
const HEADING = { room: 1.8, words: 0.9 };

/** The series that claims hold: the one that people come for first, and then the largest. */
export function seriesOf(claims, data) {
  const found = new Map();
  for (const claim of claims.filter((one) => one.outer_ends)) {
    const name = `${claim.quantity}:${claim.dimension}`;
    if (!found.has(name)) found.set(name, { name, dimension: claim.dimension, title: titled(claim, data), claims: [] });
    found.get(name).claims.push(claim);
  }
  const foremost = (one) => Number(one.name === FIRST);
  return [...found.values()].sort(
    (one, other) => foremost(other) - foremost(one) || other.claims.length - one.claims.length || one.name.localeCompare(other.name),
  );
}

function titled(claim, data) {
  const unit = { time: "", count: "", score: "points" }[claim.dimension] ?? data.units[claim.dimension];
  return [claim.named("quantity"), unit].filter(Boolean).join(", ");
}

/**
 * Lay ranges out on lanes from the top, each group under its heading.
 * @returns {{marks: Array, headings: Array, lanes: number}} what is drawn on which lane.
 */
export function lanesOf(claims) {
  const marks = [];
  const headings = [];
  let lanes = 0;
  for (const [name, members] of groupsOf(claims)) {
    headings.push({ text: name, lane: lanes + HEADING.words });
    lanes += HEADING.room;
    for (const claim of members) {
      marks.push({ claim, lane: lanes + 0.5 });
      lanes += 1;
    }
  }
  return { marks, headings, lanes };
}

/** The ranges by protocol, the largest group first, each from the lowest to the highest. */
function groupsOf(claims) {
  const groups = new Map();
  for (const claim of [...claims].sort(byReading)) {
    const name = claim.named("protocol") ?? NOT_STATED;
    groups.set(name, [...(groups.get(name) ?? []), claim]);
  }
  const last = (name) => Number(name === NOT_STATED);
  return [...groups].sort(
    ([one, some], [other, others]) => last(one) - last(other) || others.length - some.length || one.localeCompare(other),
  );
}
