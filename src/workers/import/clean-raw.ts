import type { DeidRecord } from "../../domain/deid/deid-record.ts";
import { keyedUid } from "../../domain/deid/keyed-uid.ts";
import type { PixelRisk } from "../../domain/deid/plan.ts";
import type { Instance } from "../../domain/study.ts";
import { memorySource } from "../../formats/byte-source.ts";
import { rawFacts } from "../../formats/raw/raw-facts.ts";
import type { RawImage, RawKind } from "../../formats/raw/raw-image.ts";
import type { ProjectKeys } from "../../storage/keys.ts";
import { openRawPixels } from "../pixels/open-raw-pixels.ts";
import type { CleanedBytes } from "./clean-tiff.ts";
import { chunkEndsOf, cutChunks } from "./cut-chunks.ts";
import { decidePixels } from "./decide-pixels.ts";
import { hmac, sha256 } from "./digests.ts";
import { findBurnedIn } from "./find-burned-in.ts";
import { formatNames } from "./format-names.ts";
import type { Identity, PatientId } from "./identity-maps.ts";
import type { ImportContext } from "./import-context.ts";
import { namelessImage } from "./nameless-image.ts";
import { bytesPatienceMs } from "./patience.ts";
import { readRaw } from "./read-raw.ts";
import { RefusedError } from "./refused-file.ts";

/** A file of one of these kinds, and where it lay in the drop. */
export interface RawSource {
  readonly kind: RawKind;
  readonly path: string;
  readonly dataAt: number | null;
}

/** Colour or 8 bits: a screen, a camera or a scanner may have written text into it (deidentification 3.9b). */
function riskOf(image: RawImage): { readonly class: PixelRisk; readonly signs: readonly string[] } {
  const signs = [
    ...(image.samples > 1 ? ["color"] : []),
    ...(image.type === "u8" || image.type === "i8" || image.bitsStored <= 8 ? ["8-bit"] : []),
  ];
  return { class: signs.length > 0 ? "HIGH" : "MEDIUM", signs };
}

/** What was left behind, by fixed names; the header goes as a whole. */
const actionsOf = (image: RawImage): DeidRecord["actions"] => [
  { tag: "header", action: "remove", why: "file-level", count: 1 },
  ...image.leftOut.map((name) => ({
    tag: `header:${name}`,
    action: "remove" as const,
    why: "file-level" as const,
    count: 1,
  })),
  { tag: "pixels", action: "keep", why: "pixel-description", count: image.slices * image.stacks },
];

/** How chunks of samples are cut: at the borders of frames. */
export const rawLayout = ({ facts, lengthBytes }: Pick<Instance, "facts" | "lengthBytes">) => ({
  pixelsAt: 0,
  frameBytes: lengthBytes / facts.frames,
  frames: facts.frames,
});

/**
 * Decodes a file and keeps its samples and its geometry, nothing else: no byte of a header is copied, so there is no plan and nothing
 * to search for. Files of one folder and one patient are one study, each a series of its own. Nothing is stored here.
 */
export async function cleanRaw(
  source: RawSource,
  bytes: Uint8Array<ArrayBuffer>,
  sourceHmac: string,
  named: PatientId | null,
  context: ImportContext,
  { keys, identity }: { readonly keys: ProjectKeys; readonly identity: Identity },
): Promise<CleanedBytes> {
  if (!named) throw new RefusedError("no-patient");
  const raw = await readRaw(source.kind, bytes, source.dataAt, context.codecs, context.beat);
  context.beat?.(bytesPatienceMs(raw.bytes.length));
  const { facts, planes, stacks, sliceStepMm } = rawFacts(raw);
  const opened = openRawPixels({ facts, planes, stacks }, memorySource(raw.bytes));
  await opened.stored(0);
  const risk = riskOf(raw);
  const burnedIn = await findBurnedIn(opened, risk.class, context);

  const { patientKey, generation } = await identity.patient(named);
  const uid = async (kind: string, of: string) =>
    keyedUid(await hmac(keys.uid, `uid\0${generation}\0raw ${kind} ${of}`));
  const sourceSha256 = await sha256(bytes);
  const folder = source.path.slice(0, Math.max(0, source.path.lastIndexOf("/")));
  const sopUid = await uid("sop", sourceSha256);
  const seriesUid = await uid("series", sourceSha256);
  const studyUid = await uid("study", `${patientKey}\0${folder}`);
  const chunks = cutChunks(raw.bytes, rawLayout({ facts, lengthBytes: raw.bytes.length }));
  const description = `${formatNames[source.kind]} ${facts.frames > 1 || sliceStepMm ? "volume" : "picture"}`;
  const image = namelessImage({
    place: { sopUid, seriesUid, studyUid },
    pixels: {
      format: "raw",
      facts,
      planes,
      ...(stacks.length > 0 ? { stacks } : {}),
      ...(sliceStepMm ? { sliceStepMm } : {}),
    },
    patientKey,
    studyDescription: description,
    series: { description, number: null },
    frameOfReferenceUid: sliceStepMm ? await uid("frame", sourceSha256) : null,
    chunkEnds: chunkEndsOf(chunks),
    sha256: await sha256(raw.bytes),
    decision: decidePixels(risk, burnedIn),
    sourceHmac,
    generation,
    risk,
    actions: actionsOf(raw),
    searched: 0,
    at: context.now(),
  });
  return { image: { ...image, places: burnedIn.places }, chunks };
}
