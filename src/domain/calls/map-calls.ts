import type { Call } from "./call.ts";

/** Calls about the re-identification map. They fail with `map-…` codes and words for the person; then nothing was changed. */
export interface MapCalls {
  /** The map as a file under the project's passphrase, which must be entered. */
  mapExport: Call<{ readonly passphrase: string }, { readonly name: string; readonly text: string }>;
  /** A map file as a table, once its passphrase is entered. `file` is the realm's `File`: what is in it never is a value of the page. */
  mapOpen: Call<
    { readonly text: string; readonly passphrase: string },
    { readonly file: unknown; readonly studies: number }
  >;
}
