import { readFileSync } from "node:fs";
import { expect, test } from "vitest";
import { offeredSwitches } from "../../src/domain/deid/options.ts";
import { policyRows } from "../../src/formats/dicom/deid/policy-table.ts";
import { evidence } from "../support/conformance/evidence.ts";
import { fatesOf, listedTags, written } from "../support/conformance/probe.ts";
import { conformanceStatement } from "../support/conformance/statement.ts";

const stored = readFileSync("docs/conformance.md", "utf8");

test("docs/conformance.md says what the code does: `npm run build:conformance` writes the same", () => {
  expect(stored).toBe(conformanceStatement());
});

test("it tells the fate of every listed tag, and of every option that is offered", () => {
  const fates = fatesOf("1.2.840.10008.5.1.4.1.1.2");
  expect(fates.size).toBe(listedTags.filter((tag) => !written.has(tag)).length);
  const basic = stored.split("## Elements that the table lists")[1]?.split("\n## ")[0] ?? "";
  const told = new Set(
    [...basic.matchAll(/\((\w{4}),(\w{4})\)/g)].map(([, group, element]) => `${group}${element}`),
  );
  for (const [, group, elements = ""] of basic.matchAll(/\((\w{4}): ([\w ]+)\)/g))
    for (const element of elements.split(" ")) told.add(`${group}${element}`);
  expect(listedTags.filter((tag) => !told.has(tag))).toEqual([]);
  expect(listedTags.length).toBeGreaterThan(policyRows.size - 60);
  expect(stored.match(/if the project chooses it/g)).toHaveLength(offeredSwitches.length + 2);
});

test("no listed tag is kept under the Basic Profile, and every option keeps or cleans something", () => {
  const kept = [...fatesOf("1.2.840.10008.5.1.4.1.1.2")].filter(([, { action }]) => action === "keep");
  expect(kept).toEqual([]);
  for (const name of offeredSwitches.filter((one) => one !== "retainSafePrivate"))
    expect(
      [...fatesOf("1.2.840.10008.5.1.4.1.1.2", { [name]: true })].filter(([, { option }]) => option !== ""),
    ).not.toEqual([]);
});

test.each(evidence)("the proof of '%s' is there", (_claim, file, name) => {
  expect(readFileSync(file, "utf8")).toContain(name === "" ? "test(" : name);
});
