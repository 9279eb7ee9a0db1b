import { createSignal } from "solid-js";
import { chosenLabels } from "./chosen-labels.ts";
import type { CleanCommands, SessionCleanUp } from "./clean-types.ts";
import type { EditorCore } from "./core.ts";
import { crossesItself } from "./crosses-itself.ts";
import type { RareParts } from "./rare-parts.ts";
import type { ToolOptions } from "./tool-types.ts";
import { withLateParts } from "./with-late-parts.ts";

/** The clean-up commands of a session; what changes pixels is fetched when the first picture is there. */
export function makeLateCleanUp(core: EditorCore, options: () => ToolOptions): SessionCleanUp {
  /** Done to what was chosen when it was asked, or, where something else is chosen by the time its code comes, not at all. */
  const whenThere = (command: (parts: RareParts) => void) => {
    const chosen = () => [core.target()?.sopUid, core.target()?.frameIndex, ...core.selection()].join();
    const asked = chosen();
    // Pressed and answered: what was asked for is not forgotten.
    if (!core.late.now()) core.say("coming");
    withLateParts(core, (parts) => {
      if (chosen() !== asked) core.say("not-there-yet");
      else command(parts);
    });
  };
  const run = (command: (commands: CleanCommands) => void) =>
    whenThere(({ makeCleanUp }) => command(makeCleanUp(core, options)));
  const [clipboard, setClipboard] = createSignal<ReturnType<RareParts["makeClipboard"]> | null>(null);
  return {
    clean: (operation) => run((commands) => commands.clean(operation)),
    combine: (operation, otherUid) => run((commands) => commands.combine(operation, otherUid)),
    shapeToMask: () => run((commands) => commands.shapeToMask()),
    maskToShape: () => run((commands) => commands.maskToShape()),
    fix: () => run((commands) => commands.fix()),
    split: () => run((commands) => commands.split()),
    merge: () => run((commands) => commands.merge()),
    mayFix: () => {
      const [uid] = core.selection();
      const label = uid === undefined ? null : core.store.annotation(uid);
      return label !== null && crossesItself(label);
    },
    copied: () => clipboard()?.copied() === true,
    copySelection: () =>
      whenThere(({ makeClipboard }) => {
        if (!clipboard()) setClipboard(makeClipboard(core));
        clipboard()?.copySelection();
      }),
    pasteCopied: () => clipboard()?.pasteCopied(),
    copyToNeighbour: (by, copied) =>
      whenThere(({ copyToNeighbour }) => {
        const found = chosenLabels(core, 1);
        if (found && copyToNeighbour(core, found.labels, found.target, by)) copied?.();
      }),
  };
}
