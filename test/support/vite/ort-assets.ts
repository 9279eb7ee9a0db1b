import { readFile } from "node:fs/promises";
import type { Plugin } from "vite";

const glue = /onnxruntime-web\/dist\/(ort-wasm-simd-threaded(?:\.asyncify)?\.mjs)(\?.*)?$/;
const claimed = "maximum:65536";
const granted = "maximum:8192";

/**
 * Lowers the shared memory that onnxruntime's glue reserves from 4 GiB to 512 MiB (iOS refuses large maxima, assist 3.5.3).
 * Throws unless the glue holds exactly one such claim.
 */
export function shrinkOrtMemory(code: string): string {
  const found = code.split(claimed).length - 1;
  if (found !== 1)
    throw new Error(
      `onnxruntime-web's glue: expected one “${claimed}”, found ${found}. The package has changed: look at its memory claim again.`,
    );
  return code.replace(claimed, granted);
}

/**
 * Serves and emits onnxruntime's glue with the smaller memory claim; the name of the emitted file hashes the changed text.
 * Must stand in `plugins` and in `worker.plugins`: Vite builds workers with their own list.
 */
export function ortAssets(): Plugin {
  let building = false;
  return {
    name: "overread:ort-assets",
    enforce: "pre",
    configResolved(config) {
      building = config.command === "build";
    },
    async load(id) {
      const name = glue.exec(id)?.[1];
      if (!name) return null;
      const [file = id, query = ""] = id.split("?");
      const code = shrinkOrtMemory(await readFile(file, "utf8"));
      const wantsUrl = /(^|&)url(&|=|$)/.test(query);
      if (!wantsUrl) return { code, map: { mappings: "" } };
      if (!building) return null;
      const reference = this.emitFile({ type: "asset", name, source: code });
      return { code: `export default import.meta.ROLLUP_FILE_URL_${reference};`, moduleType: "js" };
    },
  };
}
