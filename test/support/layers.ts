import { readdirSync, readFileSync } from "node:fs";
import { join, posix, relative, sep } from "node:path";

/** A source file under `src`, its path with forward slashes. */
export interface SourceFile {
  readonly path: string;
  readonly text: string;
}

interface Rule {
  readonly folders: readonly string[];
  readonly packages: readonly string[];
}

const solid = ["solid-js"];

/** What each folder of `src` may import besides itself: the one statement of the layer rule (docs/design.md). */
const may: Readonly<Record<string, Rule>> = {
  domain: { folders: [], packages: ["@noble/hashes"] },
  formats: { folders: ["domain"], packages: ["fflate"] },
  storage: { folders: ["domain"], packages: ["dexie"] },
  workers: {
    folders: ["domain", "formats", "storage"],
    packages: [
      "itk-wasm",
      "@itk-wasm",
      "@cornerstonejs",
      "@cwasm/webp",
      "geotiff",
      "onnxruntime-web",
      "tesseract.js-core",
      "@tesseract.js-data/eng",
      "fflate",
      "fzstd",
      "lerc",
      "qr",
    ],
  },
  jobs: { folders: ["domain", "storage"], packages: [] },
  editor: { folders: ["domain"], packages: solid },
  viewer: { folders: ["domain"], packages: [] },
  ui: {
    folders: ["domain", "storage", "jobs", "editor", "viewer"],
    packages: [...solid, "@kobalte/core", "@tabler/icons-solidjs"],
  },
  "main.tsx": { folders: ["ui", "storage", "jobs"], packages: solid },
  "sw.ts": { folders: ["csp.ts"], packages: ["workbox-core", "workbox-precaching"] },
  "csp.ts": { folders: [], packages: [] },
  "env.d.ts": { folders: [], packages: [] },
};

/** Static, side-effect and dynamic imports, and the URLs of workers. */
const importPatterns = [
  /^\s*(?:import|export)\s[^"';]*?\bfrom\s*["']([^"']+)["']/gm,
  /^\s*import\s*["']([^"']+)["']/gm,
  /\bimport\(\s*["']([^"']+)["']/g,
  /\bnew\s+URL\(\s*["']([^"']+)["']\s*,\s*import\.meta\.url/g,
];

/** All TypeScript files under `src`. */
export function sourceFiles(src: string): SourceFile[] {
  return readdirSync(src, { withFileTypes: true, recursive: true })
    .filter((entry) => entry.isFile() && /\.tsx?$/.test(entry.name))
    .map((entry) => join(entry.parentPath, entry.name))
    .map((path) => ({ path: relative(src, path).split(sep).join("/"), text: readFileSync(path, "utf8") }));
}

/** The worker's entry is reached by its URL only; `jobs` may name it, nothing else of `workers`. */
const isWorkerEntry = (layer: string, target: string) =>
  layer === "jobs" && /^workers\/[\w-]+\/[\w-]+\.worker\.ts$/.test(target);

/** Every import that breaks the layer rule, as `file -> target`; also files in a folder that has no rule. */
export function layerFaults(files: readonly SourceFile[]): string[] {
  return files.flatMap(({ path, text }) => {
    const layer = path.split("/")[0] ?? "";
    const rule = may[layer];
    if (!rule) return [`${path} -> no such layer`];
    const specs = importPatterns.flatMap((pattern) => [...text.matchAll(pattern)]);
    return specs.flatMap(([, spec = ""]) => {
      if (!spec.startsWith(".")) {
        const known = rule.packages.some((name) => spec === name || spec.startsWith(`${name}/`));
        return known ? [] : [`${path} -> ${spec}`];
      }
      const target = posix.normalize(posix.join(posix.dirname(path), spec));
      const folder = target.split("/")[0] ?? "";
      const allowed = folder === layer || rule.folders.includes(folder) || isWorkerEntry(layer, target);
      return allowed ? [] : [`${path} -> ${target}`];
    });
  });
}

/** Files with more than `limit` lines; the generated table of PS3.15 is data, not code. */
export function longFiles(files: readonly SourceFile[], limit: number): string[] {
  return files
    .filter((file) => !/\/(deid-table|dictionary)\.ts$/.test(file.path))
    .filter((file) => file.text.split("\n").length > limit)
    .map((file) => file.path);
}
