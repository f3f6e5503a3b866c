// How XML, JavaScript and styles of the addons are laid out.  `make format` applies it.
import xml from "@prettier/plugin-xml";

export default {
    plugins: [xml],
    printWidth: 120,
    tabWidth: 4,
    bracketSpacing: false,
    xmlWhitespaceSensitivity: "preserve",
    xmlSelfClosingSpace: true,
};
