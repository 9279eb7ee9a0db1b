import { createSignal } from "solid-js";
import type { ImportCalls } from "../../domain/calls/import-calls.ts";
import type { PlaceWords } from "../../domain/deid/pixel-place.ts";
import type { WorkerClient } from "../../jobs/bridge.ts";
import type { ReviewPlace } from "./review-state.ts";

/** What the words of places look like, by card, while the screen is open. The words themselves never come to the page. */
export function createReadings(importer: WorkerClient<ImportCalls>) {
  const [readings, setReadings] = createSignal<ReadonlyMap<string, PlaceWords | null>>(new Map());
  const [progress, setProgress] = createSignal<{ readonly done: number; readonly total: number } | null>(
    null,
  );
  return {
    /** Null while nothing is read. */
    progress,
    onCard: (card: ReviewPlace): ReviewPlace => {
      const read = readings().get(card.id);
      return read === undefined ? card : { ...card, read };
    },
    /** Reads the places that were found and not read yet, one after the other; rejects where the reader cannot be loaded. */
    read: async (cards: readonly ReviewPlace[]): Promise<void> => {
      if (progress()) return;
      const open = cards.filter((card) => card.kind === "found" && card.read === undefined);
      try {
        for (const [done, card] of open.entries()) {
          setProgress({ done, total: open.length });
          const [member] = card.members;
          if (!member || !card.place) continue;
          const places = [{ ...card.place, box: member.box }];
          const answer = await importer.call("heldWords", { sopUid: member.image.sopUid, places });
          setReadings((before) => new Map(before).set(card.id, answer.readings[0] ?? null));
        }
      } finally {
        setProgress(null);
      }
    },
  };
}
