import type { ImageFacts, LookupTable } from "../domain/image-facts.ts";

type ModalityFacts = Pick<ImageFacts, "slope" | "intercept" | "modalityLut" | "padding">;

/** Whether a stored value is no image: pixel padding (PS3.3 C.7.5.1.1.2), or a float that is no number. */
export function isPadding(facts: ModalityFacts, stored: number): boolean {
  if (!Number.isFinite(stored)) return true;
  if (facts.padding === undefined) return false;
  const [a, b] = facts.padding;
  return stored >= Math.min(a, b) && stored <= Math.max(a, b);
}

/** Stored to modality units (PS3.3 C.11.1.1); null for padding. */
export function modalityValue(facts: ModalityFacts, stored: number): number | null {
  if (isPadding(facts, stored)) return null;
  if (facts.modalityLut !== undefined) return lookup(facts.modalityLut, stored);
  return stored * facts.slope + facts.intercept;
}

/** Below the first input the first value holds, above the last the last. */
export function lookup(table: LookupTable, input: number): number {
  const last = table.values.length - 1;
  return table.values[Math.min(last, Math.max(0, Math.round(input) - table.firstInput))] ?? 0;
}
