import { afterEach, expect, test, vi } from "vitest";
import { fewBeats } from "../../../../src/workers/import/throttle.ts";

afterEach(() => vi.restoreAllMocks());

test("the first step of each file is told, a longer one at once, others five times a second", () => {
  let now = 1000;
  vi.spyOn(performance, "now").mockImplementation(() => now);
  const told: string[] = [];
  const beat = fewBeats(({ fileId, patienceMs }) => told.push(`${fileId} ${patienceMs} at ${now}`));
  const step = (fileId: string, patienceMs: number, at: number) => {
    now = at;
    beat({ fileId, name: fileId, patienceMs });
  };
  step("a", 5000, 1000);
  step("a", 5000, 1010);
  step("a", 4000, 1199);
  step("a", 5001, 1199);
  step("b", 10, 1199);
  step("b", 10, 1398);
  step("b", 10, 1399);
  expect(told).toEqual(["a 5000 at 1000", "a 5001 at 1199", "b 10 at 1199", "b 10 at 1399"]);
});
