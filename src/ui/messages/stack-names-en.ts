import { makeStackName } from "./stack-names.ts";

/** Values of Image Type that say something to a reader. */
export const stackKindsEn = {
  M: "magnitude",
  P: "phase image",
  R: "real",
  I: "imaginary",
  MAGNITUDE: "magnitude",
  PHASE: "phase image",
  REAL: "real",
  IMAGINARY: "imaginary",
  IN_PHASE: "in phase",
  OUT_PHASE: "out of phase",
  WATER: "water",
  FAT: "fat",
};

/** Short names of stacks: "t 3/20", "b 1000", "echo 2". */
export const stackNameEn = makeStackName({
  kinds: stackKindsEn,
  phase: "phase",
  echo: "echo",
  direction: "direction",
  acquisition: "acquisition",
  stack: "stack",
  energy: "energy",
  detector: "detector",
  channel: "channel",
  part: "part",
  localizer: "localizer",
});
