import { IconDownload } from "@tabler/icons-solidjs";
import { createResource, createSignal, Show } from "solid-js";
import type { SyncProgress } from "../../domain/calls/sync-calls.ts";
import { saveFile } from "../../jobs/exporter.ts";
import {
  isReaderCode,
  readHubSettings,
  readReaderCode,
  writeReaderCode,
} from "../../storage/hub-settings.ts";
import { useApp } from "../app/app-state.ts";
import { failureText, isCancelled } from "../app/failure-text.ts";
import { useServices } from "../app/services.ts";
import { Check } from "../kit/check.tsx";
import { FileButton } from "../kit/file-button.tsx";
import { Progress } from "../kit/progress.tsx";
import { useMessages } from "../messages/messages.ts";
import { asHandle } from "./as-handle.ts";

/** Work as a file, for sites without a network: written on one device, taken in on another. */
export function BundleCard() {
  const app = useApp();
  const m = useMessages();
  const { database, sync } = useServices();
  const [known] = createResource(async () => ({
    hub: await readHubSettings(database),
    reader: await readReaderCode(database),
  }));
  const [reader, setReader] = createSignal<string | null>(null);
  const [images, setImages] = createSignal(true);
  const [work, setWork] = createSignal<{
    readonly kind: "save" | "open";
    readonly progress: SyncProgress;
  } | null>(null);
  const [said, setSaid] = createSignal<string | null>(null);
  let control: AbortController | null = null;

  /** Runs one of the two with progress and a way to stop it; what it gives is said. */
  const follow = async (
    kind: "save" | "open",
    act: (watch: {
      readonly signal: AbortSignal;
      readonly onProgress: (progress: SyncProgress) => void;
    }) => Promise<string>,
  ) => {
    const code = reader()?.trim() ?? known()?.reader ?? "";
    if (!isReaderCode(code)) {
      setSaid(m.hub.noReader);
      return;
    }
    control = new AbortController();
    const { signal } = control;
    setSaid(null);
    setWork({ kind, progress: { done: 0, total: 0 } });
    try {
      if (!known()?.hub) await writeReaderCode(database, code);
      setSaid(await act({ signal, onProgress: (progress) => setWork({ kind, progress }) }));
    } catch (reason) {
      setSaid(isCancelled(reason) ? m.bundle.cancelled : failureText(reason, m));
    }
    setWork(null);
    control = null;
  };
  const save = () =>
    follow("save", async (watch) => {
      const written = await sync.saveBundle(images(), watch);
      if (!written) return m.bundle.nothing;
      const { file, studies, objects, bytes, missingImages } = written;
      if (file instanceof File) saveFile(file, m.bundle.fileName(new Date().toISOString().slice(0, 10)));
      return m.bundle.saved(studies, objects, bytes, missingImages);
    });
  const open = (file: File) =>
    follow("open", async (watch) => {
      const opened = await sync.openBundle(file, watch);
      if (typeof opened === "string") return m.bundle.faults[opened];
      const { studies, versions, damaged, files } = opened;
      // Images go the way of every file; what the versions say of them is followed when they are in.
      if (files.length > 0) void app.importFlow.choose(files.map(asHandle));
      void sync.run();
      return m.bundle.opened(studies, versions, files.length, damaged);
    });
  return (
    <section class="card block" aria-label={m.bundle.title}>
      <h2>{m.bundle.title}</h2>
      <p class="dim small">{m.bundle.intro}</p>
      <Show when={known() && !known()?.hub}>
        <label class="field">
          <span>{m.hub.reader}</span>
          <input
            class="input"
            maxLength={16}
            autocomplete="off"
            value={reader() ?? known()?.reader ?? ""}
            onInput={(event) => setReader(event.currentTarget.value)}
          />
        </label>
        <p class="dim small">{m.hub.readerNote}</p>
      </Show>
      <Check label={m.bundle.images} note={m.bundle.imagesNote} checked={images()} onChange={setImages} />
      <div class="row-buttons">
        <button type="button" class="button" disabled={work() !== null} onClick={() => void save()}>
          <IconDownload size={20} stroke-width={1.75} />
          {m.bundle.save}
        </button>
        <FileButton
          picker="bundle"
          accept=".zip,application/zip"
          disabled={work() !== null}
          onFiles={([file]) => file && void open(file)}
        >
          {m.bundle.open}
        </FileButton>
      </div>
      <Show when={work()}>
        {(now) => (
          <div class="stack">
            <Progress
              label={m.bundle.doing[now().kind]}
              done={now().progress.done}
              total={now().progress.total}
            />
            <div class="row-buttons" role="status">
              <span class="grow">
                {m.bundle.doing[now().kind]} {m.bundle.progress(now().progress.done, now().progress.total)}
              </span>
              <button type="button" class="button" onClick={() => control?.abort()}>
                {m.fromHub.cancel}
              </button>
            </div>
          </div>
        )}
      </Show>
      <Show when={said()}>
        <p role="status">{said()}</p>
      </Show>
    </section>
  );
}
