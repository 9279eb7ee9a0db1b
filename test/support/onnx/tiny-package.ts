import { tinyModel, tinyWeights } from "./tiny-model.ts";

const channels = ["image", "pos:disk:2", "neg:disk:2", "box:fill", "prev:prob"];
const selfTestSide = 32;

async function sha256Hex(bytes: Uint8Array<ArrayBuffer>): Promise<string> {
  const digest = new Uint8Array(await crypto.subtle.digest("SHA-256", bytes));
  return Array.from(digest, (byte) => byte.toString(16).padStart(2, "0")).join("");
}

function selfTestPair() {
  const pixels = selfTestSide * selfTestSide;
  const input = new Float32Array(5 * pixels).map((_, at) => ((at * 37) % 101) / 100);
  const { image, positive, negative, box, previous, bias } = tinyWeights;
  const weights = [image, positive, negative, box, previous];
  const output = new Float32Array(pixels).map((_, at) =>
    weights.reduce((sum, weight, channel) => sum + weight * (input[channel * pixels + at] ?? 0), bias),
  );
  return { input: new Uint8Array(input.buffer), output: new Uint8Array(output.buffer) };
}

/** The manifest of {@link tinyPackage}, JSON-safe; tests bend it. */
export async function tinyManifest() {
  const file = async (size: number) => {
    const bytes = tinyModel(size);
    const path = `tiny-${size}.onnx`;
    return { role: "model", path, bytes: bytes.length, sha256: await sha256Hex(bytes), size };
  };
  return {
    schema: "prelabel-model/1",
    id: "tiny",
    version: "0.0.1",
    license: "CC0-1.0",
    files: [{ ...(await file(selfTestSide)) }, { ...(await file(64)), selfTest: null }].map((entry, at) =>
      at === 0 ? { ...entry, selfTest: { input: "t.bin", output: "t.out.bin", atol: 0.001 } } : entry,
    ),
    input: {
      size: [64, 64],
      tensors: [{ name: "input", dtype: "float32", shape: [1, 5, 64, 64], channels }],
    },
    output: { tensors: [{ name: "logits", kind: "mask-logits", activation: "sigmoid", threshold: 0.5 }] },
    defaultFor: ["click"],
  };
}

/** All files of a model package around the tiny graph, by path: two sizes, a self-test for the smaller. */
export async function tinyPackage(): Promise<Map<string, Uint8Array<ArrayBuffer>>> {
  const { input, output } = selfTestPair();
  return new Map([
    ["model.json", new TextEncoder().encode(JSON.stringify(await tinyManifest()))],
    ["tiny-32.onnx", tinyModel(32)],
    ["tiny-64.onnx", tinyModel(64)],
    ["t.bin", input],
    ["t.out.bin", output],
  ]);
}
