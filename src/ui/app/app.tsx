import "../styles/tokens.css";
import "../styles/base.css";
import "../styles/controls.css";
import "../styles/shell.css";
import "../styles/worklist.css";
import "../styles/import.css";
import "../styles/pixels.css";
import "../styles/viewer.css";
import "../styles/paint.css";
import "../styles/series-strip.css";
import "../styles/mpr.css";
import "../styles/panel.css";
import "../styles/keys.css";
import "../styles/screens.css";
import "../styles/look.css";
import "../styles/sync.css";
import "../styles/review.css";
import { createEffect, createSignal, onMount } from "solid-js";
import type { FileHandle } from "../../domain/calls/import-calls.ts";
import { createImportFlow } from "../import/create-import-flow.ts";
import { createHeld } from "../pixels/create-held.ts";
import { createProjectKey } from "../settings/create-project-key.ts";
import { type AppState, AppStateContext } from "./app-state.ts";
import { createPreferences } from "./preferences.ts";
import { createRouter } from "./router.ts";
import { type Services, ServicesContext } from "./services.ts";
import { Shell } from "./shell.tsx";
import { createSpeaker } from "./speaker.ts";
import { createStorageRoom } from "./storage-room.ts";
import { createToasts } from "./toasts.ts";

/** The whole interface over its services. */
export function App(props: { readonly services: Services }) {
  const { services } = props;
  const room = createStorageRoom();
  const held = createHeld(services.importer);
  const projectKey = createProjectKey(services.importer);
  const importFlow = createImportFlow({
    importer: services.importer,
    onFinished: (result) => {
      void held.refresh();
      void projectKey.refresh();
      if (result && result.ready.length > 0) void room.persist();
      else void room.refresh();
      // Versions of what has just come may be here already.
      if (result && result.ready.length > 0) void services.sync.run();
    },
  });
  const [lookFile, setLookFile] = createSignal<FileHandle | null>(null);
  const state: AppState = {
    router: createRouter(),
    toasts: createToasts(),
    speaker: createSpeaker(),
    preferences: createPreferences(services.database),
    room,
    held,
    projectKey,
    importFlow,
    lookFile,
    setLookFile,
  };
  onMount(() => void held.refresh());
  createEffect(() => {
    const { name } = importFlow.phase();
    if (name === "surveying") state.router.go({ name: "import" });
  });
  return (
    <ServicesContext.Provider value={services}>
      <AppStateContext.Provider value={state}>
        <Shell />
      </AppStateContext.Provider>
    </ServicesContext.Provider>
  );
}
