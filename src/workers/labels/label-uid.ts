import { sha256OfJson } from "../../domain/audit-chain.ts";
import { instanceUidFrom } from "../../domain/instance-uid.ts";
import type { LabelContext } from "./label-files.ts";

const uidForm = /^2\.25\.\d{1,39}$/;

const bytesOfHex = (hex: string) =>
  Uint8Array.from({ length: hex.length / 2 }, (_, at) => Number.parseInt(hex.slice(2 * at, 2 * at + 2), 16));

/** An ID that follows from what is given: the same at every import. */
export const derivedLabelUid = (from: unknown): string =>
  instanceUidFrom(bytesOfHex(sha256OfJson(from).slice(0, 32)));

/** The ID of a thing: what the file says where it is one of ours, else one that follows from its place in the file, or a fresh one. */
export function thingUid(said: string, place?: { readonly sop: string; readonly number: number }): string {
  if (uidForm.test(said)) return said;
  return place ? derivedLabelUid(place) : instanceUidFrom(crypto.getRandomValues(new Uint8Array(16)));
}

/**
 * The ID of one label of a thing: that of the label which is here already at the same place of the same thing; else what the file says; else
 * for the first slice the thing's own, and for the others one that follows from thing and place, so that a second import finds it again.
 */
export async function labelUid(
  context: LabelContext,
  thing: string,
  said: string,
  place: { readonly sop: string; readonly frame: number; readonly isFirst: boolean },
): Promise<string> {
  const { sop, frame, isFirst } = place;
  const here = await context.known?.(thing, sop, frame);
  if (here !== undefined) return here;
  if (uidForm.test(said)) return said;
  return isFirst ? thing : derivedLabelUid({ thing, sop, frame });
}
