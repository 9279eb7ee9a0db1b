import { type Accessor, createSignal } from "solid-js";
import type { HeldImage, ImportCalls } from "../../domain/calls/import-calls.ts";
import type { WorkerClient } from "../../jobs/bridge.ts";

/** The images that wait for a person. The quarantine is opened by the import worker only, so they are asked for. */
export interface HeldStore {
  /** Undefined until the first answer. */
  readonly images: Accessor<readonly HeldImage[] | undefined>;
  readonly error: Accessor<unknown>;
  refresh(): Promise<void>;
}

/** Name of the setting that says how many images waited when they were last asked for. */
export const heldCountSetting = "held-count";

/** Follows the quarantine through `importer`; ask again after an import, a release, a refusal. `remember` is told how many there are. */
export function createHeld(
  importer: WorkerClient<ImportCalls>,
  remember: (count: number) => void = () => undefined,
): HeldStore {
  const [images, setImages] = createSignal<readonly HeldImage[]>();
  const [error, setError] = createSignal<unknown>();
  return {
    images,
    error,
    refresh: async () => {
      try {
        const before = images()?.length;
        const now = setImages(await importer.call("held", {}));
        setError(undefined);
        if (now.length !== before) remember(now.length);
      } catch (reason) {
        setError(() => reason);
      }
    },
  };
}
