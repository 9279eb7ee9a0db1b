import { afterEach, beforeEach, expect, test } from "vitest";
import { page } from "vitest/browser";
import { type MainDatabase, openMainDatabase } from "../../../src/storage/database.ts";
import { mountApp } from "../../support/study-page.tsx";

let database: MainDatabase;
let dispose = () => {};

beforeEach(async () => {
  database = openMainDatabase(`schema-${crypto.randomUUID()}`);
  await page.viewport(1180, 820);
});
afterEach(async () => {
  dispose();
  database.close();
  await database.delete();
});

const add = () => page.getByRole("button", { name: "Add class" }).click();
const nameOf = (index: number) => page.getByRole("textbox", { name: `Name of class ${index}`, exact: true });
const isPublishable = () =>
  !(page.getByRole("button", { name: "Publish version" }).element() as HTMLButtonElement).disabled;

test("what is changed and not published is still there after another screen, and after the app was closed", async () => {
  dispose = mountApp(database, "#/schema");
  await expect.element(nameOf(1)).toBeVisible();
  await add();
  await nameOf(13).fill("Effusion");
  await expect.poll(async () => (await database.settings.get("schemaDraft")) !== undefined).toBe(true);
  location.hash = "#/worklist";
  await expect.element(page.getByRole("heading", { name: "Worklist" })).toBeVisible();
  location.hash = "#/schema";
  await expect.element(nameOf(13)).toHaveValue("Effusion");
  dispose();
  dispose = mountApp(database, "#/schema");
  await expect.element(nameOf(13)).toHaveValue("Effusion");
  await page.getByRole("button", { name: "Publish version" }).click();
  await expect.element(page.getByText("No changes.")).toBeVisible();
  await expect.poll(() => database.settings.get("schemaDraft")).toBeUndefined();
});

test("a class that was added by mistake is taken away again; one that is published is retired instead", async () => {
  dispose = mountApp(database, "#/schema");
  await expect.element(nameOf(1)).toBeVisible();
  await nameOf(1).fill("Tumour");
  await add();
  await expect.element(page.getByText("Every class needs a name.")).toBeVisible();
  expect(isPublishable()).toBe(false);
  expect(page.getByRole("button", { name: /^Remove / }).elements()).toHaveLength(1);
  await page.getByRole("button", { name: "Remove New class" }).click();
  // The other change stays.
  await expect.poll(isPublishable).toBe(true);
  await expect.element(nameOf(1)).toHaveValue("Tumour");
  expect(nameOf(13).elements()).toHaveLength(0);
});
