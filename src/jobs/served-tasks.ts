import { readTaskList, type TaskSource } from "../domain/task-list.ts";

/**
 * A list of tasks served beside the app (`tasks.json`), for sites whose hub has no worklist (sync 3.8). Null where there is none: no such file,
 * or the page of the app in its place. Throws without a network, and for a list that cannot be read.
 */
export const servedTasks = (base: string, fetchFrom: typeof fetch = fetch): TaskSource => ({
  name: "served",
  async read() {
    const reply = await fetchFrom(new URL("tasks.json", base), {
      cache: "no-cache",
      credentials: "same-origin",
    });
    if (!reply.ok || !/json/i.test(reply.headers.get("content-type") ?? "")) return null;
    return readTaskList(await reply.text());
  },
});
