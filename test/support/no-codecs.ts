import type { Codecs } from "../../src/workers/codecs/codecs.ts";

/** For tests of images that need no codec: asking for one is an error. */
export const noCodecs: Codecs = {
  decode: () => Promise.reject(new Error("no codec was expected here")),
  decodeInk: () => Promise.reject(new Error("no codec was expected here")),
  encodeJpegLs: () => Promise.reject(new Error("no codec was expected here")),
  encodeHtj2k: () => Promise.reject(new Error("no codec was expected here")),
  decodeWebp: () => Promise.reject(new Error("no codec was expected here")),
  lercFacts: () => Promise.reject(new Error("no codec was expected here")),
  decodeLerc: () => Promise.reject(new Error("no codec was expected here")),
};
