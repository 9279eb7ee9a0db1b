import type { AnnotationTarget } from "../../../domain/annotation.ts";
import type { SubmitFault } from "../../../domain/review/submit-faults.ts";

/** So many are listed: who has more to decide decides them in the panel, one by one. */
export const mostFaults = 20;

/** What keeps a study from being submitted, with its open proposals in the order of the images, as the panel numbers them. */
export function faultsInOrder(
  faults: readonly SubmitFault[],
  placeOf: (target: AnnotationTarget) => number,
): readonly SubmitFault[] {
  const proposals = faults
    .flatMap((fault) => (fault.code === "proposal-open" ? [fault] : []))
    .sort((a, b) => placeOf(a.target) - placeOf(b.target));
  let at = 0;
  return faults.map((fault) => (fault.code === "proposal-open" ? (proposals[at++] ?? fault) : fault));
}
