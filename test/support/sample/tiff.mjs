import { deflateSync } from "node:zlib";
import { inside, makeRandom, smoothNoise } from "./random.mjs";

const side = 256;
const pages = 6;

function cells() {
  const random = makeRandom(41);
  const haze = smoothNoise(side, side, 50, random);
  const list = Array.from({ length: 34 }, () => ({
    x: 14 + random.next() * (side - 28),
    y: 14 + random.next() * (side - 28),
    z: random.next() * pages,
    radius: 7 + random.next() * 9,
    bright: 9000 + random.next() * 24000,
    turn: random.next() * 3,
  }));
  return Array.from({ length: pages }, (_, page) => {
    const data = new Uint16Array(side * side);
    for (let row = 0; row < side; row++) {
      for (let column = 0; column < side; column++) {
        let value = 1500 + 420 * haze(column, row) + random.normal() * 40;
        for (const cell of list) {
          const focus = Math.exp(-(((page - cell.z) / 1.5) ** 2));
          const dx = (column - cell.x) * Math.cos(cell.turn) + (row - cell.y) * Math.sin(cell.turn);
          const dy = (row - cell.y) * Math.cos(cell.turn) - (column - cell.x) * Math.sin(cell.turn);
          if (Math.abs(dx) < 40 && Math.abs(dy) < 40) {
            value +=
              focus * cell.bright * inside(Math.hypot(dx / cell.radius, dy / (cell.radius * 0.76)), 0.35);
          }
        }
        data[row * side + column] = Math.max(0, Math.min(65535, value)) & 0xfff0;
      }
    }
    return data;
  });
}

/** A six-page 16-bit TIFF (Deflate), a stack of invented cells, its description carrying the invented name. */
export function tiffFile() {
  const strips = cells().map((data) => deflateSync(new Uint8Array(data.buffer), { level: 9 }));
  const text = Buffer.from("Sample^Sam SAMPLE-4711 slide 3\0", "latin1");
  const padded = Buffer.concat([text, Buffer.alloc(text.length % 2)]);
  const entries = 11;
  const ifdLength = 2 + entries * 12 + 4;
  const parts = [Buffer.from([0x49, 0x49, 42, 0, 8, 0, 0, 0])];
  let at = 8;
  strips.forEach((strip, page) => {
    const textAt = at + ifdLength;
    const stripAt = textAt + padded.length;
    const next = page + 1 < strips.length ? stripAt + strip.length + (strip.length % 2) : 0;
    const ifd = Buffer.alloc(ifdLength);
    ifd.writeUInt16LE(entries, 0);
    const rows = [
      [256, 4, 1, side],
      [257, 4, 1, side],
      [258, 3, 1, 16],
      [259, 3, 1, 8],
      [262, 3, 1, 1],
      [270, 2, text.length, textAt],
      [273, 4, 1, stripAt],
      [277, 3, 1, 1],
      [278, 4, 1, side],
      [279, 4, 1, strip.length],
      [339, 3, 1, 1],
    ];
    rows.forEach(([tag, type, count, value], index) => {
      const offset = 2 + index * 12;
      ifd.writeUInt16LE(tag, offset);
      ifd.writeUInt16LE(type, offset + 2);
      ifd.writeUInt32LE(count, offset + 4);
      ifd.writeUInt32LE(value, offset + 8);
    });
    ifd.writeUInt32LE(next, ifdLength - 4);
    parts.push(ifd, padded, strip, Buffer.alloc(strip.length % 2));
    at = next;
  });
  return ["cells.tif", Buffer.concat(parts)];
}
