import { createReadStream, readFileSync } from "node:fs";
import { dirname, join } from "node:path";
import { fileURLToPath } from "node:url";
import type { Connect, Plugin } from "vite";

const root = join(dirname(fileURLToPath(import.meta.url)), "../../..");
const folder = join(root, "node_modules/@itk-wasm/image-io/dist/pipelines");

/** The readers of `@itk-wasm/image-io` that the app runs; nothing else of the package is shipped. */
const readers = ["gdcm-read-image", "jpeg-read-image"];

/** File name in `pipelines/` and media type of everything that is served and emitted. */
const files = new Map<string, string>(
  readers.flatMap((name) => [
    [`${name}.js`, "text/javascript"] as const,
    [`${name}.wasm.zst`, "application/octet-stream"] as const,
  ]),
);

const serve: Connect.NextHandleFunction = (request, response, next) => {
  const name = /\/pipelines\/([\w.-]+)(?:\?.*)?$/.exec(request.url ?? "")?.[1] ?? "";
  const type = files.get(name);
  if (!type) {
    next();
    return;
  }
  response.setHeader("Content-Type", type);
  response.setHeader("Cross-Origin-Resource-Policy", "same-origin");
  createReadStream(join(folder, name)).pipe(response);
};

/**
 * Puts the itk-wasm readers under `pipelines/`: served by the dev and test servers, emitted by the build. Belongs in `plugins`
 * only, not in `worker.plugins`. Fails the build when a file is missing.
 */
export function itkPipelines(): Plugin {
  return {
    name: "overread:itk-pipelines",
    configureServer(server) {
      server.middlewares.use(serve);
    },
    generateBundle() {
      for (const name of files.keys()) {
        this.emitFile({
          type: "asset",
          fileName: `pipelines/${name}`,
          source: readFileSync(join(folder, name)),
        });
      }
    },
  };
}
