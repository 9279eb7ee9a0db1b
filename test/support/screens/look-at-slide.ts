import { mkdtempSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import type { Page } from "playwright";
import { chooseByPath } from "../app-driver.ts";
import { tissueTile, writePyramid } from "../pyramid-file.ts";

const tileSize = 512;
/** From this level on the tiles are drawn; finer ones are holes that take no room on the disk. */
const drawnFrom = 3;

/** A slide of 302 MB, of which the coarse levels are drawn: large enough that a look is offered. */
function writeSlide(): string {
  const path = join(mkdtempSync(join(tmpdir(), "overread-slide-")), "Slide 1.tif");
  writePyramid(path, {
    columns: 12_288,
    rows: 8192,
    levels: 6,
    tileSize,
    compression: 1,
    tile: (level, column, row) => (level < drawnFrom ? null : tissueTile(tileSize, level, column, row)),
  });
  return path;
}

/** Chooses a slide in Import and looks at it before it is cleaned. */
export async function lookAtSlide(page: Page, url: string): Promise<void> {
  const path = writeSlide();
  await page.goto(`${url}#/import`);
  await page.getByRole("button", { name: "Choose files" }).waitFor();
  await chooseByPath(page, [path]);
  await page.getByRole("button", { name: "Look at Slide 1.tif" }).click({ timeout: 60_000 });
  await page.locator(".viewport[data-seen=true]").waitFor({ timeout: 60_000 });
}
