import { join, relative, resolve } from "node:path";
import { gzipSync } from "node:zlib";
import { build, minifySync, type Rolldown } from "vite";

const root = resolve(import.meta.dirname, "../..");

/** What a viewer with tools is made of: pixels, hand, session, actions and keys (viewer-and-tools 5, row 1). */
const parts = [
  "src/viewer/viewport.ts",
  "src/editor/session.ts",
  "src/editor/actions/action-table.ts",
  "src/editor/actions/key-choice.ts",
];

/** Bytes of the engine, minified, gzip -9, without Solid. */
export interface EngineSize {
  /** What has to be there before the first picture and the first stroke of a plain tool, on any machine. */
  readonly engineBytes: number;
  /** What is fetched after that, or where it is needed, chunk by chunk. */
  readonly laterBytes: Readonly<Record<string, number>>;
  /** All of it in one bundle, with what the bundler adds to keep the order of what comes later: nothing hides in pieces. */
  readonly wholeBytes: number;
  /** Minified bytes of every module, the heaviest first; those of chunks that come later stand under their chunk's name. */
  readonly modules: readonly { readonly module: string; readonly bytes: number; readonly later?: string }[];
}

async function bundle(inOne: boolean): Promise<readonly Rolldown.OutputChunk[]> {
  const entry = "\0engine";
  const made = await build({
    configFile: false,
    root,
    logLevel: "error",
    plugins: [
      {
        name: "engine-entry",
        resolveId: (id) => (id === "engine" ? entry : null),
        load: (id) =>
          id === entry
            ? parts.map((path) => `export * from ${JSON.stringify(join(root, path))};`).join("\n")
            : null,
      },
    ],
    build: {
      write: false,
      target: "es2023",
      modulePreload: false,
      rolldownOptions: {
        input: "engine",
        external: /^solid-js/,
        preserveEntrySignatures: "strict",
        output: { codeSplitting: !inOne },
      },
    },
  });
  const outputs = Array.isArray(made) ? made : [made];
  return outputs.flatMap((one) => ("output" in one ? one.output : [])).filter((one) => one.type === "chunk");
}

const packed = (chunks: readonly Rolldown.OutputChunk[]) =>
  chunks.reduce((bytes, { code }) => bytes + gzipSync(code, { level: 9 }).length, 0);

/** What has to be loaded with a chunk. */
function withImports(start: Rolldown.OutputChunk, chunks: readonly Rolldown.OutputChunk[]) {
  const found = new Set([start]);
  for (const chunk of found)
    for (const other of chunks) if (chunk.imports.includes(other.fileName)) found.add(other);
  return found;
}

/** What `npm run bench -- engine --json` prints: the engine, bundled as the app is, and weighed. */
export async function main(): Promise<EngineSize> {
  const chunks = await bundle(false);
  const [entry] = chunks.filter(({ isEntry }) => isEntry);
  if (!entry) throw new Error("The engine was not built.");
  const first = withImports(entry, chunks);
  const later = chunks.filter((chunk) => !first.has(chunk));
  const modules = chunks.flatMap((chunk) =>
    Object.entries(chunk.modules).map(([id, { code }]) => ({
      module: relative(root, id),
      bytes: code ? minifySync(id, code).code.length : 0,
      ...(first.has(chunk) ? {} : { later: chunk.name }),
    })),
  );
  return {
    engineBytes: packed([...first]),
    laterBytes: Object.fromEntries(later.map((chunk) => [chunk.name, packed([chunk])])),
    wholeBytes: packed(await bundle(true)),
    modules: modules.filter(({ bytes }) => bytes > 0).sort((a, b) => b.bytes - a.bytes),
  };
}
