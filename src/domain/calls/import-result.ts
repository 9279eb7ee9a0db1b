import type { Disc, FileOutcome, HeldImage, ImportResult, ReadyStudy, RefusedFile } from "./import-calls.ts";

/** What became of many files: images counted by study, a held image once. */
export function importResult(
  outcomes: readonly FileOutcome[],
  incomplete: readonly Disc[] = [],
): ImportResult {
  const ready = new Map<string, ReadyStudy>();
  const held = new Map<string, HeldImage>();
  const refused: RefusedFile[] = [];
  for (const outcome of outcomes) {
    if (outcome.kind === "refused") refused.push(outcome.file);
    else if (outcome.kind === "held") held.set(outcome.image.sopUid, outcome.image);
    else {
      const { study } = outcome;
      const before = ready.get(study.studyUid);
      const objects = (study.objects ?? 0) + (before?.objects ?? 0);
      ready.set(study.studyUid, {
        ...(before ?? study),
        images: study.images + (before?.images ?? 0),
        known: study.known + (before?.known ?? 0),
        ...(objects > 0 ? { objects } : {}),
        ...(study.showsHead ? { showsHead: true } : {}),
      });
    }
  }
  return { ready: [...ready.values()], held: [...held.values()], refused, incomplete };
}

/** A result as the outcomes that it counts. */
export const outcomesOf = (result: ImportResult): readonly FileOutcome[] => [
  ...result.ready.map((study) => ({ kind: "ready", study }) as const),
  ...result.held.map((image) => ({ kind: "held", image }) as const),
  ...result.refused.map((file) => ({ kind: "refused", file }) as const),
];
