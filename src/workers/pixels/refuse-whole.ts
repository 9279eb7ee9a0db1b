import { FormatError } from "../../formats/format-error.ts";

/** The answer to a request for a whole frame of an image that is read in tiles. */
export async function refuseWhole(): Promise<never> {
  throw new FormatError("too-large", "a request for a tile of this large image", "one for the whole frame");
}
