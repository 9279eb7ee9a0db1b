import type { DecodedFrame } from "../../domain/calls/pixels-calls.ts";
import { say } from "../../domain/said.ts";
import type { Instance } from "../../domain/study.ts";
import type { MainDatabase } from "../../storage/database.ts";
import { instancePieces, MissingPartError } from "../../storage/instances.ts";
import type { Codecs } from "../codecs/codecs.ts";
import { makeBreathe } from "../pixels/breathe.ts";
import { makeInstanceCache } from "../pixels/instance-cache.ts";
import { storedSource } from "../pixels/stored-source.ts";
import { PlainError } from "../serve.ts";
import type { DatasetReader } from "./dataset.ts";
import { instanceMask } from "./instance-mask.ts";
import { instanceSpans } from "./instance-spans.ts";
import { joinedTiles } from "./joined-tiles.ts";
import { makeMaskMemory } from "./mask-memory.ts";
import { makeTileMemory } from "./tile-memory.ts";

/** Reads frames, masks and stored files of the main store. */
export function makeDatasetReader(
  database: MainDatabase,
  codecs: Codecs,
  signal: AbortSignal,
): DatasetReader {
  const openInstance = makeInstanceCache(database, codecs);
  const memory = makeMaskMemory();
  const tiles = makeTileMemory(database);
  const breathe = makeBreathe();
  const pieces = async function* (instance: Instance) {
    try {
      for await (const piece of instancePieces(database, instance)) {
        signal.throwIfAborted();
        yield piece;
      }
    } catch (reason) {
      if (reason instanceof MissingPartError) throw new PlainError("damaged", reason.said);
      throw reason;
    }
  };
  return {
    breathe: () => breathe(signal),
    async frame({ instance, frame }): Promise<DecodedFrame> {
      const opened = await openInstance(instance.sopUid);
      const decoded = await opened.display(frame - 1, signal);
      return { sopUid: instance.sopUid, frameIndex: frame - 1, ...decoded };
    },
    async overview(instance) {
      const { facts, tile } = await openInstance(instance.sopUid);
      if (!facts.pyramid || !tile) throw new PlainError("damaged", say`This image is not read in tiles.`);
      return joinedTiles(facts.pyramid, instance.sopUid, (request) => tile(request, signal));
    },
    // Every loop over labels asks here: a cancel gets through and is heeded between two of them, whatever the format.
    async mask({ annotation, image: { instance } }) {
      await breathe(signal);
      const { columns, rows } = instance.facts;
      return memory(annotation.instanceUid, () => instanceMask(database, annotation, columns, rows, tiles));
    },
    async spans({ annotation, image: { instance } }) {
      await breathe(signal);
      return instanceSpans(database, annotation, instance.facts.columns, instance.facts.rows, tiles);
    },
    pieces,
    source: (instance) => storedSource(database, instance),
    async file(instance) {
      const bytes = new Uint8Array(instance.lengthBytes);
      let at = 0;
      for await (const piece of pieces(instance)) {
        if (at + piece.length > bytes.length)
          throw new PlainError("damaged", say`Image ${instance.sopUid} is longer than its row says.`);
        bytes.set(piece, at);
        at += piece.length;
      }
      return bytes;
    },
  };
}
