import type { ImageFacts } from "../domain/image-facts.ts";
import type { Camera } from "./camera.ts";

type Turn = Pick<Camera, "quarterTurns" | "flipped">;

const asStored: Turn = { quarterTurns: 0, flipped: false };

/** By TIFF orientation from 2 on. */
const turns: readonly Turn[] = [
  { quarterTurns: 0, flipped: true },
  { quarterTurns: 2, flipped: false },
  { quarterTurns: 2, flipped: true },
  { quarterTurns: 1, flipped: true },
  { quarterTurns: 1, flipped: false },
  { quarterTurns: 3, flipped: true },
  { quarterTurns: 3, flipped: false },
];

/**
 * How an image is first seen: as its file says that its rows and columns lie (TIFF 6.0, tag 274). Pixels, labels and exports keep the
 * stored order.
 */
export function firstTurn({ orientation }: Pick<ImageFacts, "orientation">): Turn {
  return turns[(orientation ?? 1) - 2] ?? asStored;
}
