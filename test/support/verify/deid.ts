import { verifyCorpus } from "./deid-corpus.ts";
import { verifyPlanted } from "./deid-planted.ts";

/** `npm run verify -- deid --corpus DIR`: real files; `--planted`: generated ones with identity in every place we know. */
export async function main(options: { corpus?: string; planted?: boolean; limit?: string; seed?: string }) {
  return options.planted ? verifyPlanted(Number(options.seed ?? 1)) : verifyCorpus(options);
}
