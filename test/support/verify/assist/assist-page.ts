import { readdirSync } from "node:fs";
import { join } from "node:path";
import type { AssistResult, InferState } from "../../../../src/domain/calls/assist-calls.ts";
import type { MaskRle } from "../../../../src/domain/mask.ts";
import type { Prompts } from "../../../../src/domain/proposal.ts";
import { dist, serveApp, startBrowser } from "../../browser-app.ts";
import { workerUrls } from "../app-page.ts";
import { type CallOutcome, installDriver, type PageDriver } from "../page-driver.ts";
import type { NumberPlane } from "./number-plane.ts";

/** The assist and infer workers of the built app, in Chromium. */
export interface AssistPage {
  /** What the infer worker says of the shipped model. */
  readonly model: InferState;
  /** The plane that the next prompts are about. */
  setPlane(plane: NumberPlane): Promise<void>;
  ask(method: "classic" | "network", prompts: Prompts, previous: MaskRle | null): Promise<AssistResult>;
  close(): Promise<void>;
}

const hangMs = 120_000;

const resultOf = (outcome: CallOutcome): unknown => {
  if (outcome.kind !== "result") throw new Error(outcome.message);
  return outcome.result;
};

/** Opens a page of the built app's origin and loads the shipped model in its infer worker. */
export async function openAssistPage(maxThreads: number): Promise<AssistPage> {
  const app = await serveApp();
  const browser = await startBrowser();
  const close = async () => {
    await browser.close();
    await app.close();
  };
  try {
    const page = await browser.newPage();
    const icon = readdirSync(join(dist, "icons")).find((file) => file.endsWith(".png"));
    await page.goto(`${app.url}icons/${icon}`);
    await page.evaluate(installDriver, { workers: workerUrls(app.url), hangMs, partBytes: 1 << 22 });
    const loaded = await page.evaluate(
      (request) =>
        (globalThis as unknown as { verifyDriver: PageDriver }).verifyDriver.call("infer", "load", request),
      { baseUrl: `${app.url}models/prompt-unet-s/`, maxThreads },
    );
    return {
      model: resultOf(loaded) as InferState,
      setPlane: ({ columns, rows, values }) =>
        page.evaluate(
          (note) => {
            const bytes = Uint8Array.from(atob(note.text), (letter) => letter.charCodeAt(0));
            const plane = { columns: note.columns, rows: note.rows, values: new Float32Array(bytes.buffer) };
            Object.assign(globalThis, { assistPlane: plane });
          },
          { columns, rows, text: Buffer.from(values.buffer).toString("base64") },
        ),
      ask: async (method, prompts, previous) => {
        const outcome = await page.evaluate(
          ({ method, prompts, previous }) => {
            const { verifyDriver, assistPlane: plane } = globalThis as unknown as {
              verifyDriver: PageDriver;
              assistPlane: unknown;
            };
            return method === "network"
              ? verifyDriver.call("infer", "segment", { plane, prompts, previous })
              : verifyDriver.call("assist", "segment", { plane, prompts, method: "auto", tolerance: null });
          },
          { method, prompts, previous },
        );
        return resultOf(outcome) as AssistResult;
      },
      close,
    };
  } catch (reason) {
    await close();
    throw reason;
  }
}
