import { chosenLabels } from "./chosen-labels.ts";
import type { CleanCommands, SessionCleanUp } from "./clean-types.ts";
import { makeClipboard } from "./clipboard.ts";
import { copyToNeighbour } from "./copy-labels.ts";
import type { EditorCore } from "./core.ts";
import { crossesItself } from "./crosses-itself.ts";
import type { ToolOptions } from "./session-types.ts";
import { withLateParts } from "./with-late-parts.ts";

/** The clean-up commands of a session; what changes pixels is fetched when the first picture is there. */
export function makeLateCleanUp(core: EditorCore, options: () => ToolOptions): SessionCleanUp {
  /** Done to what was chosen when it was asked, or, where something else is chosen by the time its code comes, not at all. */
  const run = (command: (commands: CleanCommands) => void) => {
    const chosen = () => [core.target()?.sopUid, core.target()?.frameIndex, ...core.selection()].join();
    const asked = chosen();
    // Pressed and answered: what was asked for is not forgotten.
    if (!core.late.now()) core.say("coming");
    withLateParts(core, ({ makeCleanUp }) => {
      if (chosen() !== asked) core.say("not-there-yet");
      else command(makeCleanUp(core, options));
    });
  };
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
    ...makeClipboard(core),
    copyToNeighbour: (by) => {
      const found = chosenLabels(core, 1);
      return found !== null && copyToNeighbour(core, found.labels, found.target, by);
    },
  };
}
