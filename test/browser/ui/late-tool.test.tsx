import { afterEach, beforeEach, expect, test, vi } from "vitest";
import { page, userEvent } from "vitest/browser";
import { type MainDatabase, openMainDatabase } from "../../../src/storage/database.ts";
import { fillThreeImages, mouseStroke, openStudyPage } from "../../support/study-page.tsx";

const gate = vi.hoisted(() => Promise.withResolvers<void>());
vi.mock("../../../src/editor/rare-parts.ts", async (original) => {
  await gate.promise;
  return original();
});

let database: MainDatabase;
let dispose = () => {};

beforeEach(async () => {
  await page.viewport(1180, 820);
  database = openMainDatabase(`late-tool-${crypto.randomUUID()}`);
  await fillThreeImages(database);
  dispose = await openStudyPage(database);
  await expect.element(page.getByText("2 / 3")).toBeVisible();
});
afterEach(async () => {
  dispose();
  database.close();
  await database.delete();
});

test("a tap on a tool that is still being fetched is answered at once, and what is drawn meanwhile is done with it", async () => {
  await userEvent.keyboard("{Shift>}1{/Shift}{Shift>}g{/Shift}");
  const spline = page.getByRole("button", { name: "Spline" });
  await expect.element(spline).toHaveAttribute("aria-busy", "true");
  await expect.element(spline).toHaveAttribute("aria-pressed", "true");
  await expect.element(page.getByText("Being fetched").first()).toBeVisible();
  const image = page.getByRole("application", { name: "Image viewport" }).element();
  for (const place of [
    [0.4, 0.4],
    [0.6, 0.4],
    [0.6, 0.6],
    [0.4, 0.4],
  ] as const)
    mouseStroke(image, place);
  await expect.element(page.getByText("What you draw is kept")).toBeVisible();
  expect(await database.annotations.count()).toBe(0);
  gate.resolve();
  await expect.element(page.getByRole("option", { name: "Mass, You" })).toBeVisible();
  await expect.element(spline).toHaveAttribute("aria-busy", "false");
  await expect.element(page.getByText("What you draw is kept")).not.toBeInTheDocument();
});
