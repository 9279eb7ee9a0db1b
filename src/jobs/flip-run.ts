import { askedAgain, isOfModel } from "../domain/assist/asked-again.ts";
import { planeFromFrame } from "../domain/assist/plane-from-frame.ts";
import type { AskedAgain, InferState } from "../domain/calls/assist-calls.ts";
import type { DecodedFrame } from "../domain/calls/pixels-calls.ts";
import type { ImageFacts } from "../domain/image-facts.ts";
import type { MaskRle } from "../domain/mask.ts";
import type { Proposal } from "../domain/proposal.ts";
import type { FrameRef } from "../domain/study.ts";
import type { MainDatabase } from "../storage/database.ts";
import { writeFlipDoubts } from "../storage/proposals.ts";
import { heeding } from "./heeding.ts";
import type { Inference } from "./inference.ts";

/** Everything that mirroring in idle time needs from outside. */
export interface FlipInput {
  readonly db: MainDatabase;
  /** The proposals of the study as they are now. */
  readonly proposals: () => readonly Proposal[];
  /** The mask of a label, by its instance UID; null: it is gone. */
  readonly labelMask: (instanceUid: string, columns: number, rows: number) => MaskRle | null;
  readonly frame: (
    ref: FrameRef,
    signal: AbortSignal,
  ) => Promise<{ readonly frame: DecodedFrame; readonly facts: ImageFacts }>;
  readonly inference: Pick<Inference, "flipDoubts" | "whenIdle">;
  readonly model: InferState;
  /** Settles when nobody is at work. */
  readonly calm: (signal: AbortSignal) => Promise<void>;
  readonly onDoubts: (doubts: ReadonlyMap<string, number>) => void;
  readonly signal: AbortSignal;
}

/** Proposals of one image that are to be asked again. */
interface Again {
  readonly ref: FrameRef;
  readonly ids: string[];
  readonly asked: AskedAgain[];
}

function toAsk({ proposals, labelMask, model }: FlipInput): readonly Again[] {
  const known = new Map(proposals().map((proposal) => [proposal.id, proposal]));
  const images = new Map<string, Again>();
  for (const proposal of known.values()) {
    if (proposal.state !== "proposed" || proposal.supersededBy !== null) continue;
    if (proposal.uncertainty.ttaDice !== undefined || !isOfModel(proposal, model)) continue;
    const { columns, rows } = proposal.mask;
    const asked = askedAgain(proposal, (id) => known.get(id)?.mask ?? labelMask(id, columns, rows));
    if (!asked) continue;
    const { sop, frame } = proposal.target;
    const key = `${sop}/${frame}`;
    const image = images.get(key) ?? { ref: { sopUid: sop, frameIndex: frame - 1 }, ids: [], asked: [] };
    image.ids.push(proposal.id);
    image.asked.push(asked);
    images.set(key, image);
  }
  return [...images.values()];
}

/**
 * Asks the network again, in idle time, for what it proposed, on the image mirrored both ways, and writes how far its answers change (assist 3.9),
 * image by image; those that have it are passed over, so that a start after a kill goes on. An image that cannot be read is left. Ends early, and
 * quietly, when it is cancelled. Resolves to how many it wrote.
 */
export async function runFlips(input: FlipInput): Promise<number> {
  const { db, inference, signal } = input;
  let written = 0;
  for (const { ref, ids, asked } of toAsk(input)) {
    try {
      await input.calm(signal);
      signal.throwIfAborted();
      const { frame, facts } = await input.frame(ref, signal);
      await inference.whenIdle();
      signal.throwIfAborted();
      const plane = planeFromFrame(frame, facts);
      // Nobody waits for it, so its worker is left to end it: who gave it up may be a run, or a person, that is at the same worker already.
      const found = await heeding(inference.flipDoubts(plane, asked, { signal }), signal, () => undefined);
      const doubts = new Map(ids.flatMap((id, at) => (found[at] === undefined ? [] : [[id, found[at]]])));
      input.onDoubts(doubts);
      written += await writeFlipDoubts(db, doubts);
    } catch {
      if (signal.aborted) break;
    }
  }
  return written;
}
