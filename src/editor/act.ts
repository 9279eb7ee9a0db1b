import { diffOfRecords } from "../domain/apply-diff.ts";
import type { MaskDiff, MaskTileKey } from "../domain/mask.ts";
import { type MaskEdit, makeMaskEdit } from "../domain/mask-edit.ts";
import type { MaskTiles } from "../domain/mask-tiles.ts";
import type { EditRecord, RecordDiff } from "../domain/record-diff.ts";
import type { RecordStore } from "./record-store.ts";

/** Changes since a mark: shown at once, and either committed as one diff or taken back. */
export interface Act {
  readonly masks: MaskEdit;
  /** Puts or (undefined) removes a record. */
  stage(id: string, record: EditRecord | undefined): void;
  /** Whether a record was made or changed by this act. */
  touched(id: string): boolean;
  /** The record as it was at the mark. */
  before(id: string): EditRecord | undefined;
  /** Tells the screen what is staged so far. */
  show(): void;
  /** The whole change; `masks`: that of the pixels, where it is known already. */
  diff(masks?: readonly MaskDiff[]): RecordDiff;
  /** Takes everything back to the mark. */
  revert(): void;
}

/** Sets a mark on records and tiles. */
export function makeAct(
  store: RecordStore,
  tiles: MaskTiles,
  tilesChanged: (keys: readonly MaskTileKey[]) => void,
): Act {
  const marks = new Map<string, EditRecord | undefined>();
  const masks = makeMaskEdit(tiles);
  const show = () => {
    store.publish();
    const keys = masks.takeChanged();
    if (keys.length > 0) tilesChanged(keys);
  };
  return {
    masks,
    show,
    stage(id, record) {
      if (!marks.has(id)) marks.set(id, store.get(id));
      store.set(id, record);
    },
    touched: (id) => marks.has(id),
    before: (id) => (marks.has(id) ? marks.get(id) : store.get(id)),
    diff(known = masks.diffs()) {
      const now = new Map([...marks.keys()].map((id) => [id, store.get(id)]));
      return { ...diffOfRecords(marks, now), masks: known };
    },
    revert() {
      for (const [id, record] of marks) store.set(id, record);
      marks.clear();
      masks.revert();
      show();
    },
  };
}
