import { IconTag } from "@tabler/icons-solidjs";
import { createSignal, For, onCleanup, Show } from "solid-js";
import type { LabelPreview, MaskChoices } from "../../domain/calls/labels-calls.ts";
import type { LabelClass } from "../../domain/label-schema.ts";
import { makeLabelFiles } from "../../jobs/label-files.ts";
import { activeSchema } from "../../storage/schemas.ts";
import { holdStudy, type StudyHold } from "../../storage/study-lock.ts";
import { useApp } from "../app/app-state.ts";
import { failureText } from "../app/failure-text.ts";
import { readIdentity } from "../app/identity.ts";
import { useServices } from "../app/services.ts";
import { Dialog } from "../kit/dialog.tsx";
import { FileButton } from "../kit/file-button.tsx";
import { useMessages } from "../messages/messages.ts";
import { MaskClasses } from "./mask-classes.tsx";

/** Labels out of files, onto images that are here: what they would add to which study is shown first. */
export function LabelFiles() {
  const app = useApp();
  const m = useMessages();
  const { database } = useServices();
  const client = makeLabelFiles();
  onCleanup(() => client.close());
  const [preview, setPreview] = createSignal<LabelPreview | null>(null);
  const [busy, setBusy] = createSignal(false);
  const guarded = async (work: () => Promise<void>) => {
    setBusy(true);
    try {
      await work();
    } catch (reason) {
      app.toasts.show(failureText(reason, m));
    } finally {
      setBusy(false);
    }
  };
  const [files, setFiles] = createSignal<readonly File[]>([]);
  const [classes, setClasses] = createSignal<readonly LabelClass[]>([]);
  const read = (chosen: readonly File[], masks?: MaskChoices) =>
    guarded(async () => {
      if (chosen.length === 0) return;
      setFiles(chosen);
      setClasses((await activeSchema(database)).classes);
      const { user, device } = await readIdentity(database);
      const handles = chosen.map((file) => ({ name: file.name, size: file.size, path: file.name, file }));
      const request = { files: handles, user, device, at: new Date().toISOString() };
      setPreview(await client.call("readLabels", masks ? { ...request, masks } : request));
    });
  /** Faults that the table of values cannot mend. */
  const refused = () =>
    (preview()?.faults ?? []).filter(
      ({ where }) => !(preview()?.masks && /^value \d+$/.test(where) && isOpen(where.slice(6))),
    );
  const isOpen = (value: string) =>
    preview()?.masks?.values.some((row) => String(row.value) === value && row.classId === null) ?? false;
  const sum = () => {
    const studies = preview()?.studies ?? [];
    return studies.reduce((total, { labels, answers }) => total + labels + answers, 0);
  };
  const add = () =>
    guarded(async () => {
      const now = preview();
      setPreview(null);
      if (!now) return;
      const holds: StudyHold[] = [];
      try {
        // A tab that labels a study hands out mask values of its own: nobody else adds to it meanwhile.
        for (const { studyUid, pseudonym } of now.studies) {
          const hold = await holdStudy(studyUid, { force: false, onLost: () => undefined });
          if (!hold) return void app.toasts.show(m.labelFiles.elsewhere(pseudonym));
          holds.push(hold);
        }
        const { user, device } = await readIdentity(database);
        const at = new Date().toISOString();
        const made = await client.call("addLabels", { batchId: now.batchId, actor: user, chain: device, at });
        app.toasts.show(m.labelFiles.added(made.labels, made.answers, made.studies));
        app.router.go({ name: "worklist" });
      } finally {
        for (const hold of holds) await hold.release();
      }
    });
  return (
    <section class="label-files">
      <h2>{m.labelFiles.title}</h2>
      <p class="dim">{m.labelFiles.note}</p>
      <FileButton picker="labels" multiple disabled={busy()} onFiles={(files) => void read(files)}>
        <IconTag size={20} stroke-width={1.75} />
        {busy() ? m.labelFiles.reading : m.labelFiles.choose}
      </FileButton>
      <Dialog
        open={preview() !== null}
        title={
          refused().length > 0
            ? m.labelFiles.refused
            : preview()?.faults.length
              ? m.labelFiles.title
              : m.labelFiles.preview
        }
        wide
        onClose={() => setPreview(null)}
        foot={
          <>
            <button type="button" class="button" onClick={() => setPreview(null)}>
              {(preview()?.faults.length ?? 0) > 0 ? m.app.close : m.app.cancel}
            </button>
            <Show when={preview()?.faults.length === 0}>
              <button
                type="button"
                class="button primary"
                disabled={sum() === 0 || busy()}
                onClick={() => void add()}
              >
                {m.labelFiles.add(sum())}
              </button>
            </Show>
          </>
        }
      >
        <Show when={preview()?.masks}>
          {(masks) => (
            <MaskClasses
              masks={masks()}
              classes={classes()}
              disabled={busy()}
              onChange={(choices) => void read(files(), choices)}
            />
          )}
        </Show>
        <Show when={preview()}>
          {(now) => (
            <Show
              when={now().faults.length === 0}
              fallback={
                <Show when={refused().length > 0}>
                  <p>{m.labelFiles.refusedNote}</p>
                  <ul class="label-faults">
                    <For each={refused()}>
                      {(fault) => (
                        <li>
                          <strong>{[fault.file, fault.where].filter(Boolean).join(": ")}</strong>
                          <span class="small">{m.labelFiles.fault(fault.expected, fault.found)}</span>
                        </li>
                      )}
                    </For>
                  </ul>
                </Show>
              }
            >
              <Show when={now().openContours > 0}>
                <p>{m.labelFiles.openContours(now().openContours)}</p>
              </Show>
              <ul class="label-faults" aria-label={m.labelFiles.preview}>
                <For each={now().studies}>
                  {(study) => (
                    <li>
                      <strong>
                        {study.description} · {study.pseudonym}
                      </strong>
                      <span class="small">
                        {m.labelFiles.study(study.labels, study.images, study.answers, study.known)}
                      </span>
                    </li>
                  )}
                </For>
              </ul>
            </Show>
          )}
        </Show>
      </Dialog>
    </section>
  );
}
