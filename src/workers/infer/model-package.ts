import type { ModelFile, ModelManifest } from "../../domain/model-manifest.ts";
import type { GraphManifest } from "../../domain/models/graph-manifest.ts";
import { readOwnManifest } from "../../domain/models/read-own-manifest.ts";
import { say } from "../../domain/said.ts";
import { PlainError } from "../serve.ts";

/** Reads one file of the package, by its path inside it. Rejects when it is absent. */
export type ReadPart = (path: string) => Promise<Uint8Array<ArrayBuffer>>;

/** A manifest whose own hash is known. */
export type ModelPackage =
  | { readonly kind: "planes"; readonly manifest: ModelManifest; readonly manifestSha256: string }
  | { readonly kind: "graph"; readonly manifest: GraphManifest; readonly manifestSha256: string };

/** SHA-256 of bytes, hex. */
export async function sha256Hex(bytes: Uint8Array<ArrayBuffer>): Promise<string> {
  const digest = new Uint8Array(await crypto.subtle.digest("SHA-256", bytes));
  return Array.from(digest, (byte) => byte.toString(16).padStart(2, "0")).join("");
}

/** Reads parts of a package that lies under an absolute URL. */
export function readFrom(baseUrl: string): ReadPart {
  const base = baseUrl.endsWith("/") ? baseUrl : `${baseUrl}/`;
  return async (path) => {
    const response = await fetch(new URL(path, base)).catch(() => null);
    if (!response?.ok)
      throw new PlainError(
        "model-missing",
        say`The model file “${path}” could not be read (${response ? say`status ${response.status}` : say`no answer`}). The classical tools still work; reload the app once while online.`,
      );
    return new Uint8Array(await response.arrayBuffer());
  };
}

/** Reads and checks `model.json`. Rejects with code `model-manifest`. */
export async function openPackage(read: ReadPart): Promise<ModelPackage> {
  const bytes = await read("model.json");
  let value: unknown;
  try {
    value = JSON.parse(new TextDecoder().decode(bytes));
  } catch {
    throw new PlainError("model-manifest", say`model.json: expected JSON, found something else.`);
  }
  const reading = readOwnManifest(value);
  if (!reading.ok) throw new PlainError("model-manifest", say`${reading.reason}`);
  return { ...reading, manifestSha256: await sha256Hex(bytes) };
}

/** The bytes of a file beside a model, only when its SHA-256 is that of the manifest. Rejects with code `model-hash`. */
export async function readPinned(
  read: ReadPart,
  path: string,
  sha256: string,
): Promise<Uint8Array<ArrayBuffer>> {
  const bytes = await read(path);
  const found = await sha256Hex(bytes);
  if (found !== sha256)
    throw new PlainError(
      "model-hash",
      say`“${path}” is not the file that model.json names: expected SHA-256 ${sha256.slice(0, 12)}…, found ${found.slice(0, 12)}…. It is not used.`,
    );
  return bytes;
}

/** The bytes of a model file, only when length and SHA-256 are those of the manifest. Rejects with code `model-hash`. */
export async function readVerified(
  read: ReadPart,
  file: Pick<ModelFile, "path" | "bytes" | "sha256">,
): Promise<Uint8Array<ArrayBuffer>> {
  const bytes = await read(file.path);
  const found = await sha256Hex(bytes);
  if (bytes.length !== file.bytes || found !== file.sha256)
    throw new PlainError(
      "model-hash",
      say`The model file “${file.path}” is not the one that model.json names: expected ${file.bytes} bytes with SHA-256 ${file.sha256.slice(0, 12)}…, found ${bytes.length} bytes with ${found.slice(0, 12)}…. It is not used.`,
    );
  return bytes;
}

/** Stored input and output of a file's self-test as float32, or null when it has none. */
export async function readSelfTest(read: ReadPart, file: ModelFile, channels: number) {
  if (!file.selfTest) return null;
  const floats = async (path: string) => {
    const bytes = await read(path);
    return new Float32Array(bytes.buffer, 0, Math.floor(bytes.length / 4));
  };
  const input = await floats(file.selfTest.input);
  const output = await floats(file.selfTest.output);
  const pixels = file.size * file.size;
  if (input.length !== channels * pixels || output.length !== pixels)
    throw new PlainError(
      "model-self-test",
      say`The self-test of “${file.path}” has the wrong size: expected ${channels * pixels} and ${pixels} numbers, found ${input.length} and ${output.length}.`,
    );
  return { input, output, atol: file.selfTest.atol };
}
