import { expect, test } from "vitest";
import { base64 } from "../../../../src/domain/base64.ts";
import { clearIccText } from "../../../../src/formats/icc/clear-icc-text.ts";

/** A profile of two tags, a copyright with a name and a curve, and a gap with a name behind them. */
function profile(changes: { size?: number; count?: number; at?: number } = {}) {
  const bytes = Buffer.alloc(220);
  bytes.writeUInt32BE(changes.size ?? 220, 0);
  bytes.write("acsp", 36, "latin1");
  bytes.write("DOEMAKER", 48, "latin1");
  bytes.write("DOEPROFILEID", 84, "latin1");
  bytes.writeUInt32BE(changes.count ?? 2, 128);
  bytes.write("cprt", 132, "latin1");
  bytes.writeUInt32BE(changes.at ?? 156, 136);
  bytes.writeUInt32BE(32, 140);
  bytes.write("rTRC", 144, "latin1");
  bytes.writeUInt32BE(188, 148);
  bytes.writeUInt32BE(12, 152);
  bytes.write("text\0\0\0\0(c) DOE PLANTED", 156, "latin1");
  bytes.write("curv", 188, "latin1");
  bytes.writeUInt32BE(7, 196);
  bytes.write("DOEGAP", 202, "latin1");
  return bytes;
}

test("texts, makers, ID and gaps of a profile are zeroed; its curve, its table and its length stay", () => {
  const cleared = Buffer.from(clearIccText(profile()) ?? []);
  expect(cleared).toHaveLength(220);
  expect(cleared.toString("latin1")).not.toMatch(/DOE|PLANTED/);
  expect(cleared.subarray(128, 156)).toEqual(profile().subarray(128, 156));
  expect(cleared.subarray(188, 200)).toEqual(profile().subarray(188, 200));
  expect(Buffer.from(clearIccText(cleared) ?? [])).toEqual(cleared);
});

test("a profile that cannot be followed gives nothing", () => {
  for (const changes of [
    { size: 500 },
    { size: 20 },
    { count: 2000 },
    { count: 9 },
    { at: 100 },
    { at: 219 },
  ])
    expect(clearIccText(profile(changes)), JSON.stringify(changes)).toBeNull();
  expect(clearIccText(new Uint8Array(10))).toBeNull();
});

test("one byte of padding is no fault", () => {
  expect(clearIccText(Buffer.concat([profile(), Buffer.from([0])]))).toHaveLength(221);
});

test("base64 is that of the platform", () => {
  for (const length of [0, 1, 2, 3, 4, 255]) {
    const bytes = new Uint8Array(length).map((_, at) => (at * 37) & 255);
    expect(base64(bytes)).toBe(Buffer.from(bytes).toString("base64"));
  }
});
