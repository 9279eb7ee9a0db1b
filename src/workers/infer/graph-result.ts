import type { AssistResult } from "../../domain/calls/assist-calls.ts";
import type { MaskRle } from "../../domain/mask.ts";
import type { GraphHost } from "./graph-host.ts";

/** What a run found, before it says who found it. */
type Finding = Pick<AssistResult, "mask" | "confidence"> &
  Partial<
    Pick<
      AssistResult,
      | "entropyBand"
      | "midFraction"
      | "contourMargin"
      | "label"
      | "boxImage"
      | "isAnswer"
      | "notice"
      | "params"
    >
  >;

/** A finding with the provenance of its model: name, version, hashes, licence, engine. */
export function graphResult(host: GraphHost, started: number, found: Finding): AssistResult {
  const { manifest, engine, state } = host;
  return {
    entropyBand: 0,
    midFraction: 0,
    notice: null,
    ...found,
    toolId: manifest.id,
    version: manifest.version,
    fileSha256: state.fileSha256,
    manifestSha256: state.manifestSha256,
    engine: engine.engine,
    engineVersion: engine.engineVersion,
    license: manifest.license,
    params: {
      adapter: manifest.adapter,
      ...(found.label ? { label: found.label.id } : {}),
      ...found.params,
    },
    milliseconds: performance.now() - started,
  };
}

/** A mask without a pixel, for answers about a whole image. */
export const noMask = (columns: number, rows: number): MaskRle => ({
  columns,
  rows,
  counts: [columns * rows],
});
