import { render } from "solid-js/web";
import { afterEach, beforeEach, expect, test } from "vitest";
import { page, userEvent } from "vitest/browser";
import { studyLot } from "../../../src/domain/assist/study-lot.ts";
import { type MainDatabase, openMainDatabase } from "../../../src/storage/database.ts";
import { readTaskLists } from "../../../src/storage/task-lists.ts";
import { App } from "../../../src/ui/app/app.tsx";
import { makeProposal } from "../../support/proposal-maker.ts";
import { fillStudy, screenServices } from "../../support/study-screen.ts";

let database: MainDatabase;
let dispose = () => {};

/** Three studies; the last one came in last, so that it stands first while nobody says anything else. */
const studies = ["2.25.1", "2.25.2", "2.25.3"] as const;

beforeEach(async () => {
  await page.viewport(1180, 820);
  database = openMainDatabase(`tasks-${crypto.randomUUID()}`);
  for (const [at, study] of studies.entries()) {
    await fillStudy(database, study, [
      { seriesUid: `${study}.1`, frames: [{ sopUid: `${study}.2`, frameIndex: 0 }] },
    ]);
    const importedAt = `2026-01-0${at + 1}T00:00:00.000Z`;
    await database.studies.update(study, { pseudonym: `STUDY${at + 1}XX`, importedAt });
  }
  await database.settings.bulkPut([
    { key: "user", value: "u1" },
    { key: "people", value: [{ id: "u1", name: "Ada" }] },
  ]);
  const host = document.createElement("div");
  document.body.append(host);
  location.hash = "#/worklist";
  const end = render(() => <App services={screenServices(database)} />, host);
  dispose = () => {
    end();
    host.remove();
  };
  await expect.element(page.getByRole("row", { name: /STUDY1XX/ })).toBeVisible();
});
afterEach(async () => {
  dispose();
  database.close();
  await database.delete();
});

const showsStudy = (at: number) => expect.poll(() => location.hash).toBe(`#/study/${studies[at - 1]}`);

test("a task that a person is given stands in their list with its day, comes first, and the next one is one key behind a submission", async () => {
  await userEvent.click(page.getByRole("button", { name: "Tasks", exact: true }));
  await userEvent.selectOptions(page.getByRole("combobox", { name: "Who labels STUDY2XX" }), "Ada");
  await expect.poll(async () => (await readTaskLists(database)).local).toHaveLength(1);
  await userEvent.fill(page.getByLabelText("Due day of STUDY2XX"), "2020-02-03");
  await expect
    .poll(async () => (await readTaskLists(database)).local)
    .toEqual([{ studyUid: studies[1], assignee: "u1", due: "2020-02-03" }]);
  await userEvent.click(page.getByRole("button", { name: "Close", exact: true }).last());
  const row = page.getByRole("row", { name: /STUDY2XX/ });
  await expect.element(row.getByText("for Ada")).toBeVisible();
  await expect.element(row.getByText(/Was due/)).toBeVisible();
  await userEvent.click(page.getByRole("button", { name: "My tasks 1" }));
  await expect.element(page.getByRole("row", { name: /STUDY3XX/ })).not.toBeInTheDocument();
  await userEvent.click(page.getByRole("button", { name: "Next task" }));
  await showsStudy(2);
  await expect.element(page.getByRole("application", { name: "Image viewport" })).toBeVisible();
  // Two keys: one hands in, one opens what is next (export-and-workflow 3.3, X11).
  page.getByRole("application", { name: "Image viewport" }).element().focus();
  await userEvent.keyboard("{Control>}{Enter}{/Control}");
  await expect.poll(async () => (await database.studies.get(studies[1]))?.state).toBe("submitted");
  await userEvent.keyboard("{Control>}{ArrowRight}{/Control}");
  await showsStudy(3);
  await expect.element(page.getByRole("application", { name: "Image viewport" })).toBeVisible();
});

test("a list that a file names is taken over, and a wrong one is refused with its field", async () => {
  const input = document.querySelector<HTMLInputElement>('input[data-picker="tasks"]');
  expect(input).toBeNull();
  await userEvent.click(page.getByRole("button", { name: "Tasks", exact: true }));
  const picker = () => document.querySelector<HTMLInputElement>('input[data-picker="tasks"]');
  await expect.poll(() => picker() !== null).toBe(true);
  const choose = async (text: string) => {
    const files = new DataTransfer();
    files.items.add(new File([text], "tasks.json", { type: "application/json" }));
    const chosen = picker();
    if (!chosen) throw new Error("no picker");
    chosen.files = files.files;
    chosen.dispatchEvent(new Event("change", { bubbles: true }));
  };
  const list = (studyUid: string) =>
    JSON.stringify({ schema: "overread-tasks/1", tasks: [{ studyUid, assignee: "R7" }] });
  await choose(list("DOE^JANE"));
  await expect.element(page.getByText(/tasks\[0\].studyUid should be a UID/)).toBeVisible();
  await choose(list(studies[0]));
  await expect.element(page.getByText("1 task taken over.")).toBeVisible();
  expect((await readTaskLists(database)).local).toEqual([{ studyUid: studies[0], assignee: "R7", due: "" }]);
});

test("a reviewer sees the most doubtful study first and why, Next task begins with it, and the order is kept", async () => {
  const doubt = async (study: string, entropyBand: number, confidence: number) => {
    const proposal = makeProposal(`${study}-p`, {
      studyId: study,
      target: { study, series: `${study}.1`, sop: `${study}.2`, frame: 1 },
      confidence,
      uncertainty: { entropyBand },
    });
    await database.proposals.put(proposal);
  };
  await doubt(studies[0], 0.9, 0.3);
  await doubt(studies[1], 0.1, 0.95);
  await doubt(studies[2], 0.6, 0.9);
  // A run of a model takes place in a study: back from there the worklist is read anew.
  location.hash = "#/settings";
  await expect.element(page.getByRole("row", { name: /STUDY1XX/ })).not.toBeInTheDocument();
  location.hash = "#/worklist";
  const order = () =>
    page
      .getByRole("row", { name: /STUDY/ })
      .elements()
      .map((row) => /STUDY(\d)/.exec(row.getAttribute("aria-label") ?? "")?.[1]);
  // Unasked by need (assist 3.9); in the order of arrival, and by lot, where asked for.
  await expect.element(page.getByRole("radio", { name: "Most doubtful first" })).toBeChecked();
  await expect.poll(order).toEqual(["1", "3", "2"]);
  await userEvent.click(page.getByRole("radio", { name: "Newest first" }));
  await expect.poll(order).toEqual(["3", "2", "1"]);
  await userEvent.click(page.getByRole("radio", { name: "Drawn by lot" }));
  const drawn = studies.toSorted((a, b) => studyLot(a, "u1") - studyLot(b, "u1")).map((uid) => uid.at(-1));
  await expect.poll(order).toEqual(drawn);
  await userEvent.click(page.getByRole("radio", { name: "Most doubtful first" }));
  await expect.poll(order).toEqual(["1", "3", "2"]);
  const first = page.getByRole("row", { name: /STUDY1XX/ });
  await expect.element(first.getByText("1 of 1 doubtful: Fuzzy edge, Low confidence")).toBeVisible();
  await expect
    .element(page.getByRole("row", { name: /STUDY2XX/ }).getByText("Nothing doubtful"))
    .toBeVisible();
  await userEvent.click(page.getByRole("button", { name: "Next task" }));
  await showsStudy(1);
  await expect.element(page.getByRole("application", { name: "Image viewport" })).toBeVisible();
  // In the order of arrival it would be the third.
  await expect.element(page.getByText("Task 1 of 3")).toBeVisible();
  // Decided now: the study is not doubtful any more, and the next one is still the one after it.
  await database.proposals.update(`${studies[0]}-p`, { state: "rejected" });
  page.getByRole("application", { name: "Image viewport" }).element().focus();
  await userEvent.keyboard("{Control>}{ArrowRight}{/Control}");
  await showsStudy(3);
  location.hash = "#/worklist";
  await expect.element(page.getByRole("radio", { name: "Most doubtful first" })).toBeChecked();
  await expect.poll(order).toEqual(["3", "2", "1"]);
});
