import { useMessages } from "../../messages/messages.ts";
import { planesIcon } from "../tools.ts";
import { useKeys } from "../use-keys.ts";
import { useViewer } from "../viewer-model.ts";

/** Three planes on or off; where the stack is no volume it says why. */
export function MprButton() {
  const m = useMessages();
  const viewer = useViewer();
  const keysOf = useKeys();
  const { mpr } = viewer;
  const Planes = planesIcon;
  const why = () => {
    const refusal = mpr.refusal();
    return refusal && !mpr.session() ? m.mpr.refused(refusal) : "";
  };
  return (
    <button
      type="button"
      class="button icon"
      aria-label={m.mpr.open}
      aria-pressed={mpr.session() !== null}
      aria-disabled={why() !== ""}
      aria-keyshortcuts={keysOf("toggle-mpr")[0]}
      title={why() || `${m.mpr.open} (${keysOf("toggle-mpr")[0] ?? ""})`}
      onClick={(event) => {
        viewer.run("toggle-mpr");
        if (event.detail > 0) viewer.focusImage();
      }}
    >
      <Planes size={20} stroke-width={1.75} />
    </button>
  );
}
