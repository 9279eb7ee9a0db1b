import { createRequire } from "node:module";
import { dirname, join } from "node:path";
import type { Plugin } from "vite";

/**
 * Dev server and browser tests take the icon set as its one flat file: from its 6,000 sources a page waits for a minute.
 * The build keeps the sources, which it can shake.
 */
export function flatIcons(): Plugin {
  const main = createRequire(import.meta.url).resolve("@tabler/icons-solidjs");
  const flat = join(dirname(main), "../esm/tabler-icons-solidjs.js");
  return {
    name: "overread-flat-icons",
    apply: "serve",
    config: () => ({ resolve: { alias: { "@tabler/icons-solidjs": flat } } }),
  };
}
