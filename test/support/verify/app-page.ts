import { readdirSync } from "node:fs";
import { join } from "node:path";
import type { CDPSession, Page } from "playwright";
import { dist, type OwnBrowser, startBrowser } from "../browser-app.ts";
import type { FrameBytes } from "../verify-decode-dicom.ts";
import { type AppWithUploads, serveAppWithUploads } from "./app-with-uploads.ts";
import { installDriver, type PageDriver, type WorkerName } from "./page-driver.ts";
import { cleanChosen, decodeChosen, type FrameNote, importChosen } from "./page-tasks.ts";

/** One image of a file: all frames of a DICOM object, or one page of a TIFF. `refused`: why it could not be decoded. */
export interface PageImage {
  readonly frames: readonly FrameBytes[];
  readonly refused: string | null;
}

/** A call that got no answer, or ended its worker or its page. */
export type NoAnswer =
  | { readonly kind: "hung"; readonly message: string }
  | { readonly kind: "crashed"; readonly message: string };

/** What decoding a file as it lies gave. */
export type Decoded =
  | { readonly kind: "decoded"; readonly format: string; readonly images: readonly PageImage[] }
  | { readonly kind: "refused"; readonly code: string; readonly message: string }
  | NoAnswer;

/** A stored image, its frames read back from the store. */
export interface StoredImage extends PageImage {
  readonly format: string;
  readonly bitsStored: number;
}

/** What importing files into an empty store gave. */
export type Imported =
  | {
      readonly kind: "imported";
      readonly stored: readonly StoredImage[];
      readonly refused: readonly { readonly code: string; readonly message: string }[];
    }
  | NoAnswer;

/** What cleaning one file left: stored files, and everything that both stores held before and after release. */
export type Cleaned =
  | {
      readonly kind: "cleaned";
      readonly ready: number;
      readonly held: number;
      readonly refused: readonly { readonly code: string; readonly message: string }[];
      readonly files: readonly {
        readonly sopUid: string;
        readonly format: string;
        readonly bytes: Uint8Array;
      }[];
      readonly dumps: readonly { readonly store: string; readonly bytes: Uint8Array }[];
    }
  | NoAnswer;

/** A project key as the app writes it into a file. */
export interface KeyFile {
  readonly text: string;
  readonly passphrase: string;
}

/** The workers of the built app, driven in Chromium from a page of its own origin, under its policy. */
export interface AppPage {
  /** Empties the store, then takes one file in as the import screen does, and reads back what was stored. */
  importFile(path: string): Promise<Imported>;
  /** Empties the store, then takes files in together; gives the rows of the instances and series that are there then. */
  importFolder(
    paths: readonly string[],
  ): Promise<{ instances: unknown[]; series: unknown[]; importMs: number } | NoAnswer>;
  decode(path: string): Promise<Decoded>;
  /** Empties the store, takes one file in, and gives everything that is stored then; held images are released unless told not to. */
  cleanFile(path: string, release?: boolean): Promise<Cleaned>;
  /** Makes a project key under a passphrase and gives its file. */
  makeKey(passphrase: string): Promise<KeyFile>;
  /** What page and workers wrote to the console. */
  readonly said: readonly string[];
  /** Requests that left the origin; none is allowed. */
  readonly foreign: readonly string[];
  close(): Promise<void>;
}

/** A call without an answer or progress for this long counts as hung; a page that is silent for longer as crashed. */
const hangMs = 60_000;
const pageHangMs = 300_000;
const partBytes = 4 * 2 ** 20;

/** What is typed where a file names no patient; it must not be kept either. */
export const typedPatient = "Quillfeather Zebedee";

/** Name of a worker's script in the built app. */
export function workerFile(name: string): string {
  const found = readdirSync(join(dist, "assets")).find((file) =>
    new RegExp(`^${name}\\.worker-.*\\.js$`).test(file),
  );
  if (!found) throw new Error(`The built app has no ${name} worker: run npm run build`);
  return found;
}

/** Where the workers of the app served at `url` lie. */
export function workerUrls(url: string): Readonly<Record<WorkerName, string>> {
  const at = (name: WorkerName) => `${url}assets/${workerFile(name)}`;
  return { import: at("import"), pixels: at("pixels"), assist: at("assist"), infer: at("infer") };
}

interface Session {
  readonly browser: OwnBrowser;
  readonly page: Page;
  readonly debug: CDPSession;
}

interface Heard {
  readonly foreign: string[];
  readonly said: string[];
}

async function openSession(
  app: AppWithUploads,
  { foreign, said }: Heard,
  key: KeyFile | null,
): Promise<Session> {
  const browser = await startBrowser();
  browser.context.on("console", (message) => said.push(message.text()));
  const page = await browser.newPage();
  page.on("request", (request) => {
    if (!request.url().startsWith(app.url) && !request.url().startsWith("blob:")) foreign.push(request.url());
  });
  // A picture of the app: its origin and its policy, without the app's own interface.
  const icon = readdirSync(join(dist, "icons")).find((file) => file.endsWith(".png"));
  await page.goto(`${app.url}icons/${icon}`);
  await page.evaluate(() => {
    const input = document.createElement("input");
    input.type = "file";
    input.multiple = true;
    input.id = "verify";
    document.body.append(input);
  });
  const workers = workerUrls(app.url);
  await page.evaluate(installDriver, { workers, hangMs, partBytes });
  if (key) await callImport(page, "keyImport", key);
  return { browser, page, debug: await browser.context.newCDPSession(page) };
}

async function callImport(page: Page, name: string, request: unknown): Promise<unknown> {
  const answer = await page.evaluate(
    ({ call, value }) =>
      (globalThis as unknown as { verifyDriver: PageDriver }).verifyDriver.call("import", call, value),
    { call: name, value: request },
  );
  if (answer.kind !== "result") throw new Error(`${name}: ${answer.message}`);
  return answer.result;
}

/**
 * Opens the built app in its own Chromium, on a profile that is thrown away, with a project key of its own or that of a file.
 * A page that crashes is opened anew.
 */
export async function openAppPage(key: KeyFile | null = null): Promise<AppPage> {
  const app = await serveAppWithUploads();
  const heard: Heard = { foreign: [], said: [] };
  let ownKey = key;
  let session: Session | null = null;
  // Images that the pixels worker has opened since its start: it keeps them, and another file may bear the same identifier.
  const seen = new Set<string>();

  /** Chooses files by path, without a limit on their size. */
  const choose = async ({ debug }: Session, paths: readonly string[]) => {
    const { root } = await debug.send("DOM.getDocument");
    const { nodeId } = await debug.send("DOM.querySelector", { nodeId: root.nodeId, selector: "#verify" });
    await debug.send("DOM.setFileInputFiles", { nodeId, files: [...paths] });
  };

  /** Runs a task in the page; a page that dies or falls silent is a crash, and the next task gets a new one. */
  const guarded = async <T>(task: (session: Session) => Promise<T>): Promise<T | NoAnswer> => {
    session ??= await openSession(app, heard, ownKey);
    const mine = session;
    let timer: ReturnType<typeof setTimeout> | undefined;
    try {
      return await Promise.race([
        task(mine),
        new Promise<never>((_, reject) => {
          timer = setTimeout(() => reject(new Error("the page gave no answer")), pageHangMs);
          mine.page.once("crash", () => reject(new Error("the page crashed")));
        }),
      ]);
    } catch (reason) {
      session = null;
      seen.clear();
      await mine.browser.close().catch(() => undefined);
      return { kind: "crashed", message: reason instanceof Error ? reason.message.slice(0, 200) : "" };
    } finally {
      clearTimeout(timer);
    }
  };

  const withBytes = async <T>(task: (bytesOf: (upload: string) => Uint8Array) => Promise<T>) => {
    const uploads = new Map<string, Uint8Array[]>();
    app.onUpload = (name, body) => uploads.set(name, [...(uploads.get(name) ?? []), body]);
    return task((upload) => new Uint8Array(Buffer.concat(uploads.get(upload) ?? [])));
  };
  const withUploads = <T>(task: (frames: (notes: readonly FrameNote[]) => FrameBytes[]) => Promise<T>) =>
    withBytes((bytesOf) =>
      task((notes) => notes.map(({ upload, ...frame }) => ({ ...frame, bytes: bytesOf(upload) }))),
    );

  const emptied = (page: Page) =>
    page.evaluate(() => (globalThis as unknown as { verifyDriver: PageDriver }).verifyDriver.clear());

  let patients = 0;
  return {
    foreign: heard.foreign,
    said: heard.said,
    makeKey: async (passphrase) => {
      session ??= await openSession(app, heard, ownKey);
      await callImport(session.page, "keyProtect", { passphrase });
      const { text } = (await callImport(session.page, "keyExport", { passphrase })) as { text: string };
      ownKey = { text, passphrase };
      return ownKey;
    },
    cleanFile: (path, release = true) =>
      guarded((current) =>
        withBytes(async (bytesOf): Promise<Cleaned> => {
          await emptied(current.page);
          await choose(current, [path]);
          const note = await current.page.evaluate(cleanChosen, { patient: typedPatient, release });
          if (note.kind !== "cleaned") return note;
          return {
            ...note,
            files: note.files.map(({ upload, ...file }) => ({ ...file, bytes: bytesOf(upload) })),
            dumps: note.dumps.map((store) => ({ store, bytes: bytesOf(store) })),
          };
        }),
      ),
    importFile: (path) =>
      guarded((current) =>
        withUploads(async (frames): Promise<Imported> => {
          await emptied(current.page);
          await choose(current, [path]);
          const options = { patient: `verify-${++patients}`, seen: [...seen] };
          const note = await current.page.evaluate(importChosen, options);
          if (note.kind !== "imported") return note;
          for (const { sopUid } of note.stored) seen.add(sopUid);
          return {
            ...note,
            stored: note.stored.map((image) => ({ ...image, frames: frames(image.frames) })),
          };
        }),
      ),
    importFolder: (paths) =>
      guarded(async (current) => {
        await emptied(current.page);
        await choose(current, paths);
        const options = { patient: `verify-${++patients}`, seen: null };
        const note = await current.page.evaluate(importChosen, options);
        if (note.kind !== "imported") return note;
        const rows = await current.page.evaluate(async () => {
          const { verifyDriver } = globalThis as unknown as { verifyDriver: PageDriver };
          return {
            instances: await verifyDriver.rows("instances"),
            series: await verifyDriver.rows("series"),
          };
        });
        return { ...rows, importMs: note.importMs ?? 0 };
      }),
    decode: (path) =>
      guarded((current) =>
        withUploads(async (frames): Promise<Decoded> => {
          await choose(current, [path]);
          const note = await current.page.evaluate(decodeChosen);
          if (note.kind !== "decoded") return note;
          return {
            ...note,
            images: note.images.map((image) => ({ ...image, frames: frames(image.frames) })),
          };
        }),
      ),
    async close() {
      await session?.browser.close();
      await app.close();
    },
  };
}
