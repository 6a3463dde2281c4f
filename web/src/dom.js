/** Making elements. Text goes in as text: nothing here parses HTML. */

/**
 * Make an element.
 * @param {string} tag its name.
 * @param {Object<string, unknown>} attributes its attributes; a function is listened with (`onclick`), true is an attribute without a value, and
 *   false, null or undefined leaves it out.
 * @param {...(Node | string | null | undefined)} children what it holds; what is null or undefined is left out.
 */
export function h(tag, attributes = {}, ...children) {
  const element = document.createElement(tag);
  for (const [name, value] of Object.entries(attributes)) {
    if (typeof value === "function") element.addEventListener(name.slice(2), value);
    else if (value === true) element.setAttribute(name, "");
    else if (value !== false && value !== null && value !== undefined) element.setAttribute(name, String(value));
  }
  element.append(...children.filter((child) => child !== null && child !== undefined));
  return element;
}

const SVG = "http://www.w3.org/2000/svg";

/**
 * The sign of a tier: a disc for what patients are told, a square on its corner for what studies report.
 * Hue and shape both tell them apart.
 */
export function tierSign(tier) {
  const svg = document.createElementNS(SVG, "svg");
  svg.setAttribute("viewBox", "0 0 12 12");
  svg.setAttribute("class", `ke-sign ke-${tier}`);
  svg.setAttribute("aria-hidden", "true");
  const shape = document.createElementNS(SVG, tier === "lay" ? "circle" : "path");
  if (tier === "lay") for (const [name, value] of [["cx", 6], ["cy", 6], ["r", 4.5]]) shape.setAttribute(name, value);
  else shape.setAttribute("d", "M6 0.5 11.5 6 6 11.5 0.5 6Z");
  svg.append(shape);
  return svg;
}

/** Write a whole number with commas. */
export const count = (number) => number.toLocaleString("en");

/** A number and its noun. */
export const counted = (number, one, many = `${one}s`) => `${count(number)} ${number === 1 ? one : many}`;
