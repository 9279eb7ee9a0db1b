import { onCleanup } from "solid-js";
import type { EditorSession } from "../../editor/session-types.ts";
import type { FrameValueSource } from "./frame-values.ts";

/** Draws the strokes that a killed browser left, oldest first; those that paint by value wait for their image. */
export async function replayStrokes(
  session: EditorSession,
  strokes: readonly unknown[],
  values: FrameValueSource,
): Promise<void> {
  const closing = new AbortController();
  onCleanup(() => closing.abort());
  if (strokes.length === 0) return;
  // Strokes of a tool that cannot be fetched now stay where they are; those of others are drawn.
  await session.tools.whenReady().catch(() => undefined);
  if (closing.signal.aborted) return;
  for (const stroke of strokes) {
    const needed = session.tools.valuesForDraft(stroke);
    // An image that cannot be read: the stroke is tried all the same, and says that it lacks the values.
    if (needed) await values.load(needed, closing.signal).catch(() => undefined);
    if (closing.signal.aborted) return;
    session.tools.replayDraft(stroke);
    values.forget();
  }
}
