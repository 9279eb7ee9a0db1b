import { cpSync, mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { setTimeout as sleep } from "node:timers/promises";
import type { Page } from "playwright";
import type { LogRow } from "../../../src/domain/record-diff.ts";
import {
  countRows,
  openApp,
  openSample,
  openStudy,
  readTable,
  waitForOffline,
  waitForSaved,
} from "../app-driver.ts";
import { type OwnBrowser, serveApp, startBrowser } from "../browser-app.ts";
import { labelOn, type ScriptedAct, seededNumbers } from "./kill-script.ts";
import { readLabelStore, storeFaults } from "./kill-store.ts";

/** What `npm run verify -- kill --runs N --json` prints. */
export interface VerifyKill {
  readonly runs: number;
  /** The oldest input that a killed browser lost, in ms before the kill; over all runs. */
  readonly lostMsMax: number;
  /** Runs after which something in the stores was not whole. */
  readonly broken: number;
}

interface Draft {
  readonly draft: {
    readonly events: readonly { readonly samples?: readonly { readonly timeMs: number }[] }[];
  };
}

/** A page of the app's origin without the app: nothing mends what it is going to read. */
async function barePage(browser: OwnBrowser, url: string): Promise<Page> {
  const page = await browser.newPage();
  const session = await browser.context.newCDPSession(page);
  await session.send("Network.enable");
  await session.send("Network.setBypassServiceWorker", { bypass: true });
  await page.goto(`${url}manifest.webmanifest`);
  if ((await page.getByRole("navigation").count()) > 0) throw new Error("The bare page shows the app.");
  return page;
}

const ofUser = (rows: readonly LogRow[]) =>
  rows.filter(({ source }) => source === "user").toSorted((a, b) => a.seq - b.seq);
const linkOf = ({ undoes, redoes }: LogRow) => (undoes ? "undoes" : redoes ? "redoes" : null);

/** When the oldest input that left nothing behind was sent; null: none was lost. `keptMs`: up to when a draft of a stroke reached. */
export function firstLostMs(
  acts: readonly ScriptedAct[],
  rowsAtKill: number,
  rowsNow: number,
  keptMs: number | null,
): number | null {
  const missing = acts[rowsNow]?.sentMs[0];
  // The row of the last act came out of its draft: what the draft does not reach to is lost.
  const redrawn = acts.slice(rowsAtKill, rowsNow).flatMap(({ sentMs }) => sentMs);
  const unkept = keptMs === null ? undefined : redrawn.find((sent) => sent > keptMs);
  return unkept ?? missing ?? null;
}

/**
 * Labels by script in the built app, kills the browser's whole process group at a random moment, opens the same profile again, and says what
 * was lost and whether the stores are whole, before the app touches them and after. A kill of processes, not of the power.
 */
export async function main(options: { runs?: string; seed?: string } = {}): Promise<VerifyKill> {
  const runs = Number(options.runs ?? 30);
  const random = seededNumbers(Number(options.seed ?? 1));
  const profile = mkdtempSync(join(tmpdir(), "overread-kill-"));
  const server = await serveApp();
  let browser = await startBrowser({ profile });
  let lostMsMax = 0;
  let broken = 0;
  try {
    let page = await browser.newPage();
    await openApp(page, server.url);
    await waitForOffline(page);
    await openSample(page);
    const [instances, chunks] = [await countRows(page, "instances"), await countRows(page, "chunks")];
    await openStudy(page, /CT chest/);
    for (let run = 1; run <= runs; run++) {
      const before = ofUser(await readTable<LogRow>(page, "log")).length;
      const origin = await page.evaluate(() => performance.timeOrigin);
      const acts: ScriptedAct[] = [];
      let dying = false;
      const labelling = labelOn(page, random, acts, () => dying).catch((reason: unknown) => {
        if (!dying) throw reason;
      });
      // At any moment from the first input on, not at a fixed act.
      while (acts.length === 0) await Promise.race([sleep(20), labelling]);
      await Promise.race([sleep(random() * 7000), labelling]);
      dying = true;
      const killedMs = Date.now();
      await browser.kill();
      await labelling;

      browser = await startBrowser({ profile });
      const bare = await barePage(browser, server.url);
      const kept = await readLabelStore(bare).catch((reason: unknown) => {
        cpSync(profile, `${profile}-kept`, { recursive: true, verbatimSymlinks: true });
        throw new Error(
          `Run ${run}: the browser came back without the store. Its profile is kept in ${profile}-kept`,
          {
            cause: reason,
          },
        );
      });
      const faults = storeFaults(kept);
      const atKill = ofUser(await readTable<LogRow>(bare, "log")).length - before;
      const drafts = await readTable<Draft>(bare, "strokes");
      await bare.close();
      const samples = drafts.flatMap(({ draft }) => draft.events.flatMap((event) => event.samples ?? []));
      const keptMs = samples.length > 0 ? origin + Math.max(...samples.map(({ timeMs }) => timeMs)) : null;

      page = await browser.newPage();
      await openApp(page, server.url);
      await openStudy(page, /CT chest/).catch(async (reason: unknown) => {
        // The sample names nobody: what stands there may be shown.
        console.error(`run ${run}: the study did not open; the screen says:`);
        console.error(await page.locator("body").textContent());
        throw reason;
      });
      for (let wait = 0; wait < 100 && (await countRows(page, "strokes")) > 0; wait++)
        await page.waitForTimeout(100);
      await waitForSaved(page);
      faults.push(...storeFaults(await readLabelStore(page)));
      const rows = ofUser(await readTable<LogRow>(page, "log")).slice(before);
      for (const [index, row] of rows.entries()) {
        const act = acts[index];
        if (act?.actionId !== row.actionId || act.link !== linkOf(row))
          faults.push(`act ${index + 1} was ${act?.actionId} ${act?.link}, its row ${row.actionId}`);
      }
      if ((await countRows(page, "strokes")) > 0) faults.push("a draft is left");
      if ((await countRows(page, "instances")) !== instances || (await countRows(page, "chunks")) !== chunks)
        faults.push("images are missing");
      const first = firstLostMs(acts, atKill, rows.length, keptMs);
      const lostMs = first === null ? 0 : Math.max(0, Math.round(killedMs - first));
      lostMsMax = Math.max(lostMsMax, lostMs);
      if (faults.length > 0) broken++;
      const last = acts.at(-1);
      console.error(
        JSON.stringify({
          run,
          acts: acts.length,
          rows: rows.length,
          atKill,
          last: last?.actionId,
          lostMs,
          faults,
        }),
      );
    }
    return { runs, lostMsMax, broken };
  } finally {
    await browser.close();
    await server.close();
    rmSync(profile, { recursive: true, force: true, maxRetries: 5, retryDelay: 200 });
  }
}
