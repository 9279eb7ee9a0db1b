import { afterEach, beforeEach, expect, test } from "vitest";
import { page, userEvent } from "vitest/browser";
import { type MainDatabase, openMainDatabase } from "../../../src/storage/database.ts";
import { fillThreeImages, mouseStroke, openStudyPage } from "../../support/study-page.tsx";

let database: MainDatabase;
let dispose = () => {};

beforeEach(async () => {
  database = openMainDatabase(`undo-${crypto.randomUUID()}`);
  await fillThreeImages(database);
  await page.viewport(1180, 820);
  dispose = await openStudyPage(database);
});
afterEach(async () => {
  dispose();
  database.close();
  await database.delete();
});

const labels = () => document.querySelectorAll(".annotation-row").length;

test("what is taken back or done again on another image is seen; on the one that is shown nothing moves", async () => {
  const image = page.getByRole("application", { name: "Image viewport" }).element() as HTMLElement;
  await expect.element(page.getByText("2 / 3")).toBeVisible();
  image.focus();
  await userEvent.keyboard("{Shift>}1{/Shift}b");
  mouseStroke(image, [0.3, 0.3], [0.4, 0.4], [0.5, 0.4]);
  await expect.poll(labels).toBe(1);
  image.focus();
  await userEvent.keyboard("{ArrowDown}");
  await expect.element(page.getByText("3 / 3")).toBeVisible();
  await userEvent.keyboard("{Control>}z{/Control}");
  await expect.poll(labels).toBe(0);
  await expect.element(page.getByText("2 / 3")).toBeVisible();
  await userEvent.keyboard("{ArrowUp}");
  await expect.element(page.getByText("1 / 3")).toBeVisible();
  await userEvent.keyboard("{Control>}y{/Control}");
  await expect.poll(labels).toBe(1);
  await expect.element(page.getByText("2 / 3")).toBeVisible();
  await userEvent.keyboard("{Control>}z{/Control}");
  await expect.poll(labels).toBe(0);
  await expect.element(page.getByText("2 / 3")).toBeVisible();
});

test("a study of one series has no next one: its key leaves the image that is looked at", async () => {
  const image = page.getByRole("application", { name: "Image viewport" }).element() as HTMLElement;
  await expect.element(page.getByText("2 / 3")).toBeVisible();
  for (const key of ["{PageDown}", "{PageUp}"]) {
    image.focus();
    await userEvent.keyboard(`{End}${key}`);
    await expect.element(page.getByText("3 / 3")).toBeVisible();
    await userEvent.keyboard("{ArrowUp}");
    await expect.element(page.getByText("2 / 3")).toBeVisible();
    await userEvent.keyboard("{ArrowUp}");
    await expect.element(page.getByText("1 / 3")).toBeVisible();
  }
});
