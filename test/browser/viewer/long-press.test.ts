import { afterEach, expect, test } from "vitest";
import { makePointerInput } from "../../../src/viewer/input/pointer-input.ts";
import { defaultPointerSettings } from "../../../src/viewer/pointer-settings.ts";
import type { ViewerIntent } from "../../../src/viewer/viewer-intent.ts";

let element: HTMLDivElement;
let layer: ReturnType<typeof makePointerInput>;
let kinds: ViewerIntent["kind"][];

function start() {
  element = document.createElement("div");
  Object.assign(element.style, { width: "400px", height: "400px" });
  document.body.append(element);
  kinds = [];
  layer = makePointerInput(
    element,
    () => defaultPointerSettings,
    (point) => point,
    ({ kind }) => kinds.push(kind),
  );
}
afterEach(() => {
  layer.dispose();
  element.remove();
});

const touch = (type: string, y: number) =>
  element.dispatchEvent(
    new PointerEvent(type, {
      bubbles: true,
      pointerId: 7,
      pointerType: "touch",
      isPrimary: true,
      buttons: type === "pointerup" ? 0 : 1,
      clientX: 200,
      clientY: y,
    }),
  );
const waited = (ms: number) => new Promise((done) => setTimeout(done, ms));

const frame = () => new Promise((done) => requestAnimationFrame(done));
const block = (ms: number) => {
  const end = performance.now() + ms;
  while (performance.now() < end);
};

test("a finger that rests opens the menu, and not before half a second", async () => {
  start();
  touch("pointerdown", 200);
  const downMs = performance.now();
  await expect.poll(() => kinds, { timeout: 15_000, interval: 10 }).toContain("menu");
  expect(performance.now() - downMs).toBeGreaterThan(490);
});

test("a finger that moved while the page was busy opens no menu: its moves may come some frames late", async () => {
  start();
  touch("pointerdown", 200);
  for (let i = 0; i < 3; i++) {
    block(300);
    await frame();
    await waited(0);
  }
  touch("pointermove", 120);
  touch("pointermove", 60);
  touch("pointerup", 60);
  expect(kinds).not.toContain("menu");
  expect(kinds).toContain("scroll");
});
