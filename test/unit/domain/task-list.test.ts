import { describe, expect, it } from "vitest";
import {
  inTaskOrder,
  isDay,
  readTaskList,
  shareOf,
  type TaskLists,
  taskListText,
  tasksOf,
} from "../../../src/domain/task-list.ts";
import { servedTasks } from "../../../src/jobs/served-tasks.ts";

const task = (studyUid: string, assignee = "", due = "") => ({ studyUid, assignee, due });

describe("a list of tasks", () => {
  it("comes back from its file as it was, and names the field that is wrong", () => {
    const tasks = [task("2.25.1", "u1", "2026-12-01"), task("2.25.2")];
    expect(readTaskList(taskListText(tasks))).toEqual(tasks);
    const wrong = (item: object) => () =>
      readTaskList(JSON.stringify({ schema: "overread-tasks/1", tasks: [item] }));
    expect(wrong({ studyUid: "DOE^JANE" })).toThrow("tasks[0].studyUid should be a UID");
    expect(wrong({ studyUid: "2.25.1", due: "2026-02-30" })).toThrow("tasks[0].due should be YYYY-MM-DD");
    expect(wrong({ studyUid: "2.25.1", assignee: 4 })).toThrow("tasks[0].assignee");
    expect(() => readTaskList(taskListText([task("2.25.1"), task("2.25.1")]))).toThrow("named once");
    expect(() => readTaskList('{"schema":"overread-tasks/2","tasks":[]}')).toThrow("overread-tasks/1");
    expect(() => readTaskList("<html>")).toThrow("should be JSON");
  });

  it("knows the days of the calendar", () => {
    expect(["2024-02-29", "2026-12-31"].every(isDay)).toBe(true);
    expect(["2026-02-29", "2100-02-29", "2026-13-01", "2026-04-31", "2026-1-1", ""].some(isDay)).toBe(false);
  });

  it("takes what the hub says before the list beside the app, and that before what was said here", () => {
    const lists: TaskLists = {
      hub: [task("1", "hub")],
      served: [task("1", "served"), task("2", "served")],
      local: [task("1", "local"), task("2", "local"), task("3", "local")],
    };
    const tasks = tasksOf(lists);
    expect([...tasks.values()].map(({ studyUid, assignee, source }) => [studyUid, assignee, source])).toEqual(
      [
        ["1", "hub", "hub"],
        ["2", "served", "served"],
        ["3", "local", "local"],
      ],
    );
  });

  it("puts a person's own tasks first, then nobody's, each by its day, and keeps the rest in order", () => {
    const tasks = new Map(
      [
        task("a", "other"),
        task("b", "me", "2026-12-09"),
        task("c", "R1", "2026-12-01"),
        task("d", "", "2026-11-01"),
      ].map((one) => [one.studyUid, one]),
    );
    const studies = ["a", "x", "b", "y", "c", "d"].map((studyUid) => ({ studyUid }));
    expect(
      inTaskOrder(studies, tasks, ["me", "R1"])
        .map(({ studyUid }) => studyUid)
        .join(""),
    ).toBe("cbdxya");
    expect([shareOf(undefined, ["me"]), shareOf(task("a", "other"), ["me"])]).toEqual(["free", "others"]);
  });

  it("is read from beside the app where there is one, and the app's own page is none", async () => {
    const answer = (body: string, type: string, status = 200) =>
      servedTasks("https://site.example/app/", (async (url: URL) => {
        expect(String(url)).toBe("https://site.example/app/tasks.json");
        return new Response(body, { status, headers: { "Content-Type": type } });
      }) as unknown as typeof fetch).read();
    expect(await answer(taskListText([task("2.25.1", "R1")]), "application/json")).toEqual([
      task("2.25.1", "R1"),
    ]);
    expect(await answer("<html>", "text/html")).toBeNull();
    expect(await answer("{}", "application/json", 404)).toBeNull();
    await expect(answer("{}", "application/json")).rejects.toThrow("overread-tasks/1");
  });
});
