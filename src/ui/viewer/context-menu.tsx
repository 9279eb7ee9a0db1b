import { type Annotation, objectOf } from "../../domain/annotation.ts";
import type { ActionId } from "../../editor/actions/action-table.ts";
import { type PopupItem, PopupMenu } from "../kit/popup-menu.tsx";
import { useMessages } from "../messages/messages.ts";
import { useActionName } from "./action-name.ts";
import { useKeys } from "./use-keys.ts";
import { useViewer } from "./viewer-model.ts";

/** Long press or right click: what can be done with this label, or with the image. */
export function ContextMenu() {
  const m = useMessages();
  const viewer = useViewer();
  const keysOf = useKeys();
  const nameOf = useActionName();
  const { records } = viewer.session;
  const label = () => {
    const uid = viewer.menu()?.label;
    return records.annotations().find(({ instanceUid }) => instanceUid === uid) ?? null;
  };
  const isOfSeveral = (now: Annotation) =>
    records.annotations().filter((other) => objectOf(other) === objectOf(now)).length > 1;
  const action = (id: ActionId): PopupItem => ({
    id,
    text: nameOf(id),
    disabled: !viewer.can(id),
    ...(keysOf(id)[0] ? { keyText: keysOf(id)[0] ?? "" } : {}),
    run: () => viewer.run(id),
  });
  const items = (): readonly PopupItem[] => {
    const now = label();
    if (!now)
      return [
        ...([1, 2, 3, 4, 5, 6] as const).map((digit) => action(`apply-preset-${digit}`)),
        action("window-default"),
        action("toggle-key-image"),
        action("paste-copied"),
        action("invert-gray"),
        action("reset-view"),
        action("prelabel-series"),
      ];
    const uids = [now.instanceUid];
    const others = records.schema().classes.filter(({ id }) => id !== now.classId);
    return [
      {
        id: "hide",
        text: now.hidden ? m.panel.showShort : m.panel.hideShort,
        run: () => records.setHidden(uids, !now.hidden),
      },
      { id: "solo", text: m.actions["solo-selection"] ?? "", run: () => records.solo(uids) },
      {
        id: "lock",
        text: now.locked ? m.panel.unlockShort : m.panel.lockShort,
        run: () => records.setLocked(uids, !now.locked),
      },
      {
        id: "delete",
        text: m.panel.delete,
        disabled: now.locked,
        run: () => records.remove(uids),
      },
      ...(isOfSeveral(now) ? [action("separate-selection"), action("delete-thing")] : []),
      ...(viewer.can("fix-selection") ? [action("fix-selection")] : []),
      action("copy-selection"),
      action("copy-to-next-slice"),
      action("fill-between"),
      action("open-clean-up"),
      ...others.map((entry, at) => ({
        id: `relabel-${entry.id}`,
        text: entry.name,
        icon: <i class="swatch" style={{ "--swatch": entry.color }} />,
        disabled: now.locked,
        ...(at === 0 ? { heading: m.panel.relabelAs } : {}),
        run: () => records.relabel(uids, entry.id),
      })),
    ];
  };
  return (
    <PopupMenu
      open={viewer.menu() !== null}
      x={viewer.menu()?.x ?? 0}
      y={viewer.menu()?.y ?? 0}
      title={label() ? viewer.lookup().nameOf(label()?.instanceUid ?? "") : m.viewer.viewport}
      items={items()}
      onClose={() => {
        viewer.setMenu(null);
        viewer.focusImage();
      }}
    />
  );
}
