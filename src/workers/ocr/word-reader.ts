import { type Grey, pgmFile } from "./line-image.ts";
import type { OcrAssets, OcrModule, TessApi } from "./ocr-assets.ts";

/** Words of a picture, for this worker's eyes only: they are neither stored nor told. */
export interface ReadWords {
  readonly text: string;
  /** 0 to 100. */
  readonly confidence: number;
}

/** Reads small pictures of text one after the other. Loaded at the first, given back by `close`. */
export interface WordReader {
  /** `lines`: whether the picture may hold more than one. Rejects where the reader cannot be loaded or the picture is not read. */
  read(picture: Grey, lines: boolean): Promise<ReadWords>;
  /** Whether it is loaded: a person asked for it since it was last given back. */
  isOpen(): boolean;
  close(): void;
}

const oneLine = "7";
const scattered = "11";

/** What no device writes, and the reader takes letters or grain for. */
const unwritten = "€©®¥£§«»“”‘—~|{}";

/** Lines without what is neither letter nor digit before their first word and after their last: specks and edges. */
const withoutSpecks = (text: string) =>
  text
    .split("\n")
    .map((line) => line.replace(/^(?:[^\p{L}\p{N}\s]+(?:\s+|$))+|(?:(?:^|\s+)[^\p{L}\p{N}\s]+)+\s*$/gu, ""))
    .join("\n");

/** A reader over `assets`; it takes about 150 MB while it is open. */
export function makeWordReader(assets: OcrAssets): WordReader {
  let opened: Promise<{ readonly module: OcrModule; readonly api: TessApi }> | null = null;
  const open = async () => {
    const [module, language] = await Promise.all([assets.core(), assets.language()]);
    module.FS.writeFile("./eng.traineddata", language);
    const api = new module.TessBaseAPI();
    const failed = api.Init(null, "eng", 1) !== 0;
    module.FS.unlink("./eng.traineddata");
    api.SetVariable("tessedit_char_blacklist", unwritten);
    if (failed) throw new Error("the reader did not start");
    return { module, api };
  };
  return {
    async read(picture, lines) {
      opened ??= open();
      const { module, api } = await opened.catch((reason) => {
        opened = null;
        throw reason;
      });
      api.SetVariable("tessedit_pageseg_mode", lines ? scattered : oneLine);
      module.FS.writeFile("/input", pgmFile(picture));
      try {
        if (api.SetImageFile(1, 0) !== 0) throw new Error("the picture was not read");
        if (api.Recognize(null) !== 0) throw new Error("the picture was not read");
        return { text: withoutSpecks(api.GetUTF8Text()), confidence: api.MeanTextConf() };
      } finally {
        api.Clear();
        module.FS.unlink("/input");
      }
    },
    isOpen: () => opened !== null,
    close() {
      void opened?.then(({ api }) => api.End()).catch(() => undefined);
      opened = null;
    },
  };
}
