import { afterEach, beforeEach, expect, test } from "vitest";
import { page, userEvent } from "vitest/browser";
import { encodeMaskRle } from "../../../src/domain/mask-rle.ts";
import { boxSpans, spansToMask } from "../../../src/domain/rasterize.ts";
import { type MainDatabase, openMainDatabase } from "../../../src/storage/database.ts";
import { makeProposal } from "../../support/proposal-maker.ts";
import { fillThreeImages, mouseStroke, openStudyPage, shownStudy } from "../../support/study-page.tsx";

let database: MainDatabase;
let dispose = () => {};

const mask = encodeMaskRle(spansToMask(boxSpans([4, 4, 20, 20], 64, 64), 64, 64));

beforeEach(async () => {
  database = openMainDatabase(`panel-${crypto.randomUUID()}`);
  await fillThreeImages(database);
  const target = { study: shownStudy, series: "2.25.2", sop: "2.25.12", frame: 1 };
  await database.proposals.bulkAdd(
    ["p1", "p2", "p3", "p4", "p5"].map((id, at) =>
      makeProposal(id, { studyId: shownStudy, target, mask, confidence: 0.9 - at / 10 }),
    ),
  );
});
afterEach(async () => {
  dispose();
  database.close();
  await database.delete();
});

const open = async (width: number, height: number) => {
  await page.viewport(width, height);
  dispose = await openStudyPage(database);
  await expect.element(page.getByText("2 / 3")).toBeVisible();
};
const image = () => page.getByRole("application", { name: "Image viewport" }).element() as HTMLElement;
const scrolls = (element: Element) => ["auto", "scroll"].includes(getComputedStyle(element).overflowY);

/** Scrollers of the panel that lie in another one of it. */
const nested = () =>
  [...document.querySelectorAll(".side-panel, .side-panel *")]
    .filter(scrolls)
    .filter((element) => element.parentElement?.closest(".side-panel") && hasScroller(element.parentElement))
    .map((element) => element.className);
function hasScroller(from: Element): boolean {
  for (let element: Element | null = from; element; element = element.parentElement) {
    if (scrolls(element)) return true;
    if (element.classList.contains("side-panel")) return false;
  }
  return false;
}
/** Labels of the list that are seen whole. */
const seenRows = () => {
  const seen = document.querySelector(".annotation-scroll")?.getBoundingClientRect();
  return [...document.querySelectorAll(".annotation-row")].filter((row) => {
    const { top, bottom } = row.getBoundingClientRect();
    return seen && top >= seen.top - 1 && bottom <= Math.min(seen.bottom, innerHeight) + 1;
  }).length;
};
const dockIsWhole = () => {
  const dock = document.querySelector(".panel-dock");
  return dock !== null && dock.scrollHeight <= dock.clientHeight + 1;
};
const panel = () => ({ nested: nested(), threeRows: seenRows() >= 3, dockIsWhole: dockIsWhole() });
const asItShould = { nested: [], threeRows: true, dockIsWhole: true };

test.each([
  ["tablet", 1180, 820],
  ["desk", 1440, 900],
])(
  "on a %s three labels are seen whatever tool is in hand, and nothing scrolls inside what scrolls",
  async (_, width, height) => {
    await open(width, height);
    await expect.element(page.getByRole("option").first()).toBeVisible();
    for (const key of ["s", "w", "b", "t", "{Shift>}t{/Shift}", "{Shift>}y{/Shift}"]) {
      image().focus();
      await userEvent.keyboard(key);
      await expect.poll(panel).toEqual(asItShould);
    }
    // The clean-up of a label, which has the most to offer.
    image().focus();
    await userEvent.keyboard("{Shift>}1{/Shift}b");
    mouseStroke(image(), [0.4, 0.4], [0.5, 0.5], [0.6, 0.5]);
    await expect.element(page.getByRole("option", { name: "Mass, You" })).toBeVisible();
    await userEvent.click(page.getByRole("button", { name: "More for Mass" }));
    await userEvent.click(page.getByRole("menuitem", { name: "Clean up the label" }));
    await expect.element(page.getByRole("region", { name: "Clean up" })).toBeVisible();
    await expect.poll(panel).toEqual(asItShould);
  },
);

test("the label that was drawn last is seen in the list, also when what it measures takes room from the list", async () => {
  await open(1180, 820);
  image().focus();
  await userEvent.keyboard("{Shift>}1{/Shift}b");
  for (const [at, name] of [
    "Mass, You",
    "Mass 2, You",
    "Mass 3, You",
    "Mass 4, You",
    "Mass 5, You",
  ].entries()) {
    const y = 0.15 + at * 0.17;
    await userEvent.keyboard("{Shift>}n{/Shift}");
    mouseStroke(image(), [0.2, y], [0.3, y], [0.4, y]);
    await expect.element(page.getByRole("option", { name, exact: true })).toBeInTheDocument();
  }
  await expect.element(page.getByText("Mean ± SD")).toBeVisible();
  await expect
    .poll(() => {
      const row = document.querySelector('.annotation-row[aria-selected="true"]')?.getBoundingClientRect();
      const seen = document.querySelector(".annotation-scroll")?.getBoundingClientRect();
      return row && seen && row.top >= seen.top - 1 && row.bottom <= seen.bottom + 1;
    })
    .toBe(true);
});

test("on a tablet which proposals are shown is set where it is asked for; how many are not shown is said all the same", async () => {
  await open(1180, 820);
  await expect.element(page.getByRole("option").first()).toBeVisible();
  const slider = page.getByRole("slider", { name: "Show proposals from" });
  await expect.element(slider).not.toBeInTheDocument();
  const filter = page.getByRole("button", { name: "Which proposals are shown" });
  await userEvent.click(filter);
  await expect.element(slider).toBeVisible();
  await expect.poll(panel).toEqual(asItShould);
  slider.element().focus();
  await userEvent.keyboard("{End}");
  await expect.element(page.getByText(/hidden below/)).toBeVisible();
  await userEvent.click(filter);
  await expect.element(slider).not.toBeInTheDocument();
  await expect.element(page.getByText(/hidden below/)).toBeVisible();
});

test("a message of the viewer lies over nothing that is pressed", async () => {
  await open(1180, 820);
  image().focus();
  // There is no earlier study: said at the foot of the panel.
  await userEvent.keyboard("{Shift>}h{/Shift}");
  const note = () => document.querySelector(".toast")?.getBoundingClientRect();
  await expect.poll(note).toBeDefined();
  const [box] = [note()];
  const covered = [
    ...document.querySelectorAll<HTMLElement>(
      "button, a[href], input, select, [role=option], [role=application]",
    ),
  ]
    .filter((element) => element.offsetParent !== null)
    .filter((element) => {
      const { left, right, top, bottom } = element.getBoundingClientRect();
      return (
        box && left < box.right - 1 && right > box.left + 1 && top < box.bottom - 1 && bottom > box.top + 1
      );
    });
  expect(covered.map((element) => element.getAttribute("aria-label") ?? element.id)).toEqual([]);
});
