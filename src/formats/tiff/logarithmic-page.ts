import type { SampleType } from "../../domain/samples.ts";

/** SGILog: logarithms of light in runs of bytes. */
const sgiLog = 34676;
/** Logarithms of light in three bytes a pixel, without runs. */
export const sgiLog24 = 34677;
const logL = 32844;
const logLuv = 32845;

/** Samples as they come out of SGILog data, whatever the tags say: writers give the type they were handed. */
export interface LogarithmicSamples {
  readonly samples: number;
  readonly bits: number;
  readonly sampleFormat: number;
  readonly type: SampleType;
  /** PhotometricInterpretation of what comes out. */
  readonly photometric: number;
}

/** What a page of SGILog data holds; null for other pages. LogL stays the stored logarithm; LogLuv becomes RGB. */
export function logarithmicSamples(compression: number, photometric: number): LogarithmicSamples | null {
  if (compression !== sgiLog && compression !== sgiLog24) return null;
  if (photometric === logL && compression === sgiLog)
    return { samples: 1, bits: 16, sampleFormat: 2, type: "i16", photometric: 1 };
  if (photometric === logLuv) return { samples: 3, bits: 8, sampleFormat: 1, type: "u8", photometric: 2 };
  return null;
}
