import { mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { serveFolder } from "../support/static-server.ts";
import { buildPage } from "./viewer/build-pages.ts";
import { measureStore, type StoreFigures } from "./viewer/store-runs.ts";

const megabytes = 500;

/** What `npm run bench -- store --json` prints: where the bytes of images lie, a browser of its own for each figure. */
export async function main(options: { runs?: string }): Promise<StoreFigures> {
  const folder = mkdtempSync(join(tmpdir(), "overread-store-bench-"));
  const server = await serveFolder(folder, "/");
  try {
    await buildPage("store", folder);
    return await measureStore(server.url, megabytes, Number(options.runs ?? 3));
  } finally {
    await server.close();
    rmSync(folder, { recursive: true, force: true });
  }
}
