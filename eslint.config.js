import js from "@eslint/js";

/** What writes markup from a string. A hostile title must stay the text that it is. */
const MARKUP_SINKS = ["innerHTML", "outerHTML", "insertAdjacentHTML", "write", "writeln"];

export default [
  {
    files: ["overrides/**/*.js"],
    linterOptions: { reportUnusedDisableDirectives: "error" },
    rules: {
      ...js.configs.recommended.rules,
      "no-undef": "off", // tsc knows the browser's names better
      "no-unused-vars": "off", // tsc reports them
      curly: "error",
      eqeqeq: "error",
      "no-eval": "error",
      "no-implied-eval": "error",
      "no-new-func": "error",
      "no-restricted-properties": [
        "error",
        ...MARKUP_SINKS.map((property) => ({
          property,
          message: "Titles and abstracts are text: use textContent and createElement.",
        })),
      ],
      "no-shadow": "error",
      "no-var": "error",
      "prefer-const": "error",
    },
  },
];
