import type { DecodedFrame, PixelsCalls } from "../../domain/calls/pixels-calls.ts";
import { factsAt } from "../../domain/facts-at.ts";
import type { Pyramid } from "../../domain/image-facts.ts";
import { renderRgba } from "../../formats/dicom/render-rgba.ts";
import { FormatError } from "../../formats/format-error.ts";
import { uprightRgba } from "../../formats/raw/upright-rgba.ts";
import { openMainDatabase } from "../../storage/database.ts";
import { browserCodecAssets } from "../codecs/browser-assets.ts";
import { makeCodecs } from "../codecs/codecs.ts";
import { type CallContext, refusedCall, serve } from "../serve.ts";
import { decodeFile } from "./decode-file.ts";
import { makeInstanceCache } from "./instance-cache.ts";
import { makeLooks } from "./look-file.ts";
import { levelOfAtLeast, wholeLevel } from "./whole-level.ts";

const codecs = makeCodecs(browserCodecAssets());
const database = openMainDatabase();
const openInstance = makeInstanceCache(database, codecs);

/** Errors of the readers hold sizes and codes only: they may leave the worker. */
async function plainly<T>(run: () => Promise<T>): Promise<T> {
  try {
    return await run();
  } catch (reason) {
    if (reason instanceof FormatError) throw refusedCall(reason);
    throw reason;
  }
}

async function decoded(
  sopUid: string,
  frameIndex: number,
  context: CallContext<never>,
): Promise<DecodedFrame> {
  const opened = await openInstance(sopUid);
  context.signal.throwIfAborted();
  const frame = await opened.display(frameIndex, context.signal);
  context.signal.throwIfAborted();
  context.transfer(frame.pixels.buffer);
  return { sopUid, frameIndex, ...frame };
}

const looks = makeLooks(codecs);

serve<PixelsCalls>({
  ready: async () => {
    await database.open();
    return null;
  },
  frame: ({ sopUid, frameIndex }, context) => plainly(() => decoded(sopUid, frameIndex, context)),
  tile: ({ sopUid, frameIndex, level, tileColumn, tileRow }, context) =>
    plainly(async () => {
      const opened = await openInstance(sopUid);
      context.signal.throwIfAborted();
      if (!opened.tile) {
        // A frame that is read whole is one tile.
        if (level === 0 && tileColumn === 0 && tileRow === 0) return decoded(sopUid, frameIndex, context);
        throw new FormatError("unsupported-pixels", "the only tile of a frame", "another tile");
      }
      const tile = await opened.tile({ frameIndex, level, tileColumn, tileRow }, context.signal);
      context.signal.throwIfAborted();
      context.transfer(tile.pixels.buffer);
      return { sopUid, frameIndex, ...tile };
    }),
  thumbnail: ({ sopUid, frameIndex, side }, context) =>
    plainly(async () => {
      const opened = await openInstance(sopUid);
      const sufficient = (pyramid: Pyramid) => levelOfAtLeast(pyramid, side);
      const frame = await wholeLevel(opened, frameIndex, sufficient, context.signal);
      const picture = uprightRgba(renderRgba(frame, factsAt(opened.facts, frameIndex), side), opened.facts);
      context.transfer(picture.rgba.buffer);
      return picture;
    }),
  stored: ({ sopUid, frameIndex }, context) =>
    plainly(async () => {
      const frame = await (await openInstance(sopUid)).stored(frameIndex, context.signal);
      context.transfer(frame.pixels.buffer);
      return frame;
    }),
  openLook: ({ file }) => plainly(() => looks.open(file)),
  lookFrame: ({ lookId, frameIndex }, context) =>
    plainly(async () => {
      const frame = await looks.of(lookId).display(frameIndex, context.signal);
      context.transfer(frame.pixels.buffer);
      return { sopUid: lookId, frameIndex, ...frame };
    }),
  lookTile: ({ lookId, ...request }, context) =>
    plainly(async () => {
      const tile = await looks.of(lookId).tile?.(request, context.signal);
      if (!tile) throw new FormatError("unsupported-pixels", "an image of tiles", "an image in one piece");
      context.transfer(tile.pixels.buffer);
      return { sopUid: lookId, frameIndex: request.frameIndex, ...tile };
    }),
  closeLook: async ({ lookId }) => {
    looks.close(lookId);
    return null;
  },
  decodeFile: ({ file }, context) => plainly(() => decodeFile(file, codecs, context)),
});
