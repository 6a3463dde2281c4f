/** What claims can be filtered by, and which claims a view holds. */

import { verdictLabel } from "./claims.js";
import { finder } from "./search.js";

/** Stands in a link for "not stated". */
export const NONE = "-";

const own = (field) => (claim) => [claim[field] ?? NONE];
const labelOf = (scheme) => (value, data) => data.about.labels[scheme]?.[value] ?? value;

/** Each: its name in a link, its title, the values that a claim has, and how a value is written. */
export const FACETS = [
  { name: "tier", title: "Tier", values: own("tier"), label: labelOf("tier") },
  { name: "table", title: "Table", values: own("table"), label: (value) => value.replace("_", " ") },
  { name: "quantity", title: "Quantity", values: own("quantity"), label: labelOf("quantity"), none: "none: not a range" },
  { name: "route", title: "Route", values: own("route"), label: labelOf("route") },
  { name: "protocol", title: "Protocol", values: own("protocol"), label: labelOf("protocol") },
  { name: "condition", title: "Condition", values: own("condition"), label: labelOf("condition") },
  { name: "source", title: "Source", values: own("source"), label: (value) => value },
  {
    name: "verdict",
    title: "Verdict",
    values: (claim) => (claim.verdicts.length ? claim.verdicts : [NONE]),
    label: (value, data) => verdictLabel(value, data.about),
    none: "none: not a lay claim",
  },
];

/** Write a value of a facet. */
export const written = (facet, value, data) => (value === NONE ? (facet.none ?? "not stated") : facet.label(value, data));

/**
 * Give the claims that a view holds.
 * @param claims all of them.
 * @param view what is asked for.
 * @param except the name of a facet that is left open.
 */
export function matching(claims, view, except = null) {
  const found = finder(view.search);
  const asked = FACETS.filter((facet) => facet.name !== except && view.filters[facet.name]?.length);
  return claims.filter(
    (claim) => found(claim.text) && asked.every((facet) => facet.values(claim).some((value) => view.filters[facet.name].includes(value))),
  );
}

/** Count the claims of each value of a facet, as they would be if it alone were left open. */
export function tally(facet, claims, view) {
  const found = new Map();
  for (const claim of matching(claims, view, facet.name)) {
    for (const value of facet.values(claim)) found.set(value, (found.get(value) ?? 0) + 1);
  }
  return found;
}
