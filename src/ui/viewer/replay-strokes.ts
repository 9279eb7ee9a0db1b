import { createEffect, createRoot, onCleanup } from "solid-js";
import type { EditorSession } from "../../editor/session-types.ts";
import type { StrokeRow } from "../../storage/database.ts";
import type { FrameValueSource } from "./frame-values.ts";

/** Settles when no hand draws and no stroke waits for its class. */
const whenStill = ({ tools }: EditorSession, signal: AbortSignal): Promise<void> =>
  new Promise((resolve) =>
    createRoot((dispose) => {
      const end = () => {
        dispose();
        resolve();
      };
      signal.addEventListener("abort", end, { once: true });
      createEffect(() => {
        if (!tools.drawing()) queueMicrotask(end);
      });
    }),
  );

/**
 * Draws the strokes that a killed browser left, oldest first; those that paint by value wait for their image, those of a tool whose code is fetched
 * late for that. `adopt` makes one this tab's, so that its commit deletes it: only then, for until then a hand may draw, and commit, under that key.
 */
export async function replayStrokes(
  session: EditorSession,
  strokes: readonly StrokeRow[],
  values: FrameValueSource,
  adopt: (row: StrokeRow) => Promise<void>,
): Promise<void> {
  const closing = new AbortController();
  onCleanup(() => closing.abort());
  const { signal } = closing;
  for (const row of strokes) {
    const isHere = await session.tools.whenReady().then(
      () => true,
      () => false,
    );
    if (signal.aborted) return;
    // Strokes of a tool that cannot be fetched now stay where they are; those of others are drawn.
    if (!isHere) continue;
    const needed = session.tools.valuesForDraft(row.draft);
    // An image that cannot be read: the stroke is tried all the same, and says that it lacks the values.
    if (needed) await values.load(needed, signal).catch(() => undefined);
    do {
      await whenStill(session, signal);
      if (signal.aborted) return;
      await adopt(row);
      if (signal.aborted) return;
    } while (session.tools.drawing());
    session.tools.replayDraft(row.draft);
    values.forget();
    // Its commit deletes what lies under the key of this tab: the next one is not to lie there yet.
    await session.history.flush().catch(() => undefined);
  }
}
