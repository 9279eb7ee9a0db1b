/** What a browser offers to read codes with (Shape Detection); not all do, and TypeScript's library does not know it. */
interface BarcodeDetector {
  detect(source: HTMLVideoElement): Promise<readonly { readonly rawValue: string }[]>;
}
interface BarcodeDetectorMaker {
  new (options: { readonly formats: readonly string[] }): BarcodeDetector;
  getSupportedFormats(): Promise<readonly string[]>;
}

const maker = () =>
  (globalThis as { readonly BarcodeDetector?: BarcodeDetectorMaker }).BarcodeDetector ?? null;

/** Whether this browser can read QR codes with a camera. */
export async function readsCodes(): Promise<boolean> {
  const formats = await maker()
    ?.getSupportedFormats()
    .catch(() => []);
  return (formats ?? []).includes("qr_code") && navigator.mediaDevices !== undefined;
}

/** Time between two looks: a hand that holds a device still needs longer. */
const pauseMs = 150;

/**
 * Looks until a code is one that is `wanted`, and gives its text; null once `signal` ends it. A look that fails is a frame that
 * was not there yet.
 */
export async function watchForCode(
  look: () => Promise<readonly string[]>,
  wanted: (text: string) => boolean,
  signal: AbortSignal,
): Promise<string | null> {
  while (!signal.aborted) {
    const found = (await look().catch(() => [])).find(wanted);
    if (signal.aborted) return null;
    if (found !== undefined) return found;
    await new Promise((resolve) => setTimeout(resolve, pauseMs));
  }
  return null;
}

/**
 * Shows the camera at the back in `video` and waits for a QR code that is `wanted`; null once `signal` ends it. The camera is off
 * again when this settles. No picture is kept. Rejects where there is no camera, or the person does not allow it.
 */
export async function readCodeByCamera(
  video: HTMLVideoElement,
  wanted: (text: string) => boolean,
  signal: AbortSignal,
): Promise<string | null> {
  const Detector = maker();
  if (!Detector) throw new Error("This browser reads no codes.");
  const detector = new Detector({ formats: ["qr_code"] });
  const stream = await navigator.mediaDevices.getUserMedia({
    audio: false,
    video: { facingMode: "environment", width: { ideal: 1280 } },
  });
  try {
    if (signal.aborted) return null;
    video.srcObject = stream;
    await video.play();
    const look = async () => (await detector.detect(video)).map(({ rawValue }) => rawValue);
    return await watchForCode(look, wanted, signal);
  } finally {
    for (const track of stream.getTracks()) track.stop();
    video.srcObject = null;
  }
}
