import { IconDownload, IconUpload, IconUsers } from "@tabler/icons-solidjs";
import { createSignal, For, Show } from "solid-js";
import { readTaskList, type Task, taskListText } from "../../domain/task-list.ts";
import { saveFile } from "../../jobs/exporter.ts";
import { servedTasks } from "../../jobs/served-tasks.ts";
import { readPeople } from "../../storage/people.ts";
import { assignTask, keepTasks, readTaskLists, takeTasks } from "../../storage/task-lists.ts";
import { useApp } from "../app/app-state.ts";
import { attempt } from "../app/attempt.ts";
import { createLive } from "../app/create-live.ts";
import { failureText } from "../app/failure-text.ts";
import { readIdentity } from "../app/identity.ts";
import { useServices } from "../app/services.ts";
import { Dialog } from "../kit/dialog.tsx";
import { FileButton, jsonFiles } from "../kit/file-button.tsx";
import { useMessages } from "../messages/messages.ts";
import type { StudyRow } from "./study-row.ts";

/** The list beside the app is looked for once a start: a host without one says 404 each time. */
let lookedForServed = false;

/** Studies that the dialog lists; a list of more is a file's work. */
const mostRows = 200;

/** Who is to label which study, until when: said here, taken from a file, from beside the app, or from the hub's worklist. */
export function TasksButton(props: { readonly rows: readonly StudyRow[] }) {
  const app = useApp();
  const m = useMessages();
  const { database } = useServices();
  const [open, setOpen] = createSignal(false);
  const people = createLive(() => database, readPeople);
  const act = (work: (by: { chain: string; actor: string; at: string }) => Promise<void>) =>
    attempt(m, app.toasts.show, async () => {
      const { user, device } = await readIdentity(database);
      await work({ chain: device, actor: user, at: new Date().toISOString() });
    });
  if (!lookedForServed) {
    lookedForServed = true;
    void servedTasks(document.baseURI)
      .read()
      .then((tasks) => keepTasks(database, "served", tasks))
      .catch((reason: unknown) => {
        // Without a network (a TypeError of fetch) what was known stays; a list that cannot be read is told.
        if (!(reason instanceof TypeError)) app.toasts.show(failureText(reason, m));
      });
  }
  const take = (file: File | undefined) =>
    act(async (by) => {
      if (!file) return;
      const tasks = readTaskList(await file.text());
      await takeTasks(database, tasks, by);
      app.toasts.show(m.tasks.taken(tasks.length));
    });
  const save = () =>
    attempt(m, app.toasts.show, async () => {
      const { local } = await readTaskLists(database);
      saveFile(new Blob([taskListText(local)], { type: "application/json" }), "tasks.json");
    });
  const rows = () => props.rows.filter(({ study }) => study.state !== "accepted").slice(0, mostRows);
  const assign = (row: StudyRow, change: Partial<Pick<Task, "assignee" | "due">>) =>
    act((by) => assignTask(database, { studyUid: row.study.studyUid, ...change }, by));
  /** People of the project, and whoever a task names that is none of them. */
  const choices = (row: StudyRow) => {
    const known = people.value() ?? [];
    const { assignee = "", who = "" } = row.task ?? {};
    const other = assignee !== "" && !known.some(({ id }) => id === assignee);
    return [
      { id: "", name: m.tasks.nobody },
      ...known.map(({ id, name }) => ({ id, name: name || id.slice(0, 8) })),
      ...(other ? [{ id: assignee, name: who }] : []),
    ];
  };
  return (
    <>
      <button type="button" class="button" onClick={() => setOpen(true)}>
        <IconUsers size={20} stroke-width={1.75} />
        {m.tasks.title}
      </button>
      <Dialog
        open={open()}
        title={m.tasks.title}
        onClose={() => setOpen(false)}
        foot={
          <>
            <button type="button" class="button" onClick={() => void save()}>
              <IconDownload size={20} stroke-width={1.75} />
              {m.tasks.save}
            </button>
            <FileButton picker="tasks" accept={jsonFiles} onFiles={([file]) => void take(file)}>
              <IconUpload size={20} stroke-width={1.75} />
              {m.tasks.take}
            </FileButton>
            <button type="button" class="button primary" autofocus onClick={() => setOpen(false)}>
              {m.tasks.done}
            </button>
          </>
        }
      >
        <p class="dim small">{m.tasks.note}</p>
        <Show when={rows().length > 0} fallback={<p>{m.tasks.none}</p>}>
          <ul class="tasks">
            <For each={rows()}>
              {(row) => (
                <li>
                  <span class="grow clip">
                    {row.study.pseudonym} <span class="dim">{row.study.description}</span>
                  </span>
                  <Show
                    when={row.task === null || row.task.source === "local"}
                    fallback={
                      <span class="small">
                        {m.tasks.from[row.task?.source ?? "local"]}: {row.task?.who || m.tasks.nobody}
                        {row.task?.due ? ` · ${m.tasks.until(m.format.day(row.task.due))}` : ""}
                      </span>
                    }
                  >
                    <select
                      class="input"
                      aria-label={m.tasks.whoOf(row.study.pseudonym)}
                      onChange={(event) => void assign(row, { assignee: event.currentTarget.value })}
                    >
                      <For each={choices(row)}>
                        {(person) => (
                          <option value={person.id} selected={person.id === (row.task?.assignee ?? "")}>
                            {person.name}
                          </option>
                        )}
                      </For>
                    </select>
                    <input
                      class="input"
                      type="date"
                      aria-label={m.tasks.dueOf(row.study.pseudonym)}
                      value={row.task?.due ?? ""}
                      onChange={(event) => void assign(row, { due: event.currentTarget.value })}
                    />
                  </Show>
                </li>
              )}
            </For>
          </ul>
        </Show>
      </Dialog>
    </>
  );
}
