import { verifyCorpus } from "./deid-corpus.ts";
import { verifyPlanted } from "./deid-planted.ts";
import { verifyScore } from "./deid-score.ts";

/** `npm run verify -- deid --corpus DIR`: real files; `--planted`: generated ones with identity in every place we know; `--score`: made ones with the answers of ten kinds, in Node. */
export async function main(options: {
  corpus?: string;
  planted?: boolean;
  score?: boolean;
  limit?: string;
  seed?: string;
}) {
  if (options.score) return verifyScore(Number(options.seed ?? 1));
  return options.planted ? verifyPlanted(Number(options.seed ?? 1)) : verifyCorpus(options);
}
