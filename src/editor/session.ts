import type { Annotation } from "../domain/annotation.ts";
import { makeEditorCore } from "./core.ts";
import { derived } from "./derived.ts";
import { hitLabels, reachPx } from "./hit.ts";
import { makeKeyImages } from "./key-images.ts";
import { makeLabelCommands } from "./label-commands.ts";
import { labelMask, labelSpans } from "./label-mask.ts";
import { makeLateCleanUp } from "./late-clean-up.ts";
import { makeLateLivePrompts } from "./late-live-prompts.ts";
import { lateParts } from "./late-parts.ts";
import { isOn } from "./new-label.ts";
import { makeProposalReview } from "./proposal-review.ts";
import { makeSessionReview } from "./review.ts";
import type { EditorSession, EditorSessionOptions } from "./session-types.ts";
import { makeToolHost } from "./tool-host.ts";
import { makeUndoRedo } from "./undo-redo.ts";

/** One labelling session of one study, without a screen, a store or a clock of its own. */
export function makeEditorSession(options: EditorSessionOptions): EditorSession {
  const core = makeEditorCore(options, lateParts);
  const { store, tiles } = core;
  const live = makeLateLivePrompts(core);
  const tools = makeToolHost(core, {
    ask: live.ask,
    targetChanged() {
      review.noteShown();
      if (live.current()?.target.sopUid !== core.target()?.sopUid) live.drop();
    },
  });
  const review = makeProposalReview(core, tools.takePaintTool, () => tools.setTool("select"));
  if (options.records.rebuilt) core.say("records-rebuilt");

  const annotationsHere = derived(
    () => [store.annotations(), core.target()],
    () => {
      const target = core.target();
      return target ? store.annotations().filter((label) => isOn(label, target)) : [];
    },
  );
  return {
    studyUid: options.records.studyUid,
    records: {
      annotations: store.annotations,
      annotationsHere,
      schema: store.schema,
      taskState: store.taskState,
      classifications: store.classifications,
      selection: core.selection,
      select(instanceUids) {
        core.setCorrecting(null);
        core.select(instanceUids);
      },
      receive: core.receive,
      ...makeLabelCommands(core),
      ...makeKeyImages(core),
    },
    masks: {
      tile: tiles.get,
      tileKeys: tiles.keysOfFrame,
      onMaskTiles: core.onMaskTiles,
      maskOf(instanceUid, columns, rows) {
        const label = store.annotation(instanceUid);
        return label && labelMask(tiles, label, columns, rows);
      },
      spansOf(instanceUid, columns, rows) {
        const label = store.annotation(instanceUid);
        return label && labelSpans(tiles, label, columns, rows);
      },
      segments: derived(
        () => [store.annotations()],
        () => segmentsOf(store.annotations()),
      ),
      labelAt(target, pointImage) {
        const here = store.annotations().filter((label) => isOn(label, target));
        return hitLabels(here, tiles, pointImage, 0)[0] ?? null;
      },
      hit(pointImage, scale, touch) {
        const reach = reachPx(touch ? "touch" : "mouse").edge / scale;
        return hitLabels(annotationsHere(), tiles, pointImage, reach)[0] ?? null;
      },
    },
    tools,
    candidates: tools.candidates,
    cleanUp: makeLateCleanUp(core, tools.options),
    review: makeSessionReview(core),
    history: makeUndoRedo(core, () => tools.dispatch({ type: "interrupt", reason: "tool" })),
    proposals: {
      ...review,
      livePrompt: live.current,
      showPromptResult: live.show,
      acceptLivePrompt: live.accept,
      dropLivePrompt: live.drop,
    },
    dispose() {
      tools.dispatch({ type: "interrupt", reason: "target" });
    },
  };
}

function segmentsOf(annotations: readonly Annotation[]): Map<string, Map<number, Annotation>> {
  const series = new Map<string, Map<number, Annotation>>();
  for (const label of annotations) {
    if (label.geometry.type !== "mask") continue;
    const values = series.get(label.target.series) ?? new Map<number, Annotation>();
    series.set(label.target.series, values.set(label.geometry.segmentIndex, label));
  }
  return series;
}
