import { expect, test } from "vitest";
import { page, userEvent } from "vitest/browser";
import { makeLabel, storeLabels } from "../../support/label-store.ts";
import { mouseStroke, shownStudy, studyForEach } from "../../support/study-page.tsx";

const perImage = 12;
const nameOf = (at: number, number: number) => `2.25.9${at}${String(number).padStart(2, "0")}`;

studyForEach("list-follows", {
  prepare: (database) =>
    storeLabels(
      database,
      [1, 2, 3].flatMap((at) =>
        Array.from({ length: perImage }, (_, number) =>
          makeLabel(
            nameOf(at, number),
            "mass",
            { study: shownStudy, series: "2.25.2", sop: `2.25.1${at}`, frame: 1 },
            { type: "point", pointImage: [number * 4, 10] },
          ),
        ),
      ),
    ),
});

const list = () => {
  const scroll = document.querySelector(".annotation-scroll");
  if (!scroll) throw new Error("There is no list.");
  return scroll;
};
/** Labels whose rows are seen whole. */
const seen = () => {
  const { top, bottom } = list().getBoundingClientRect();
  return [...document.querySelectorAll(".annotation-row")]
    .filter((row) => {
      const box = row.getBoundingClientRect();
      return box.top >= top - 1 && box.bottom <= bottom + 1;
    })
    .map(({ id }) => id.replace("row-", ""));
};
const showImage = async (key: string, place: string) => {
  (page.getByRole("application", { name: "Image viewport" }).element() as HTMLElement).focus();
  await userEvent.keyboard(key);
  await expect.element(page.getByText(place)).toBeVisible();
};

test("the list comes up with the labels of the image on the screen, and follows it", async () => {
  await expect.poll(seen).toContain(nameOf(2, 0));
  await showImage("{ArrowDown}", "3 / 3");
  await expect.poll(seen).toContain(nameOf(3, 0));
  await showImage("{Home}", "1 / 3");
  await expect.poll(seen).toContain(nameOf(1, 0));
  // What a person chose on an image comes before the others.
  list().scrollTop = list().scrollHeight;
  const last = document.getElementById(`row-${nameOf(2, perImage - 1)}`);
  last?.click();
  await expect.element(page.getByText("2 / 3")).toBeVisible();
  await expect.poll(seen).toContain(nameOf(2, perImage - 1));
  await showImage("{Home}", "1 / 3");
  await expect.poll(seen).toContain(nameOf(1, 0));
  await showImage("{ArrowDown}", "2 / 3");
  await expect.poll(seen).toContain(nameOf(2, perImage - 1));
});

test("where a person has scrolled the list it stays, as long as the image does", async () => {
  await expect.poll(seen).toContain(nameOf(2, 0));
  list().scrollTop = 0;
  const image = page.getByRole("application", { name: "Image viewport" }).element() as HTMLElement;
  image.focus();
  await userEvent.keyboard("w");
  mouseStroke(image, [0.3, 0.3], [0.4, 0.4], [0.5, 0.4]);
  await expect.element(page.getByRole("heading", { name: "Window level" })).toBeVisible();
  expect(seen()).toContain(nameOf(1, 0));
});
