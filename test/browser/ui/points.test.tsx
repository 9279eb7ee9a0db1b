// The script as it is, so that no optimizer of the test server looks at it.
import axeSource from "axe-core/axe.min.js?raw";
import { afterEach, beforeAll, expect, test } from "vitest";
import { page, userEvent } from "vitest/browser";
import { starterLabelSchema } from "../../../src/domain/label-schema-starter.ts";
import { chooseSchema } from "../../../src/storage/schemas.ts";
import { mouseStroke, studyForEach } from "../../support/study-page.tsx";

// What belongs to points on the study's screen: the panel of a skeleton (row 20) and the note at an arrow (3.6).
const [mass, ...others] = starterLabelSchema.classes;
beforeAll(() => {
  const script = document.createElement("script");
  script.textContent = axeSource;
  document.head.append(script);
});
const store = studyForEach("points", {
  prepare: async (database) => {
    if (!mass) throw new Error("an empty schema");
    await chooseSchema(database, {
      ...starterLabelSchema,
      id: "points",
      classes: [
        {
          ...mass,
          attributes: [{ id: "note", name: "Note", kind: "text" }],
          keypoints: {
            joints: ["hip", "knee", "ankle"].map((id) => ({ id, name: id })),
            edges: [
              ["hip", "knee"],
              ["knee", "ankle"],
            ],
          },
        },
        ...others,
      ],
    });
  },
});
afterEach(() => {
  delete document.documentElement.dataset.theme;
});

const image = () => page.getByRole("application", { name: "Image viewport" });

const tap = (x: number, y: number) => mouseStroke(image().element(), [x, y]);

/** Serious and critical findings of axe on the panel in both themes, and controls of the screen that a finger misses. */
async function faultsHere(): Promise<string[]> {
  const { axe } = window as unknown as {
    axe: {
      run(
        root: Element | null,
        options: object,
      ): Promise<{ violations: { id: string; impact: string | null; nodes: { target: string[] }[] }[] }>;
    };
  };
  const faults: string[] = [];
  for (const theme of ["light", "dark"]) {
    document.documentElement.dataset.theme = theme;
    // Colours that are on their way from one theme to the other are nobody's.
    await Promise.all(document.getAnimations().map((animation) => animation.finished.catch(() => undefined)));
    const { violations } = await axe.run(document.querySelector(".side-panel"), {
      resultTypes: ["violations"],
    });
    for (const { id, impact, nodes } of violations)
      if (impact === "serious" || impact === "critical")
        faults.push(...nodes.map(({ target }) => `${theme}: ${id}: ${target.join(" ")}`));
  }
  for (const element of document.querySelectorAll<HTMLElement>("button, select, input, a[href]")) {
    const { width, height } = element.getBoundingClientRect();
    if (element.offsetParent === null || element.getAttribute("type") === "checkbox") continue;
    if (Math.round(width) < 44 || Math.round(height) < 44)
      faults.push(`${Math.round(width)} × ${Math.round(height)}: ${element.outerHTML.slice(0, 120)}`);
  }
  return faults;
}

test("the panel of a skeleton is nothing serious to axe and to be hit by a finger, while it is drawn and after", async () => {
  image().element().focus();
  await userEvent.keyboard("{Shift>}p1{/Shift}");
  tap(0.4, 0.3);
  await expect.element(page.getByRole("button", { name: "Leave the rest out" })).toBeEnabled();
  await expect.element(page.getByText(/knee/).first()).toBeVisible();
  expect(await faultsHere()).toEqual([]);
  tap(0.45, 0.5);
  tap(0.4, 0.7);
  await expect.element(page.getByRole("combobox", { name: /ankle/ })).toBeVisible();
  expect(page.getByRole("combobox", { name: /hip|knee|ankle/ }).elements()).toHaveLength(3);
  expect(await faultsHere()).toEqual([]);
});

test("a note is written by keys alone at the point that was drawn, read out in the list, kept, and undone", async () => {
  image().element().focus();
  await userEvent.keyboard("p{Shift>}1{/Shift}");
  tap(0.4, 0.4);
  await expect.element(page.getByRole("option", { name: "Mass, You", exact: true })).toBeVisible();
  image().element().focus();
  await userEvent.keyboard("{Shift>}c{/Shift}");
  const note = page.getByRole("textbox", { name: "Note" });
  await expect.element(note).toHaveFocus();
  await userEvent.keyboard("blurred edge{Enter}");
  await expect.element(page.getByRole("option", { name: "Mass, You: blurred edge" })).toBeVisible();
  await expect.element(image()).toHaveFocus();
  await userEvent.keyboard("{Control>}k{/Control}");
  await userEvent.keyboard("write the note{Enter}");
  await expect.element(note).toHaveFocus();
  await userEvent.keyboard("{Enter}");
  const kept = async () =>
    (await store().annotations.toArray()).map(({ annotation }) => annotation.attributes);
  await expect.poll(kept).toEqual([{ note: "blurred edge" }]);
  expect(await faultsHere()).toEqual([]);
  await userEvent.click(page.getByRole("button", { name: "Undo" }));
  await expect.element(page.getByRole("option", { name: "Mass, You", exact: true })).toBeVisible();
  await expect.poll(kept).toEqual([{}]);
});

test("a note that is still being typed counts when the study is submitted by key", async () => {
  image().element().focus();
  await userEvent.keyboard("p{Shift>}1{/Shift}");
  tap(0.4, 0.4);
  await expect.element(page.getByRole("option", { name: "Mass, You", exact: true })).toBeVisible();
  image().element().focus();
  await userEvent.keyboard("{Shift>}c{/Shift}");
  await expect.element(page.getByRole("textbox", { name: "Note" })).toHaveFocus();
  await userEvent.keyboard("blurred edge{Control>}{Enter}{/Control}");
  await expect
    .poll(async () => (await store().annotations.toArray()).map(({ annotation }) => annotation.attributes))
    .toEqual([{ note: "blurred edge" }]);
});

test("a tool that is held by a key is let go when another window takes the keys", async () => {
  image().element().focus();
  const tool = () => image().element().getAttribute("data-tool");
  await userEvent.keyboard("b{ >}");
  await expect.poll(tool).toBe("pan");
  window.dispatchEvent(new Event("blur"));
  await expect.poll(tool).toBe("brush");
  await userEvent.keyboard("{/ }");
  expect(tool()).toBe("brush");
});
