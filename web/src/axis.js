/** The axis of the chart: time from seconds to years by the names that people use, all else in its unit. */

const [MINUTE, HOUR, DAY, WEEK, MONTH, YEAR] = [60, 3600, 86_400, 604_800, 2_629_800, 31_557_600];
/** Each unit, its length in seconds, and the numbers of it that a mark may stand at: what comes first is kept where there is room for few. */
const NAMED = [
  ["second", 1, [1, 10, 30, 5, 2]],
  ["minute", MINUTE, [1, 10, 30, 5, 20, 2]],
  ["hour", HOUR, [1, 4, 12, 2, 8]],
  ["day", DAY, [1, 3, 2]],
  ["week", WEEK, [1, 2]],
  ["month", MONTH, [1, 3, 6, 2]],
  ["year", YEAR, [1, 10, 3, 2, 5]],
];
const SHORT = { second: "s", minute: "min", hour: "h", day: "d", week: "wk", month: "mo", year: "y" };
const TIMES = NAMED.flatMap(([unit, seconds, numbers]) =>
  numbers.map((number, rank) => ({
    at: number * seconds,
    rank,
    label: `${number} ${unit}${number === 1 ? "" : "s"}`,
    short: `${number} ${SHORT[unit]}`,
  })),
).sort((one, other) => one.rank - other.rank || one.at - other.at);
const SPREAD = 20; // from here on equal ratios read better than equal steps

/**
 * Choose the scale of an axis.
 * @param claims the ranges to be drawn, of one dimension.
 * @param dimension what they measure.
 * @returns {{type: string, domain: number[]}} a logarithmic scale for time and whatever spreads wide above zero, else a plain one.
 */
export function scaleOf(claims, dimension) {
  const ends = claims.flatMap(({ outer_ends: outer, inner_ends: inner }) => [...outer, ...(inner ?? [])]).filter((end) => end !== null);
  const above = ends.filter((end) => end > 0);
  const [least, most] = [Math.min(...above), Math.max(...above)];
  const log = above.length > 0 && (dimension === "time" || (ends.every((end) => end >= 0) && most / least > SPREAD));
  if (log) return { type: "log", domain: [least / 1.8, most * 1.8] };
  const [low, high] = [Math.min(0, ...ends), Math.max(0, ...ends)];
  const room = (high - low || 1) * 0.05;
  return { type: "linear", domain: [low < 0 ? low - room : low, high + room] };
}

/** Choose the marks of a time axis that have room: none nearer to another than `gap` pixels on `width`. */
export function timeTicks([low, high], width, gap) {
  const at = (seconds) => (Math.log(seconds / low) / Math.log(high / low)) * width;
  const chosen = [];
  for (const tick of TIMES) {
    const place = at(tick.at);
    if (place >= 0 && place <= width && chosen.every((other) => Math.abs(at(other.at) - place) >= gap)) chosen.push(tick);
  }
  return chosen.sort((one, other) => one.at - other.at);
}
