import "fake-indexeddb/auto";
import { describe, expect, it } from "vitest";
import { readAuditChain } from "../../../../src/storage/audit.ts";
import { eraseStudy } from "../../../../src/storage/erase-study.ts";
import { assignTask, keepTasks, readTaskLists, takeTasks } from "../../../../src/storage/task-lists.ts";
import { makeMemoryHub } from "../../../support/hub/memory-hub.ts";
import { makeDevice, study } from "../../../support/hub/sync-device.ts";
import { makeRandom } from "../../../support/random.ts";

/** A workitem as a worklist answers it (PS3.18 11.8). */
const workitem = (at: number, change: Record<string, unknown> = {}) => ({
  "00080018": { vr: "UI", Value: [`2.25.66${at}`] },
  "00741000": { vr: "CS", Value: ["SCHEDULED"] },
  "00404011": { vr: "DT", Value: ["20261224180000"] },
  "00404021": { vr: "SQ", Value: [{ "0020000D": { vr: "UI", Value: [`2.25.55${at}`] } }] },
  "00404034": {
    vr: "SQ",
    Value: [{ "00404009": { vr: "SQ", Value: [{ "00080100": { vr: "SH", Value: ["R1"] } }] } }],
  },
  ...change,
});

async function device() {
  const random = makeRandom(5);
  const hub = makeMemoryHub(random);
  const one = await makeDevice({ reader: "R1", random, fetchFrom: hub.fetch });
  const hubList = async () => (await readTaskLists(one.database)).hub;
  return { hub, one, hubList };
}

describe("the worklist of a hub", () => {
  it("is read page by page; steps that ended, and what names no study, are left out", async () => {
    const { hub, one, hubList } = await device();
    const state = (value: string) => ({ "00741000": { vr: "CS", Value: [value] } });
    hub.state.workitems = [
      ...Array.from({ length: 130 }, (_, at) => workitem(at)),
      workitem(200, state("COMPLETED")),
      workitem(201, state("IN PROGRESS")),
      workitem(202, { "00404021": { vr: "SQ" } }),
      workitem(203, { "00404034": { vr: "SQ" }, "00404011": { vr: "DT", Value: ["soon"] } }),
      "no data set",
    ];
    await one.sync();
    const tasks = await hubList();
    expect(tasks).toHaveLength(132);
    expect(tasks[0]).toEqual({ studyUid: "2.25.550", assignee: "R1", due: "2026-12-24" });
    expect(tasks.slice(-2)).toEqual([
      { studyUid: "2.25.55201", assignee: "R1", due: "2026-12-24" },
      { studyUid: "2.25.55203", assignee: "", due: "" },
    ]);
  });

  it("is asked every ten minutes at most, once a day where there is none, and keeps what was known through a bad answer", async () => {
    const { hub, one, hubList } = await device();
    hub.state.workitems = [workitem(1)];
    await one.sync();
    hub.state.workitems = [workitem(1), workitem(2)];
    await one.sync();
    expect(await hubList()).toHaveLength(1);
    one.clock.ms += 11 * 60_000;
    hub.state.fault = "captive-portal";
    await one.sync();
    expect(await hubList()).toHaveLength(1);
    hub.state.fault = "none";
    await one.sync();
    expect(await hubList()).toHaveLength(2);
    one.clock.ms += 11 * 60_000;
    hub.state.workitems = null;
    await one.sync();
    expect(await hubList()).toEqual([]);
    hub.state.workitems = [workitem(1)];
    one.clock.ms += 11 * 60_000;
    await one.sync();
    expect(await hubList()).toEqual([]);
    one.clock.ms += 25 * 3_600_000;
    await one.sync();
    expect(await hubList()).toHaveLength(1);
  });
});

describe("tasks of a device", () => {
  it("keep the person when only the day is said, and the day when only the person is", async () => {
    const { one } = await device();
    const by = { chain: one.device, actor: "u", at: "2026-01-01T00:00:00.000Z" };
    await assignTask(one.database, { studyUid: study, assignee: "u1" }, by);
    await assignTask(one.database, { studyUid: study, due: "2026-12-01" }, by);
    await assignTask(one.database, { studyUid: study, assignee: "u2" }, by);
    expect((await readTaskLists(one.database)).local).toEqual([
      { studyUid: study, assignee: "u2", due: "2026-12-01" },
    ]);
  });

  it("are said, taken over and forgotten, each act with its event; a list replaces only the studies that it names", async () => {
    const { one } = await device();
    const { database } = one;
    const by = { chain: one.device, actor: "u", at: "2026-01-01T00:00:00.000Z" };
    await assignTask(database, { studyUid: study, assignee: "u1", due: "" }, by);
    await assignTask(database, { studyUid: "2.25.8", assignee: "u1", due: "2026-12-01" }, by);
    await takeTasks(database, [{ studyUid: "2.25.8", assignee: "u2", due: "" }], by);
    await keepTasks(database, "served", [{ studyUid: study, assignee: "u3", due: "" }]);
    const { local, served } = await readTaskLists(database);
    expect(local).toEqual([
      { studyUid: study, assignee: "u1", due: "" },
      { studyUid: "2.25.8", assignee: "u2", due: "" },
    ]);
    expect(served).toHaveLength(1);
    await assignTask(database, { studyUid: "2.25.8", assignee: "", due: "" }, by);
    expect((await readTaskLists(database)).local).toHaveLength(1);
    const events = (await readAuditChain(database, one.device)).map(({ action }) => action);
    expect(events).toEqual(["task-assigned", "task-assigned", "tasks-taken", "task-assigned"]);
    // An erased study is forgotten in all lists.
    await eraseStudy(database, study, by);
    expect(await readTaskLists(database)).toEqual({ hub: [], served: [], local: [] });
  });
});
