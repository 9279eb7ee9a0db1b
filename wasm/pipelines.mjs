import { createHash } from "node:crypto";
import { readdirSync, readFileSync } from "node:fs";
import { join } from "node:path";
import { fileURLToPath } from "node:url";

/** Folder of this file. */
export const wasmRoot = fileURLToPath(new URL(".", import.meta.url));
/** Where built artifacts are committed. */
export const artifactsRoot = fileURLToPath(new URL("../public/pipelines/", import.meta.url));

/** Every pipeline: `wasm/<name>/<name>.cpp` over the library in `wasm/core`. */
export const pipelineNames = [
  "dicom-inspect",
  "dicom-rewrite",
  "tiff-inspect",
  "tiff-rewrite",
  "pixel-codec",
  "pixel-text",
  "mask-kernels",
];

/** Flags of spec/wasm.md section 4. Paths are relative to `wasm/`. */
export const compileFlags = ["-O3", "-std=c++17", "-fwasm-exceptions", "-Wall", "-Wextra"];
/** Units that go through every byte several times: 16 at a time (fixed-width SIMD, in every engine that we support). */
export const unitFlags = {
  "marks.cpp": ["-msimd128"],
  "sha256.cpp": ["-msimd128"],
  "text_finder.cpp": ["-msimd128"],
};
export const linkFlags = [
  "-O3",
  "-fwasm-exceptions",
  "-sMODULARIZE=1",
  "-sEXPORT_ES6=1",
  "-sUSE_ES6_IMPORT_META=1",
  "-sINVOKE_RUN=0",
  "-sEXIT_RUNTIME=0",
  "-sALLOW_MEMORY_GROWTH=1",
  "-sMAXIMUM_MEMORY=4GB",
  "-sFORCE_FILESYSTEM=1",
  "-sENVIRONMENT=web,worker",
  "-sEXPORTED_RUNTIME_METHODS=callMain,ccall,cwrap,stackSave,stackRestore,stringToUTF8,UTF8ToString,lengthBytesUTF8,FS",
  "-sEXPORTED_FUNCTIONS=_main,_malloc,_free",
  "--pre-js",
  "core/module-pre.js",
  "--post-js",
  "core/module-post.js",
];

/** SHA-256 in hex of a file. */
export function sha256OfFile(path) {
  return createHash("sha256").update(readFileSync(path)).digest("hex");
}

/** All sources that the artifacts depend on, as `{ "core/x.cpp": sha256 }`, sorted. */
export function sourceHashes() {
  const hashes = {};
  for (const folder of ["core", ...pipelineNames].sort())
    for (const name of readdirSync(join(wasmRoot, folder)).sort())
      if (/\.(cpp|h|js)$/.test(name))
        hashes[`${folder}/${name}`] = sha256OfFile(join(wasmRoot, folder, name));
  return hashes;
}
