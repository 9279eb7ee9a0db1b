import type { SampleArray } from "../../domain/samples.ts";
import type { PipelineModule } from "../wasm/pipeline-module.ts";

/** An itk-wasm reader: a pipeline that reads a file from its own file system. */
export interface ReaderModule extends PipelineModule {
  readonly UTF8ToString: (pointer: number) => string;
  readonly fs_writeFile: (path: string, bytes: Uint8Array) => void;
  readonly fs_unlink: (path: string) => void;
}

/** What CharLS, libjpeg-turbo and OpenJPH tell of a decoded frame. */
export interface CodecFrameInfo {
  readonly width: number;
  readonly height: number;
  readonly bitsPerSample: number;
  readonly componentCount: number;
  readonly isSigned?: boolean;
}

/** A decoder of the cornerstone codec packages: an object in the wasm heap, to be deleted. */
export interface CodecDecoder {
  getEncodedBuffer(length: number): Uint8Array;
  decode(): void;
  getFrameInfo(): CodecFrameInfo;
  getDecodedBuffer(): Uint8Array;
  getInterleaveMode?(): number;
  delete(): void;
}

/** An encoder of the cornerstone codec packages: an object in the wasm heap, to be deleted. */
export interface CodecEncoder {
  getDecodedBuffer(facts: CodecFrameInfo & { readonly isUsingColorTransform: boolean }): Uint8Array;
  encode(): void;
  getEncodedBuffer(): Uint8Array;
  setNearLossless?(near: number): void;
  setInterleaveMode?(mode: 0 | 1 | 2): void;
  setQuality?(reversible: boolean, step: number): void;
  delete(): void;
}

export interface CharlsEncoderModule {
  readonly JpegLSEncoder: new () => CodecEncoder;
}

export interface CharlsModule {
  readonly JpegLSDecoder: new () => CodecDecoder;
}

export interface TurboModule {
  readonly JPEGDecoder: new () => CodecDecoder;
}

export interface OpenJphModule {
  readonly HTJ2KDecoder: new () => CodecDecoder;
  readonly HTJ2KEncoder: new () => CodecEncoder;
}

/** The functions of the `lerc` package that are used. */
export interface LercModule {
  getBlobInfo(bytes: Uint8Array): {
    readonly width: number;
    readonly height: number;
    readonly depthCount: number;
    readonly bandCount: number;
    readonly dataType: number;
  };
  decode(
    bytes: Uint8Array,
    options: { readonly returnInterleaved: boolean },
  ): {
    readonly pixels: readonly (SampleArray | Uint8ClampedArray<ArrayBuffer>)[];
    readonly mask: Uint8Array | null;
  };
}

/** Loads the wasm modules that decoding and encoding need; each function gives a fresh module. The realm decides from where. */
export interface CodecAssets {
  gdcm(): Promise<ReaderModule>;
  /** itk's JPEG reader, for four inks only. */
  jpeg(): Promise<ReaderModule>;
  charls(): Promise<CharlsModule>;
  turbo(): Promise<TurboModule>;
  /** CharLS with its encoder, which is asked for only when blanked frames are stored. */
  charlsEncoder(): Promise<CharlsEncoderModule>;
  openjph(): Promise<OpenJphModule>;
  /** Compiled, not started: every stream has an instance of its own. */
  webp(): Promise<WebAssembly.Module>;
  lerc(): Promise<LercModule>;
}
