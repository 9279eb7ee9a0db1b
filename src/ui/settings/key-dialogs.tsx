import { createSignal } from "solid-js";
import { saveFile } from "../../jobs/exporter.ts";
import { useApp } from "../app/app-state.ts";
import { Dialog } from "../kit/dialog.tsx";
import { useMessages } from "../messages/messages.ts";
import { PassphraseForm } from "./passphrase-form.tsx";

interface KeyDialogProps {
  readonly open: boolean;
  readonly onClose: () => void;
}

/** Saves the key's file once its passphrase is entered again. */
export function ExportKeyDialog(props: KeyDialogProps) {
  const app = useApp();
  const m = useMessages();
  return (
    <Dialog open={props.open} title={m.projectKey.exportTitle} onClose={props.onClose}>
      <PassphraseForm
        action={m.projectKey.exportStart}
        onSubmit={async (passphrase) => {
          const { name, text } = await app.projectKey.exportFile(passphrase);
          saveFile(new Blob([text], { type: "application/json" }), name);
          app.toasts.show(m.projectKey.exported);
          props.onClose();
        }}
      >
        <p>{m.projectKey.exportNote}</p>
      </PassphraseForm>
    </Dialog>
  );
}

/** Takes the key of another device from its file. */
export function ImportKeyDialog(props: KeyDialogProps) {
  const app = useApp();
  const m = useMessages();
  const [file, setFile] = createSignal<File | null>(null);
  return (
    <Dialog open={props.open} title={m.projectKey.importTitle} onClose={props.onClose}>
      <PassphraseForm
        action={m.projectKey.importStart}
        ready={file() !== null}
        onSubmit={async (passphrase) => {
          const already = await app.projectKey.importFile((await file()?.text()) ?? "", passphrase);
          const state = app.projectKey.state();
          const fingerprint = state?.made ? state.fingerprint : "";
          app.toasts.show(already ? m.projectKey.already(fingerprint) : m.projectKey.imported(fingerprint));
          props.onClose();
        }}
      >
        <p>{m.projectKey.importNote}</p>
        {/* The browser's own control speaks the browser's language, not the one of the page. */}
        <label class="field file-field">
          <span>{m.projectKey.file}</span>
          <span class="file-choice">
            <span class="button">{m.projectKey.chooseFile}</span>
            <span class="clip">
              <bdi>{file()?.name ?? m.projectKey.noFile}</bdi>
            </span>
          </span>
          <input
            class="visually-hidden"
            aria-label={m.projectKey.file}
            type="file"
            accept=".json,application/json"
            onChange={(event) => setFile(event.currentTarget.files?.[0] ?? null)}
          />
        </label>
      </PassphraseForm>
    </Dialog>
  );
}
