/** Any step that is not the work on bytes or samples answers within this (spec wasm 3.3). */
export const leastPatienceMs = 5000;

const mostPatienceMs = 600_000;
const patient = (workMs: number) => Math.min(mostPatienceMs, leastPatienceMs + workMs);

/**
 * How long one step over so many bytes may take: a second more for each 4 MB. Our pipelines go through 100 MB a second at a
 * desk; a tablet that is 25 times slower still moves in time.
 */
export const bytesPatienceMs = (bytes: number): number => patient(bytes / 4000);

/** How long a frame of so many samples may take: two seconds more a million, five times what JPEG 2000 takes at a desk. */
export const samplesPatienceMs = (samples: number): number => patient(samples / 500);
