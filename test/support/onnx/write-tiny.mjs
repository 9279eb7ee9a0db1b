/** Writes the tiny model package (`tiny/`) that browser tests fetch; `tiny-package.test.ts` holds it to its maker. */
import { mkdir, writeFile } from "node:fs/promises";
import { dirname, join } from "node:path";
import { fileURLToPath } from "node:url";
import { createServer } from "vite";

const here = dirname(fileURLToPath(import.meta.url));
const server = await createServer({ configFile: false, logLevel: "error", server: { middlewareMode: true } });
const { tinyPackage } = await server.ssrLoadModule(join(here, "tiny-package.ts"));
await mkdir(join(here, "tiny"), { recursive: true });
for (const [name, bytes] of await tinyPackage()) await writeFile(join(here, "tiny", name), bytes);
await server.close();
