import type { CallOutcome, PageDriver } from "./page-driver.ts";

// Each function here is sent to the page as text: self-contained on purpose.

/** A frame whose samples were uploaded under `upload`. */
export interface FrameNote {
  readonly columns: number;
  readonly rows: number;
  readonly samples: number;
  readonly type: string;
  readonly upload: string;
}

/** One stored image: its frames, or why they could not be read back. */
export interface StoredNote {
  readonly sopUid: string;
  readonly format: string;
  readonly bitsStored: number;
  readonly frames: readonly FrameNote[];
  readonly refused: string | null;
}

/** What became of the chosen files. */
export type ImportNote =
  | {
      readonly kind: "imported";
      /** How long the worker took for the import itself, after the survey, in milliseconds. */
      readonly importMs?: number;
      readonly stored: readonly StoredNote[];
      readonly refused: readonly { readonly code: string; readonly message: string }[];
    }
  | Extract<CallOutcome, { kind: "hung" | "crashed" }>;

/** What decoding the chosen file as it lies gave. */
export type DecodeNote =
  | {
      readonly kind: "decoded";
      readonly format: string;
      readonly images: readonly { readonly frames: readonly FrameNote[]; readonly refused: string | null }[];
    }
  | { readonly kind: "refused"; readonly code: string; readonly message: string }
  | Extract<CallOutcome, { kind: "hung" | "crashed" }>;

/** What cleaning the chosen file left in the stores: uploads by name. */
export type CleanNote =
  | {
      readonly kind: "cleaned";
      readonly ready: number;
      readonly held: number;
      readonly refused: readonly { readonly code: string; readonly message: string }[];
      /** Stored files after release of what was held. */
      readonly files: readonly {
        readonly sopUid: string;
        readonly format: string;
        readonly upload: string;
      }[];
      /** Both stores before and after that release. */
      readonly dumps: readonly string[];
    }
  | Extract<CallOutcome, { kind: "hung" | "crashed" }>;

/**
 * Takes the chosen file in as the import screen does, dumps both stores, releases what is held without a box, as a person who
 * found nothing would, and dumps them again.
 */
export async function cleanChosen(options: { patient: string; release: boolean }): Promise<CleanNote> {
  const { verifyDriver: driver } = globalThis as unknown as { verifyDriver: PageDriver };
  // biome-ignore lint/suspicious/noExplicitAny: answers of the built worker, read by their fields
  type Answer = any;
  const chosen = [...(document.querySelector<HTMLInputElement>("input#verify")?.files ?? [])];
  const files = chosen.map((file) => ({ name: file.name, size: file.size, path: file.name, file }));
  const none = { kind: "cleaned", ready: 0, held: 0, files: [], dumps: [] } as const;
  const failed = (answer: CallOutcome): CleanNote | null => {
    if (answer.kind === "hung" || answer.kind === "crashed") return answer;
    return answer.kind === "error"
      ? { ...none, refused: [{ code: answer.code, message: answer.message }] }
      : null;
  };
  const survey = await driver.call("import", "survey", { files });
  const stop = failed(survey);
  if (stop) return stop;
  const { surveyId, unnamed } = (survey as Answer).result;
  const names = Object.fromEntries(
    unnamed.map((group: { groupId: string }) => [group.groupId, options.patient]),
  );
  const answer = await driver.call("import", "import", { surveyId, names });
  const stopped = failed(answer);
  if (stopped) return stopped;
  const { ready, held, refused: rows } = (answer as Answer).result;
  const refused: { code: string; message: string }[] = rows.map((row: Answer) => ({
    code: row.code,
    message: `${row.expected ?? ""} ${row.found ?? ""}`,
  }));
  const dumps = [...(await driver.dump("before"))];
  for (const { sopUid } of options.release ? held : []) {
    const released = await driver.call("import", "release", { sopUids: [sopUid], boxes: [] });
    if (released.kind === "hung" || released.kind === "crashed") return released;
    if (released.kind === "error")
      refused.push({ code: `release: ${released.code}`, message: released.message });
  }
  if (options.release && held.length > 0) dumps.push(...(await driver.dump("after")));
  const chunks = (await driver.rows("chunks")) as { sopUid: string; index: number; bytes: ArrayBuffer }[];
  const stored: { sopUid: string; format: string; upload: string }[] = [];
  for (const { sopUid, format, inFile, pack, lengthBytes } of (await driver.rows("instances")) as Answer[]) {
    const parts = chunks.filter((chunk) => chunk.sopUid === sopUid).sort((a, b) => a.index - b.index);
    const buffer =
      (inFile && (await driver.file("images", sopUid))) ||
      (pack && (await driver.file("packs", pack.id))?.slice(pack.at, pack.at + lengthBytes)) ||
      (await new Blob(parts.map(({ bytes }) => bytes)).arrayBuffer());
    const upload = `file/${sopUid}`;
    await driver.upload(upload, { buffer, byteOffset: 0, byteLength: buffer.byteLength });
    stored.push({ sopUid, format, upload });
  }
  return { kind: "cleaned", ready: ready.length, held: held.length, refused, files: stored, dumps };
}

/**
 * Surveys the chosen files, imports them with a name for those that have no patient, releases what is held, and reads every
 * stored frame back, as a person who opens them would.
 */
export async function importChosen(options: {
  patient: string;
  /** Identifiers that the pixels worker knows; null: frames are not read back. */
  seen: readonly string[] | null;
}): Promise<ImportNote> {
  const { verifyDriver: driver } = globalThis as unknown as { verifyDriver: PageDriver };
  // biome-ignore lint/suspicious/noExplicitAny: answers of the built worker, read by their fields
  type Answer = any;
  const chosen = [...(document.querySelector<HTMLInputElement>("input#verify")?.files ?? [])];
  const files = chosen.map((file) => ({
    name: file.name,
    size: file.size,
    path: file.webkitRelativePath || file.name,
    file,
  }));
  const refused: { code: string; message: string }[] = [];
  const plain = (answer: CallOutcome) => answer.kind === "hung" || answer.kind === "crashed";
  const survey = await driver.call("import", "survey", { files });
  if (plain(survey)) return survey as ImportNote;
  if (survey.kind === "error")
    return { kind: "imported", stored: [], refused: [{ code: survey.code, message: survey.message }] };
  const { surveyId, unnamed } = (survey as Answer).result;
  const names = Object.fromEntries(
    unnamed.map((group: { groupId: string }) => [group.groupId, options.patient]),
  );
  const begin = performance.now();
  const answer = await driver.call("import", "import", { surveyId, names });
  const importMs = performance.now() - begin;
  if (plain(answer)) return answer as ImportNote;
  if (answer.kind === "error")
    return { kind: "imported", stored: [], refused: [{ code: answer.code, message: answer.message }] };
  const result = (answer as Answer).result;
  for (const row of result.refused)
    refused.push({
      code: row.code,
      message: row.expected ? `Expected ${row.expected}; found ${row.found}.` : `${row.found ?? row.code}.`,
    });
  for (const { sopUid } of result.held) {
    const released = await driver.call("import", "release", { sopUids: [sopUid], boxes: [] });
    if (plain(released)) return released as ImportNote;
    if (released.kind === "error") refused.push({ code: released.code, message: released.message });
  }
  const stored: StoredNote[] = [];
  for (const row of (await driver.rows("instances")) as Answer[]) {
    const note = { sopUid: row.sopUid, format: row.format, bitsStored: row.facts.bitsStored };
    const frames: FrameNote[] = [];
    let broken: string | null = null;
    // It keeps what it opened: another file under the same identifier needs a fresh one.
    if (options.seen?.includes(row.sopUid)) driver.end("pixels");
    for (let index = 0; options.seen && index < (row.slide?.storedFrames ?? row.facts.frames); index++) {
      const frame = await driver.call("pixels", "stored", { sopUid: row.sopUid, frameIndex: index });
      if (plain(frame)) return frame as ImportNote;
      if (frame.kind === "error") {
        broken = frame.message;
        break;
      }
      const { columns, rows, samples, type, pixels } = (frame as Answer).result;
      const upload = `stored-${stored.length}-${index}`;
      await driver.upload(upload, pixels);
      frames.push({ columns, rows, samples, type, upload });
    }
    stored.push({ ...note, frames, refused: broken });
  }
  return { kind: "imported", importMs, stored, refused };
}

/** Decodes the chosen file as it lies, whatever the import makes of it. */
export async function decodeChosen(): Promise<DecodeNote> {
  const { verifyDriver: driver } = globalThis as unknown as { verifyDriver: PageDriver };
  const file = document.querySelector<HTMLInputElement>("input#verify")?.files?.[0];
  const answer = await driver.call("pixels", "decodeFile", { file });
  if (answer.kind === "hung" || answer.kind === "crashed") return answer;
  if (answer.kind === "error") return { kind: "refused", code: answer.code, message: answer.message };
  // biome-ignore lint/suspicious/noExplicitAny: answer of the built worker, read by its fields
  const result = answer.result as any;
  const images: { frames: FrameNote[]; refused: string | null }[] = [];
  for (const [imageIndex, image] of result.images.entries()) {
    const frames: FrameNote[] = [];
    for (const [frameIndex, frame] of image.frames.entries()) {
      const { columns, rows, samples, type, pixels } = frame;
      const upload = `file-${imageIndex}-${frameIndex}`;
      await driver.upload(upload, pixels);
      frames.push({ columns, rows, samples, type, upload });
    }
    images.push({ frames, refused: image.refused ?? null });
  }
  return { kind: "decoded", format: result.format, images };
}
