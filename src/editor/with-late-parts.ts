import type { EditorCore } from "./core.ts";
import type { RareParts } from "./rare-parts.ts";

/**
 * Runs with the late parts: at once where they are there, else, in the order of the calls, when they have come; a notice, and `failed`, where they
 * do not.
 */
export function withLateParts(
  { late, say }: Pick<EditorCore, "late" | "say">,
  run: (parts: RareParts) => void,
  failed?: () => void,
): void {
  const here = late.now();
  if (here) run(here);
  else
    late.load().then(run, () => {
      failed?.();
      say("not-fetched");
    });
}
