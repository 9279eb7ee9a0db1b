import { IconDownload, IconFileText, IconTrash } from "@tabler/icons-solidjs";
import { createResource, createSignal, For, Show } from "solid-js";
import { raiseGeneration, readGenerations } from "../../storage/generations.ts";
import { chooseReidMap, deleteReidMap, keepsReidMap } from "../../storage/reid-map.ts";
import { useApp } from "../app/app-state.ts";
import { CarryOffer } from "../app/carry-offer.tsx";
import { readIdentity } from "../app/identity.ts";
import { useServices } from "../app/services.ts";
import { Check } from "../kit/check.tsx";
import { ConfirmDialog } from "../kit/confirm-dialog.tsx";
import { useMessages } from "../messages/messages.ts";
import { ExportMapDialog, OpenMapDialog } from "./reid-dialogs.tsx";

/** The way back to a patient, for a project that needs one: the map, and new identifiers for images that were sent out. */
export function ReidCard() {
  const app = useApp();
  const m = useMessages();
  const { database } = useServices();
  const [dialog, setDialog] = createSignal<"export" | "open" | "delete" | "issue" | null>(null);
  const [patient, setPatient] = createSignal("");
  const [state, { refetch }] = createResource(async () => {
    const [on, studies, generations, all] = await Promise.all([
      keepsReidMap(database),
      database.reidMap.count(),
      readGenerations(database),
      database.studies.toArray(),
    ]);
    const known = new Map(all.map(({ patientKey, pseudonym }) => [patientKey, pseudonym]));
    const patients = [...known].map(([key, pseudonym]) => ({
      key,
      pseudonym,
      generation: generations[key] ?? 0,
    }));
    return { on, studies, patients: patients.sort((a, b) => (a.pseudonym < b.pseudonym ? -1 : 1)) };
  });
  const by = async () => {
    const { user, device } = await readIdentity(database);
    return { chain: device, actor: user, at: new Date().toISOString() };
  };
  const change = async (work: () => Promise<string | null>) => {
    try {
      const said = await work();
      if (said !== null) app.toasts.show(said);
    } catch {
      app.toasts.show(m.reid.failed);
    }
    await refetch();
  };
  const nameOf = () => state.latest?.patients.find(({ key }) => key === patient())?.pseudonym ?? "";
  const close = () => setDialog(null);
  return (
    <section class="card block" aria-label={m.reid.title}>
      <h2>{m.reid.title}</h2>
      <p class="dim small">{m.reid.note}</p>
      <Show when={state.latest}>
        {(now) => (
          <>
            <Check
              label={m.reid.keep}
              note={m.reid.keepNote}
              checked={now().on}
              onChange={(on) =>
                void change(async () => {
                  await chooseReidMap(database, on, await by());
                  return null;
                })
              }
            />
            <p class="small" role="status">
              {m.reid.count(now().studies)}
            </p>
            <div class="row-buttons">
              <Show when={now().studies > 0}>
                <button type="button" class="button" onClick={() => setDialog("export")}>
                  <IconDownload size={20} stroke-width={1.75} />
                  {m.reid.save}
                </button>
              </Show>
              <button type="button" class="button" onClick={() => setDialog("open")}>
                <IconFileText size={20} stroke-width={1.75} />
                {m.reid.open}
              </button>
              <Show when={now().studies > 0}>
                <button type="button" class="button" onClick={() => setDialog("delete")}>
                  <IconTrash size={20} stroke-width={1.75} />
                  {m.reid.remove}
                </button>
              </Show>
            </div>
            <Show when={now().patients.length > 0}>
              <h3>{m.reid.issueTitle}</h3>
              <p class="dim small">{m.reid.issueNote}</p>
              <label class="field">
                <span>{m.reid.patient}</span>
                <select
                  class="input"
                  value={patient()}
                  onChange={(event) => setPatient(event.currentTarget.value)}
                >
                  <option value="">{m.reid.choosePatient}</option>
                  <For each={now().patients}>
                    {({ key, pseudonym, generation }) => (
                      <option value={key}>{m.reid.issueOf(pseudonym, generation)}</option>
                    )}
                  </For>
                </select>
              </label>
              <div class="row-buttons">
                <button
                  type="button"
                  class="button"
                  disabled={patient() === ""}
                  onClick={() => setDialog("issue")}
                >
                  {m.reid.issue}
                </button>
              </div>
              <CarryOffer />
            </Show>
          </>
        )}
      </Show>
      <ExportMapDialog open={dialog() === "export"} onClose={close} />
      <OpenMapDialog open={dialog() === "open"} onClose={close} />
      <ConfirmDialog
        open={dialog() === "delete"}
        title={m.reid.removeTitle}
        action={m.reid.remove}
        danger
        onClose={close}
        onConfirm={() =>
          void change(async () => {
            await deleteReidMap(database, await by());
            return m.reid.removed;
          })
        }
      >
        <p>{m.reid.removeNote}</p>
      </ConfirmDialog>
      <ConfirmDialog
        open={dialog() === "issue"}
        title={m.reid.issueConfirm(nameOf())}
        action={m.reid.issue}
        onClose={close}
        onConfirm={() =>
          void change(async () => {
            const name = nameOf();
            const issue = await raiseGeneration(database, patient(), await by());
            return m.reid.issued(name, issue);
          })
        }
      >
        <p>{m.reid.issueNote}</p>
      </ConfirmDialog>
    </section>
  );
}
