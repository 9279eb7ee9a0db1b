import { type Accessor, createContext, type Setter, useContext } from "solid-js";
import type { FileHandle } from "../../domain/calls/import-calls.ts";
import type { ImportFlow } from "../import/create-import-flow.ts";
import type { HeldStore } from "../pixels/create-held.ts";
import type { ProjectKeyStore } from "../settings/create-project-key.ts";
import type { PreferenceStore } from "./preferences.ts";
import type { Router } from "./router.ts";
import type { Speaker } from "./speaker.ts";
import type { StorageRoomStore } from "./storage-room.ts";
import type { Toasts } from "./toasts.ts";

/** What all screens share beside the services. */
export interface AppState {
  readonly router: Router;
  readonly toasts: Toasts;
  readonly speaker: Speaker;
  readonly preferences: PreferenceStore;
  readonly room: StorageRoomStore;
  readonly held: HeldStore;
  readonly projectKey: ProjectKeyStore;
  readonly importFlow: ImportFlow;
  /** The chosen file that is looked at while it is cleaned; memory only. */
  readonly lookFile: Accessor<FileHandle | null>;
  readonly setLookFile: Setter<FileHandle | null>;
  /** Whether the control of this id had the focus when the screens were built anew; says so once. */
  takeFocus(id: string): boolean;
}

/** Provided once, at the root. */
export const AppStateContext = createContext<AppState>();

/** The shared state of the app; only inside its root. */
export function useApp(): AppState {
  const state = useContext(AppStateContext);
  if (!state) throw new Error("useApp outside of the app");
  return state;
}
