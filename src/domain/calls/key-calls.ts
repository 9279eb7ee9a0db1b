import type { Call } from "./call.ts";

/** Whether the project's secret can be moved: under a passphrase; still to be put under one; or never, for nobody has it. */
export type Passphrase = "set" | "now" | "never";

/** What may be told of the project's key. The secret itself never reaches the page. */
export type KeyState =
  | { readonly made: false }
  | {
      readonly made: true;
      readonly fingerprint: string;
      /** ISO 8601 UTC; empty where it was made by an older version. */
      readonly madeAt: string;
      readonly passphrase: Passphrase;
      /** Studies and held images that carry pseudonyms of this key. */
      readonly studies: number;
      readonly held: number;
    };

/** Calls about the project's key. They fail with `key-…` codes and words for the person; then nothing was changed. */
export interface KeyCalls {
  keyState: Call<Record<string, never>, KeyState>;
  /** Makes the key, or puts one that was just made under its passphrase. */
  keyProtect: Call<{ readonly passphrase: string }, KeyState>;
  /** The text of the key's file, once the passphrase is entered again. */
  keyExport: Call<{ readonly passphrase: string }, { readonly name: string; readonly text: string }>;
  /** Takes the key of a file. `already`: it is the one that is here. */
  keyImport: Call<
    { readonly text: string; readonly passphrase: string },
    { readonly state: KeyState; readonly already: boolean }
  >;
}
