import type { Code } from "../../domain/label-schema.ts";
import { asciiOf } from "./element-values.ts";
import type { DicomDataset } from "./read-dataset.ts";
import { utf8Of } from "./utf8-of.ts";

/** The coded concept of an item (PS3.3 8.8); null without one. */
export function readCode(item: DicomDataset | undefined): Code | null {
  if (!item) return null;
  const value = asciiOf(item, 0x00080100) || asciiOf(item, 0x00080119);
  return { scheme: asciiOf(item, 0x00080102), value, meaning: utf8Of(item, 0x00080104) };
}
