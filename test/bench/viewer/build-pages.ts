import { writeFileSync } from "node:fs";
import { join, resolve } from "node:path";
import { build } from "vite";

const bench = resolve(import.meta.dirname, "..");

/** The pages of the viewer bench and the module that each of them runs. */
export const pages = {
  ours: join(bench, "viewer/ours.ts"),
  store: join(bench, "viewer/store.ts"),
  vtk: join(bench, "peers/pages/vtk.mjs"),
  cornerstone: join(bench, "peers/pages/cornerstone.mjs"),
} as const;

export type PageName = keyof typeof pages;

/** Bundles one page into `folder` as `<name>.html`, as an app that is shipped would be. */
export async function buildPage(name: PageName, folder: string): Promise<void> {
  await build({
    configFile: false,
    root: bench,
    logLevel: "error",
    base: "./",
    worker: { format: "es" },
    build: {
      outDir: folder,
      emptyOutDir: false,
      target: "es2023",
      rolldownOptions: { input: pages[name], output: { entryFileNames: `${name}.js` } },
    },
  });
  writeFileSync(
    join(folder, `${name}.html`),
    `<!doctype html><meta charset="utf-8"><style>body{margin:0;background:#000}</style><script type="module" src="./${name}.js"></script>`,
  );
}
