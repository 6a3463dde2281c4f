/** What eslint asks of the scripts of the site. */
import js from "@eslint/js";

const BROWSER = ["addEventListener", "clearTimeout", "document", "history", "location", "navigator", "ResizeObserver", "setTimeout", "URLSearchParams"];

export default [
  js.configs.recommended,
  {
    languageOptions: { globals: Object.fromEntries(BROWSER.map((name) => [name, "readonly"])) },
    linterOptions: { reportUnusedDisableDirectives: "error" },
    rules: {
      eqeqeq: "error",
      "no-implicit-globals": "error",
      "no-shadow": "error",
      "no-var": "error",
      "prefer-const": ["error", { destructuring: "all" }],
      "no-restricted-properties": ["error", ...["innerHTML", "outerHTML", "insertAdjacentHTML", "write"].map((property) => ({ property, message: "text goes in as text" }))],
    },
  },
];
