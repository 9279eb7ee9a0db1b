import type { Task, TaskLists, TaskSourceName } from "../domain/task-list.ts";
import { appendAudit } from "./audit.ts";
import type { MainDatabase } from "./database.ts";
import type { PeopleChange } from "./people.ts";
import { readSetting } from "./settings.ts";

const setting = "task-lists";

/** The tasks of this device, by where they come from. */
export async function readTaskLists(db: MainDatabase): Promise<TaskLists> {
  const stored = (await readSetting(db, setting)) as Partial<TaskLists> | undefined;
  return { hub: stored?.hub ?? [], served: stored?.served ?? [], local: stored?.local ?? [] };
}

/** Keeps what a source says now; null: it is no source of tasks any more. */
export async function keepTasks(
  db: MainDatabase,
  source: TaskSourceName,
  tasks: readonly Task[] | null,
): Promise<void> {
  await db.transaction("rw", db.settings, async () => {
    const lists = await readTaskLists(db);
    // Who follows the settings is not woken for nothing.
    if (JSON.stringify(lists[source]) === JSON.stringify(tasks ?? [])) return;
    await db.settings.put({ key: setting, value: { ...lists, [source]: tasks ?? [] } });
  });
}

/** Takes a list over as this device's own: each of its tasks in place of the one that was known of the study. The chain says how many. */
export async function takeTasks(db: MainDatabase, tasks: readonly Task[], by: PeopleChange): Promise<void> {
  await db.transaction("rw", db.settings, db.audit, async () => {
    const { local } = await readTaskLists(db);
    const named = new Set(tasks.map(({ studyUid }) => studyUid));
    await keepTasks(db, "local", [...local.filter(({ studyUid }) => !named.has(studyUid)), ...tasks]);
    await appendAudit(db, {
      ...by,
      action: "tasks-taken",
      target: "project",
      detail: { tasks: tasks.length },
    });
  });
}

/** Says on this device who labels a study, or until when; what is not said stays as it is stored. Neither takes the task away. */
export async function assignTask(
  db: MainDatabase,
  { studyUid, ...change }: Pick<Task, "studyUid"> & Partial<Task>,
  by: PeopleChange,
): Promise<void> {
  await db.transaction("rw", db.settings, db.audit, async () => {
    const { local } = await readTaskLists(db);
    const others = local.filter((other) => other.studyUid !== studyUid);
    const before = local.find((other) => other.studyUid === studyUid);
    const task = { studyUid, assignee: "", due: "", ...before, ...change };
    const { assignee, due } = task;
    await keepTasks(db, "local", assignee === "" && due === "" ? others : [...others, task]);
    await appendAudit(db, { ...by, action: "task-assigned", target: studyUid, detail: { assignee, due } });
  });
}

/** Forgets the tasks of a study; inside the transaction of its erasure. */
export async function forgetTasks(db: MainDatabase, studyUid: string): Promise<void> {
  const lists = await readTaskLists(db);
  const without = (tasks: readonly Task[]) => tasks.filter((task) => task.studyUid !== studyUid);
  const value: TaskLists = {
    hub: without(lists.hub),
    served: without(lists.served),
    local: without(lists.local),
  };
  if (lists.hub.length + lists.served.length + lists.local.length > 0)
    await db.settings.put({ key: setting, value });
}
