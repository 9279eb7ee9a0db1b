import type { ImportCalls, ReviewFrame } from "../../domain/calls/import-calls.ts";
import type { DeidRecord } from "../../domain/deid/deid-record.ts";
import type { Pyramid } from "../../domain/image-facts.ts";
import { say } from "../../domain/said.ts";
import { renderRgba } from "../../formats/dicom/render-rgba.ts";
import { deleteHeld } from "../../storage/quarantine.ts";
import { readSetting } from "../../storage/settings.ts";
import { openPixels } from "../pixels/open-pixels.ts";
import type { PixelSource } from "../pixels/pixel-source.ts";
import { levelOfAtMost, wholeLevel } from "../pixels/whole-level.ts";
import { type Handlers, PlainError, refusedCall } from "../serve.ts";
import { cropFrame } from "./crop-frame.ts";
import { headerMatch } from "./header-digests.ts";
import { heldFace } from "./held-face.ts";
import { heldFile } from "./held-file.ts";
import { heldImage, heldRow, openHeld } from "./held-image.ts";
import type { ImportContext } from "./import-context.ts";
import { importFiles } from "./import-files.ts";
import { makeKeyCalls } from "./key-calls.ts";
import { type KeyHolder, makeKeyHolder, withKeyLock } from "./key-holder.ts";
import { makeMapCalls } from "./map-calls.ts";
import { makeOpenHeld } from "./open-held.ts";
import { dropWaiting } from "./prepare-object.ts";
import { readPlaces } from "./read-places.ts";
import { refusalFrom } from "./refused-file.ts";
import { releaseHeld } from "./release-held.ts";
import { makeSeriesRows } from "./series-rows.ts";
import { type SurveyRecord, surveyFiles } from "./survey-files.ts";
import { ticking } from "./throttle.ts";

async function reviewerOf(context: ImportContext): Promise<string> {
  const user = await readSetting(context.database, "user");
  return typeof user === "string" && user !== "" ? user : "this-device";
}

/** A refusal as an error of a call. */
function plain(reason: unknown): PlainError {
  if (reason instanceof PlainError) return reason;
  return refusedCall(refusalFrom(reason));
}

/** Decrypts and opens a held image. */
async function look(context: ImportContext, sopUid: string): Promise<PixelSource> {
  const row = await heldRow(context, sopUid);
  const held = await openHeld(context, row);
  const file = await heldFile(context, row, held, "ranged").catch(() => {
    throw new PlainError("not-found", say`A part of this held image is missing. Import it again.`);
  });
  return openPixels(held.instance, file.source, context.codecs);
}

/** A large image is looked at in a level of at most this many pixels a side; boxes stay in its own pixels. */
const reviewSide = 2048;

/** The import worker's calls over `context`. A survey is kept in memory until its import, or the next survey. */
export function makeImport(
  context: ImportContext,
  holder: KeyHolder = makeKeyHolder(context.database),
): Handlers<ImportCalls> {
  let survey: SurveyRecord | null = null;
  // The held images that a person looks at: opened once for all their frames, in this worker's memory only.
  const looking = makeOpenHeld((sopUid) => look(context, sopUid));
  const frameOf = async (sopUid: string, frameIndex: number, signal: AbortSignal): Promise<ReviewFrame> => {
    try {
      const opened = await looking.get(sopUid);
      const small = (pyramid: Pyramid) => levelOfAtMost(pyramid, reviewSide);
      const frame = await wholeLevel(opened, frameIndex, small, signal);
      const { columns: frameColumns, rows: frameRows } = opened.facts;
      return { ...renderRgba(frame, opened.facts), frameColumns, frameRows };
    } catch (reason) {
      looking.drop();
      throw plain(reason);
    }
  };
  // The reader helps with release after release, and takes memory: it goes when nothing is held any more.
  const closeReader = async () => {
    if (context.reader.isOpen() && (await context.quarantine.held.count()) === 0) context.reader.close();
  };
  return {
    ...makeKeyCalls(context, holder),
    ...makeMapCalls(context),
    survey: async ({ files, lost = [], oneByOne = false }, { signal, progress }) => {
      const alive = ticking(progress);
      try {
        survey = await surveyFiles(files, { signal, progress: alive.progress, lost, oneByOne });
      } finally {
        alive.stop();
      }
      return survey.survey;
    },
    import: async ({ surveyId, names, apart = [], done = [] }, control) => {
      const record = survey;
      if (record?.survey.surveyId !== surveyId) {
        throw new PlainError(
          "no-survey",
          say`These files were not looked at yet, or were imported already. Choose them again.`,
        );
      }
      survey = null;
      context.reader.close();
      const alive = ticking(control.progress);
      try {
        const { signal } = control;
        const result = await withKeyLock("shared", () =>
          importFiles(record, { names, apart, done }, context, { signal, progress: alive.progress }),
        );
        if (!result) throw new PlainError("key-busy", say`The project key is being changed. Try again.`);
        return result;
      } finally {
        alive.stop();
      }
    },
    held: async () => {
      const rows = await context.quarantine.held.toArray();
      return Promise.all(rows.map(async (row) => heldImage(await openHeld(context, row))));
    },
    heldFrame: async ({ sopUid, frameIndex }, { signal, transfer }) => {
      const frame = await frameOf(sopUid, frameIndex, signal);
      transfer(frame.rgba.buffer);
      return frame;
    },
    heldCrop: async ({ sopUid, frameIndex, area, mostColumns }, { signal, transfer }) => {
      const crop = cropFrame(await frameOf(sopUid, frameIndex, signal), area, mostColumns);
      transfer(crop.rgba.buffer);
      return crop;
    },
    heldWords: async ({ sopUid, places }, { signal, progress }) => {
      try {
        const { instance, header } = await openHeld(context, await heldRow(context, sopUid));
        const match = await headerMatch(await context.keys(), instance.studyUid, header);
        const opened = await looking.get(sopUid);
        return { readings: await readPlaces(opened, places, context, match, signal, progress) };
      } catch (reason) {
        if (signal.aborted || reason instanceof PlainError) throw reason;
        throw new PlainError(
          "no-reader",
          say`The words could not be read. The reader is loaded once, which needs the server of this app; then it works offline.`,
        );
      }
    },
    heldFace: async ({ sopUids }, { signal, progress, transfer }) => {
      try {
        const preview = await heldFace(context, sopUids, (sopUid) => looking.get(sopUid), progress, signal);
        for (const picture of [preview.before, preview.after, preview.slice])
          if (picture) transfer(picture.rgba.buffer);
        return preview;
      } catch (reason) {
        looking.drop();
        signal.throwIfAborted();
        throw plain(reason);
      }
    },
    release: async ({ sopUids, boxes, coverFace = false }, { signal, progress }) => {
      looking.drop();
      const rows = makeSeriesRows(context.database);
      const reviewer = await reviewerOf(context);
      const released: string[] = [];
      const recoded: NonNullable<DeidRecord["recoded"]>[] = [];
      const returned: { sopUid: string; places: number }[] = [];
      try {
        for (const sopUid of sopUids) {
          if (signal.aborted) break;
          const outcome = await releaseHeld(
            sopUid,
            { boxes, coverFace },
            reviewer,
            { ...context, signal },
            rows,
            (share) => progress({ share }),
          );
          if (outcome.kind === "released") {
            released.push(sopUid);
            if (outcome.recoded) recoded.push(outcome.recoded);
          } else returned.push({ sopUid, places: outcome.places });
        }
      } catch (reason) {
        signal.throwIfAborted();
        // What is released stays released; the first failure is told when nothing went through.
        if (released.length + returned.length === 0) throw plain(reason);
      } finally {
        await rows.flush();
        await closeReader();
      }
      return { released, returned, recoded };
    },
    discard: async ({ sopUids }) => {
      looking.drop();
      const rows = await context.quarantine.held.bulkGet([...sopUids]);
      await deleteHeld(context.quarantine, sopUids);
      await dropWaiting(
        context,
        rows.flatMap((row) => row?.studyUid ?? []),
      );
      await closeReader();
      return { discarded: sopUids };
    },
  };
}
