import { afterEach, expect, test, vi } from "vitest";
import { page, userEvent } from "vitest/browser";
import type { DecodedFrame } from "../../../src/domain/calls/pixels-calls.ts";
import { openMainDatabase } from "../../../src/storage/database.ts";
import type { Services } from "../../../src/ui/app/services.ts";
import { mouseStroke, openStudyPage, shownStudy } from "../../support/study-page.tsx";
import { fillStudy, screenFacts, screenServices } from "../../support/study-screen.ts";

const side = 512;
const count = 100;
/** The clock of the clip is the test's: what a slow machine draws late is no fault of the clip, and what a quick one waits for is time. */
const tickMs = 32;
const lateTicks = 5;
let late: { left: number; readonly done: () => void }[] = [];

afterEach(() => {
  vi.useRealTimers();
  late = [];
});

/** Lets the clock go on by two pictures of a screen, and all that is decoded by then be shown. */
async function tick(): Promise<void> {
  vi.advanceTimersByTime(tickMs);
  for (const one of late) one.left--;
  for (const one of late.filter(({ left }) => left <= 0)) one.done();
  late = late.filter(({ left }) => left > 0);
  await new Promise((done) => setTimeout(done));
}

/** A clip of one instance per image; image n is of one grey, 2n. `slowEvery`: each so many takes 160 ms to decode. */
async function openClip(slowEvery: number) {
  await page.viewport(1180, 820);
  const database = openMainDatabase(`cine-${crypto.randomUUID()}`);
  const facts = {
    ...screenFacts,
    columns: side,
    rows: side,
    type: "u16" as const,
    bitsStored: 16,
    windows: [{ center: 128, width: 256 }],
    voiFunction: "LINEAR_EXACT" as const,
    frameTimeMs: 1000 / 30,
  };
  const frames = Array.from({ length: count }, (_, at) => ({ sopUid: `2.25.1${at}`, frameIndex: 0 }));
  await fillStudy(database, shownStudy, [{ seriesUid: "2.25.2", frames, columns: side, rows: side }], facts);
  const services = screenServices(database);
  const frame: Services["pixels"]["frame"] = async ({ sopUid, frameIndex }) => {
    const at = Number(sopUid.slice("2.25.1".length));
    if (slowEvery > 0 && at % slowEvery === 0)
      await new Promise<void>((done) => late.push({ left: lateTicks, done }));
    const pixels = new Uint16Array(side * side).fill(at * 2);
    const decoded: DecodedFrame = {
      sopUid,
      frameIndex,
      columns: side,
      rows: side,
      samples: 1,
      type: "u16",
      pixels,
    };
    return decoded;
  };
  const end = await openStudyPage(database, { pixels: { ...services.pixels, frame } });
  await expect.element(page.getByText("51 / 100")).toBeVisible();
  return async () => {
    end();
    database.close();
    await database.delete();
  };
}

const image = () => page.getByRole("application", { name: "Image viewport" }).element();

/** What is really drawn in the middle: grey as the number of the image, and whether a label is over it. */
function drawn(): { readonly at: number; readonly labelled: boolean } {
  const canvas = image().querySelector("canvas");
  const context = canvas?.getContext("2d");
  if (!canvas || !context) throw new Error("no picture");
  const middle = context.getImageData(canvas.width / 2, canvas.height / 2, 1, 1).data;
  const corner = context.getImageData(canvas.width / 2, canvas.height * 0.2, 1, 1).data;
  return { at: (corner[0] ?? 0) / 2, labelled: Math.abs((middle[2] ?? 0) - (middle[0] ?? 0)) > 8 };
}

const nextFrame = () => new Promise((done) => requestAnimationFrame(done));

const stroke = (...points: readonly (readonly [number, number])[]) => mouseStroke(image(), ...points);

test.each([
  ["all frames are decoded in time", 0],
  ["every seventh frame is late", 7],
])(
  "100 frames of 512 × 512 at 30 a second keep to the clock, and a label is on its own frame only: %s",
  async (_name, slowEvery) => {
    const close = await openClip(slowEvery);
    await userEvent.click(page.getByRole("button", { name: "Brush", exact: true }));
    await userEvent.keyboard("{Shift>}1{/Shift}");
    stroke([0.45, 0.5], [0.55, 0.5]);
    await expect.element(page.getByRole("option", { name: "Mass, You" })).toBeVisible();
    await nextFrame();
    await nextFrame();
    expect(drawn()).toEqual({ at: 50, labelled: true });
    image().dispatchEvent(new PointerEvent("pointerleave", { bubbles: true, pointerId: 1 }));
    (image() as HTMLElement).focus();
    vi.useFakeTimers({ toFake: ["requestAnimationFrame", "cancelAnimationFrame", "performance"] });
    await userEvent.keyboard("c");
    await expect.element(page.getByRole("slider", { name: "Images per second" })).toHaveValue("30");
    const pairs: { readonly at: number; readonly labelled: boolean }[] = [];
    // 4 s: one full round and more.
    const ticks = 125;
    for (let ticked = 1; ticked <= ticks; ticked++) {
      await tick();
      const now = drawn();
      pairs.push(now);
      // What is not decoded in time is dropped, and the clip is not behind: one that slowed down to what is drawn would be by dozens.
      const behind = (50 + (ticked * tickMs * 30) / 1000 - now.at + count) % count;
      expect(Math.min(behind, count - behind), `tick ${ticked}`).toBeLessThan(12);
    }
    const seen = new Set(pairs.map(({ at }) => at));
    expect(seen.size).toBeGreaterThan(80);
    for (const { at, labelled } of pairs) expect(labelled, `image ${at + 1}`).toBe(at === 50);
    vi.useRealTimers();
    console.info(`${seen.size} of 100 images seen in 4 s`);
    await close();
  },
);
