import { expect, vi } from "vitest";
import type { Instance } from "../../src/domain/study.ts";
import type { MainDatabase } from "../../src/storage/database.ts";
import { instanceBytes } from "../../src/storage/instances.ts";
import { mostlyDead } from "../../src/storage/packs.ts";
import { makeImageDicom } from "./image-dicom.ts";
import { chosen, makeImportHarness } from "./import-harness.ts";
import { type FileFaults, makeMemoryFiles } from "./memory-files.ts";

const side = 64;
/** The pixels of a slice. */
export const frameOf = (number: number) =>
  new Uint8Array(side * side * 2).map((_, at) => (at % 2 === 0 ? (at / 2 + number * 7) % 200 : 0));

/** A slice of a CT; series 1 unless told. `burned`: it says that a name may stand in its pixels, so that it is held. */
export const slice = (number: number, series = 1, burned = false) =>
  makeImageDicom({
    columns: side,
    rows: side,
    bits: 16,
    pixels: frameOf(number),
    pixelVr: "OW",
    sopClassUid: "1.2.840.10008.5.1.4.1.1.2",
    sopUid: `1.2.826.0.1.4711.9.${series}.${number}`,
    more: [
      { tag: "00080060", vr: "CS", value: "CT" },
      { tag: "00100010", vr: "PN", value: "DOE^PLANTED" },
      { tag: "00100020", vr: "LO", value: "PLANTED-1" },
      { tag: "0020000D", vr: "UI", value: "1.2.826.0.1.4711.1" },
      { tag: "0020000E", vr: "UI", value: `1.2.826.0.1.4711.2.${series}` },
      { tag: "00200013", vr: "IS", value: String(number) },
      ...(burned ? [{ tag: "00280301", vr: "CS", value: "YES" }] : []),
    ],
  });
/** Slices of a series as a person chose them, `to` excluded. */
export const slices = (from: number, to: number, series = 1) =>
  Array.from({ length: to - from }, (_, at) =>
    chosen(`${series}-${from + at}.dcm`, slice(from + at, series)),
  );

/** Imports into a browser whose file system is `faults`; all of a series but its first images goes into packs. */
export async function importInto(
  faults: FileFaults = {},
  {
    files = slices(0, 12),
    packAbove = 20_000,
  }: { files?: ReturnType<typeof slices>; packAbove?: number } = {},
) {
  const disk = makeMemoryFiles(faults);
  vi.stubGlobal("navigator", disk.navigator);
  const harness = makeImportHarness({ packAbove });
  const { database } = harness.context;
  const { result } = await harness.take(files);
  const packs = () => disk.of(`packs-${database.name}`);
  return { disk, harness, database, result, packs, images: await imagesOf(database) };
}

/** The images of a store, in order. */
export const imagesOf = async (database: MainDatabase) =>
  (await database.instances.toArray()).sort((a, b) => (a.instanceNumber ?? 0) - (b.instanceNumber ?? 0));
/** Two byte arrays are there and equal. */
export const same = (a: Uint8Array | null | undefined, b: Uint8Array | null | undefined) =>
  expect(a && b && Buffer.compare(a, b)).toBe(0);
/** Those that lie in packs. */
export const packed = (images: readonly Instance[]) => images.filter(({ pack }) => pack);
/** Bytes of images together. */
export const sumOf = (images: readonly Instance[]) =>
  images.reduce((sum, { lengthBytes }) => sum + lengthBytes, 0);
/** Whether there is something and all of it is zeros. */
export const isZero = (bytes: Uint8Array | undefined) => bytes?.every((byte) => byte === 0) === true;

/** What a pack holds where an image lay. */
export function rangeOf(packs: ReadonlyMap<string, Uint8Array>, { pack, lengthBytes }: Instance) {
  return packs.get(pack?.id ?? "")?.subarray(pack?.at ?? 0, (pack?.at ?? 0) + lengthBytes);
}

/** The bytes of all images of the same files in rows. */
export async function inRows(files = slices(0, 12)) {
  const { database, images, packs } = await importInto({}, { files, packAbove: Number.POSITIVE_INFINITY });
  expect(packs().size).toBe(0);
  const bytes = new Map<string, Uint8Array | null>();
  for (const { sopUid } of images) bytes.set(sopUid, await instanceBytes(database, sopUid));
  return { images, bytes };
}

/** Ranges of packs that nobody names and that are not overwritten yet; a pack that is mostly dead may say so besides. */
export const openGaps = (database: MainDatabase): Promise<number> =>
  database.packGaps.filter(({ at }) => at !== mostlyDead).count();
