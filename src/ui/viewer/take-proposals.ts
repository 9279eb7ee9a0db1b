import type { Proposal } from "../../domain/proposal.ts";
import type { EditorSession } from "../../editor/session-types.ts";
import type { Superseded } from "../../jobs/prelabel-run.ts";

/** Each taking draws lists and images anew: once a second is often enough. */
const takeMs = 1000;

/** Hands what units have stored to the session in handfuls. */
export function makeTaker(take: EditorSession["proposals"]["addProposals"]) {
  let fresh: readonly Proposal[] = [];
  let replaced: readonly Superseded[] = [];
  let timer: ReturnType<typeof setTimeout> | undefined;
  const flush = () => {
    clearTimeout(timer);
    timer = undefined;
    const [made, old] = [fresh, replaced];
    [fresh, replaced] = [[], []];
    if (made.length + old.length > 0) take(made, old);
  };
  return {
    flush,
    add(made: readonly Proposal[], old: readonly Superseded[]) {
      [fresh, replaced] = [
        [...fresh, ...made],
        [...replaced, ...old],
      ];
      timer ??= setTimeout(flush, takeMs);
    },
  };
}
