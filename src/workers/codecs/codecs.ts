import { codestreamFactsOf } from "../../formats/dicom/codestream-facts.ts";
import { rewrapFrame } from "../../formats/dicom/rewrap.ts";
import { FormatError } from "../../formats/format-error.ts";
import { asComponents } from "../../formats/jpeg/as-components.ts";
import type { CodecAssets } from "./codec-assets.ts";
import { decodeWith } from "./cornerstone-codec.ts";
import { decodeHtj2k } from "./decode-htj2k.ts";
import type { DecodedStream } from "./decoded-stream.ts";
import { encodeHtj2k, encodeJpegLs, type FrameToEncode } from "./encode-frame.ts";
import { readWithItk } from "./itk-reader.ts";
import { type DecodedLerc, decodeLerc, type LercFacts, lercFacts } from "./lerc-decoder.ts";
import { type DecodedWebp, decodeWebp } from "./webp-decoder.ts";

/** Decoders and encoders for one worker: modules are loaded once, and again after a throw. */
export interface Codecs {
  /** One compressed frame of a JPEG, JPEG-LS, JPEG 2000 or HTJ2K transfer syntax. Errors: {@link FormatError}. */
  decode(frame: Uint8Array, syntaxUid: string, codec: string): Promise<DecodedStream>;
  /** A JPEG file of four inks, converted to RGB. Errors: {@link FormatError}. */
  decodeInk(file: Uint8Array): Promise<DecodedStream>;
  /** A WebP stream. Errors: {@link FormatError}. */
  decodeWebp(stream: Uint8Array): Promise<DecodedWebp>;
  /** Size and type of a LERC stream, asked for before it is decoded. Errors: {@link FormatError}. */
  lercFacts(stream: Uint8Array): Promise<LercFacts>;
  /** A LERC stream of one band. Errors: {@link FormatError}. */
  decodeLerc(stream: Uint8Array): Promise<DecodedLerc>;
  /** A frame without loss as JPEG-LS. Rejects where the encoder fails. */
  encodeJpegLs(frame: FrameToEncode): Promise<Uint8Array<ArrayBuffer>>;
  /** A frame without loss as HTJ2K, comments of the encoder included. Rejects where the encoder fails. */
  encodeHtj2k(frame: FrameToEncode): Promise<Uint8Array<ArrayBuffer>>;
}

/** A module that is loaded at first use and thrown away when a call on it throws. */
function kept<M>(load: () => Promise<M>) {
  let module: Promise<M> | null = null;
  return async <T>(use: (module: M) => T): Promise<T> => {
    module ??= load();
    const current = module;
    const ready = await current.catch((reason) => {
      module = null;
      throw reason;
    });
    try {
      return use(ready);
    } catch (reason) {
      if (module === current) module = null;
      throw reason;
    }
  };
}

const refused = (codec: string) =>
  new FormatError("parse-error", `a ${codec} frame that can be decoded`, "a damaged or unknown one");

/** Start-of-frame markers of Huffman-coded DCT: baseline, extended, progressive (ISO 10918-1 B.1.1.3). */
const huffmanFrames: ReadonlySet<number | null> = new Set([0xc0, 0xc1, 0xc2]);

/** Makes the decoders and encoders of this worker over `assets`. */
export function makeCodecs(assets: CodecAssets): Codecs {
  const gdcm = kept(assets.gdcm);
  const charls = kept(assets.charls);
  const charlsEncoder = kept(assets.charlsEncoder);
  const turbo = kept(assets.turbo);
  const openjph = kept(assets.openjph);
  const jpeg = kept(assets.jpeg);
  const webp = kept(assets.webp);
  const lerc = kept(assets.lerc);
  const orRefused = async <T>(codec: string, decoded: Promise<T>): Promise<T> =>
    decoded.catch(() => {
      throw refused(codec);
    });

  const byGdcm = async (frame: Uint8Array, syntaxUid: string): Promise<DecodedStream> => {
    const facts = codestreamFactsOf(frame);
    const wrapped = rewrapFrame(frame, syntaxUid, facts);
    const image = await gdcm((module) => readWithItk(module, "frame.dcm", wrapped));
    const [columns = 0, rows = 0] = image.size;
    const bytesPerSample = facts.precision <= 8 ? 1 : 2;
    const expected = facts.columns * facts.rows * facts.samples * bytesPerSample;
    if (columns !== facts.columns || rows !== facts.rows || image.bytes.length !== expected) {
      throw new FormatError("parse-error", `${expected} bytes of samples`, `${image.bytes.length}`);
    }
    return { columns, rows, samples: facts.samples, bytesPerSample, bytes: image.bytes };
  };
  const byCharls = (frame: Uint8Array) =>
    charls((module) => decodeWith(() => new module.JpegLSDecoder(), frame));
  /**
   * 8-bit JPEG, sequential or progressive, by libjpeg-turbo: bit-equal to GDCM's and in two thirds of its time; it throws on a
   * warning, too. Null: not its kind.
   */
  const byTurbo = (frame: Uint8Array): Promise<DecodedStream> | null => {
    const { kind, precision, samples, startOfFrame } = codestreamFactsOf(frame);
    const isHuffman8 = kind === "jpeg" && precision === 8 && huffmanFrames.has(startOfFrame);
    if (!isHuffman8 || (samples !== 1 && samples !== 3)) return null;
    const stream = samples === 1 ? frame : asComponents(frame);
    return turbo((module) => decodeWith(() => new module.JPEGDecoder(), stream));
  };
  const byOpenjph = (frame: Uint8Array) =>
    openjph((module) => decodeHtj2k(() => new module.HTJ2KDecoder(), frame, codestreamFactsOf(frame)));

  return {
    async decode(frame, syntaxUid, codec) {
      try {
        if (codec === "htj2k") return await byOpenjph(frame);
        // The failures of the two JPEG-LS decoders do not overlap (wasm spec 3.4 a).
        if (codec === "jpeg-ls") return await byCharls(frame).catch(() => byGdcm(frame, syntaxUid));
        const quick = codec === "jpeg" ? byTurbo(frame) : null;
        if (quick) return await quick.catch(() => byGdcm(frame, syntaxUid));
        return await byGdcm(frame, syntaxUid);
      } catch (reason) {
        if (reason instanceof FormatError) throw reason;
        throw refused(codec);
      }
    },
    decodeWebp: (stream) =>
      orRefused(
        "WebP",
        webp((module) => decodeWebp(module, stream)),
      ),
    lercFacts: (stream) =>
      orRefused(
        "LERC",
        lerc((module) => lercFacts(module, stream)),
      ),
    decodeLerc: (stream) =>
      orRefused(
        "LERC",
        lerc((module) => decodeLerc(module, stream)),
      ),
    encodeJpegLs: (frame) => charlsEncoder((module) => encodeJpegLs(() => new module.JpegLSEncoder(), frame)),
    encodeHtj2k: (frame) => openjph((module) => encodeHtj2k(() => new module.HTJ2KEncoder(), frame)),
    async decodeInk(file) {
      const image = await jpeg((module) => readWithItk(module, "frame.jpg", file)).catch(() => null);
      const [columns = 0, rows = 0] = image?.size ?? [];
      if (image?.components !== 3 || image.bytes.length !== columns * rows * 3) throw refused("jpeg");
      return { columns, rows, samples: 3, bytesPerSample: 1, bytes: image.bytes };
    },
  };
}
