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

test("a finger that rests opens the menu", async () => {
  start();
  touch("pointerdown", 200);
  await waited(700);
  expect(kinds).toContain("menu");
});

test("a finger that moved while the page was busy opens no menu: its moves wait for the next frame, and so does the long press", async () => {
  start();
  // As the browser delivers moves: before everything else in the next frame, however long the page was busy. Asked for in the turn
  // before that in which the long press is due, so that no frame comes between the two.
  setTimeout(() => requestAnimationFrame(() => touch("pointermove", 120)), 495);
  touch("pointerdown", 200);
  await waited(300);
  const busyUntil = performance.now() + 400;
  while (performance.now() < busyUntil);
  await waited(300);
  touch("pointermove", 60);
  touch("pointerup", 60);
  expect(kinds).not.toContain("menu");
  expect(kinds).toContain("scroll");
});
