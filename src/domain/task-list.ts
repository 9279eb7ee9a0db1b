import { SaidError, say } from "./said.ts";
/** Who is to label a study, until when: advisory, for two people on one study give two readings and no loss (sync 3.8). */
export interface Task {
  readonly studyUid: string;
  /** Pseudonymous id of a person, or a reader code; empty: nobody in particular. */
  readonly assignee: string;
  /** `YYYY-MM-DD`; empty: no day. */
  readonly due: string;
}

/** Where tasks come from, the first that names a study counts: the hub's worklist, a list served beside the app, what was said on this device. */
export const taskSources = ["hub", "served", "local"] as const;

/** One of them. */
export type TaskSourceName = (typeof taskSources)[number];

/** A way to get tasks: null where there is none of its kind. */
export interface TaskSource {
  readonly name: TaskSourceName;
  readonly read: () => Promise<readonly Task[] | null>;
}

/** The tasks of a device, by where they come from. */
export type TaskLists = Readonly<Record<TaskSourceName, readonly Task[]>>;

const schema = "overread-tasks/1";

/** More than this is no list of a project. */
const mostTasks = 100_000;

const fault = (where: string, expected: string): Error =>
  new SaidError(say`This list of tasks cannot be taken: ${where} should be ${expected}.`);

/** A list of tasks as a file: studies by their pseudonymous UIDs, people by their pseudonyms. */
export const taskListText = (tasks: readonly Task[]): string =>
  `${JSON.stringify({ schema, tasks }, null, 1)}\n`;

/** Whether a text is a day of the calendar, `YYYY-MM-DD`. */
export const isDay = (text: string): boolean => {
  const [, year = "", month = "", day = ""] = /^(\d{4})-(\d\d)-(\d\d)$/.exec(text) ?? [];
  const lengths = [
    31,
    Number(year) % 4 === 0 && (Number(year) % 100 !== 0 || Number(year) % 400 === 0) ? 29 : 28,
  ];
  const length = [lengths[0], lengths[1], 31, 30, 31, 30, 31, 31, 30, 31, 30, 31][Number(month) - 1] ?? 0;
  return Number(day) >= 1 && Number(day) <= length;
};

/** Tasks out of the text of a file or a server; throws with the field and what was expected there. */
export function readTaskList(text: string): Task[] {
  let value: unknown;
  try {
    value = JSON.parse(text);
  } catch {
    throw fault("it", "JSON");
  }
  const file = (value ?? {}) as Record<string, unknown>;
  if (file.schema !== schema) throw fault("schema", schema);
  if (!Array.isArray(file.tasks) || file.tasks.length > mostTasks) throw fault("tasks", "a list");
  const seen = new Set<string>();
  return file.tasks.map((item: unknown, at): Task => {
    const { studyUid, assignee = "", due = "" } = (item ?? {}) as Record<string, unknown>;
    if (typeof studyUid !== "string" || studyUid.length > 64 || !/^[012](\.(0|[1-9]\d*))+$/.test(studyUid))
      throw fault(`tasks[${at}].studyUid`, "a UID");
    if (seen.has(studyUid)) throw fault(`tasks[${at}].studyUid`, "named once");
    seen.add(studyUid);
    if (typeof assignee !== "string" || assignee.length > 64)
      throw fault(`tasks[${at}].assignee`, "a short text");
    if (typeof due !== "string" || (due !== "" && !isDay(due))) throw fault(`tasks[${at}].due`, "YYYY-MM-DD");
    return { studyUid, assignee, due };
  });
}

/** What counts for each study, and where it comes from. */
export function tasksOf(lists: TaskLists): Map<string, Task & { readonly source: TaskSourceName }> {
  const tasks = new Map<string, Task & { readonly source: TaskSourceName }>();
  for (const source of taskSources)
    for (const task of lists[source])
      if (!tasks.has(task.studyUid)) tasks.set(task.studyUid, { ...task, source });
  return tasks;
}

/** Whose task it is, seen from one person: `me` are their pseudonym and their reader code. */
export function shareOf(
  task: Pick<Task, "assignee"> | undefined,
  me: readonly string[],
): "mine" | "free" | "others" {
  if (!task || task.assignee === "") return "free";
  return me.includes(task.assignee) ? "mine" : "others";
}

const shares = ["mine", "free", "others"];

/** Studies in the order in which a person takes them up: their own first, then those of nobody; of each those that are due first. */
export function inTaskOrder<T extends { readonly studyUid: string }>(
  studies: readonly T[],
  tasks: ReadonlyMap<string, Task>,
  me: readonly string[],
): T[] {
  const key = ({ studyUid }: T): readonly [number, string] => {
    const task = tasks.get(studyUid);
    // After every day that a calendar has.
    return [shares.indexOf(shareOf(task, me)), task?.due || "~"];
  };
  return studies
    .map((study) => ({ study, key: key(study) }))
    .sort((a, b) => a.key[0] - b.key[0] || (a.key[1] < b.key[1] ? -1 : a.key[1] > b.key[1] ? 1 : 0))
    .map(({ study }) => study);
}
