import { expect, test } from "vitest";
import { page, userEvent } from "vitest/browser";
import type { DecodedFrame } from "../../../src/domain/calls/pixels-calls.ts";
import { openMainDatabase } from "../../../src/storage/database.ts";
import type { Services } from "../../../src/ui/app/services.ts";
import { mouseStroke, openStudyPage, shownStudy } from "../../support/study-page.tsx";
import { fillStudy, screenFacts, screenServices } from "../../support/study-screen.ts";

const side = 512;
const count = 100;

/** A clip of one instance per image; image n is of one grey, 2n. `slowEvery`: each so many takes 150 ms to decode. */
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
    if (slowEvery > 0 && at % slowEvery === 0) await new Promise((done) => setTimeout(done, 150));
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
    await userEvent.keyboard("c");
    await expect.element(page.getByRole("slider", { name: "Images per second" })).toHaveValue("30");
    const seen = new Set<number>();
    const pairs: { readonly at: number; readonly labelled: boolean }[] = [];
    const start = performance.now();
    const first = drawn().at;
    let last = start;
    while (last - start < 4000) {
      await nextFrame();
      last = performance.now();
      const now = drawn();
      seen.add(now.at);
      pairs.push(now);
    }
    // By the clock 120 frames have gone by, one full round and more. A machine that draws slowly drops some and is not behind: a clip that
    // slowed down to what is drawn would be by dozens.
    const wanted = (first + ((last - start) * 30) / 1000) % count;
    const behind = (wanted - (pairs.at(-1)?.at ?? 0) + count) % count;
    expect(Math.min(behind, count - behind)).toBeLessThan(30);
    expect(seen.size).toBeGreaterThan(5);
    for (const { at, labelled } of pairs) expect(labelled, `image ${at + 1}`).toBe(at === 50);
    console.info(`${seen.size} of 100 images seen in 4 s, ${pairs.length} pictures`);
    await close();
  },
);
