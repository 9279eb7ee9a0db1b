import { expect, test } from "vitest";
import { penIcon, planesIcon, toolIcons } from "../../../src/ui/viewer/tools.ts";

test("no two tools have one icon, nor one with pen mode or the three planes", () => {
  const all = [...Object.entries(toolIcons), ["pen", penIcon] as const, ["planes", planesIcon] as const];
  const names = new Map<unknown, string[]>();
  for (const [name, icon] of all) names.set(icon, [...(names.get(icon) ?? []), name]);
  expect(all.length).toBeGreaterThan(20);
  expect([...names.values()].filter((same) => same.length > 1)).toEqual([]);
});
