import { createEffect, createSignal, Show } from "solid-js";
import { saveFile } from "../../jobs/exporter.ts";
import { useApp } from "../app/app-state.ts";
import { Check } from "../kit/check.tsx";
import { Dialog } from "../kit/dialog.tsx";
import { QrPicture } from "../kit/qr-picture.tsx";
import { useMessages } from "../messages/messages.ts";
import { KeyCamera } from "./key-camera.tsx";
import { PassphraseForm } from "./passphrase-form.tsx";

interface KeyDialogProps {
  readonly open: boolean;
  readonly onClose: () => void;
}

/** Saves the key's file, or shows it as a QR code, once its passphrase is entered again. */
export function ExportKeyDialog(props: KeyDialogProps) {
  const app = useApp();
  const m = useMessages();
  const [asCode, setAsCode] = createSignal(false);
  const [shown, setShown] = createSignal<string | null>(null);
  createEffect(() => {
    if (!props.open) setShown(null);
  });
  const fingerprint = () => {
    const state = app.projectKey.state();
    return state?.made ? state.fingerprint : "";
  };
  return (
    <Dialog open={props.open} title={m.projectKey.exportTitle} onClose={props.onClose}>
      <Show
        when={shown()}
        fallback={
          <PassphraseForm
            action={asCode() ? m.projectKey.showCode : m.projectKey.exportStart}
            onSubmit={async (passphrase) => {
              const { name, text } = await app.projectKey.exportFile(passphrase);
              if (asCode()) {
                // Without its line breaks, so that the code is coarse enough for a camera.
                setShown(JSON.stringify(JSON.parse(text)));
                return;
              }
              saveFile(new Blob([text], { type: "application/json" }), name);
              app.toasts.show(m.projectKey.exported);
              props.onClose();
            }}
          >
            <p>{m.projectKey.exportNote}</p>
            <Check label={m.projectKey.asCode} checked={asCode()} onChange={setAsCode} />
          </PassphraseForm>
        }
      >
        {(text) => (
          <div class="stack">
            <QrPicture text={text()} label={m.projectKey.codeOf(fingerprint())} />
            <p>{m.projectKey.codeNote}</p>
          </div>
        )}
      </Show>
    </Dialog>
  );
}

/** Takes the key of another device from its file, or from the QR code that it shows. */
export function ImportKeyDialog(props: KeyDialogProps) {
  const app = useApp();
  const m = useMessages();
  const [file, setFile] = createSignal<File | null>(null);
  const [code, setCode] = createSignal<string | null>(null);
  createEffect(() => {
    if (!props.open) setCode(null);
  });
  return (
    <Dialog open={props.open} title={m.projectKey.importTitle} onClose={props.onClose}>
      <PassphraseForm
        action={m.projectKey.importStart}
        ready={file() !== null || code() !== null}
        onSubmit={async (passphrase) => {
          const text = code() ?? (await file()?.text()) ?? "";
          const already = await app.projectKey.importFile(text, passphrase);
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
            onChange={(event) => {
              setFile(event.currentTarget.files?.[0] ?? null);
              setCode(null);
            }}
          />
        </label>
        <KeyCamera read={code() !== null} onRead={setCode} />
      </PassphraseForm>
    </Dialog>
  );
}
