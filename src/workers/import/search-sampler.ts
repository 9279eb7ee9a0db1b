import type { GreyPlane } from "./grey-plane.ts";
import { steepSteps } from "./steep-steps.ts";

/** Decides which slices of a native CT, MR or PET series are searched for text. */
export interface SearchSampler {
  /** The search of this slice, or null when it need not be searched; slices of one series come under one name, in any order. */
  next(series: string, plane: GreyPlane): SliceSearch | null;
}

/** A slice that is to be searched. */
export interface SliceSearch {
  /** Tells what was found in it. */
  done(held: boolean): void;
}

interface SeriesState {
  slices: number;
  before: readonly number[];
  held: boolean;
}

/** Five small characters have at least twice as many steep steps. */
const fewSteps = 60;
const fewShare = 0.15;

const differs = (now: readonly number[], before: readonly number[]) =>
  now.some((count, field) => {
    const was = before[field] ?? 0;
    return Math.abs(count - was) > fewSteps + fewShare * was;
  });

const isPowerOfTwo = (count: number) => (count & (count - 1)) === 0;

/**
 * Searches the first slice of a series, each whose number is a power of two, each that differs in a ninth of it from the slice
 * before it, and each after one in which text was found (deidentification 3.8: a sample, and all whose corners differ).
 */
export function makeSearchSampler(): SearchSampler {
  const known = new Map<string, SeriesState>();
  return {
    next(series, plane) {
      const key = `${series} ${plane.columns} ${plane.rows}`;
      const steps = steepSteps(plane);
      const state = known.get(key) ?? { slices: 0, before: steps, held: false };
      known.set(key, state);
      state.slices++;
      const wanted = isPowerOfTwo(state.slices) || state.held || differs(steps, state.before);
      state.before = steps;
      if (!wanted) return null;
      return {
        done(held) {
          state.held = held;
        },
      };
    },
  };
}
