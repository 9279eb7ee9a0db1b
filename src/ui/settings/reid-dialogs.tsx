import { createSignal } from "solid-js";
import { saveFile } from "../../jobs/exporter.ts";
import { useApp } from "../app/app-state.ts";
import { Dialog } from "../kit/dialog.tsx";
import { useMessages } from "../messages/messages.ts";
import { PassphraseForm } from "./passphrase-form.tsx";

interface MapDialogProps {
  readonly open: boolean;
  readonly onClose: () => void;
}

/** Saves the map under the passphrase of the project key. */
export function ExportMapDialog(props: MapDialogProps) {
  const app = useApp();
  const m = useMessages();
  return (
    <Dialog open={props.open} title={m.reid.saveTitle} onClose={props.onClose}>
      <PassphraseForm
        action={m.reid.saveStart}
        onSubmit={async (passphrase) => {
          const { name, text } = await app.projectKey.exportMap(passphrase);
          saveFile(new Blob([text], { type: "application/json" }), name);
          app.toasts.show(m.reid.saved);
          props.onClose();
        }}
      >
        <p>{m.reid.saveNote}</p>
      </PassphraseForm>
    </Dialog>
  );
}

/** Makes a table of a map file; the page hands the file on and does not read it. */
export function OpenMapDialog(props: MapDialogProps) {
  const app = useApp();
  const m = useMessages();
  const [chosen, setChosen] = createSignal<File | null>(null);
  return (
    <Dialog open={props.open} title={m.reid.openTitle} onClose={props.onClose}>
      <PassphraseForm
        action={m.reid.openStart}
        ready={chosen() !== null}
        onSubmit={async (passphrase) => {
          const { file, studies } = await app.projectKey.openMap((await chosen()?.text()) ?? "", passphrase);
          if (file instanceof File) saveFile(file, file.name);
          app.toasts.show(m.reid.opened(studies));
          props.onClose();
        }}
      >
        <p class="attention">{m.reid.openNote}</p>
        <label class="field">
          <span>{m.reid.file}</span>
          <input
            class="input file"
            type="file"
            accept=".json,application/json"
            onChange={(event) => setChosen(event.currentTarget.files?.[0] ?? null)}
          />
        </label>
      </PassphraseForm>
    </Dialog>
  );
}
