import { readdirSync } from "node:fs";
import { join } from "node:path";
import type { Page } from "playwright";
import { dist, startBrowser } from "../browser-app.ts";
import type { FrameBytes } from "../verify-decode-dicom.ts";
import { serveAppWithUploads } from "./app-with-uploads.ts";

/** One image of a decoded file: all frames of a DICOM object, or one page of a TIFF. */
export interface PageImage {
  readonly frames: readonly FrameBytes[];
  /** Why a page could not be decoded. */
  readonly refused: string | null;
}

/** What the app's worker made of a file. */
export type DecodeOutcome =
  | { readonly kind: "decoded"; readonly format: string; readonly images: readonly PageImage[] }
  | { readonly kind: "refused"; readonly code: string; readonly message: string }
  | { readonly kind: "hung"; readonly message: string }
  | { readonly kind: "crashed"; readonly message: string };

/** The pixels worker of the built app in Chromium. */
export interface DecoderPage {
  decode(path: string): Promise<DecodeOutcome>;
  /** Requests that left the origin; none is allowed. */
  readonly foreign: readonly string[];
  close(): Promise<void>;
}

/** A file without an answer for this long counts as hung. */
const hangMs = 60_000;
const partBytes = 4 * 2 ** 20;

interface FrameNote {
  readonly columns: number;
  readonly rows: number;
  readonly samples: number;
  readonly type: string;
  readonly upload: string;
}

type Answer =
  | { kind: "decoded"; format: string; images: { frames: FrameNote[]; refused: string | null }[] }
  | { kind: "refused"; code: string; message: string }
  | { kind: "hung" | "crashed"; message: string };

/** Runs in the page: asks the worker, posts each frame's samples to our own origin. Self-contained on purpose. */
async function decodeInPage(options: {
  workerUrl: string;
  hangMs: number;
  partBytes: number;
}): Promise<Answer> {
  const scope = globalThis as unknown as { verifyWorker?: Worker; verifyId?: number };
  const input = document.querySelector<HTMLInputElement>("input#verify");
  const file = input?.files?.[0];
  if (!file) return { kind: "crashed", message: "no file" };
  scope.verifyWorker ??= new Worker(options.workerUrl, { type: "module" });
  const worker = scope.verifyWorker;
  const id = (scope.verifyId ?? 0) + 1;
  scope.verifyId = id;
  const drop = () => {
    worker.terminate();
    delete scope.verifyWorker;
  };
  // biome-ignore lint/suspicious/noExplicitAny: messages of the built worker, checked by the fields that are read
  const message = await new Promise<any>((resolve) => {
    const timer = setTimeout(() => resolve({ kind: "hung" }), options.hangMs);
    const settle = (value: unknown) => {
      clearTimeout(timer);
      resolve(value);
    };
    worker.onerror = (event) => settle({ kind: "crashed", message: event.message });
    worker.onmessage = (event) => {
      if (event.data.id === id && event.data.kind !== "progress") settle(event.data);
    };
    worker.postMessage({ kind: "call", id, name: "decodeFile", request: { file } });
  });
  if (message.kind === "hung" || message.kind === "crashed") {
    drop();
    return { kind: message.kind, message: message.message ?? "" };
  }
  if (message.kind === "error")
    return { kind: "refused", code: message.error.code, message: message.error.message };
  const images: { frames: FrameNote[]; refused: string | null }[] = [];
  for (const [imageIndex, image] of message.result.images.entries()) {
    const frames: FrameNote[] = [];
    for (const [frameIndex, frame] of image.frames.entries()) {
      const upload = `${id}-${imageIndex}-${frameIndex}`;
      const { columns, rows, samples, type, pixels } = frame;
      // The debugger sees every body: a large one at once would end its connection.
      const bytes = new Uint8Array(pixels.buffer, pixels.byteOffset, pixels.byteLength);
      for (let from = 0; from < bytes.length; from += options.partBytes) {
        const body = bytes.subarray(from, from + options.partBytes);
        await fetch(`/__verify/${upload}`, { method: "POST", body });
      }
      frames.push({ columns, rows, samples, type, upload });
    }
    images.push({ frames, refused: image.refused ?? null });
  }
  return { kind: "decoded", format: message.result.format, images };
}

function workerFile(): string {
  const name = readdirSync(join(dist, "assets")).find((file) => /^pixels\.worker-.*\.js$/.test(file));
  if (!name) throw new Error("The built app has no pixels worker: run npm run build");
  return name;
}

async function preparePage(page: Page, url: string): Promise<void> {
  // A picture of the app: its origin and its policy, without the app's own interface.
  const icon = readdirSync(join(dist, "icons")).find((file) => file.endsWith(".png"));
  await page.goto(`${url}icons/${icon}`);
  await page.evaluate(() => {
    const input = document.createElement("input");
    input.type = "file";
    input.id = "verify";
    document.body.append(input);
  });
}

/** Opens the built app in its own Chromium. */
export async function openDecoderPage(): Promise<DecoderPage> {
  const app = await serveAppWithUploads();
  const browser = await startBrowser();
  const page = await browser.newPage();
  const foreign: string[] = [];
  page.on("request", (request) => {
    if (!request.url().startsWith(app.url) && !request.url().startsWith("blob:")) foreign.push(request.url());
  });
  await preparePage(page, app.url);
  const workerUrl = `${app.url}assets/${workerFile()}`;
  return {
    foreign,
    async decode(path) {
      const uploads = new Map<string, Uint8Array[]>();
      app.onUpload = (name, body) => uploads.set(name, [...(uploads.get(name) ?? []), body]);
      await page.setInputFiles("input#verify", path);
      const answer = await page.evaluate(decodeInPage, { workerUrl, hangMs, partBytes });
      if (answer.kind !== "decoded") return answer;
      const images = answer.images.map((image) => ({
        refused: image.refused,
        frames: image.frames.map(({ upload, ...frame }) => ({
          ...frame,
          bytes: new Uint8Array(Buffer.concat(uploads.get(upload) ?? [])),
        })),
      }));
      return { kind: "decoded", format: answer.format, images };
    },
    async close() {
      await browser.close();
      await app.close();
    },
  };
}
