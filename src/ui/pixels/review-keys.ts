import { onCleanup } from "solid-js";
import { keyName } from "../../editor/actions/chord.ts";
import { readsFromRight } from "../kit/reading-direction.ts";
import type { Playback } from "./create-playback.ts";
import type { Review } from "./create-review.ts";

/** What the keys of the review do beside deciding. */
export interface ReviewKeyTargets {
  readonly review: Review;
  readonly playback: Playback;
  /** Cards in a row of the sheet. */
  readonly columns: () => number;
  readonly release: () => void;
  readonly nextStudy: () => void;
  readonly readWords: () => void;
  readonly showKeys: () => void;
}

const needsKey = (target: EventTarget | null, key: string): boolean => {
  if (!(target instanceof HTMLElement)) return false;
  if (target.matches("input[type=range],[role=radio]")) return key.startsWith("Arrow");
  if (target.matches("input[type=checkbox]")) return key === " ";
  return target.matches("button,a") && (key === "Enter" || key === " ") && !target.matches(".place-card");
};

/** One key per decision: K, B, arrows, space; see the key list of the screen. */
export function createReviewKeys(targets: ReviewKeyTargets): void {
  const { review, playback } = targets;
  const step = (by: number, rows: boolean) => {
    if (review.mode() === "places") review.move(rows ? by * targets.columns() : by);
    else if (rows) review.step(by);
    else {
      const most = (review.clip()?.frames ?? 1) - 1;
      review.setFrameIndex(Math.min(most, Math.max(0, review.frameIndex() + by)));
    }
  };
  const acts: Readonly<Record<string, () => void>> = {
    k: () => {
      const card = review.selected();
      if (card) review.decide(card, "keep");
    },
    b: () => {
      const card = review.selected();
      if (!card) return;
      // There is no place yet: it is drawn.
      if (card.kind === "whole") review.setMode("frames");
      else review.decide(card, "blank");
    },
    u: () => review.undo(),
    f: () => review.setMode(review.mode() === "frames" ? "places" : "frames"),
    c: () => {
      if (review.heads().length > 0) review.setFaces("cover");
    },
    l: () => {
      if (review.heads().length > 0) review.setFaces("leave");
    },
    n: () => targets.nextStudy(),
    r: () => targets.release(),
    w: () => targets.readWords(),
    "?": () => targets.showKeys(),
    " ": () => playback.toggle(),
    // Cards lie in the order of reading; frames go on to the right in every language, as on devices.
    ArrowLeft: () => step(review.mode() === "places" && readsFromRight() ? 1 : -1, false),
    ArrowRight: () => step(review.mode() === "places" && readsFromRight() ? -1 : 1, false),
    ArrowUp: () => step(-1, true),
    ArrowDown: () => step(1, true),
  };
  const onDown = (event: KeyboardEvent) => {
    if (event.defaultPrevented || document.querySelector("dialog[open]")) return;
    if (needsKey(event.target, event.key)) return;
    // On a keyboard of another script a letter is the Latin one on the same key.
    const letter = keyName(event)?.toLowerCase() ?? "";
    const undo = (event.ctrlKey || event.metaKey) && letter === "z";
    if (!undo && (event.ctrlKey || event.metaKey || event.altKey)) return;
    const act = undo ? acts.u : (acts[event.key] ?? acts[letter]);
    if (!act) return;
    event.preventDefault();
    act();
  };
  addEventListener("keydown", onDown);
  onCleanup(() => removeEventListener("keydown", onDown));
}
