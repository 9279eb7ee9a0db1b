import { afterEach, beforeEach, expect, test } from "vitest";
import { page } from "vitest/browser";
import { type MainDatabase, openMainDatabase } from "../../../src/storage/database.ts";
import { fillThreeImages, mountApp } from "../../support/study-page.tsx";

let database: MainDatabase;
let dispose = () => {};

beforeEach(async () => {
  database = openMainDatabase(`export-${crypto.randomUUID()}`);
  await fillThreeImages(database);
});
afterEach(async () => {
  dispose();
  database.close();
  await database.delete();
});

const isInSight = (element: Element) => {
  const { top, bottom } = element.getBoundingClientRect();
  return top >= 0 && bottom <= innerHeight;
};

test.each([
  ["tablet", 1180, 820],
  ["small tablet", 1024, 704],
])("on a %s it is seen, without scrolling, why nothing can be exported", async (_, width, height) => {
  await page.viewport(width, height);
  dispose = mountApp(database, "#/export");
  await expect.element(page.getByRole("button", { name: "Export dataset" })).toBeDisabled();
  const why = page.getByText("No labels with the chosen states.");
  await expect.element(why).toBeVisible();
  await expect.poll(() => isInSight(why.element())).toBe(true);
});
