import { mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { type OwnBrowser, serveApp, startBrowser } from "../browser-app.ts";
import type { StaticServer } from "../static-server.ts";
import { type LookFigures, measureLook } from "./look-part.ts";
import { measureSlide, type SlideFigures } from "./slide-part.ts";

/** Figures of `npm run verify -- look`. */
export interface VerifyLook extends LookFigures {
  readonly slide: SlideFigures | { readonly failed: string };
}

/**
 * Opens the look of a generated BigTIFF pyramid of over 4 GB, mostly holes on the disk, in the built app; then imports, releases,
 * opens and pans a generated slide of 30 000 × 30 000. Linux only: processor time and memory are read from /proc.
 */
export async function main(options: { limit?: string } = {}): Promise<VerifyLook> {
  const folder = mkdtempSync(join(tmpdir(), "overread-look-"));
  let server: StaticServer | null = null;
  let browser: OwnBrowser | null = null;
  try {
    server = await serveApp();
    browser = await startBrowser();
    const look = await measureLook(browser, server.url, join(folder, "big.tif"));
    console.error(JSON.stringify(look));
    await browser.close();
    browser = await startBrowser();
    const side = options.limit ? Number(options.limit) : 30_000;
    const slide = await measureSlide(browser, server.url, join(folder, "slide.tif"), side).catch(
      (reason: unknown) => ({ failed: reason instanceof Error ? reason.message : String(reason) }),
    );
    return { ...look, slide };
  } finally {
    await browser?.close();
    await server?.close();
    rmSync(folder, { recursive: true, force: true });
  }
}
