import { mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { type OwnBrowser, serveApp, startBrowser } from "../browser-app.ts";
import type { StaticServer } from "../static-server.ts";
import { type LookFigures, measureLook } from "./look-part.ts";
import { measureSlide, type SlideFigures } from "./slide-part.ts";

/** Figures of `npm run verify -- look`. */
export interface VerifyLook extends Partial<LookFigures> {
  readonly slide?: SlideFigures | { readonly failed: string };
  /** The same of a slide of over 1 GB, which is cleaned, stored and released by range. */
  readonly large?: SlideFigures | { readonly failed: string };
}

const parts = ["look", "slide", "large"] as const;

/**
 * Opens the look of a generated BigTIFF pyramid of over 4 GB, mostly holes on the disk, in the built app; then imports, releases,
 * opens and pans a generated slide of 30 000 × 30 000, and one of over 1 GB. `--methods look,slide,large` chooses. Linux only: processor time and memory are read from /proc.
 */
export async function main(options: { limit?: string; methods?: string } = {}): Promise<VerifyLook> {
  const folder = mkdtempSync(join(tmpdir(), "overread-look-"));
  let server: StaticServer | null = null;
  let browser: OwnBrowser | null = null;
  try {
    server = await serveApp();
    const wanted = new Set<string>(options.methods?.split(",") ?? parts);
    const side = options.limit ? Number(options.limit) : 30_000;
    let figures: VerifyLook = {};
    for (const part of parts.filter((one) => wanted.has(one))) {
      browser = await startBrowser();
      const path = join(folder, `${part}.tif`);
      if (part === "look") figures = { ...figures, ...(await measureLook(browser, server.url, path)) };
      else {
        const made = measureSlide(browser, server.url, path, side, part === "large");
        const slide = await made.catch((reason: unknown) => ({
          failed: reason instanceof Error ? reason.message : String(reason),
        }));
        figures = { ...figures, [part]: slide };
      }
      console.error(JSON.stringify(figures));
      await browser.close();
      browser = null;
    }
    return figures;
  } finally {
    await browser?.close();
    await server?.close();
    rmSync(folder, { recursive: true, force: true });
  }
}
