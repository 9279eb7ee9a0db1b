import { type MadeDicom, type MadeElement, makeDicom } from "./dicom-maker.ts";
import { descriptors } from "./technique-descriptors.ts";

/** A seeded generator of 32-bit numbers (xorshift, Marsaglia 2003). */
export function makeDice(seed: number) {
  let state = seed | 1;
  const roll = (sides: number) => {
    state ^= state << 13;
    state ^= state >>> 17;
    state ^= state << 5;
    return (state >>> 0) % sides;
  };
  return { roll, pick: <T>(list: readonly T[]): T => list[roll(list.length)] as T };
}

type Dice = ReturnType<typeof makeDice>;

/** One text with something in it that must go, and the header of the file that it stands in. */
export interface PlantedText {
  readonly kind: "name" | "id" | "date" | "address";
  readonly planted: string;
  readonly text: string;
  /** Technique words of the text, as written. */
  readonly technique: readonly string[];
  readonly file: MadeDicom;
}

/** Surnames; the last row are words of anatomy, makers and technique too. */
const surnames =
  `Doe Miller Kowalski Müller Weißhaupt Sørensen Łukaszewicz Nguyễn O'Brien Fitz-Gerald D'Angelo García Иванова 山田 Ångström Çelik Brandl Öztürk
Hand Head Foot Sharp Long Cross Philips Hip Lens Palette Skull Blood Dixon Bravo Short Flash Post White`.split(
    /\s+/,
  );
const given =
  "Jane Peter Zoë Jürgen Mary-Ann Søren Ольга 太郎 Ximena Kwame Dieter Agnieszka Head Major Sat".split(" ");
const streets =
  "Baker Elm Kastanien Hoffnungs Ocean Sunset Goethe Mozart Long Sharp Cross Foot Upper Lower".split(" ");
const towns = "Berlin Springfield Oaxaca Kraków Newtown Bad-Nirgendwo".split(" ");
const monthNames = "January March Apr Mai Juni October Dez Sept Feb août".split(" ");

/** What is written, and what the header says beside it. */
type Plant = { planted: string; header?: readonly MadeElement[] };

const upper = (dice: Dice, text: string) => dice.pick([text, text.toUpperCase(), text.toLowerCase()]);

function name(dice: Dice): Plant {
  const surname = dice.pick(surnames);
  const first = dice.pick(given);
  const header: MadeElement[] = [
    { tag: dice.pick(["00100010", "00080090"]), vr: "PN", value: `${surname}^${first}` },
  ];
  const initial = first.slice(0, 1).toUpperCase();
  const forms: (() => Plant)[] = [
    () => ({ planted: upper(dice, surname), header }),
    () => ({ planted: upper(dice, `${first} ${surname}`), header }),
    () => ({ planted: upper(dice, `${surname}, ${first}`), header }),
    () => ({ planted: upper(dice, `${surname}_${first}`), header }),
    () => ({ planted: `${initial}. ${surname}`, header }),
    () => ({ planted: `${surname} ${initial}`, header }),
    () => ({
      planted: surname.replace("ü", "ue").replace("ß", "ss").replace("ø", "oe").replace("Ö", "Oe"),
      header,
    }),
    () => ({ planted: surname.normalize("NFD").replace(/\p{M}/gu, ""), header }),
    // No header: the title alone says it.
    () => ({ planted: `${dice.pick(["Dr.", "Dr", "Mr.", "Mr", "Mrs", "Prof.", "Frau", "Ms."])} ${surname}` }),
    () => ({ planted: `Prof. Dr. med. ${first} ${surname}` }),
    () => ({ planted: `DR. ${surname.toUpperCase()}` }),
    () => ({ planted: `Patient: ${first} ${surname}` }),
  ];
  return dice.pick(forms)();
}

function id(dice: Dice): Plant {
  const digits = (count: number) => Array.from({ length: count }, () => String(dice.roll(9) + 1)).join("");
  const letters = (count: number) =>
    Array.from({ length: count }, () => dice.pick([..."GHJKQVXYZ"])).join("");
  const forms = [
    digits(3),
    digits(4),
    digits(5 + dice.roll(6)),
    `${letters(2)}${digits(3)}`,
    `${letters(1)}-${digits(2)}-${digits(3)}`,
    `${digits(2)}/${digits(3)}/${digits(2)}`,
    `${letters(3)}.${digits(3)}`,
    `${digits(3)} ${digits(2)} ${digits(3)}`,
    `${digits(3)}-${digits(2)}-${digits(4)}`,
  ];
  const planted = dice.pick(forms);
  const tag = dice.pick(["00100020", "00080050", "00380010", "00200010"]);
  const inHeader = planted.length === 3 || dice.roll(2) === 0 || /^[A-Z]/.test(planted);
  return { planted, header: inHeader ? [{ tag, vr: tag === "00080050" ? "SH" : "LO", value: planted }] : [] };
}

function date(dice: Dice): Plant {
  const y = 1921 + dice.roll(100);
  const m = 1 + dice.roll(12);
  const d = 13 + dice.roll(15);
  const [yy, mm, dd] = [String(y).slice(2), String(m).padStart(2, "0"), String(d)];
  const month = dice.pick(monthNames);
  const separator = dice.pick([".", "/", "-"]);
  const forms = [
    `${y}${mm}${dd}`,
    [y, mm, dd].join(separator),
    [dd, mm, y].join(separator),
    [mm, dd, y].join(separator),
    [d, m, yy].join(separator),
    [yy, mm, dd].join(separator),
    `${dd}${mm}${y}`,
    `${dd} ${mm} ${y}`,
    `${d}. ${m}. ${y}`,
    `${d}-${month}-${y}`,
    `${d} ${month} ${y}`,
    `${month} ${d}, ${y}`,
    `${d}th of ${month} ${yy}`,
    `${mm}/${y}`,
    `${d}${month}${yy}`,
    `${y}`,
    `${d}:${mm}:${dd}`,
  ];
  return {
    planted: dice.pick(forms),
    header: dice.roll(2) ? [{ tag: "00100030", vr: "DA", value: `${y}${mm}${dd}` }] : [],
  };
}

function address(dice: Dice): Plant {
  const street = dice.pick(streets);
  const town = dice.pick(towns);
  const number = 61 + dice.roll(30);
  const kind = dice.pick(["Street", "St", "Road", "Avenue", "Lane", "Drive", "STREET", "blvd"]);
  const forms = [
    `${number} ${street} ${kind}`,
    `${number} ${dice.pick(["Old", "Upper", "Great"])} ${street} ${kind}, ${town}`,
    `${street} Str. ${number}`,
    `${street}straße ${number}b`,
    `${street}str. ${number}, 10${number + 100} ${town}`,
    `${number} rue de la ${street}`,
    `${street} Platz ${number}`,
    `${town} ${number}${number}${number}`,
    `+49 30 ${number}${number} ${number}`,
    `(0${number}) 555-01${number}`,
    `${street.toLowerCase()}@clinic-${town.toLowerCase()}.example`,
    `www.${street.toLowerCase()}-clinic.example/${number}`,
  ];
  const planted = dice.pick(forms);
  const header: MadeElement[] = [{ tag: "00101040", vr: "LO", value: planted }];
  return { planted, header: dice.roll(2) ? header : [] };
}

const kinds = { name, id, date, address } as const;

/** Words that a reader would not miss: numbers and single letters. */
export const techniqueWordsOf = (text: string): readonly string[] =>
  (text.match(/[\p{L}\p{N}]+/gu) ?? []).filter((word) => /\p{L}/u.test(word) && word.length > 1);

/** One text of a kind, with its file. The technique beside it shares no word with what is planted. */
export function plantedText(kind: keyof typeof kinds, dice: Dice): PlantedText {
  const { planted, header = [] } = kinds[kind](dice);
  const its = new Set(planted.toLowerCase().match(/[\p{L}\p{N}]+/gu) ?? []);
  const named = header.flatMap(
    ({ value }) =>
      String(value)
        .toLowerCase()
        .match(/[\p{L}\p{N}]+/gu) ?? [],
  );
  const isFree = (text: string) =>
    (text.toLowerCase().match(/[\p{L}\p{N}]+/gu) ?? []).every(
      (word) => !its.has(word) && !named.includes(word),
    );
  const plain = descriptors.filter(isFree);
  const before = dice.pick(plain).replace(/[\d.]+$/, "mm");
  const after = dice.roll(3) ? "" : dice.pick(plain);
  const [open, close] = dice.pick([
    [" ", " "],
    [", ", ", "],
    [" for ", " "],
    ["_", "_"],
    [" (", ") "],
    [" - ", " / "],
  ] as const);
  const first = dice.roll(4) === 0;
  const parts = first ? [planted, close, before] : [before, open, planted, after === "" ? "" : close + after];
  const text = parts.join("");
  const file = makeDicom([
    { tag: "00080005", vr: "CS", value: "ISO_IR 192" },
    ...header.map((element) => ({ ...element })),
  ]);
  return {
    kind,
    planted,
    text,
    technique: techniqueWordsOf([before, first ? "" : after].join(" ")),
    file,
  };
}
