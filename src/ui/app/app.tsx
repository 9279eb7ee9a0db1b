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
import { createEffect, createMemo, createSignal, on, onMount, Show } from "solid-js";
import type { FileHandle } from "../../domain/calls/import-calls.ts";
import { writeSetting } from "../../storage/settings.ts";
import { createImportFlow } from "../import/create-import-flow.ts";
import { en } from "../messages/en.ts";
import { dressPage, type LanguageChoice, loadMessages } from "../messages/languages.ts";
import { type Messages, MessagesContext } from "../messages/messages.ts";
import { createHeld, heldCountSetting } from "../pixels/create-held.ts";
import { createProjectKey } from "../settings/create-project-key.ts";
import { type AppState, AppStateContext } from "./app-state.ts";
import { failureText } from "./failure-text.ts";
import { createPreferences, type Preferences } from "./preferences.ts";
import { createRouter } from "./router.ts";
import { type Services, ServicesContext } from "./services.ts";
import { Shell } from "./shell.tsx";
import { createSpeaker } from "./speaker.ts";
import { createStorageRoom } from "./storage-room.ts";
import { createToasts } from "./toasts.ts";

export interface AppProps {
  readonly services: Services;
  /** As they were read before anything is shown; read here when absent. */
  readonly preferences?: Preferences;
  /** Texts of the language at the start; English when absent. */
  readonly messages?: Messages;
}

/** The whole interface over its services. */
export function App(props: AppProps) {
  const { services } = props;
  const room = createStorageRoom();
  const held = createHeld(services.importer, (count) => {
    // Not kept, it is asked for as before.
    writeSetting(services.database, heldCountSetting, count).catch(() => undefined);
  });
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
  const [messages, setMessages] = createSignal(props.messages ?? en);
  const [lookFile, setLookFile] = createSignal<FileHandle | null>(null);
  let refocus = "";
  const toasts = createToasts();
  const state: AppState = {
    router: createRouter(),
    toasts,
    speaker: createSpeaker(),
    preferences: createPreferences(
      services.database,
      (reason) => toasts.show(failureText(reason, messages())),
      props.preferences,
    ),
    room,
    held,
    projectKey,
    importFlow,
    lookFile,
    setLookFile,
    takeFocus: (id) => {
      const mine = refocus === id;
      if (mine) refocus = "";
      return mine;
    },
  };
  // Each is said once: not again on the next screen, nor when one before it leaves.
  let saidToast = 0;
  createEffect(() => {
    const newest = state.toasts.list().at(-1);
    if (!newest || newest.id <= saidToast) return;
    saidToast = newest.id;
    state.speaker.say(newest.text);
  });
  onMount(() => void held.refresh());
  createEffect(() => {
    const { name } = importFlow.phase();
    if (name === "surveying") state.router.go({ name: "import" });
  });
  const choice = createMemo(() => state.preferences.value().language);
  const speak = async (chosen: LanguageChoice) => {
    const next = await loadMessages(chosen, navigator.languages);
    // Another choice may have come meanwhile.
    if (chosen !== choice()) return;
    // The screens are built anew: whoever was at a control stays there.
    refocus = document.activeElement?.id ?? "";
    setMessages(() => next);
  };
  createEffect(on(choice, speak, { defer: true }));
  createEffect(() => dressPage(document.documentElement, messages()));
  return (
    <ServicesContext.Provider value={services}>
      <AppStateContext.Provider value={state}>
        {/* Texts are plain values: the screens are built anew in another language, what they show lies in state and store. */}
        <Show when={messages()} keyed>
          {(texts) => (
            <MessagesContext.Provider value={texts}>
              <Shell />
            </MessagesContext.Provider>
          )}
        </Show>
      </AppStateContext.Provider>
    </ServicesContext.Provider>
  );
}
