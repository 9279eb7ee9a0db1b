import { count, number, score } from "./numbers.ts";
import { keyed } from "./texts.ts";

/** Texts of comparing several readers and deciding between them. */
export const adjudicationEn = {
  adjudication: {
    title: "Adjudication",
    queue: "Studies with several readers",
    done: (n: number, of: number) =>
      n >= of
        ? `${number(n)} of ${number(of)} readers are done`
        : `${number(n)} of ${number(of)} readers are done. Results open when all are.`,
    apart: (n: number, of: number) =>
      of === 0
        ? "nothing drawn"
        : n === 0
          ? "they agree"
          : `they differ on ${number(n)} of ${count(of, "thing", "things")}`,
    compare: "Compare",
    compareOf: (name: string, pseudonym: string) => `Compare ${name} ${pseudonym}`,
    comparing: "Comparing",
    missing: "This study is not on this device.",
    closed: {
      missing: "Results open when all readers are done.",
      own: "You are one of its readers. Somebody else decides.",
      done: "A consensus was made of this study.",
    },
    back: "Back to Review",
    reader: (letter: string) => `Reader ${letter}`,
    overlaid: "All readers",
    layout: "Images",
    sideBySide: "Side by side",
    together: "Overlaid",
    lines: "A solid, B dashed, C dotted; the colour is the class.",
    slice: "Slice",
    groups: "Matches, worst first",
    iou: (value: number) => `IoU ${score(value)}`,
    noArea: "no area",
    only: (letters: string) => `only ${letters}`,
    classes: (names: string) => `named ${names}`,
    use: (letter: string) => `Use ${letter}`,
    majority: "Majority",
    staple: "STAPLE",
    draw: "Draw",
    none: "Leave out",
    open: "Open",
    decide: "Decide",
    rest: "Majority for all open",
    agreement: "Agreement",
    columns: { readers: "Readers", what: "Measure", value: "Value", over: "Over" },
    drawn: "Drawn",
    noValue: "–",
    mm: (value: number) => `${number(value, 2)} mm`,
    px: (value: number) => `${number(value, 2)} px`,
    score,
    notes: keyed({
      "one category": "one category",
      "no subjects": "no subjects",
      "one reader": "one reader",
    }),
    undecided: (n: number) => (n === 0 ? "All decided" : `${count(n, "match", "matches")} to decide`),
    make: "Make consensus",
    made: (n: number) => `Consensus of ${count(n, "label", "labels")} made`,
    answersOpen: (n: number) =>
      `${count(n, "answer differs", "answers differ")} between readers. They stay open in the consensus.`,
    nothing: "No reader drew anything. The consensus is an empty study.",
    blind:
      "Readers are blind on this device only: who opens its storage or a file of submissions can see them.",
    saveFile: "Save submissions",
    takeFile: "Take submissions",
    saved: (n: number) => `${count(n, "submission", "submissions")} saved to a file`,
    noneToSave: "Nothing was submitted yet.",
    taken: (n: number, known: number) =>
      known > 0 ? `${number(n)} taken, ${number(known)} were here already` : `${number(n)} taken`,
  },
};
