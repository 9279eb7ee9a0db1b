import { IconCamera, IconDownload, IconQrcode, IconUpload } from "@tabler/icons-solidjs";
import { createSignal, Show } from "solid-js";
import { type ProjectFile, projectFileText, readProjectFile } from "../../domain/project-file.ts";
import { saveFile } from "../../jobs/exporter.ts";
import { readProject, readSplitSeed, takeProject, writeSplitSeed } from "../../storage/project-file.ts";
import { useApp } from "../app/app-state.ts";
import { attempt } from "../app/attempt.ts";
import { createLive } from "../app/create-live.ts";
import { failureText } from "../app/failure-text.ts";
import { readIdentity } from "../app/identity.ts";
import { useServices } from "../app/services.ts";
import { Dialog } from "../kit/dialog.tsx";
import { FileButton, jsonFiles } from "../kit/file-button.tsx";
import { useMessages } from "../messages/messages.ts";
import { ProjectCodesDialog } from "./project-codes-dialog.tsx";
import { ProjectScanDialog } from "./project-scan-dialog.tsx";

/** What the project labels with, or null where it says nothing of it. */
const modelNames = ({ models }: ProjectFile): string[] | null => {
  const named = [models?.prompt, models?.label].flatMap((one) => one ?? []);
  return named.length > 0 ? named.map(({ modelId, version }) => `${modelId} ${version}`) : null;
};

/** The project as one file or as QR codes: how it works, for the other devices of the project. */
export function ProjectFileButtons() {
  const app = useApp();
  const m = useMessages();
  const { database, inference, labeller } = useServices();
  const [found, setFound] = createSignal<ProjectFile | null>(null);
  const [codes, setCodes] = createSignal<"shown" | "scanned" | null>(null);
  const seed = createLive(
    () => database,
    (from) => readSplitSeed(from),
  );
  const changeSeed = (text: string) =>
    attempt(m, app.toasts.show, async () => {
      const { user, device } = await readIdentity(database);
      await writeSplitSeed(database, text, { chain: device, actor: user, at: new Date().toISOString() });
    });
  const text = async () => projectFileText(await readProject(database, app.preferences.value().projectTitle));
  const save = () =>
    attempt(m, app.toasts.show, async () =>
      saveFile(new Blob([await text()], { type: "application/json" }), "overread-project.json"),
    );
  /** One way for files and codes: what is no project is refused in words, what is one is asked about. */
  const open = (said: string) => {
    try {
      setFound(readProjectFile(said));
    } catch (reason) {
      app.toasts.show(failureText(reason, m));
    }
  };
  const take = async () => {
    const project = found();
    setFound(null);
    if (!project) return;
    try {
      const { user, device } = await readIdentity(database);
      await takeProject(database, project, { chain: device, actor: user, at: new Date().toISOString() });
      app.preferences.set({ projectTitle: project.title });
      if (project.models) {
        labeller.restart();
        inference.restart();
        void inference.load().catch(() => undefined); // the card of the model says why
      }
      app.toasts.show(m.projectFile.taken);
    } catch (reason) {
      app.toasts.show(failureText(reason, m));
    }
  };
  return (
    <>
      <label class="field">
        <span>{m.projectFile.seed}</span>
        <input
          class="input"
          value={seed.value() ?? ""}
          onChange={(event) => void changeSeed(event.currentTarget.value)}
        />
      </label>
      <p class="dim small">{m.projectFile.note}</p>
      <div class="row-buttons">
        <button type="button" class="button" onClick={() => void save()}>
          <IconDownload size={20} stroke-width={1.75} />
          {m.projectFile.save}
        </button>
        <button type="button" class="button" onClick={() => setCodes("shown")}>
          <IconQrcode size={20} stroke-width={1.75} />
          {m.projectCodes.show}
        </button>
        <FileButton
          picker="project"
          accept={jsonFiles}
          onFiles={async ([file]) => file && open(await file.text())}
        >
          <IconUpload size={20} stroke-width={1.75} />
          {m.projectFile.take}
        </FileButton>
        <button type="button" class="button" onClick={() => setCodes("scanned")}>
          <IconCamera size={20} stroke-width={1.75} />
          {m.projectCodes.scan}
        </button>
      </div>
      <ProjectCodesDialog
        open={codes() === "shown"}
        text={text}
        onClose={() => setCodes(null)}
        onSave={() => void save()}
      />
      <ProjectScanDialog
        open={codes() === "scanned"}
        onClose={() => setCodes(null)}
        onText={(said) => {
          setCodes(null);
          open(said);
        }}
      />
      <Dialog
        open={found() !== null}
        title={m.projectFile.title}
        onClose={() => setFound(null)}
        foot={
          <>
            <button type="button" class="button" autofocus onClick={() => setFound(null)}>
              {m.app.cancel}
            </button>
            <button type="button" class="button primary" onClick={() => void take()}>
              {m.projectFile.confirm}
            </button>
          </>
        }
      >
        <Show when={found()}>
          {(project) => (
            <>
              <p>
                {m.projectFile.about(
                  project().title || project().labelSchema.title,
                  project().labelSchema.classes.length,
                  project().labelSchema.version,
                  project().people.length,
                  project().review.readers,
                )}
              </p>
              <Show when={project().hub}>{(hub) => <p>{m.projectFile.hub(hub().baseUrl)}</p>}</Show>
              <Show when={modelNames(project())}>
                {(names) => <p>{m.projectFile.models(m.format.list(names()))}</p>}
              </Show>
              <p>{m.projectFile.replaces}</p>
            </>
          )}
        </Show>
      </Dialog>
    </>
  );
}
