import { expect, test } from "vitest";
import { page, userEvent } from "vitest/browser";
import { mouseStroke, studyForEach } from "../../support/study-page.tsx";

const store = studyForEach("ui");

const image = () => page.getByRole("application", { name: "Image viewport" });
const saved = () =>
  expect.element(page.getByRole("status", { name: "Save state" })).toHaveTextContent("Saved");

const stroke = (...points: readonly (readonly [number, number])[]) =>
  mouseStroke(image().element(), ...points);

test("a stroke without a class waits for one, then is a label in list and store, and undo takes it back", async () => {
  await userEvent.click(page.getByRole("button", { name: "Brush", exact: true }));
  stroke([0.4, 0.4], [0.5, 0.5], [0.6, 0.5]);
  await userEvent.click(page.getByRole("option", { name: /Mass/ }));
  await expect.element(page.getByRole("option", { name: "Mass, You" })).toBeVisible();
  await saved();
  expect(await store().annotations.count()).toBe(1);
  expect(await store().maskTiles.count()).toBeGreaterThan(0);
  await userEvent.click(page.getByRole("button", { name: "Undo" }));
  await expect.element(page.getByRole("option", { name: "Mass, You" })).not.toBeInTheDocument();
  await expect.poll(() => store().annotations.count()).toBe(0);
});

test("what the model answers is a proposal until a key accepts it", async () => {
  await userEvent.keyboard("{Shift>}2{/Shift}");
  await userEvent.click(page.getByRole("button", { name: "Ask the model" }));
  stroke([0.4, 0.4]);
  await expect.element(page.getByRole("region", { name: "Proposal" })).toHaveTextContent("0.71");
  expect(await store().annotations.count()).toBe(0);
  await expect.element(page.getByRole("button", { name: "Accept proposal" })).toBeEnabled();
  image().element().focus();
  await userEvent.keyboard("{Enter}");
  await expect.element(page.getByRole("option", { name: /^Nodule, / })).toBeVisible();
  await saved();
  expect((await store().annotations.toArray()).map((row) => row.annotation.provenance.origin)).not.toContain(
    "human",
  );
});

test("Enter on the chosen row of the list accepts its proposal", async () => {
  await userEvent.keyboard("{Shift>}2{/Shift}");
  await userEvent.click(page.getByRole("button", { name: "Ask the model" }));
  stroke([0.4, 0.4]);
  await expect.element(page.getByRole("button", { name: "Accept proposal" })).toBeEnabled();
  (page.getByRole("listbox", { name: "Annotations" }).element() as HTMLElement).focus();
  await userEvent.keyboard("{Enter}");
  await expect.element(page.getByRole("option", { name: /^Nodule, / })).toBeVisible();
});

test("the slice slider and the arrow keys move through the images, Tab leaves the image", async () => {
  image().element().focus();
  await userEvent.keyboard("{ArrowDown}");
  await expect.element(page.getByText("3 / 3")).toBeVisible();
  const slider = page.getByRole("slider", { name: "Slice" });
  slider.element().focus();
  await userEvent.keyboard("{Home}");
  await expect.element(page.getByText("1 / 3")).toBeVisible();
  image().element().focus();
  await userEvent.tab();
  expect(document.activeElement).not.toBe(image().element());
});

test("a digit without a preset says so, and the window stays", async () => {
  const window = () => document.querySelector(".corner-button")?.textContent;
  image().element().focus();
  await userEvent.keyboard("2");
  await expect.poll(window).toContain("Lung");
  await userEvent.keyboard("9");
  await expect.element(page.getByText("This image has no window preset 9.").first()).toBeVisible();
  expect(window()).toContain("Lung");
});

test("every control of the viewer is at least 44 px in both directions, and has a name", async () => {
  await userEvent.keyboard("{Shift>}1{/Shift}");
  await userEvent.click(page.getByRole("button", { name: "Brush", exact: true }));
  stroke([0.4, 0.4], [0.5, 0.5]);
  await expect.element(page.getByRole("option", { name: "Mass, You" })).toBeVisible();
  await saved();
  const controls = [...document.querySelectorAll<HTMLElement>("button, select, input, a[href]")].filter(
    (element) => element.offsetParent !== null && element.getAttribute("type") !== "checkbox",
  );
  expect(controls.length).toBeGreaterThan(25);
  const small = controls.filter((element) => {
    const { width, height } = element.getBoundingClientRect();
    return Math.round(width) < 44 || Math.round(height) < 44;
  });
  expect(small.map((element) => `${element.getAttribute("aria-label") ?? element.textContent}`)).toEqual([]);
  const nameless = controls.filter(
    (element) => !element.getAttribute("aria-label") && !element.textContent?.trim(),
  );
  expect(nameless.map((element) => element.outerHTML.slice(0, 80))).toEqual([]);
});

test("the key sheet opens by ?, lists every action with a key, and Esc gives the focus back", async () => {
  image().element().focus();
  await userEvent.keyboard("{Shift>}/{/Shift}");
  const sheet = page.getByRole("dialog", { name: "Keys" });
  await expect.element(sheet).toBeVisible();
  await expect.element(sheet).toHaveTextContent("Window preset");
  await userEvent.keyboard("{Escape}");
  await expect.element(sheet).not.toBeInTheDocument();
  expect(document.activeElement).toBe(image().element());
});

test("C plays the images round and round, a stroke pauses it, and the label is on the image that was seen", async () => {
  const slice = page.getByRole("slider", { name: "Slice" });
  await userEvent.click(page.getByRole("button", { name: "Brush", exact: true }));
  await userEvent.keyboard("{Shift>}1{/Shift}c");
  const seen = new Set<string>();
  await expect
    .poll(() => {
      seen.add(slice.element().getAttribute("aria-valuenow") ?? "");
      return seen.size;
    })
    .toBe(3);
  await expect.element(page.getByRole("button", { name: "Pause" })).toHaveAttribute("aria-pressed", "true");
  await expect.element(page.getByRole("slider", { name: "Images per second" })).toHaveValue("15");
  stroke([0.4, 0.4], [0.5, 0.5]);
  const stopped = slice.element().getAttribute("aria-valuenow");
  await expect.element(page.getByRole("button", { name: "Play" })).toHaveAttribute("aria-pressed", "false");
  await saved();
  const [row] = await store().annotations.toArray();
  expect(row?.annotation.target.sop).toBe(`2.25.1${stopped}`);
  await expect.element(page.getByRole("option", { name: "Mass, You" })).toBeVisible();
  expect(slice.element().getAttribute("aria-valuenow")).toBe(stopped);
});
