import type { Page } from "playwright";
import { expect, test } from "vitest";
import { dragImage, openStudy, readTable, waitForSaved } from "../support/app-driver.ts";
import { addPeople, goTo, nameFirst, press, serveReaders, shot, workAs } from "../support/readers-walk.ts";

const app = serveReaders();

const box = async (page: Page, x: number, y: number) => {
  await press(page, "Shift+Digit1", "x");
  await dragImage(page, [
    [x, y],
    [x + 0.1, y + 0.1],
  ]);
};

/** Parts of the side panel that lie over the one before them, and buttons of the review whose words do not fit. */
const coveredOrCut = (page: Page): Promise<string[]> =>
  page.evaluate(() => {
    const parts = [
      ...document.querySelectorAll(
        ".panel-main > :not(.toasts, .panel-top), .panel-top > *, .review-panel > .dock",
      ),
    ]
      .map((part) => ({ name: part.className, box: part.getBoundingClientRect() }))
      .filter(({ box }) => box.height > 0);
    const dock = parts.find(({ name }) => name === "dock");
    const after = parts.filter(({ name }) => name !== "dock" && !name.startsWith("review-panel"));
    const covered = after.filter(({ box }) => dock && box.top < dock.box.bottom - 1).map(({ name }) => name);
    const cut = [...document.querySelectorAll(".review-panel .button")]
      .filter((button) => button.scrollWidth > button.clientWidth + 1)
      .map((button) => button.textContent ?? "");
    return [...covered, ...cut];
  });

interface Row {
  readonly annotation: { readonly status: string };
}

test("without a network: submit, send back with a pin, work again, accept; nobody accepts their own work", async () => {
  const { page, errors } = await app.openOffline({ width: 1440, height: 900 });

  await goTo(page, "Settings");
  await nameFirst(page, "Anna");
  await addPeople(page, ["Ben"]);
  await shot(page, "people");

  await goTo(page, "Worklist");
  await openStudy(page, /CT chest/);
  await page.getByText("14 / 26").waitFor();
  await box(page, 0.3, 0.4);
  await press(page, "Control+Enter");
  await page.getByText("Submitted. “Next task”").first().waitFor();
  await waitForSaved(page);
  expect(await page.getByRole("button", { name: "Start review" }).count()).toBe(0);
  // What was submitted stands still.
  await box(page, 0.6, 0.6);
  await page.getByText("This study is submitted. Reopen it").first().waitFor();
  expect(await readTable<Row>(page, "annotations")).toHaveLength(1);

  await workAs(page, "Ben");
  await goTo(page, "Review");
  await shot(page, "queue");
  await page.getByRole("link", { name: /CT chest .* submitted by Anna/ }).click();
  await page.getByRole("button", { name: "Start review" }).waitFor();
  await press(page, "Control+Enter");
  const panel = page.getByRole("region", { name: "What changed" });
  await panel.getByText("Added 1").waitFor();
  expect(await coveredOrCut(page)).toEqual([]);
  await press(page, ";", "Shift+P");
  await page.getByRole("textbox", { name: "Comment" }).fill("Reaches too far down");
  await page.getByRole("dialog").getByRole("button", { name: "Add pin" }).click();
  await panel.getByText("Reaches too far down").waitFor();
  await shot(page, "review");
  await press(page, "Control+Backspace");
  await page.getByRole("combobox", { name: "Reason" }).selectOption("Outline too large");
  await page.getByRole("dialog").getByRole("button", { name: "Send back" }).click();
  await page.getByRole("region", { name: "Sent back by Ben" }).waitFor();
  await waitForSaved(page);

  await workAs(page, "Anna");
  await goTo(page, "Worklist");
  await openStudy(page, /CT chest/);
  await page.getByRole("region", { name: "Sent back by Ben" }).getByText("Outline too large").waitFor();
  await shot(page, "sent-back");
  await page.getByText("14 / 26").waitFor();
  await box(page, 0.6, 0.6);
  await press(page, "Control+Enter");
  await page.getByText("Submitted. “Next task”").first().waitFor();
  await waitForSaved(page);

  await workAs(page, "Ben");
  await goTo(page, "Review");
  await page.getByRole("link", { name: /CT chest .* submitted by Anna/ }).click();
  await page.getByRole("button", { name: "Start review" }).click();
  await panel.getByText("Added 1").waitFor();
  await panel.getByText("Unchanged 1").waitFor();
  // Who goes through labels has the panel for them; what a tool is set to comes with the tool.
  expect(await page.getByLabel("Window preset").count()).toBe(0);
  await press(page, "w");
  await page.getByLabel("Window preset").waitFor();
  await press(page, ";", "Enter");
  await panel.getByText("Accepted", { exact: true }).waitFor();
  // The row that came into view has not taken the review's own list out of it.
  for (const part of await page.locator(".panel-main, .panel-top, .review-list").all())
    expect(await part.evaluate((scroller) => scroller.scrollTop)).toBe(0);
  await page.setViewportSize({ width: 1180, height: 820 });
  await shot(page, "review-again");
  await press(page, "Control+Enter");
  await page.getByText("Accepted. Nothing more to review.").first().waitFor();
  await page.getByText("Nothing to review.", { exact: true }).waitFor();
  await expect
    .poll(async () => (await readTable<Row>(page, "annotations")).map(({ annotation }) => annotation.status))
    .toEqual(["accepted", "accepted"]);
  await expect.poll(() => readTable(page, "versions")).toHaveLength(3);
  expect(errors).toEqual([]);
  await page.close();
});
