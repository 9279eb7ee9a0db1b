/** The file system inside the wasm module. */
interface ModuleFiles {
  writeFile(path: string, bytes: Uint8Array): void;
  unlink(path: string): void;
}

/** Tesseract's API as its package exports it; numbers are its own codes. */
export interface TessApi {
  /** 0 on success. `engine` 1: the network, not the older engine. */
  Init(dataPath: string | null, language: string, engine: number): number;
  SetVariable(name: string, value: string): boolean;
  /** Reads `/input`; 0 on success. Orientation 1: as it lies. */
  SetImageFile(orientation: number, angle: number): number;
  Recognize(monitor: null): number;
  GetUTF8Text(): string;
  /** Mean confidence of the words, 0 to 100. */
  MeanTextConf(): number;
  Clear(): void;
  End(): void;
}

/** The wasm module of `tesseract.js-core`. */
export interface OcrModule {
  readonly FS: ModuleFiles;
  readonly TessBaseAPI: new () => TessApi;
}

/** Loads what reading needs; asked for at first use only. Rejects where it is not there, e.g. without a network before that. */
export interface OcrAssets {
  core(): Promise<OcrModule>;
  /** The trained data of English, unpacked. */
  language(): Promise<Uint8Array>;
}
