import { isDay, type Task, type TaskSource } from "../../domain/task-list.ts";
import {
  datasetsOf,
  isDicomJson,
  itemsAt,
  type JsonDataset,
  textAt,
} from "../../formats/dicomweb/dicom-json.ts";
import { keepTasks } from "../../storage/task-lists.ts";
import { NoAnswer } from "./hub.ts";
import { jsonOf } from "./hub-reader.ts";
import type { SyncContext } from "./sync-context.ts";

/** Attributes of a workitem (PS3.4 CC.2.5, PS3.3 C.30). */
const tags = {
  state: "00741000",
  completeBy: "00404011",
  inputs: "00404021",
  performers: "00404034",
  performerCode: "00404009",
  codeValue: "00080100",
  studyUid: "0020000D",
} as const;

const pageSize = 100;
const mostPages = 100;

/** Steps that nobody has ended. */
const open = new Set(["SCHEDULED", "IN PROGRESS"]);

function taskOf(item: JsonDataset): Task[] {
  if (!open.has(textAt(item, tags.state))) return [];
  const [performer] = itemsAt(item, tags.performers).flatMap((one) => itemsAt(one, tags.performerCode));
  // Expected Completion DateTime: `YYYYMMDD…`.
  const [, year = "", month = "", day = ""] =
    /^(\d{4})(\d\d)(\d\d)/.exec(textAt(item, tags.completeBy)) ?? [];
  const due = `${year}-${month}-${day}`;
  const studies = new Set(itemsAt(item, tags.inputs).map((input) => textAt(input, tags.studyUid)));
  return [...studies]
    .filter((studyUid) => studyUid !== "")
    .map((studyUid) => ({
      studyUid,
      assignee: (performer ? textAt(performer, tags.codeValue) : "").slice(0, 64),
      due: isDay(due) ? due : "",
    }));
}

/**
 * The worklist of a hub that has one (UPS-RS, PS3.18 11): studies of workitems that are scheduled or in progress, with the code of the person
 * who is to do them (Human Performer Code: the reader code) and the day they are wanted. Null where the hub has no worklist. Nothing is
 * claimed there: claims are advisory (sync 3.8).
 */
export const hubTasks = ({ hub, signal }: Pick<SyncContext, "hub" | "signal">): TaskSource => ({
  name: "hub",
  async read() {
    const tasks = new Map<string, Task>();
    for (let page = 0, offset = 0; page < mostPages; page++) {
      const query = `limit=${pageSize}&offset=${offset}&includefield=all`;
      const reply = await hub.get(`workitems?${query}`, "application/dicom+json", signal);
      if (reply.status === 204) break;
      // Not signed in, or too busy, says nothing of the worklist.
      if ([401, 403, 408, 429].includes(reply.status) || reply.status >= 500)
        throw new NoAnswer("The hub did not answer for its worklist.");
      // A hub without a worklist: no such resource.
      if (reply.status !== 200) return page === 0 ? null : [...tasks.values()];
      const json = reply.body.length > 0 ? jsonOf(reply) : [];
      // The page of a sign-in or of a guest network must not read as a worklist without work.
      if (!isDicomJson(json)) throw new NoAnswer("Something answers in place of the hub.");
      const items = datasetsOf(json);
      const before = tasks.size;
      for (const task of items.flatMap(taskOf)) if (!tasks.has(task.studyUid)) tasks.set(task.studyUid, task);
      offset += items.length;
      if (items.length < pageSize || tasks.size === before) break;
    }
    return [...tasks.values()];
  },
});

/** When a hub was asked for its worklist, and whether it has none. */
interface Asked {
  readonly hubId: string;
  readonly none: boolean;
  readonly atMs: number;
}

const setting = "hub-worklist";
const everyMs = 10 * 60_000;
const everyMsWithout = 24 * 3_600_000;

/** Brings the tasks of this device in step with the hub's worklist: every ten minutes at most; a hub without one is asked once a day. */
export async function pullTasks(context: SyncContext): Promise<void> {
  const { database, hubId, nowMs } = context;
  const asked = (await database.settings.get(setting))?.value as Asked | undefined;
  const wait = asked?.none ? everyMsWithout : everyMs;
  // A clock that was set back must not put it off for ever.
  if (asked?.hubId === hubId && Math.abs(nowMs() - asked.atMs) < wait) return;
  try {
    const tasks = await hubTasks(context).read();
    await keepTasks(database, "hub", tasks);
    await database.settings.put({
      key: setting,
      value: { hubId, none: tasks === null, atMs: nowMs() } satisfies Asked,
    });
  } catch (reason) {
    // What was known stays; labels are worth more than a list.
    if (!(reason instanceof NoAnswer)) throw reason;
  }
}
