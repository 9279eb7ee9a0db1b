import type { Annotation, AnnotationOrigin, Provenance } from "../domain/annotation.ts";
import type { Proposal, ProposalEdit } from "../domain/proposal.ts";

/** Who acts, when, and how long the hand has been at it. `at` is ISO 8601 UTC. */
export interface Stamp {
  readonly at: string;
  readonly user: string;
  readonly device: string;
  readonly activeSeconds: number;
}

const started = ({ at, user, device, activeSeconds }: Stamp, origin: AnnotationOrigin): Provenance => ({
  origin,
  author: user,
  device,
  createdAt: at,
  editedAt: at,
  activeSeconds,
  derivedFrom: [],
});

/** What a person drew from nothing. */
export const drawnByHand = (stamp: Stamp): Provenance => started(stamp, "human");

/** What a tool has made and a person has taken as it is. */
export const madeByTool = (
  stamp: Stamp,
  origin: "classical" | "interpolated",
  derivedFrom: readonly string[] = [],
): Provenance => ({ ...started(stamp, origin), acceptedBy: stamp.user, derivedFrom });

/** A proposal that a person takes as it is: it keeps its source and says who accepted it. */
export function accepted(stamp: Stamp, proposal: Proposal): Provenance {
  const { source } = proposal;
  const origin = source.kind === "model" && source.prompts !== null ? "prompted" : source.kind;
  return {
    ...started(stamp, origin),
    acceptedBy: stamp.user,
    // The first parent of a propagated proposal is the label that it follows, that of an outlined box the box.
    derivedFrom: source.parentIds.slice(0, 1).filter((id) => id.startsWith("2.25.")),
    model: {
      id: source.toolId,
      version: source.version,
      sha256: source.fileSha256[0] ?? "",
      ...(source.manifestSha256 ? { manifestSha256: source.manifestSha256 } : {}),
      ...(source.license === "" ? {} : { license: source.license }),
      backend: source.engine,
      confidence: proposal.confidence,
      proposalId: proposal.id,
    },
  };
}

/** A label whose pixels or vertices a person changed; `change` where it came from a proposal. */
export function edited(annotation: Annotation, stamp: Stamp, change: ProposalEdit | null): Annotation {
  const { provenance } = annotation;
  const base: Provenance = {
    ...provenance,
    editedAt: stamp.at,
    activeSeconds: provenance.activeSeconds + stamp.activeSeconds,
  };
  if (change === null) return { ...annotation, provenance: base };
  const { dice, addedPixels, removedPixels, changedFraction, hd95Mm = null } = change;
  const strokes = (provenance.edit?.strokes ?? 0) + 1;
  const edit = { diceToProposal: dice, strokes, addedPixels, removedPixels, changedFraction, hd95Mm };
  return { ...annotation, provenance: { ...base, origin: "model-edited", edit } };
}
