import { deflateRawSync } from "node:zlib";
import { expect, test } from "vitest";
import { starterLabelSchema } from "../../../src/domain/label-schema-starter.ts";
import { addCode, type CodeSet, projectCodes } from "../../../src/domain/project-codes.ts";
import { mostProjectBytes, packProject, unpackProject } from "../../../src/jobs/project-codes.ts";

function whole(codes: readonly string[] | null): CodeSet {
  let set: CodeSet | null = null;
  for (const code of codes ?? []) set = addCode(set, code).set;
  if (!set) throw new Error("no codes");
  return set;
}

test("a text comes back to the letter, whatever letters it has", async () => {
  const text = `${JSON.stringify(starterLabelSchema, null, 1)} Läsion 腫瘤 آفة 🫁\n`;
  expect(await unpackProject(whole(await packProject(text)))).toEqual({ text });
});

test("the schema that ships fits into a handful of codes", async () => {
  const codes = await packProject(JSON.stringify(starterLabelSchema, null, 1));
  expect(codes?.length).toBeGreaterThan(1);
  expect(codes?.length).toBeLessThan(8);
});

test("what does not fit into the codes, or is larger than any project, gets none", async () => {
  let state = 1;
  const noise = Array.from({ length: 60_000 }, () => {
    state = (state * 48_271) % 2_147_483_647;
    return String.fromCharCode(32 + (state % 90));
  }).join("");
  expect(await packProject(noise)).toBeNull();
  expect(await packProject("a".repeat(mostProjectBytes + 1))).toBeNull();
  expect(await packProject("a".repeat(mostProjectBytes))).toHaveLength(3);
});

test("a bomb under a digest of its own is not unpacked beyond the limit", async () => {
  const bomb = deflateRawSync(Buffer.alloc(12 * mostProjectBytes), { level: 9 });
  expect(bomb.length).toBeLessThan(16_000);
  expect(await unpackProject(whole(projectCodes(bomb)))).toEqual({ fault: "too-large" });
});

test.each([
  ["no deflate stream", Uint8Array.of(255, 254, 1, 2, 3)],
  ["a stream that is cut", deflateRawSync(Buffer.from("text ".repeat(99))).subarray(0, 9)],
  ["bytes that are no UTF-8", deflateRawSync(Buffer.from([0x7b, 0xff, 0x7d]))],
])("%s is no project", async (_name, packed) => {
  expect(await unpackProject(whole(projectCodes(packed)))).toEqual({ fault: "no-project" });
});

test("codes that do not belong together are told by their digest", async () => {
  const set = whole(await packProject("a text"));
  expect(await unpackProject({ ...set, digest: "0".repeat(16) })).toEqual({ fault: "digest" });
});
