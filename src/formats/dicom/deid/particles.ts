const listed = (words: string): ReadonlySet<string> =>
  new Set(words.split(/\s+/).filter((word) => word !== ""));

/**
 * Articles, prepositions and conjunctions of the languages of the lists (English, German, French, Spanish, Italian, Portuguese,
 * Dutch) that stand in no name. Folded.
 */
const plain = listed(`
the at by off for from into onto then this these those over under through across along between beyond within without via till until since
near around among und oder nach vor aus auf fur durch zwischen bis gegen uber unter bei ein eine einer einem eines et ou aux dans par sur
pour entre vers sous chez por para desde hasta sobre con una unos unas nel nella sul sulla tra com em nos nas pelo pela het een met naar
uit tot tussen voor op bij
`);

/** Those that stand in names (van der, de la), and the short ones that are names (Do, Le, To). Folded. */
const ofNames = listed(`
a an to on no as la le les lo el los las il gli l un um uma ao de da do dos das du des del dei degli della delle dello dell di dal dalla
alla alle au al na y e o os den der die dem van von vom zu zum zur am im te ten ter
`);

/** Whether a folded word is an article, a preposition or a conjunction. */
export const isParticle = (word: string): boolean => plain.has(word) || ofNames.has(word);

/** Whether it may be a part of a name: then it goes with a word beside it that goes. */
export const isNameParticle = (word: string): boolean => ofNames.has(word);
