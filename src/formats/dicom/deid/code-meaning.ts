import { foldText, wordsOf } from "./fold-text.ts";
import { isKnownWord } from "./known-words.ts";
import type { NamedWords } from "./named-words.ts";
import { isTechniqueWord } from "./technique-words.ts";

/** Words of the code meanings that reports are made of (PS3.16 TID 1500, 2000, CID 218, 7021 and the like). Lower case. */
const words = `
activity addendum additional adjacent algorithm and annotation applicable approximate area as assessment at best born boundary by category center
change characteristic circumference closed comment comparison complete component concept conclusion conclusions confidence contains content
context country count current data date density derivation descendants description detected detection device diagnosis
difference dimension direct discussion document documentation each edge ellipse english entire equivalent estimated evidence examination extent
feature final finding findings first fiducial follow for found from geometric group growth had has history icterus identifier illustration
images impression impressions in included indicates indication indications individual information initial interpretation intent international is
islet item key known language laterality lesion lesions library linear list location long malignant marker mass measured measurement measurements meaning method
modification modifier morphology multiple name necrosis negative neoplasm new no not nodule non number object observation observed observer of on only
open or organ organization other parent partial path patient perimeter person physical point polygon polyline position positive possible
precision predecessor present previous primary prior probability procedure process processing product property purpose qualitative
quantitative rater reading recommendation recommendations recorded related relative relevant report reported requested response result results role root row
same sample score section selected selection serial series session severity shape short significant single site software source standards state states statistic status
step structure structured study sub subject summary surgical suspected target text that the tracking tumor tumour type types uid unit united unique
used using value values version visit visual volume was with without world
`;

const known: ReadonlySet<string> = new Set(words.split(/\s+/).filter((word) => word !== ""));

/** The meaning of a public code, with every word that is neither of the trade nor of reports taken out; "" where nothing is left. */
export function cleanMeaning(text: string, named: NamedWords | undefined): string {
  const all = wordsOf(text);
  const gone = new Set(named?.find(all));
  let result = "";
  let end = -1;
  for (const [at, word] of all.entries()) {
    const folded = foldText(word.text);
    const harmless = /^\d{1,3}$/.test(folded) || folded.length === 1 || known.has(folded);
    if (gone.has(at) || !(harmless || isKnownWord(folded) || isTechniqueWord(folded))) {
      end = -1;
      continue;
    }
    const between = end < 0 ? " " : text.slice(end, word.start);
    result += (result === "" ? "" : between) + word.text;
    end = word.end;
  }
  // A bracket or a point behind the last word belongs to it.
  return result === text.replace(/[^\p{L}\p{N}]+$/u, "") ? text : result;
}
