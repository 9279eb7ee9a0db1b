import { existsSync } from "node:fs";
import { join } from "node:path";
import { expect, test } from "vitest";
import { main } from "../support/verify/fuzz.ts";

const corpus = process.env.OVERREAD_CORPUS ?? join(import.meta.dirname, "../../../shared/corpus");

test.runIf(existsSync(join(corpus, "dicom")))(
  "no mutated file ends or holds up the core, the built app's workers or its page",
  async () => {
    const { native, chromium, seeds } = await main({ corpus, native: "300", chromium: "60", seed: "7" });
    expect(seeds).toEqual([]);
    if (native) expect(native).toEqual({ runs: 300, crashes: 0, hangs: 0 });
    expect(chromium).toMatchObject({ crashes: 0, hangs: 0 });
    expect(chromium.opened).toBeGreaterThan(5);
    expect(chromium.refused).toBeGreaterThan(5);
  },
);
