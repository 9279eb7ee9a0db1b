import { expect, test } from "vitest";
import { actions } from "../../../src/editor/actions/action-table.ts";
import { en } from "../../../src/ui/messages/en.ts";
import { bytes, number } from "../../../src/ui/messages/numbers.ts";
import { railGroups } from "../../../src/ui/viewer/rail-groups.ts";

test("every action has a name in words, and no two actions share one", () => {
  const names = actions.map(({ id }) => en.actions[id]);
  expect(actions.filter(({ id }) => !en.actions[id]).map(({ id }) => id)).toEqual([]);
  expect(new Set(names).size).toBe(names.length);
});

test("every tool of the rail has its name of the contract", () => {
  const names = railGroups.flat(2).map((tool) => en.actions[`use-${tool}`]);
  expect(names).toEqual([
    "Scroll",
    "Zoom",
    "Pan",
    "Window level",
    "Select",
    "Brush",
    "Eraser",
    "Threshold brush",
    "Wand",
    "Region grow 3-D",
    "Grow from seeds",
    "Box",
    "Ellipse",
    "Polygon",
    "Spline",
    "Freehand",
    "Livewire",
    "Point",
    "Skeleton",
    "Length",
    "Angle",
    "Long and short axis",
    "Cobb angle",
    "Ask the model",
  ]);
});

test("thousands carry a narrow space and sizes their unit", () => {
  expect(number(1412)).toBe("1\u202f412");
  expect(number(-600)).toBe("−600");
  expect(number(1234567.891, 2)).toBe("1\u202f234\u202f567.89");
  expect([bytes(999), bytes(684e6), bytes(3.1e9), bytes(18e9)]).toEqual([
    "999 B",
    "684 MB",
    "3.1 GB",
    "18 GB",
  ]);
});
