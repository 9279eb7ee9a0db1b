import type { PartName } from "../../domain/series-part.ts";

/** Words of what sets a stack apart; `kinds` by the values of Image Type (PS3.3 C.8.13.3.1, C.7.6.16). */
export interface StackWords {
  readonly kinds: Readonly<Record<string, string>>;
  readonly phase: string;
  readonly echo: string;
  readonly direction: string;
  readonly acquisition: string;
  readonly stack: string;
  readonly energy: string;
  readonly detector: string;
  readonly channel: string;
  readonly part: string;
  readonly localizer: string;
}

const short = (value: string) =>
  Number.isFinite(Number(value)) ? String(Math.round(Number(value) * 10) / 10) : value;

/** The word of an image type that says most, else its values as they are. */
function kindName(value: string, kinds: StackWords["kinds"]): string {
  const known = value.split("/").find((part) => kinds[part] !== undefined);
  return known ? (kinds[known] ?? "") : value.toLowerCase().replace(/_/g, " ");
}

function stackName({ dimension, value, index, of }: PartName, words: StackWords): string {
  switch (dimension) {
    case "time":
      return `t ${index}/${of}`;
    case "echo":
      return `${words.echo} ${index}`;
    case "b-value":
      return `b ${short(value)}`;
    case "inversion":
      return `TI ${short(value)}`;
    case "image-type":
      return kindName(value, words.kinds);
    case "dimension":
      return `${words.part} ${index}/${of}`;
    case "localizer":
      return value === "1" ? words.localizer : "";
    case "orientation":
      return of > 1 ? `${value} ${index}` : value;
    case "size":
      return value;
    default:
      return `${words[dimension]} ${index}/${of}`;
  }
}

/** Makes the short name of a stack by what sets it apart from the others of its series: "t 3/20", "b 1000", "echo 2". */
export const makeStackName =
  (words: StackWords) =>
  (names: readonly PartName[]): string =>
    names
      .map((name) => stackName(name, words))
      .filter(Boolean)
      .join(" · ");
