import type { Proposal } from "../proposal.ts";

/** How fast proposals were decided, one by one. */
export interface DecisionPace {
  /** Decisions that a person took one at a time; those of "accept all" are none. */
  readonly decided: number;
  /** Half of those whose time is known took no longer, a correction included; null: of none it is known. */
  readonly medianSeconds: number | null;
}

/** What became of the proposals of one tool or model. */
export interface ToolDecisions extends DecisionPace {
  readonly toolId: string;
  readonly version: string;
  readonly accepted: number;
  /** Of the accepted, those taken many at once. */
  readonly acceptedInBulk: number;
  readonly corrected: number;
  readonly rejected: number;
  /** Half of the corrected share this Dice or more with what was proposed; null: none was corrected. */
  readonly medianDice: number | null;
}

function medianOf(values: readonly number[]): number | null {
  const sorted = values.toSorted((a, b) => a - b);
  const half = sorted.length / 2;
  const [low, high] = [sorted[Math.ceil(half) - 1], sorted[Math.floor(half)]];
  return low === undefined || high === undefined ? null : (low + high) / 2;
}

/** The pace of decisions: the time that a hand was at work from one decision to the next (issue 8, point 5). */
export function decisionPace(proposals: readonly Proposal[]): DecisionPace {
  const single = proposals.filter(({ state, decision }) => state !== "proposed" && decision === "single");
  // Nothing at all is what records of older versions say, and the first act of a visit.
  const seconds = single.flatMap(({ secondsActive }) => (secondsActive ? [secondsActive] : []));
  return { decided: single.length, medianSeconds: medianOf(seconds) };
}

/** What became of the proposals of each tool, in order of name and version; those that nobody decided count nowhere. */
export function decisionsByTool(proposals: readonly Proposal[]): ToolDecisions[] {
  const groups = new Map<string, Proposal[]>();
  for (const proposal of proposals) {
    if (proposal.state === "proposed") continue;
    const key = JSON.stringify([proposal.source.toolId, proposal.source.version]);
    const group = groups.get(key);
    if (group) group.push(proposal);
    else groups.set(key, [proposal]);
  }
  return [...groups]
    .sort(([a], [b]) => (a < b ? -1 : 1))
    .flatMap(([, group]) => {
      const [first] = group;
      if (!first) return [];
      const of = (state: Proposal["state"]) => group.filter((proposal) => proposal.state === state);
      const dice = of("edited").flatMap(({ edit }) => (edit ? [edit.dice] : []));
      return [
        {
          toolId: first.source.toolId,
          version: first.source.version,
          accepted: of("accepted").length,
          acceptedInBulk: of("accepted").filter(({ decision }) => decision === "bulk").length,
          corrected: of("edited").length,
          rejected: of("rejected").length,
          medianDice: medianOf(dice),
          ...decisionPace(group),
        },
      ];
    });
}
