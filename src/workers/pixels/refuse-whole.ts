import { FormatError } from "../../formats/format-error.ts";

/** The answer to a request for a whole frame of an image that is read in tiles. */
export async function refuseWhole(): Promise<never> {
  throw new FormatError("too-large", "an image in one piece", "one so large that it is read in tiles");
}
