import type { AnnotationTarget } from "../../domain/annotation.ts";
import type { EditRecord, LogRowDraft, RecordDiff } from "../../domain/record-diff.ts";

type Frame = Pick<AnnotationTarget, "series" | "sop" | "frame">;

const frameOf = (record: EditRecord): Frame[] =>
  record.kind === "annotation" || record.kind === "proposal" ? [record.value.target] : [];

/** Frames whose labels or proposals a diff changes. */
export const changedFrames = ({ added, updated, removed, masks }: RecordDiff): readonly Frame[] => [
  ...[
    ...Object.values(added),
    ...Object.values(removed),
    ...Object.values(updated).map(([, to]) => to),
  ].flatMap(frameOf),
  ...masks.map(({ key }) => ({ series: key.seriesUid, sop: key.sopUid, frame: key.frameIndex + 1 })),
];

/**
 * What is taken back or done again is seen: where it lies on none of the images on the screen, the first one of it is shown. A row that is
 * stored a second time, after a disk was full, moves nothing.
 */
export function makeUndoFollower(options: {
  readonly isShown: (frame: Frame) => boolean;
  readonly show: (frame: Frame) => void;
}): (row: LogRowDraft) => void {
  let followed = "";
  return (row) => {
    const turned = row.undoes ?? row.redoes;
    if (turned === undefined || row.id === followed) return;
    followed = row.id;
    const frames = changedFrames(row.diff);
    const [first] = frames;
    if (first && !frames.some(options.isShown)) options.show(first);
  };
}
