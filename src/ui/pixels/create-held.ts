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

/** Follows the quarantine through `importer`; ask again after an import, a release, a refusal. */
export function createHeld(importer: WorkerClient<ImportCalls>): HeldStore {
  const [images, setImages] = createSignal<readonly HeldImage[]>();
  const [error, setError] = createSignal<unknown>();
  return {
    images,
    error,
    refresh: async () => {
      try {
        setImages(await importer.call("held", {}));
        setError(undefined);
      } catch (reason) {
        setError(() => reason);
      }
    },
  };
}
