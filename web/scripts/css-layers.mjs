/**
 * Puts every style sheet into a cascade layer by the folder it lies in. Pages are lazy chunks, so their sheets arrive
 * in any order: without layers the one that came last would win, and a page would look otherwise after a direct load
 * than after a walk through the app. Within a layer the usual rules hold; between layers the later one always wins.
 */
export const LAYERS = ["reset", "base", "mantine", "components", "shell", "pages"];

/** The layer of a style sheet, or null for those that only name fonts. */
export function layerOf(path) {
  if (/@mantine\/[^/]+\/styles\/(baseline|default-css-variables|global)\./.test(path)) return "reset";
  if (path.includes("/@mantine/")) return "mantine";
  if (path.includes("/node_modules/")) return null;
  if (/\/src\/(components|uploads)\//.test(path)) return "components";
  if (path.includes("/src/shell/")) return "shell";
  if (path.includes("/src/pages/")) return "pages";
  return "base";
}

/** A style sheet inside its layer; the order of all layers stands first in each, whichever is loaded first. */
export const layered = (css, layer) => `@layer ${LAYERS.join(", ")};\n@layer ${layer} {\n${css}\n}\n`;

/** The plugin for Vite. */
export function cssLayers() {
  return {
    name: "css-layers",
    enforce: "pre",
    transform(code, id) {
      const [path] = id.split("?");
      const layer = path.endsWith(".css") ? layerOf(path) : null;
      return layer ? { code: layered(code, layer), map: null } : null;
    },
  };
}
