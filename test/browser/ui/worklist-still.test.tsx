import { afterEach, beforeEach, expect, test } from "vitest";
import { page } from "vitest/browser";
import { type MainDatabase, openMainDatabase } from "../../../src/storage/database.ts";
import type { Services } from "../../../src/ui/app/services.ts";
import { fillThreeImages, mountApp } from "../../support/study-page.tsx";

let database: MainDatabase;
let dispose = () => {};

beforeEach(async () => {
  await page.viewport(1180, 820);
  database = openMainDatabase(`still-${crypto.randomUUID()}`);
  await fillThreeImages(database);
});
afterEach(async () => {
  dispose();
  database.close();
  await database.delete();
});

const held = ["2.25.91", "2.25.92"].map((sopUid) => ({ sopUid, studyUid: "2.25.9" }));

/** A quarantine that answers when it is let. */
function slowQuarantine() {
  const gate = Promise.withResolvers<void>();
  const importer = {
    call: async (name: string) => {
      if (name !== "held") return [];
      await gate.promise;
      return held;
    },
    close: () => {},
  } as unknown as Services["importer"];
  return { importer, answer: gate.resolve };
}

test("that nothing waits for a look is said only when the quarantine has been asked since", async () => {
  let answered = 0;
  const imported = Promise.withResolvers<void>();
  const importer = {
    call: async (name: string) => {
      if (name !== "held") return [];
      if (answered++ === 0) return [];
      await imported.promise;
      return [];
    },
    close: () => {},
  } as unknown as Services["importer"];
  dispose = mountApp(database, "#/worklist", { importer });
  await expect.element(page.getByRole("row", { name: /CT abdomen/ })).toBeVisible();
  await expect.poll(() => answered).toBe(1);
  // As after an import that held something: the first answer is old.
  location.hash = "#/pixels";
  await expect.poll(() => answered).toBe(2);
  await expect.element(page.getByText("Reading held images")).toBeVisible();
  await expect.element(page.getByText("Nothing is held.")).not.toBeInTheDocument();
  imported.resolve();
  await expect.element(page.getByText("Nothing is held.")).toBeVisible();
});

test("a row of the list stays where it is when the quarantine answers late", async () => {
  const first = slowQuarantine();
  first.answer();
  dispose = mountApp(database, "#/worklist", { importer: first.importer });
  await expect.element(page.getByText("2 images are held")).toBeVisible();
  await expect.poll(async () => (await database.settings.get("held-count"))?.value).toBe(2);
  dispose();

  const late = slowQuarantine();
  dispose = mountApp(database, "#/worklist", { importer: late.importer });
  const row = page.getByRole("row", { name: /CT abdomen/ });
  await expect.element(row).toBeVisible();
  const before = row.element().getBoundingClientRect().top;
  await expect.element(page.getByText("2 images are held")).toBeVisible();
  late.answer();
  await expect.poll(() => document.querySelector(".nav .count")?.textContent).toBe("2");
  expect(row.element().getBoundingClientRect().top).toBe(before);
});
