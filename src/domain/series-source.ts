import { sha256 } from "@noble/hashes/sha2.js";
import { utf8ToBytes } from "@noble/hashes/utils.js";
import { base32 } from "./deid/base32.ts";
import type { Series, SeriesSource } from "./study.ts";

/** What de-identification puts where a value must not be empty (`dummy-value.ts`): it says nothing of the source. */
const dummies: ReadonlySet<string> = new Set(["", "REMOVED", "000Y"]);

const said = (text: string): string => (dummies.has(text.trim()) ? "" : text.trim());

/** An age (PS3.5 6.2, AS) as a band of ten years; empty for none. */
export function ageBandOf(age: string): string {
  const [, count, unit] = /^(\d{3})([DWMY])$/.exec(said(age)) ?? [];
  if (count === undefined) return "";
  const years = unit === "Y" ? Number(count) : 0;
  // Months and weeks run to 999: a child of 30 months is two years old.
  const whole =
    unit === "M" ? Math.floor(Number(count) / 12) : unit === "W" ? Math.floor(Number(count) / 52) : years;
  const from = 10 * Math.floor(whole / 10);
  return from >= 90 ? "90+" : `${from}-${from + 9}`;
}

/** The source of a series by the values of a cleaned file; undefined where nothing of it is left. */
export function seriesSource(values: {
  readonly maker: string;
  readonly model: string;
  readonly institution: string;
  readonly sex: string;
  readonly age: string;
}): SeriesSource | undefined {
  const institution = said(values.institution);
  const source: SeriesSource = {
    maker: said(values.maker),
    model: said(values.model),
    site: institution && base32(sha256(utf8ToBytes(institution)), 8),
    sex: /^[MFO]$/.test(said(values.sex)) ? said(values.sex) : "",
    ageBand: ageBandOf(values.age),
  };
  return Object.values(source).some((value) => value !== "") ? source : undefined;
}

/** Maker and model of a device; empty where neither is known. A model that names its maker is not told twice. */
export function deviceName({ maker, model }: Pick<SeriesSource, "maker" | "model">): string {
  const twice = maker !== "" && model.toLowerCase().startsWith(maker.toLowerCase());
  return (twice ? [model] : [maker, model]).filter((part) => part !== "").join(" ");
}

/** A source as tables name it: modality, and device and site where they are known. */
export const sourceName = ({ modality, source }: Pick<Series, "modality" | "source">): string =>
  [modality || "unknown", source ? deviceName(source) : "", source?.site ? `site ${source.site}` : ""]
    .filter((part) => part !== "")
    .join(" · ");
