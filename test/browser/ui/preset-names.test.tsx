import { expect, test } from "vitest";
import { page, userEvent } from "vitest/browser";
import { studyForEach } from "../../support/study-page.tsx";

studyForEach("preset-names");

const image = () => page.getByRole("application", { name: "Image viewport" }).element() as HTMLElement;

test("a window preset says in the menu of the image what it is", async () => {
  const { left, top } = image().getBoundingClientRect();
  const at = { bubbles: true, pointerId: 1, button: 2, clientX: left + 200, clientY: top + 200 };
  image().dispatchEvent(new PointerEvent("pointerdown", { ...at, pointerType: "mouse", buttons: 2 }));
  image().dispatchEvent(new PointerEvent("pointerup", { ...at, pointerType: "mouse", buttons: 0 }));
  await userEvent.click(page.getByRole("menuitem", { name: "Window preset 2 · Lung" }));
  await expect.element(page.getByText("L −600 · Lung")).toBeVisible();
});

test("a window is found by its name", async () => {
  image().focus();
  await userEvent.keyboard("{Control>}k{/Control}");
  await userEvent.keyboard("bone");
  await expect.element(page.getByRole("option", { name: "Window preset 3 · Bone" })).toBeVisible();
  await userEvent.keyboard("{Enter}");
  await expect.element(page.getByText("L 480 · Bone")).toBeVisible();
});
