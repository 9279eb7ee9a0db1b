import { expect, test } from "vitest";
import { page, userEvent } from "vitest/browser";
import { studyForEach } from "../../support/study-page.tsx";

studyForEach("menu-focus");

const focused = () => document.activeElement?.getAttribute("aria-label") ?? document.activeElement?.tagName;

test("a menu of the bar that is closed leaves the focus at its button", async () => {
  for (const name of ["Layout", "More"]) {
    const button = page.getByRole("button", { name, exact: true });
    (button.element() as HTMLElement).focus();
    await userEvent.keyboard("{Enter}");
    await expect.element(page.getByRole("menu", { name })).toBeVisible();
    await userEvent.keyboard("{Escape}");
    await expect.element(page.getByRole("menu", { name })).not.toBeInTheDocument();
    await expect.poll(focused).toBe(name);
  }
});

test("the menu of the image leaves the focus at the image, where keys mean something", async () => {
  const image = page.getByRole("application", { name: "Image viewport" }).element() as HTMLElement;
  const { left, top } = image.getBoundingClientRect();
  const at = { bubbles: true, pointerId: 1, button: 2, clientX: left + 200, clientY: top + 200 };
  image.dispatchEvent(new PointerEvent("pointerdown", { ...at, pointerType: "mouse", buttons: 2 }));
  image.dispatchEvent(new PointerEvent("pointerup", { ...at, pointerType: "mouse", buttons: 0 }));
  const menu = page.getByRole("menu");
  await expect.element(menu).toBeVisible();
  await userEvent.keyboard("{Escape}");
  await expect.element(menu).not.toBeInTheDocument();
  await expect.poll(focused).toBe("Image viewport");
});
