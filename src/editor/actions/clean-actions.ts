import type { CleanOperation } from "../clean-types.ts";
import type { EditorSession } from "../session-types.ts";
import type { Action, ActionContext } from "./action.ts";
import { defineAction, hasImage, isWhole, onSession } from "./define-action.ts";

const selected = ({ session }: ActionContext): number => session?.records.selection().length ?? 0;

const onSelection = <const Id extends string>(
  id: Id,
  icon: string,
  run: (session: EditorSession) => void,
  least = 1,
): Action<Id> =>
  defineAction({
    id,
    icon,
    group: "labels",
    scope: "viewer",
    undoable: true,
    enabled: (context) => hasImage(context) && selected(context) >= least,
    run: onSession(run),
  });

const clean = <const Id extends CleanOperation>(id: Id, icon: string): Action<Id> =>
  onSelection(id, icon, ({ cleanUp }) => cleanUp.clean(id));

/** The second of two selected labels changes the first. */
const combine = <const Id extends "unite-labels" | "subtract-labels" | "intersect-labels">(
  id: Id,
  icon: string,
): Action<Id> =>
  onSelection(
    id,
    icon,
    ({ records, cleanUp }) => {
      const [first, second] = records.selection();
      if (first === undefined || second === undefined) return;
      records.select([first]);
      cleanUp.combine(id, second);
    },
    2,
  );

/** Copies to the neighbour image, which comes on the screen. */
const copy = <const Id extends string>(id: Id, icon: string, by: 1 | -1): Action<Id> =>
  defineAction({
    id,
    icon,
    group: "labels",
    scope: "viewer",
    undoable: true,
    enabled: (context) => hasImage(context) && selected(context) > 0,
    run({ session, view }) {
      session?.cleanUp.copyToNeighbour(by, () => view?.scrollBy(by));
    },
  });

/** Operations on whole labels; how far they go stands in the settings of the clean-up panel. */
export const cleanActions = [
  defineAction({
    id: "open-clean-up",
    icon: "wash-dry",
    group: "labels",
    scope: "viewer",
    undoable: false,
    enabled: (context) => hasImage(context) && selected(context) > 0,
    run: ({ app }) => app.toggleCleanUp(),
  }),
  defineAction({
    id: "fill-between",
    icon: "stack-middle",
    group: "labels",
    scope: "viewer",
    undoable: true,
    enabled: (context) => hasImage(context) && isWhole(context),
    run: onSession(({ candidates }) => candidates.fillBetween()),
  }),
  clean("fill-holes", "circle-filled"),
  clean("remove-islands", "circle-off"),
  clean("keep-largest", "circle-check"),
  clean("smooth-label", "ripple"),
  clean("grow-label", "arrows-maximize"),
  clean("shrink-label", "arrows-minimize"),
  combine("unite-labels", "layers-union"),
  combine("subtract-labels", "layers-subtract"),
  combine("intersect-labels", "layers-intersect"),
  onSelection("shape-to-mask", "blob", ({ cleanUp }) => cleanUp.shapeToMask()),
  onSelection("mask-to-shape", "polygon", ({ cleanUp }) => cleanUp.maskToShape()),
  defineAction({
    id: "fix-selection",
    icon: "vector-triangle",
    group: "labels",
    scope: "viewer",
    undoable: true,
    enabled: (context) => hasImage(context) && context.session?.cleanUp.mayFix() === true,
    run: onSession(({ cleanUp }) => cleanUp.fix()),
  }),
  onSelection("split-label", "arrows-split", ({ cleanUp }) => cleanUp.split()),
  onSelection("merge-labels", "arrows-join", ({ cleanUp }) => cleanUp.merge(), 2),
  onSelection("separate-selection", "unlink", ({ records }) => records.setThing(records.selection(), null)),
  onSelection("delete-thing", "trash-x", ({ records }) => records.removeThings(records.selection())),
  defineAction({
    id: "copy-selection",
    icon: "copy",
    group: "labels",
    scope: "viewer",
    undoable: false,
    enabled: (context) => hasImage(context) && selected(context) > 0,
    run: onSession(({ cleanUp }) => cleanUp.copySelection()),
  }),
  defineAction({
    id: "paste-copied",
    icon: "clipboard",
    group: "labels",
    scope: "viewer",
    undoable: true,
    enabled: (context) => hasImage(context) && context.session?.cleanUp.copied() === true,
    run: onSession(({ cleanUp }) => cleanUp.pasteCopied()),
  }),
  copy("copy-to-next-slice", "copy", 1),
  copy("copy-to-previous-slice", "copy", -1),
] as const;
