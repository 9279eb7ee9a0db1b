import type { ElementEntry, ElementIndex } from "../../../domain/deid/element-index.ts";
import type { DeidentificationPlan } from "../../../domain/deid/plan.ts";
import type { ByteView } from "../../byte-view.ts";
import { effectiveVr } from "./effective-vr.ts";

/** What the search for identity in an output found. Counts only. */
export interface ResidualFinding {
  readonly searched: number;
  readonly hits: number;
  readonly falseAlarms: number;
  /** Elements that were hit; paths, no values. */
  readonly paths: readonly string[];
}

const latin1 = (bytes: Uint8Array) => {
  let text = "";
  for (let at = 0; at < bytes.length; at += 8192)
    text += String.fromCharCode(...bytes.subarray(at, at + 8192));
  return text;
};

/** UTF-8 of a text, one character a byte. */
function utf8(text: string): string {
  return encodeURIComponent(text).replace(/%([0-9A-F]{2})/g, (_, hex: string) =>
    String.fromCharCode(Number.parseInt(hex, 16)),
  );
}

/** A term as its bytes may look, one character a byte, folded like the text that is searched. */
function formsOf(term: string): readonly string[] {
  // Folding bytes folds ASCII only: other letters are searched in the cases in which names are written.
  const cases = [term, term.toUpperCase(), term.slice(0, 1).toUpperCase() + term.slice(1)];
  const forms = cases.flatMap((text) => {
    const units = [...text].map((character) => character.charCodeAt(0));
    const little = units.map((unit) => String.fromCharCode(unit & 255, unit >> 8)).join("");
    const big = units.map((unit) => String.fromCharCode(unit >> 8, unit & 255)).join("");
    return [text, utf8(text), little, big];
  });
  return [...new Set(forms.map((form) => form.toLowerCase()))];
}

interface TermForms {
  readonly term: string;
  readonly forms: readonly string[];
}

/** Forms of the terms of a patient, who has many files. They go with the terms. */
const written = new WeakMap<ReadonlySet<string>, Map<string, TermForms>>();

function formsOfAll(terms: ReadonlySet<string>): readonly TermForms[] {
  const known = written.get(terms) ?? new Map<string, TermForms>();
  written.set(terms, known);
  return [...terms].map((term) => {
    const found = known.get(term) ?? { term, forms: formsOf(term) };
    known.set(term, found);
    return found;
  });
}

const isWord = (character: string | undefined) => character !== undefined && /[a-z0-9]/.test(character);

/** Whether `form` stands in `text` as a word of its own: JONES is not in STONESON. */
function standsIn(text: string, form: string): boolean {
  for (let at = text.indexOf(form); at >= 0; at = text.indexOf(form, at + 1)) {
    const opens = isWord(form[0]) && isWord(text[at - 1]);
    const closes = isWord(form.at(-1)) && isWord(text[at + form.length]);
    if (!opens && !closes) return true;
  }
  return false;
}

/** Pixels, palettes and look-up tables: numbers in which any four bytes turn up by chance. */
const isPixelPayload = (path: string) =>
  /(^|\/)(7FE000(10|08|09)|002812(0[0-3]|2[1-3])|00283006)$/.test(path);

/** What builds the tree of a report (PS3.3 C.17.3): a patient called Text must not take its items' types away. */
const treeTerms: ReadonlySet<string> = new Set(
  "TEXT,NUM,CODE,CONTAINER,PNAME,DATE,TIME,DATETIME,UIDREF,COMPOSITE,IMAGE,WAVEFORM,SCOORD,SCOORD3D,TCOORD,TABLE,CONTAINS,HAS OBS CONTEXT,HAS CONCEPT MOD,HAS PROPERTIES,HAS ACQ CONTEXT,INFERRED FROM,SELECTED FROM".split(
    ",",
  ),
);

const isTreeTerm = (path: string, text: string) =>
  /(^|\/)0040A0[14]0$/.test(path) && treeTerms.has(text.toUpperCase().trim());

/** Paths whose value this very plan wrote: it cannot come from the source. */
function ownPaths(plan: DeidentificationPlan): ReadonlySet<string> {
  const written = plan.elements.filter((element) => element.action !== "keep" && element.action !== "clean");
  const kept = plan.elements.filter(
    (element) =>
      element.action === "keep" &&
      (element.why === "marker" || element.why === "patient" || element.why === "registry-uid"),
  );
  return new Set(
    [...written, ...kept, ...plan.insert, ...plan.fileMeta].map((element) => element.path).concat("00020000"),
  );
}

/**
 * Searches the output outside the pixels for every identifying term, in ASCII, UTF-8 and UTF-16. A number that stands as the
 * whole of a numeric value is a false alarm when it is shorter than six digits; everything else is a hit.
 */
export function residualScan(
  output: ElementIndex,
  bytes: ByteView,
  plan: DeidentificationPlan,
  terms: ReadonlySet<string>,
): ResidualFinding {
  const own = ownPaths(plan);
  const forms = formsOfAll(terms);
  let hits = 0;
  let falseAlarms = 0;
  const paths = new Set<string>();
  const isNumeric = (entry: ElementEntry) => ["DS", "IS"].includes(effectiveVr(entry));
  for (const entry of output.elements) {
    if (entry.items !== undefined || isPixelPayload(entry.path) || own.has(entry.path) || entry.valueLen < 4)
      continue;
    const text = latin1(bytes.subarray(entry.valueAt, entry.valueAt + entry.valueLen)).toLowerCase();
    if (isTreeTerm(entry.path, text)) continue;
    for (const { term, forms: ways } of forms) {
      if (!ways.some((form) => standsIn(text, form))) continue;
      const isNumber = /^\d+$/.test(term);
      const whole = text.split("\\").some((value) => value.trim() === term);
      if (isNumber && isNumeric(entry) && (!whole || term.length < 6)) falseAlarms++;
      else {
        hits++;
        paths.add(entry.path);
      }
    }
  }
  return { searched: terms.size, hits, falseAlarms, paths: [...paths] };
}
