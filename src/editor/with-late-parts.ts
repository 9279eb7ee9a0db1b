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

/** The late parts for what cannot wait for them; null, with a notice, while they are not there: nothing is done then, and they are fetched for the next time. */
export function latePartsNow(core: Pick<EditorCore, "late" | "say">): RareParts | null {
  const here = core.late.now();
  if (here) return here;
  core.say("not-there-yet");
  withLateParts(core, () => undefined);
  return null;
}
