import type { SyncProgress } from "../../domain/calls/sync-calls.ts";
import {
  type BundleFault,
  type BundleObject,
  bundlePath,
  bundlePaths,
  readBundleText,
} from "../../domain/sync/bundle-manifest.ts";
import type { JsonDataset } from "../../formats/dicomweb/dicom-json.ts";
import { FormatError } from "../../formats/format-error.ts";
import { readProjectKey } from "../../storage/keys.ts";
import { sha256 } from "../import/digests.ts";
import { fromBlob } from "../import/source-file.ts";
import { readZipDirectory, type ZipEntry } from "../import/zip-directory.ts";
import { bundleSeal } from "./bundle-seal.ts";
import { uidsHere } from "./fetch-study.ts";
import { makeVersion, type VersionMaker } from "./make-version.ts";
import { pullReports } from "./pull.ts";

/** What came of a bundle. */
export interface OpenedBundle {
  readonly studies: number;
  /** Versions that were not here. */
  readonly versions: number;
  /** Images that are not here, for the import. */
  readonly files: readonly { readonly uid: string; readonly file: File }[];
  /** Objects whose bytes are not those that the list names: left out. */
  readonly damaged: number;
}

/** A list above this is no list of ours. */
const mostListBytes = 64 * 2 ** 20;

/** Stops a bundle; the fault is told by name. */
class Refused extends Error {
  override readonly name = "Refused";
  constructor(readonly fault: BundleFault) {
    super(fault);
  }
}

/** The piece of the zip that an entry is. Entries of a bundle are stored, so nothing is inflated and nothing can grow. */
async function pieceOf(zip: Blob, entry: ZipEntry): Promise<Blob> {
  const { encrypted, method, bytes, packedBytes, headerAt } = entry;
  if (encrypted || method !== 0 || bytes !== packedBytes || headerAt + 30 > zip.size)
    throw new Refused("strange-entries");
  const head = new DataView(await zip.slice(headerAt, headerAt + 30).arrayBuffer());
  if (head.getUint32(0, true) !== 0x04034b50) throw new Refused("strange-entries");
  const start = headerAt + 30 + head.getUint16(26, true) + head.getUint16(28, true);
  if (start + bytes > zip.size) throw new Refused("damaged");
  return zip.slice(start, start + bytes);
}

const bytesOf = async (piece: Blob) => new Uint8Array(await piece.arrayBuffer());

/** The list of a bundle, once the project's key vouches for it, and its objects' pieces. Throws {@link Refused}. */
async function readList(zip: Blob, key: CryptoKey): Promise<(readonly [BundleObject, Blob])[]> {
  let entries: readonly ZipEntry[];
  try {
    entries = await readZipDirectory(fromBlob("", zip).source);
  } catch (reason) {
    throw new Refused(
      reason instanceof FormatError && reason.code === "too-large" ? "too-large" : "not-a-bundle",
    );
  }
  const byName = new Map(entries.map((entry) => [entry.name, entry]));
  const [list, seal] = [byName.get(bundlePaths.manifest), byName.get(bundlePaths.seal)];
  if (!list || !seal) throw new Refused("not-a-bundle");
  if (list.bytes > mostListBytes || seal.bytes > 1024) throw new Refused("too-large");
  const text = await bytesOf(await pieceOf(zip, list));
  const written = new TextDecoder().decode(await bytesOf(await pieceOf(zip, seal)));
  // Whose it is comes first: what a stranger's list says is not looked into.
  if (written !== (await bundleSeal(key, text))) throw new Refused("other-project");
  const manifest = readBundleText(new TextDecoder().decode(text));
  if (typeof manifest === "string") throw new Refused(manifest);
  const { objects } = manifest;
  // Nothing beside what the list names, nothing twice, and no piece of the file in two of them.
  if (entries.length !== objects.length + 2 || byName.size !== entries.length)
    throw new Refused("strange-entries");
  if (objects.reduce((sum, { lengthBytes }) => sum + lengthBytes, 0) > zip.size)
    throw new Refused("strange-entries");
  const pieces: (readonly [BundleObject, Blob])[] = [];
  for (const object of objects) {
    const entry = byName.get(bundlePath(object));
    if (!entry || entry.bytes !== object.lengthBytes) throw new Refused("strange-entries");
    pieces.push([object, await pieceOf(zip, entry)]);
  }
  return pieces;
}

/** What a pull asks of a hub, answered from the pieces of a bundle. */
function bundleReader(pieces: readonly (readonly [BundleObject, Blob])[]) {
  const byUid = new Map(pieces.map(([object, piece]) => [object.uid, piece]));
  const list = (wanted: (object: BundleObject) => boolean, key: "uid" | "series") =>
    new Map<string, JsonDataset>(pieces.flatMap(([one]) => (wanted(one) ? [[one[key], {}] as const] : [])));
  return {
    series: async (study: string, _modality: string) =>
      list((one) => one.study === study && one.kind === "report", "series"),
    instances: async (study: string, series: string) =>
      list((one) => one.study === study && one.series === series && one.kind === "report", "uid"),
    object: async (_study: string, _series: string, uid: string) => {
      const piece = byUid.get(uid);
      return piece ? bytesOf(piece) : null;
    },
  };
}

/** How an opening is followed. */
export interface BundleOpening {
  readonly maker: VersionMaker;
  readonly progress: (progress: SyncProgress) => void;
}

/**
 * Takes the versions of a bundle in, as a pull takes them from a hub; the graph decides what becomes of them. Images are handed back for
 * the import. Everything is checked before anything is kept; a fault is told by name.
 */
export async function openBundle(
  { maker, progress }: BundleOpening,
  zip: Blob,
): Promise<OpenedBundle | BundleFault> {
  const { database, signal } = maker;
  try {
    const key = (await readProjectKey(database))?.keys.px;
    if (!key) return "no-key";
    const sound: (readonly [BundleObject, Blob])[] = [];
    const pieces = await readList(zip, key);
    for (const [done, [object, piece]] of pieces.entries()) {
      signal.throwIfAborted();
      progress({ done, total: pieces.length });
      if ((await sha256(await bytesOf(piece))) === object.sha256) sound.push([object, piece]);
    }
    const studies = new Set(sound.map(([{ study }]) => study));
    // What was drawn here since its last version meets the others as a version of its own.
    for (const study of studies) await makeVersion(maker, study);
    const before = await database.syncVersions.count();
    const reader = bundleReader(sound);
    for (const study of studies)
      await pullReports({ database, reader, signal, onStep: () => undefined }, study);
    const here = new Set<string>();
    for (const study of studies) for (const uid of await uidsHere(database, study)) here.add(uid);
    return {
      studies: studies.size,
      versions: (await database.syncVersions.count()) - before,
      files: sound
        .filter(([{ kind, uid }]) => kind === "image" && !here.has(uid))
        .map(([{ uid }, piece]) => ({ uid, file: new File([piece], `${uid}.dcm`) })),
      damaged: pieces.length - sound.length,
    };
  } catch (reason) {
    if (reason instanceof Refused) return reason.fault;
    throw reason;
  }
}
