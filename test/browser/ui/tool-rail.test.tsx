import { afterEach, beforeEach, expect, test } from "vitest";
import { page } from "vitest/browser";
import { type MainDatabase, openMainDatabase } from "../../../src/storage/database.ts";
import { fillThreeImages, openStudyPage } from "../../support/study-page.tsx";

let database: MainDatabase;
let dispose = () => {};

beforeEach(async () => {
  database = openMainDatabase(`rail-${crypto.randomUUID()}`);
  await fillThreeImages(database);
});
afterEach(async () => {
  dispose();
  database.close();
  await database.delete();
});

const button = (name: string) => {
  const element = document.querySelector<HTMLElement>(`.tool-rail button[aria-label="${name}"]`);
  if (!element) throw new Error(`no ${name}`);
  return element;
};
/** Whether a finger in the middle of the button meets it. */
const isReached = (name: string) => {
  const box = button(name).getBoundingClientRect();
  const met = document.elementFromPoint(box.x + box.width / 2, box.y + box.height / 2);
  return button(name).contains(met);
};

// An iPad mini beneath Safari's bars, a 4:3 tablet, and a phone.
test.each([
  [1133, 680],
  [1024, 640],
  [390, 760],
])("undo is under the thumb also at %d × %d, and no tool hides beneath it", async (width, height) => {
  await page.viewport(width, height);
  dispose = await openStudyPage(database);
  await expect.poll(() => ["Undo", "Redo", "Pen mode"].filter((name) => !isReached(name))).toEqual([]);
  button("Ask the model").scrollIntoView({ block: "nearest", inline: "nearest" });
  expect(isReached("Ask the model")).toBe(true);
  expect(isReached("Undo")).toBe(true);
});
