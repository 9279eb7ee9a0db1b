import type { FileHandle, ReadyStudy, RefusedFile } from "../../domain/calls/import-calls.ts";
import type { ImportPhase } from "../import/create-import-flow.ts";

/** What is known of the file that is looked at, from the import behind it. */
export type LookOutcome =
  | { readonly kind: "waiting" }
  | { readonly kind: "cleaning"; readonly part: number }
  | { readonly kind: "ready"; readonly study: ReadyStudy }
  | { readonly kind: "held" }
  | { readonly kind: "refused"; readonly refused: RefusedFile }
  /** Several files came to different ends: the import's result tells which. */
  | { readonly kind: "done" }
  | { readonly kind: "cancelled" }
  | { readonly kind: "stopped"; readonly reason: unknown };

/** A result names refused files only, so that the others are told by what all of them came to. */
export function lookOutcome(phase: ImportPhase, file: FileHandle): LookOutcome {
  switch (phase.name) {
    case "idle":
      return { kind: "cancelled" };
    case "surveying":
    case "survey":
      return { kind: "waiting" };
    case "importing": {
      const { bytes = 0, bytesTotal = 0 } = phase.progress ?? {};
      return { kind: "cleaning", part: bytesTotal > 0 ? Math.min(1, bytes / bytesTotal) : 0 };
    }
    case "failed":
      return { kind: "stopped", reason: phase.reason };
    case "done": {
      const { ready, held, refused } = phase.result;
      const mine = refused.find(({ name }) => name === file.name);
      if (mine) return { kind: "refused", refused: mine };
      const [study, ...others] = ready;
      if (study && others.length === 0 && held.length === 0) return { kind: "ready", study };
      if (held.length > 0 && ready.length === 0) return { kind: "held" };
      return { kind: "done" };
    }
  }
}
