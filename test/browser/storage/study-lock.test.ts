import { expect, test } from "vitest";
import { holdStudy } from "../../../src/storage/study-lock.ts";

const nobody = { force: false, onLost: () => {} };

/** Work that is saved once somebody waits for the study: not before, however fast the machine, and not long after. */
const savedWhenWanted = (studyUid: string, events: string[]) => async () => {
  await expect
    .poll(async () => (await navigator.locks.query()).pending?.map(({ name }) => name), { interval: 5 })
    .toContain(`overread-study-${studyUid}`);
  events.push("saved");
};

test("a study that one tab labels is not given to a second one, and is free after the first let go", async () => {
  const first = await holdStudy("2.25.701", nobody);
  expect(first).not.toBeNull();
  expect(await holdStudy("2.25.701", nobody)).toBeNull();
  const other = await holdStudy("2.25.702", nobody);
  expect(other).not.toBeNull();
  await first?.release();
  const second = await holdStudy("2.25.701", nobody);
  expect(second).not.toBeNull();
  await second?.release();
  await other?.release();
});

test("taking over waits until the other tab has saved, and tells it", async () => {
  const events: string[] = [];
  const first = await holdStudy("2.25.703", { force: false, onLost: () => events.push("lost") });
  first?.beforeRelease(savedWhenWanted("2.25.703", events));
  const second = await holdStudy("2.25.703", { force: true, onLost: () => events.push("second lost") });
  expect(second).not.toBeNull();
  expect(events).toEqual(["saved", "lost"]);
  await second?.release();
});

test("work that does not reach the disk stays where it is when the study is taken away", async () => {
  const events: string[] = [];
  const first = await holdStudy("2.25.704", { force: false, onLost: () => events.push("lost") });
  first?.beforeRelease(() => Promise.reject(new Error("full")));
  const second = await holdStudy("2.25.704", { force: true, onLost: () => {} });
  expect(second).not.toBeNull();
  expect(events).toEqual([]);
  await second?.release();
});

test("a study that is opened again while this tab still saves what was done in it is had when that is saved", async () => {
  const events: string[] = [];
  const first = await holdStudy("2.25.705", nobody);
  first?.beforeRelease(async () => {
    await new Promise((done) => setTimeout(done, 1500));
    events.push("saved");
  });
  void first?.release();
  const second = await holdStudy("2.25.705", nobody);
  expect(second).not.toBeNull();
  expect(events).toEqual(["saved"]);
  await second?.release();
});
