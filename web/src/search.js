/** Searching text: every word has to be there, whatever its case, accents and kinds of dash. */

export function plain(text) {
  return text
    .normalize("NFKD")
    .replace(/\p{M}/gu, "")
    .replace(/\p{Pd}/gu, "-")
    .toLowerCase();
}

/** Give a test for texts that `plain` made. */
export function finder(query) {
  const words = plain(query).split(/\s+/).filter(Boolean);
  return (text) => words.every((word) => text.includes(word));
}
