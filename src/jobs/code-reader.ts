import type { CodesCalls } from "../domain/calls/codes-calls.ts";
import { makeWorkerClient } from "./bridge.ts";

/** What some browsers offer to read codes with (Shape Detection); TypeScript's library does not know it. */
interface BarcodeDetector {
  detect(source: HTMLVideoElement): Promise<readonly { readonly rawValue: string }[]>;
}
interface BarcodeDetectorMaker {
  new (options: { readonly formats: readonly string[] }): BarcodeDetector;
  getSupportedFormats(): Promise<readonly string[]>;
}

/** Texts of the codes that are before the camera now. */
type Look = () => Promise<readonly string[]>;

/** Whether there may be a camera to read QR codes with; pages that are not secure are given none. */
export const readsCodes = (): boolean => navigator.mediaDevices !== undefined;

/** Longest side of a picture that is looked at: a finer one takes longer and shows no more of a code on a screen. */
const mostSide = 1280;

/** The browser's own reader (Android, macOS, ChromeOS); null where it has none. */
async function ownLook(video: HTMLVideoElement): Promise<Look | null> {
  const { BarcodeDetector: Detector } = globalThis as { readonly BarcodeDetector?: BarcodeDetectorMaker };
  if (!Detector) return null;
  const formats = await Detector.getSupportedFormats().catch((): readonly string[] => []);
  if (!formats.includes("qr_code")) return null;
  const detector = new Detector({ formats: ["qr_code"] });
  return async () => (await detector.detect(video)).map(({ rawValue }) => rawValue);
}

/** Our reader, in a worker (iPad, Firefox, Windows, Linux). */
function workerLook(video: HTMLVideoElement) {
  const client = makeWorkerClient<CodesCalls>(
    () => new Worker(new URL("../workers/codes/codes.worker.ts", import.meta.url), { type: "module" }),
  );
  const canvas = document.createElement("canvas");
  const look: Look = async () => {
    const part = Math.min(1, mostSide / Math.max(video.videoWidth, video.videoHeight));
    const [width, height] = [Math.round(video.videoWidth * part), Math.round(video.videoHeight * part)];
    const pen = canvas.getContext("2d", { willReadFrequently: true });
    if (!pen || width === 0 || height === 0) return [];
    if (canvas.width !== width || canvas.height !== height) Object.assign(canvas, { width, height });
    pen.drawImage(video, 0, 0, width, height);
    const { data } = pen.getImageData(0, 0, width, height);
    const request = { width, height, data };
    const { text } = await client.call("readCode", request, { transfer: [data.buffer] });
    return text === null ? [] : [text];
  };
  return { look, close: () => client.close() };
}

/** Time between two looks: a hand that holds a device still needs longer. */
const pauseMs = 150;

/**
 * Looks until a code is one that is `wanted`, and gives its text; null once `signal` ends it. A look that fails is a frame that
 * was not there yet.
 */
export async function watchForCode(
  look: Look,
  wanted: (text: string) => boolean,
  signal: AbortSignal,
): Promise<string | null> {
  while (!signal.aborted) {
    const found = await look().catch((): readonly string[] => []);
    if (signal.aborted) return null;
    const text = found.find(wanted);
    if (text !== undefined) return text;
    await new Promise((resolve) => setTimeout(resolve, pauseMs));
  }
  return null;
}

/**
 * Shows the camera at the back in `video` and waits for a QR code that is `wanted`, which is asked of each that is seen; null once `signal`
 * ends it. The camera is off again when this settles. No picture is kept. Rejects where there is no camera, or the person does not allow it.
 */
export async function readCodeByCamera(
  video: HTMLVideoElement,
  wanted: (text: string) => boolean,
  signal: AbortSignal,
): Promise<string | null> {
  const stream = await navigator.mediaDevices.getUserMedia({
    audio: false,
    video: { facingMode: "environment", width: { ideal: mostSide } },
  });
  let close = () => {};
  try {
    if (signal.aborted) return null;
    video.srcObject = stream;
    await video.play();
    let look = await ownLook(video);
    if (!look) ({ look, close } = workerLook(video));
    return await watchForCode(look, wanted, signal);
  } finally {
    close();
    for (const track of stream.getTracks()) track.stop();
    video.srcObject = null;
  }
}
