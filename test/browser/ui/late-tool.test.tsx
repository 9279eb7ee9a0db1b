import { expect, test, vi } from "vitest";
import { page, userEvent } from "vitest/browser";
import { mouseStroke, studyForEach } from "../../support/study-page.tsx";

const gate = vi.hoisted(() => Promise.withResolvers<void>());
vi.mock("../../../src/editor/rare-parts.ts", async (original) => {
  await gate.promise;
  return original();
});

const store = studyForEach("late-tool");

test("a tap on a tool that is still being fetched is answered at once, and what is drawn meanwhile is done with it", async () => {
  await userEvent.keyboard("{Shift>}1{/Shift}{Shift>}g{/Shift}");
  const spline = page.getByRole("button", { name: "Spline" });
  await expect.element(spline).toHaveAttribute("aria-busy", "true");
  await expect.element(spline).toHaveAttribute("aria-pressed", "true");
  await expect.element(page.getByText("Being fetched").first()).toBeVisible();
  const image = page.getByRole("application", { name: "Image viewport" }).element();
  for (const place of [
    [0.4, 0.4],
    [0.6, 0.4],
    [0.6, 0.6],
    [0.4, 0.4],
  ] as const)
    mouseStroke(image, place);
  await expect.element(page.getByText("What you draw is kept")).toBeVisible();
  expect(await store().annotations.count()).toBe(0);
  gate.resolve();
  await expect.element(page.getByRole("option", { name: "Mass, You" })).toBeVisible();
  await expect.element(spline).toHaveAttribute("aria-busy", "false");
  await expect.element(page.getByText("What you draw is kept")).not.toBeInTheDocument();
});
