import type { Page } from "playwright";
import { encodeMaskTile } from "../../src/domain/mask-tile-codec.ts";

/** Masks among the objects of an image; the others are polygons and boxes. */
const masks = 4;
const tile = 64;

/** Tiles of one layer with `masks` disks in a row, as the store keeps them: the same on every image. */
function diskTiles(size: number) {
  const middles = Array.from({ length: masks }, (_, at) => ((at + 0.5) * size) / masks);
  const count = size / tile;
  return Array.from({ length: count * count }, (_, at) => {
    const [tileRow, tileColumn] = [Math.floor(at / count), at % count];
    const bits = new Uint16Array(tile * tile);
    for (let i = 0; i < bits.length; i++) {
      const [x, y] = [tileColumn * tile + (i % tile), tileRow * tile + Math.floor(i / tile)];
      const hit = middles.findIndex((middle) => Math.hypot(x - middle, y - size / 4) < size / 18);
      bits[i] = hit + 1;
    }
    return {
      tileRow,
      tileColumn,
      bytes: [...new Uint8Array(encodeMaskTile(bits))],
      empty: bits.every((one) => one === 0),
    };
  }).filter(({ empty }) => !empty);
}

/**
 * Labels every image of the device with `perImage` accepted things of the schema's first class, written past the app in pieces; gives
 * their count. Drawing them by hand is not what is measured.
 */
export async function seedLabels(page: Page, perImage: number, size: number): Promise<number> {
  const request = { perImage, size, masks, tiles: diskTiles(size) };
  return page.evaluate(async ({ perImage: each, size: side, masks: disks, tiles }) => {
    const opened = indexedDB.open("overread");
    const db = await new Promise<IDBDatabase>((done, fail) => {
      opened.onsuccess = () => done(opened.result);
      opened.onerror = () => fail(opened.error);
    });
    const all = <T>(store: string) =>
      new Promise<T[]>((done, fail) => {
        const asked = db.transaction(store).objectStore(store).getAll();
        asked.onsuccess = () => done(asked.result as T[]);
        asked.onerror = () => fail(asked.error);
      });
    const series = await all<{
      seriesUid: string;
      studyUid: string;
      frames: { sopUid: string; frameIndex: number }[];
    }>("series");
    const [schema] = await all<{ version: number; classes: { id: string }[] }>("schemas");
    const classId = schema?.classes[0]?.id;
    if (classId === undefined) throw new Error("The schema is not stored yet");
    const at = new Date().toISOString();
    const provenance = {
      origin: "human",
      author: "bench",
      device: "bench",
      createdAt: at,
      editedAt: at,
      activeSeconds: 1,
      derivedFrom: [],
    };
    let count = 0;
    for (const { seriesUid, studyUid, frames } of series)
      for (let from = 0; from < frames.length; from += 50) {
        const transaction = db.transaction(["annotations", "maskTiles"], "readwrite");
        const [labels, cells] = [
          transaction.objectStore("annotations"),
          transaction.objectStore("maskTiles"),
        ];
        for (const { sopUid, frameIndex } of frames.slice(from, from + 50)) {
          const target = { study: studyUid, series: seriesUid, sop: sopUid, frame: frameIndex + 1 };
          for (const { tileRow, tileColumn, bytes } of tiles)
            cells.put({
              seriesUid,
              layer: 0,
              sopUid,
              frameIndex,
              tileRow,
              tileColumn,
              studyUid,
              codec: 1,
              bytes: new Uint8Array(bytes).buffer,
            });
          for (let one = 0; one < each; one++) {
            const left = ((one + 0.1) * side) / each;
            const right = left + side / each / 2;
            const [top, bottom] = [side * 0.6, side * 0.7];
            const geometry =
              one < disks
                ? { type: "mask", layer: 0, segmentIndex: one + 1 }
                : one % 2
                  ? { type: "box", boxImage: [left, top, right, bottom] }
                  : {
                      type: "polygon",
                      pointsImage: [
                        [left, top],
                        [right, top],
                        [right, bottom],
                        [(left + right) / 2, bottom + 20],
                      ],
                    };
            const instanceUid = `2.25.77${String(++count).padStart(9, "0")}`;
            const annotation = {
              v: 1,
              instanceUid,
              classId,
              schemaVersion: schema?.version ?? 1,
              target,
              geometry,
              attributes: {},
              status: "accepted",
              locked: false,
              hidden: false,
              provenance,
            };
            labels.put({ instanceUid, studyUid, annotation });
          }
        }
        await new Promise<void>((done, fail) => {
          transaction.oncomplete = () => done();
          transaction.onerror = () => fail(transaction.error);
        });
      }
    db.close();
    return count;
  }, request);
}
