import type { Locator, Page } from "playwright";
import { expect, test } from "vitest";
import { countRows, openSample, readTable, viewportPoint, waitForSaved } from "../support/app-driver.ts";
import { addPeople, goTo, serveReaders, type Tap, wantTwoReaders, workAs } from "../support/readers-walk.ts";
import { makeTouch, type Touch } from "../support/touch.ts";
import { openDatasetFolder, readJson } from "../support/verify/dataset-folder.ts";
import { verifySplit } from "../support/verify/split.ts";

const app = serveReaders({ online: true, touch: true });

/** What a hand does, once what it means to touch is there, can be used, and lies under no message. */
const tapBy =
  (touch: Touch): Tap =>
  async (target) => {
    await target.click({ trial: true, timeout: 60_000 });
    await touch.tap(target);
  };

/** Draws one box, a little elsewhere for each reader, and submits. */
async function readStudy(page: Page, touch: Touch, by: number) {
  const tap = tapBy(touch);
  const before = await countRows(page, "annotations");
  await goTo(page, "Worklist", tap);
  await tap(page.getByRole("row", { name: /CT chest.*To do/ }).first());
  await page.getByText("14 / 26").waitFor({ timeout: 60_000 });
  await tap(page.getByRole("combobox", { name: "Draw as" }));
  await tap(page.getByRole("option", { name: /Nodule/ }));
  await tap(page.getByRole("toolbar", { name: "Tools" }).getByRole("button", { name: "Box" }));
  await touch.drag([await viewportPoint(page, 0.3 + by, 0.3), await viewportPoint(page, 0.45 + by, 0.45)]);
  await expect.poll(() => countRows(page, "annotations")).toBe(before + 1);
  await waitForSaved(page);
  await tap(page.getByRole("button", { name: "Submit", exact: true }));
  await page.getByText("Submitted. “Next task”").first().waitFor();
  await tap(page.getByRole("button", { name: "Back", exact: true }));
}

interface Row {
  readonly annotation: {
    readonly instanceUid: string;
    readonly provenance: { readonly origin: string; readonly derivedFrom: readonly string[] };
  };
}

test("by touch alone: two read blind, a third decides, and the dataset's split, IDs and agreement hold", async () => {
  const { page, errors } = await app.open({ width: 1180, height: 820 });
  const touch = await makeTouch(page);
  const tap = tapBy(touch);
  await openSample(page, touch.tap);

  await goTo(page, "Settings", tap);
  // A tap puts the caret there; the letters come from the tablet's own keyboard.
  const write = async (field: Locator, name: string) => {
    await tap(field);
    await page.keyboard.insertText(name);
  };
  await addPeople(page, ["Ben", "Cora"], { tap, write });
  await wantTwoReaders(page);

  await readStudy(page, touch, 0);
  await workAs(page, "Ben", tap);
  await readStudy(page, touch, 0.03);
  await workAs(page, "Cora", tap);
  await goTo(page, "Review", tap);
  await tap(page.getByRole("link", { name: /Compare CT chest/ }));
  await page.getByText("1 match to decide").waitFor({ timeout: 60_000 });
  await tap(page.getByRole("button", { name: /^STAPLE/ }));
  await page.getByText("All decided").waitFor();
  await tap(page.getByRole("button", { name: "Make consensus" }));
  await page.getByText("Consensus of 1 label made").first().waitFor();

  await goTo(page, "Export", tap);
  await tap(page.getByRole("button", { name: "Export dataset" }));
  const save = page.getByRole("button", { name: "Save dataset" });
  await save.waitFor({ timeout: 120_000 });
  const download = page.waitForEvent("download");
  await touch.tap(save);
  const folder = openDatasetFolder((await (await download).path()) ?? "");
  expect(verifySplit(folder).ok).toBe(true);
  const consensus = (await readTable<Row>(page, "annotations")).filter(
    ({ annotation }) => annotation.provenance.origin === "consensus",
  );
  expect(consensus.map(({ annotation }) => annotation.provenance.derivedFrom.length)).toEqual([2]);
  const manifest = readJson<{ instances: { instanceUid: string }[] }>(folder, "manifest.json");
  expect(manifest.instances.map(({ instanceUid }) => instanceUid)).toEqual(
    consensus.map(({ annotation }) => annotation.instanceUid),
  );
  const { agreement } = readJson<{ agreement: { readers: string[]; studies: number }[] }>(
    folder,
    "vetting.json",
  );
  expect(agreement).toMatchObject([{ studies: 1, readers: [expect.any(String), expect.any(String)] }]);
  expect(errors).toEqual([]);
  await page.close();
});
