import { type ClassicInput, type ClassicResult, classic } from "../../domain/assist/classic.ts";
import type { AssistResult } from "../../domain/calls/assist-calls.ts";
import { encodeMaskRle } from "../../domain/mask-rle.ts";
import { meanInside, uncertaintyOf } from "../../domain/uncertainty.ts";

/** Version of the kernels' behaviour, recorded in every proposal: raise it when a mask can change. */
const kernelVersion = "1.0.0";

/** Runs a classical tool and says what it knows of its own doubt; a tool that reads no pixels is all doubt. */
export function classicResult(
  input: ClassicInput,
): Omit<AssistResult, "milliseconds"> & Pick<ClassicResult, "soft"> {
  const { mask, soft, method, params, notice } = classic(input);
  const blind = !soft || notice !== null;
  const doubt = blind
    ? { entropyBand: 1, midFraction: 1, contourMargin: 0 }
    : uncertaintyOf(soft.values, mask.bits, mask.columns, mask.rows);
  return {
    mask: encodeMaskRle(mask),
    confidence: notice ? 0 : soft ? meanInside(soft.values, mask.bits) : 0.5,
    ...doubt,
    notice,
    toolId: method,
    version: kernelVersion,
    fileSha256: [],
    engine: "typescript",
    engineVersion: kernelVersion,
    license: "Apache-2.0",
    params,
    soft,
  };
}
