import { afterEach, beforeEach, expect, test } from "vitest";
import { page, userEvent } from "vitest/browser";
import type { Exporter } from "../../../src/jobs/exporter.ts";
import { type MainDatabase, openMainDatabase } from "../../../src/storage/database.ts";
import { fillThreeImages, mountApp, mouseStroke, openStudyPage } from "../../support/study-page.tsx";

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

test("who cancels finds what was chosen as it was, and the next export has it", async () => {
  await page.viewport(1180, 820);
  const asked: (readonly string[])[] = [];
  const exporter: Exporter = {
    run: ({ name, formats }, _, { signal }) => {
      asked.push([name, ...formats.filter((format) => format.startsWith("yolo"))]);
      return new Promise((_done, fail) =>
        signal.addEventListener("abort", () => fail(new DOMException("", "AbortError"))),
      );
    },
    close: () => {},
  };
  dispose = await openStudyPage(database, { exporter });
  const image = page.getByRole("application", { name: "Image viewport" }).element() as HTMLElement;
  image.focus();
  await userEvent.keyboard("{Shift>}1{/Shift}x");
  mouseStroke(image, [0.3, 0.3], [0.35, 0.35], [0.4, 0.4]);
  await expect.poll(() => database.annotations.count()).toBe(1);
  location.hash = "#/export";
  const start = page.getByRole("button", { name: "Export dataset" });
  await expect.element(page.getByText("1 label chosen")).toBeVisible();
  await page.getByRole("textbox", { name: "Name" }).fill("nodules-2");
  await page.getByText("YOLO, boxes").click();
  await page.getByText("Submitted", { exact: true }).click();
  for (const turn of [1, 2]) {
    await start.click();
    await page.getByRole("button", { name: "Cancel" }).click();
    await expect.element(page.getByText("Export cancelled. Nothing was handed over.")).toBeVisible();
    expect(asked).toEqual(Array.from({ length: turn }, () => ["nodules-2", "yolo-det"]));
  }
  await expect.element(page.getByRole("checkbox", { name: "Submitted" })).not.toBeChecked();
});
