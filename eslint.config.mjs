// What JavaScript of the addons must look like.  `make check` runs it.
import js from "@eslint/js";
import globals from "globals";

export default [
    {ignores: ["build/**", ".odoo/**", "node_modules/**"]},
    js.configs.recommended,
    {
        files: ["addons/**/static/**/*.js"],
        languageOptions: {
            sourceType: "module",
            globals: {...globals.browser, luxon: "readonly", odoo: "readonly"},
        },
        rules: {
            complexity: ["error", 8],
            eqeqeq: "error",
            "max-lines": ["error", 250],
            "max-lines-per-function": ["error", {max: 40}],
            "no-console": "error",
            "no-var": "error",
            "prefer-const": "error",
        },
    },
    {
        files: ["addons/**/static/tests/**/*.js"],
        rules: {"max-lines-per-function": "off"},
    },
];
