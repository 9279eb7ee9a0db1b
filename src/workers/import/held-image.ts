import type { HeldImage } from "../../domain/calls/import-calls.ts";
import { say } from "../../domain/said.ts";
import { faceSign, isOnlyFace } from "../../formats/dicom/deid/pixel-risk.ts";
import { heldFacts } from "../../storage/quarantine.ts";
import type { HeldRow } from "../../storage/quarantine-database.ts";
import { PlainError } from "../serve.ts";
import type { ImportContext } from "./import-context.ts";
import type { CleanedImage } from "./stored-image.ts";

/** What the review list says of a held image. */
export function heldImage({ instance, study, seriesFacts, record, places }: CleanedImage): HeldImage {
  return {
    sopUid: instance.sopUid,
    studyUid: instance.studyUid,
    seriesUid: instance.seriesUid,
    pseudonym: study.pseudonym,
    modality: seriesFacts.modality,
    frames: instance.facts.frames,
    columns: instance.facts.columns,
    rows: instance.facts.rows,
    risk: record.risk.class,
    signs: record.risk.signs,
    ...(places && places.length > 0 ? { places } : {}),
    ...(record.risk.signs.includes(faceSign)
      ? { face: isOnlyFace(record.risk) && !places?.length ? ("only" as const) : ("too" as const) }
      : {}),
  };
}

/** The rows of a held image. Only this worker writes them, so their shape is known. */
export async function openHeld(context: ImportContext, row: HeldRow): Promise<CleanedImage> {
  const { quarantine } = await context.keys();
  return (await heldFacts(quarantine, row)) as CleanedImage;
}

/** The row of a held image. Throws PlainError `not-found`. */
export async function heldRow(context: ImportContext, sopUid: string): Promise<HeldRow> {
  const row = await context.quarantine.held.get(sopUid);
  if (!row)
    throw new PlainError("not-found", say`This image is no longer held. It was released or refused already.`);
  return row;
}
