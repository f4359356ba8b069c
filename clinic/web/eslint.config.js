import js from "@eslint/js";
import ts from "typescript-eslint";
import hooks from "eslint-plugin-react-hooks";

// Words that put text into the page as markup or code, or keep it in the browser. What a patient
// wrote is only ever a text node, and nothing clinical outlives the page.
const forbiddenProperties = [
  "innerHTML",
  "outerHTML",
  "insertAdjacentHTML",
  "dangerouslySetInnerHTML",
  "createContextualFragment",
  "cssText",
].map((property) => ({ property, message: "Text reaches the page only as text nodes." }));

const storage = ["localStorage", "sessionStorage", "indexedDB", "caches"].map((name) => ({
  name,
  message: "Nothing is kept in the browser.",
}));

export default ts.config(
  { ignores: ["dist/", "node_modules/"] },
  js.configs.recommended,
  ...ts.configs.strict,
  {
    files: ["src/**/*.{ts,tsx}"],
    plugins: { "react-hooks": hooks },
    rules: {
      ...hooks.configs.recommended.rules,
      "no-console": "error",
      "no-eval": "error",
      "no-implied-eval": "error",
      "no-restricted-properties": ["error", ...forbiddenProperties],
      "no-restricted-globals": ["error", ...storage],
      "no-restricted-syntax": [
        "error",
        {
          selector: "JSXAttribute[name.name='dangerouslySetInnerHTML']",
          message: "Text reaches the page only as text nodes.",
        },
        { selector: "JSXAttribute[name.name='style']", message: "Styles live in style sheets." },
      ],
      eqeqeq: "error",
    },
  },
  {
    files: ["tests/**/*.mjs"],
    languageOptions: { globals: { process: "readonly", console: "readonly", URL: "readonly" } },
  },
);
