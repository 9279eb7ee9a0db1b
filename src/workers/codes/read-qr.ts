import decodeQR from "qr/decode.js";

/** How long one picture may be looked at beyond the least: the next one of the camera is as good. */
const timeLimit = 100;

/** The text of the QR code in a picture (four bytes a pixel); null where none is found. */
export function readQr(picture: {
  readonly width: number;
  readonly height: number;
  readonly data: Uint8ClampedArray;
}): string | null {
  try {
    return decodeQR(picture, { format: "RGBA", timeLimit });
  } catch {
    return null; // it throws where there is none
  }
}
