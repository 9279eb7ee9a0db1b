import { readFileSync } from "node:fs";
import { expect, test } from "vitest";
import { toolVersion } from "../../../src/domain/tool.ts";

test("the app names the version of its package", () => {
  const text = readFileSync(new URL("../../../package.json", import.meta.url), "utf8");
  expect(toolVersion).toBe((JSON.parse(text) as { version: string }).version);
});
