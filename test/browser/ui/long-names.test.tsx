import { afterEach, beforeEach, expect, test } from "vitest";
import { page, userEvent } from "vitest/browser";
import { type MainDatabase, openMainDatabase } from "../../../src/storage/database.ts";
import { activeSchema } from "../../../src/storage/schemas.ts";
import { fillThreeImages, mouseStroke, openStudyPage } from "../../support/study-page.tsx";

let database: MainDatabase;
let dispose = () => {};
const longName = "Solid pulmonary nodule with a spiculated margin ".repeat(10).trim();

beforeEach(async () => {
  database = openMainDatabase(`names-${crypto.randomUUID()}`);
  await fillThreeImages(database);
  const schema = await activeSchema(database);
  const classes = schema.classes.map((entry, at) => (at === 0 ? { ...entry, name: longName } : entry));
  await database.schemas.put({ ...schema, classes });
  await page.viewport(1180, 820);
  dispose = await openStudyPage(database);
});
afterEach(async () => {
  dispose();
  database.close();
  await database.delete();
});

const rightOf = (element: Element | null) => element?.getBoundingClientRect().right ?? Number.NaN;

test("a long class name stays in its list, is read whole there, and is cut in a row before the number of the label", async () => {
  const image = page.getByRole("application", { name: "Image viewport" }).element() as HTMLElement;
  image.focus();
  await userEvent.keyboard("{Shift>}1{/Shift}x");
  mouseStroke(image, [0.3, 0.3], [0.35, 0.35], [0.4, 0.4]);
  mouseStroke(image, [0.5, 0.5], [0.55, 0.55], [0.6, 0.6]);
  await expect.poll(() => document.querySelectorAll(".annotation-row").length).toBe(2);
  const numbers = [...document.querySelectorAll(".row-name")].map(({ children }) => children[1]);
  expect(numbers.map((element) => element?.textContent)).toEqual([" 1", " 2"]);
  for (const number of numbers)
    expect(rightOf(number ?? null)).toBeLessThan(rightOf(number?.closest(".row-names") ?? null) + 1);

  await page.getByRole("combobox", { name: "Draw as" }).click();
  const option = page.getByRole("option", { name: longName, exact: true }).element();
  const popover = option.closest(".popover");
  expect(popover?.getBoundingClientRect().width).toBeLessThanOrEqual(360);
  expect(rightOf(popover)).toBeLessThanOrEqual(innerWidth);
  expect(popover?.scrollWidth).toBe(popover?.clientWidth);
});
