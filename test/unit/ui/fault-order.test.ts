import { expect, test } from "vitest";
import type { SubmitFault } from "../../../src/domain/review/submit-faults.ts";
import { faultsInOrder } from "../../../src/ui/viewer/review/fault-order.ts";

const proposal = (id: string, frame: number): SubmitFault => ({
  code: "proposal-open",
  proposal: id,
  target: { study: "1", series: "2", sop: "3", frame },
});

test("open proposals stand in the order of the images, those of one image in the order they came, and all else stays where it was", () => {
  const forked: SubmitFault = { code: "versions-forked" };
  const bare: SubmitFault = { code: "class-missing", instanceUid: "4" };
  const faults = [forked, proposal("c", 9), proposal("a", 2), proposal("b", 2), bare];
  expect(faultsInOrder(faults, ({ frame }) => frame)).toEqual([
    forked,
    proposal("a", 2),
    proposal("b", 2),
    proposal("c", 9),
    bare,
  ]);
});
