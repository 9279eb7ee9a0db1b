import { expect, test } from "vitest";
import { readModelManifest } from "../../../src/domain/model-manifest.ts";
import { tinyManifest } from "../../support/onnx/tiny-package.ts";

type Bend = (manifest: Record<string, unknown> & { files: Record<string, unknown>[] }) => void;

test("a whole manifest is read", async () => {
  const reading = readModelManifest(await tinyManifest());
  expect(reading.ok && reading.manifest.files.map((file) => file.size)).toEqual([32, 64]);
  expect(reading.ok && reading.manifest.defaultFor).toEqual(["click"]);
  expect(reading.ok && reading.manifest.modalities).toEqual(["*"]);
});

test.each<[string, Bend, RegExp]>([
  [
    "another schema",
    (m) => {
      m.schema = "prelabel-model/2";
    },
    /“schema”.*prelabel-model\/2/,
  ],
  [
    "no id",
    (m) => {
      m.id = "";
    },
    /“id”/,
  ],
  [
    "no files",
    (m) => {
      m.files = [];
    },
    /“files”/,
  ],
  [
    "a path that climbs out",
    (m) => {
      m.files[0] = { ...m.files[0], path: "../x-32.onnx" };
    },
    /files\[0\]\.path.*\.\./,
  ],
  [
    "an absolute path",
    (m) => {
      m.files[0] = { ...m.files[0], path: "/x-32.onnx" };
    },
    /files\[0\]\.path/,
  ],
  [
    "a path to another host",
    (m) => {
      m.files[0] = { ...m.files[0], path: "https://x/y-32.onnx" };
    },
    /files\[0\]\.path/,
  ],
  [
    "a short hash",
    (m) => {
      m.files[1] = { ...m.files[1], sha256: "abc" };
    },
    /files\[1\]\.sha256.*abc/,
  ],
  [
    "no length",
    (m) => {
      m.files[1] = { ...m.files[1], bytes: 0 };
    },
    /files\[1\]\.bytes/,
  ],
  [
    "a role of another family",
    (m) => {
      m.files[0] = { ...m.files[0], role: "encoder" };
    },
    /files\[0\]\.role.*encoder/,
  ],
  [
    "a tolerance of zero",
    (m) => {
      m.files[0] = { ...m.files[0], selfTest: { input: "a", output: "b", atol: 0 } };
    },
    /atol/,
  ],
  [
    "no mask output",
    (m) => {
      m.output = { tensors: [{ name: "x", kind: "boxes-yolov8" }] };
    },
    /output\.tensors/,
  ],
  [
    "channels that are no names",
    (m) => {
      m.input = { size: [64, 64], tensors: [{ name: "input", channels: [1] }] };
    },
    /channels/,
  ],
  [
    "no input",
    (m) => {
      delete m.input;
    },
    /“input”.*nothing/,
  ],
])("a manifest with %s is refused by field and value", async (_, bend, message) => {
  const manifest = structuredClone(await tinyManifest()) as unknown as Parameters<Bend>[0];
  bend(manifest);
  const reading = readModelManifest(manifest);
  expect(reading.ok ? "accepted" : reading.reason).toMatch(message);
});

test.each([null, 3, "x", []])("what is no object is refused: %j", (value) => {
  expect(readModelManifest(value).ok).toBe(false);
});
