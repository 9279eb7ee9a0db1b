import type { Page } from "playwright";
import { expect, test } from "vitest";
import { dragImage, openStudy, readTable, waitForSaved } from "../support/app-driver.ts";
import {
  addPeople,
  goTo,
  nameFirst,
  press,
  serveReaders,
  shot,
  wantTwoReaders,
  workAs,
} from "../support/readers-walk.ts";
import { openDatasetFolder, readJson } from "../support/verify/dataset-folder.ts";
import { verifySplit } from "../support/verify/split.ts";

const app = serveReaders();

/** Draws a box and a brush stroke, a little elsewhere for each reader, and submits. */
async function readStudy(page: Page, by: number) {
  await goTo(page, "Worklist");
  await openStudy(page, /CT chest.*To do/);
  await page.getByText("14 / 26").waitFor();
  expect(await page.getByRole("listbox", { name: "Annotations" }).getByRole("option").count()).toBe(0);
  await press(page, "Shift+Digit1", "x");
  await dragImage(page, [
    [0.3 + by, 0.4],
    [0.42 + by, 0.52],
  ]);
  await press(page, "Shift+Digit2", "b");
  await dragImage(page, [
    [0.6, 0.6 + by / 4],
    [0.7, 0.6 + by / 4],
  ]);
  await press(page, "Control+Enter");
  await page.getByText("Submitted. “Next task”").first().waitFor();
  await waitForSaved(page);
}

interface Row {
  readonly studyUid: string;
  readonly annotation: {
    readonly instanceUid: string;
    readonly status: string;
    readonly provenance: { readonly origin: string; readonly derivedFrom: readonly string[] };
  };
}

test("without a network: two read blind and disagree, a third decides, and the dataset's split and manifest hold", async () => {
  const { page, errors } = await app.openOffline({ width: 1440, height: 900 });

  await goTo(page, "Settings");
  await nameFirst(page, "Anna");
  await addPeople(page, ["Ben", "Cora"]);
  await wantTwoReaders(page);

  await readStudy(page, 0);
  await page.goto(`${new URL(page.url()).origin}/#/review`);
  await page.getByText("1 of 2 readers are done").waitFor();
  await workAs(page, "Ben");
  await readStudy(page, 0.02);
  // One of the readers does not decide.
  await page.goto(`${new URL(page.url()).origin}/#/review`);
  await page.getByRole("link", { name: /Compare CT chest/ }).click();
  await page.getByText("You are one of its readers").waitFor();

  await workAs(page, "Cora");
  await goTo(page, "Review");
  await shot(page, "adjudication-queue");
  await page.getByRole("link", { name: /Compare CT chest/ }).click();
  const table = page.getByRole("table", { name: "Agreement" });
  await table.getByText("hd95/1").waitFor();
  await page.getByText("2 matches to decide").waitFor();
  await shot(page, "adjudication-side");
  await page.getByRole("radio", { name: "Overlaid" }).click();
  await page.getByRole("application", { name: "All readers" }).waitFor();
  await shot(page, "adjudication-over");
  await page.getByRole("application", { name: "All readers" }).focus();
  await page.keyboard.press("s");
  await page.getByText("1 match to decide").waitFor();
  await page.keyboard.press("a");
  await page.getByText("All decided").waitFor();
  await page.setViewportSize({ width: 1180, height: 820 });
  await shot(page, "adjudication-tablet");
  await page.getByRole("button", { name: "Make consensus" }).click();
  await page.getByText("Consensus of 2 labels made").first().waitFor();

  const rows = await readTable<Row>(page, "annotations");
  const consensus = rows.filter(({ annotation }) => annotation.provenance.origin === "consensus");
  expect(consensus.map(({ annotation }) => annotation.status)).toEqual(["accepted", "accepted"]);
  for (const { annotation } of consensus) expect(annotation.provenance.derivedFrom).toHaveLength(2);
  const kinds = (await readTable<{ kind: string; derivedFrom: string[] }>(page, "versions")).map(
    ({ kind, derivedFrom }) => `${kind} ${derivedFrom.length}`,
  );
  expect(kinds.sort()).toEqual(["consensus 2", "submitted 0", "submitted 0"]);

  await goTo(page, "Export");
  await page.getByRole("button", { name: "Export dataset" }).click();
  await page.getByRole("button", { name: "Save dataset" }).waitFor({ timeout: 120_000 });
  const download = page.waitForEvent("download");
  await page.getByRole("button", { name: "Save dataset" }).click();
  const folder = openDatasetFolder((await (await download).path()) ?? "");
  const split = verifySplit(folder);
  expect(split.ok).toBe(true);
  const manifest = readJson<{ instances: { instanceUid: string }[] }>(folder, "manifest.json");
  // Of the readers' own work nothing leaves but what became of it.
  expect(manifest.instances.map(({ instanceUid }) => instanceUid).sort()).toEqual(
    consensus.map(({ annotation }) => annotation.instanceUid).sort(),
  );
  expect(errors).toEqual([]);
  await page.close();
});
