/** The chart of ranges: light what the words allow at most, solid what every reading shares, a sign at each stated end. */

import { axisX, dot, gridX, plot, pointerY, ruleY, text, tip } from "@observablehq/plot";
import { scaleOf, timeTicks } from "./axis.js";
import { counted } from "./dom.js";
import { lanesOf } from "./series.js";

const TIERS = { lay: "circle", literature: "diamond" };
const MARGIN = 14;
const NARROW = 560;
const TIP = { fontSize: 13, lineHeight: 1.3, lineWidth: 22, fill: "var(--ke-ground)", stroke: "var(--ke-edge)" };
const GRID = { stroke: "var(--ke-line)", strokeOpacity: 1 };

/**
 * Draw a series.
 * @param series one of what `seriesOf` gives.
 * @param {number} width how wide, in pixels.
 * @param {Function} open called with the id of a record that was clicked.
 * @returns {Element} the chart.
 */
export function drawChart(series, width, open) {
  const scale = scaleOf(series.claims, series.dimension);
  const { marks, headings, lanes } = lanesOf(series.claims);
  const drawn = marks.map((mark) => ({ ...mark, ...extent(mark.claim, scale) }));
  const pitch = drawn.length > 24 ? 10 : 16;
  const figure = plot({
    width,
    height: lanes * pitch + 44,
    marginLeft: MARGIN,
    marginRight: MARGIN,
    marginTop: 28,
    marginBottom: 12,
    style: { fontSize: "12px", overflow: "visible" },
    ariaLabel: described(series),
    x: { ...scale, axis: null },
    y: { axis: null, domain: [0, lanes], reverse: true },
    marks: [
      ...axisMarks(series, scale, width),
      text(headings, { text: "text", y: "lane", frameAnchor: "left", fontWeight: 600, fill: "var(--ke-text)" }),
      ...Object.keys(TIERS).flatMap((tier) => tierMarks(drawn.filter(({ claim }) => claim.tier === tier), tier)),
      tip(drawn, pointerY({ x: "middle", y: "lane", title: "title", ...TIP })),
    ],
  });
  for (const part of figure.querySelectorAll("[aria-label]")) part.removeAttribute("aria-label"); // it is one picture, with one label
  figure.setAttribute("role", "img");
  figure.addEventListener("click", () => figure.value && open(figure.value.claim.id));
  return figure;
}

/** Say in words what the chart shows, for those who do not see it; the table has every figure. */
export function described({ title, claims }) {
  const of = (tier) => claims.filter((claim) => claim.tier === tier).length;
  const told = `${counted(of("lay"), "range")} of what patients are told and ${counted(of("literature"), "range")} of studies`;
  const sources = new Set(claims.map(({ source }) => source)).size;
  return `Chart of ${title}: ${told}, from ${counted(sources, "source")}. The table below has each of them.`;
}

/** Where a range begins and ends on the axis. An end that is not stated reaches to the edge and has no sign. */
function extent(claim, { type, domain: [left, right] }) {
  const [low, high] = claim.outer_ends;
  const reaches = (end) => (end === null ? right : type === "log" && end <= 0 ? left : end);
  const [x1, x2] = [reaches(low), reaches(high)];
  const inner = claim.inner_ends?.map(reaches);
  const signs = [...new Set([low, high])].filter((end) => end !== null && (type !== "log" || end > 0));
  const middle = type === "log" ? Math.sqrt(x1 * x2) : (x1 + x2) / 2; // where its words are shown; it is no value of its own
  return { x1, x2, inner, signs, middle, open: high === null, title: words(claim) };
}

/** What a pointer over a range is told. */
function words(claim) {
  const context = ["route", "condition"].map(claim.named).filter(Boolean).join(", ");
  return [`“${claim.reported}”`, claim.summary, context, `${claim.source} (${claim.tier})`].filter(Boolean).join("\n");
}

function tierMarks(drawn, tier) {
  const colour = `var(--ke-${tier})`;
  const signs = drawn.flatMap((mark) => mark.signs.map((end) => ({ end, lane: mark.lane })));
  const inner = drawn.filter((mark) => mark.inner);
  return [
    ruleY(drawn, { x1: "x1", x2: "x2", y: "lane", stroke: colour, strokeOpacity: 0.35, strokeWidth: 5, className: "ke-outer" }),
    ruleY(inner, { x1: (mark) => mark.inner[0], x2: (mark) => mark.inner[1], y: "lane", stroke: colour, strokeWidth: 5, className: "ke-inner" }),
    dot(signs, { x: "end", y: "lane", symbol: TIERS[tier], fill: colour, stroke: "var(--ke-ground)", strokeWidth: 0.75, r: 4.5, className: "ke-ends" }),
    text(drawn.filter((mark) => mark.open), { x: "x2", y: "lane", text: () => "▸", fill: colour, fontSize: 15, dx: 4 }),
  ];
}

function axisMarks(series, scale, width) {
  if (series.dimension !== "time") {
    const ticks = Math.max(3, Math.round(width / 110));
    const tickFormat = (value) => value.toLocaleString("en");
    return [gridX({ ticks, ...GRID }), axisX({ ticks, tickFormat, anchor: "top", label: null, tickSize: 0 })];
  }
  const narrow = width < NARROW;
  const ticks = timeTicks(scale.domain, width - 2 * MARGIN, narrow ? 44 : 68);
  return [
    gridX(ticks.map(({ at }) => at), GRID),
    text(ticks, { x: "at", text: narrow ? "short" : "label", frameAnchor: "top", lineAnchor: "bottom", dy: -6, fill: "var(--ke-text)" }),
  ];
}
