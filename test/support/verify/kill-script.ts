import type { Page } from "playwright";
import { imageIsSeen, viewportPoint } from "../app-driver.ts";

/** One act of the scripted labelling: the row that it leaves in the log, and when each of its inputs was sent (Unix ms). */
export interface ScriptedAct {
  readonly actionId: string;
  readonly link: "undoes" | "redoes" | null;
  readonly sentMs: number[];
}

/** Numbers from 0 up to 1, the same for the same seed. */
export function seededNumbers(seed: number): () => number {
  let state = seed >>> 0;
  return () => {
    state = (Math.imul(state, 1664525) + 1013904223) >>> 0;
    return state / 2 ** 32;
  };
}

/**
 * Labels the open study without an end, as a quick hand would: scrolls, brush strokes, polygons, undo, redo, delete, and proposals that are accepted.
 * `acts` grows as it goes; it ends with the page, or when `stopped()`. Inputs are noted before they are sent: a loss is never told smaller.
 */
export async function labelOn(
  page: Page,
  random: () => number,
  acts: ScriptedAct[],
  stopped: () => boolean,
): Promise<void> {
  const image = page.getByRole("application", { name: /Image viewport/ }).first();
  const begin = (actionId: string, link: ScriptedAct["link"] = null) => {
    const act: ScriptedAct = { actionId, link, sentMs: [] };
    acts.push(act);
    return async (run: () => Promise<void>) => {
      act.sentMs.push(Date.now());
      await run();
    };
  };
  const pause = () => page.waitForTimeout(random() * 300);
  const press = async (actionId: string, key: string, link: ScriptedAct["link"] = null) =>
    begin(actionId, link)(() => page.keyboard.press(key));

  const brush = async () => {
    await page.keyboard.press(`Shift+Digit${1 + Math.floor(random() * 5)}`);
    await page.keyboard.press("Shift+n");
    await page.keyboard.press("b");
    const from = await viewportPoint(page, 0.35 + random() * 0.3, 0.3 + random() * 0.4);
    await page.mouse.move(from.x, from.y);
    const send = begin("draw-brush");
    await send(() => page.mouse.down());
    const turn = random() * 2 * Math.PI;
    const steps = 6 + Math.floor(random() * 24);
    for (let step = 1; step <= steps; step++) {
      const bend = turn + Math.sin(step / 5);
      from.x += 5 * Math.cos(bend);
      from.y += 5 * Math.sin(bend);
      await send(() => page.mouse.move(from.x, from.y));
      await page.waitForTimeout(20 + random() * 60);
    }
    await send(() => page.mouse.up());
  };
  const polygon = async () => {
    await page.keyboard.press("Shift+n");
    await page.keyboard.press("g");
    const middle = await viewportPoint(page, 0.35 + random() * 0.3, 0.3 + random() * 0.4);
    const send = begin("draw-polygon");
    const corners = 4 + Math.floor(random() * 4);
    for (let corner = 0; corner < corners; corner++) {
      const turn = (corner / corners) * 2 * Math.PI;
      await send(() => page.mouse.click(middle.x + 60 * Math.cos(turn), middle.y + 60 * Math.sin(turn)));
      await page.waitForTimeout(40 + random() * 120);
    }
    await send(() => page.keyboard.press("Enter"));
  };
  const askAndAccept = async () => {
    await page.keyboard.press("Shift+Digit2");
    await page.getByRole("toolbar", { name: "Tools" }).getByRole("button", { name: "Ask the model" }).click();
    const place = await viewportPoint(page, 0.37, 0.4);
    await page.mouse.click(place.x, place.y);
    const proposal = page.getByRole("region", { name: "Proposal" }).getByText("Confidence");
    const came = await proposal.waitFor({ timeout: 20_000 }).then(
      () => true,
      () => false,
    );
    if (!came) return;
    await image.focus();
    await press("accept-proposal", "Enter");
  };

  // Through the stack, as a hand would: on one image alone, some 150 strokes would take all 16 layers of a place, and the next be refused there.
  const scroll = async () => {
    const middle = await viewportPoint(page, 0.5, 0.5);
    await page.mouse.move(middle.x, middle.y);
    const deltaY = random() < 0.5 ? 100 : -100;
    for (let left = Math.floor(random() * 6); left > 0; left--) await page.mouse.wheel(0, deltaY);
    await imageIsSeen(page);
  };

  await image.focus();
  await page.keyboard.press("Shift+Digit1");
  while (!stopped()) {
    await scroll();
    const what = random();
    if (what < 0.12) {
      await askAndAccept();
      await pause();
      continue;
    }
    const drawn = what < 0.7 ? "draw-brush" : "draw-polygon";
    await (what < 0.7 ? brush() : polygon());
    await pause();
    const then = random();
    if (then < 0.3) {
      await press(drawn, "Control+z", "undoes");
      await pause();
      if (random() < 0.5) await press(drawn, "Control+y", "redoes");
    } else if (then < 0.45) await press("delete-label", "Delete");
    await pause();
  }
}
