import { Refusal } from "../../domain/models/manifest-fields.ts";
import { draftFromMonai, type GuessedPart } from "../../domain/models/monai-draft.ts";
import { say } from "../../domain/said.ts";
import { PlainError } from "../serve.ts";
import type { PackageFiles } from "./gather-files.ts";
import type { MakeGraph } from "./graph-session.ts";
import { sha256Hex } from "./model-package.ts";

/** A bundle with the model.json that was drafted for it. */
export interface DraftedBundle {
  readonly files: PackageFiles;
  readonly guessed: readonly GuessedPart[];
}

function parsed(bytes: Uint8Array): unknown {
  try {
    return JSON.parse(new TextDecoder().decode(bytes));
  } catch {
    throw new PlainError("model-manifest", say`metadata.json: expected JSON, found something else.`);
  }
}

/** Drafts a model.json from a MONAI bundle's metadata and the names that its graph gives its tensors (assist 3.4). */
export async function draftFromBundle(files: PackageFiles, make: MakeGraph): Promise<DraftedBundle> {
  const metadata = files.get("configs/metadata.json") ?? files.get("metadata.json");
  const graphs = [...files.keys()].filter((path) => path.endsWith(".onnx"));
  const path = graphs.find((name) => name.endsWith("model.onnx")) ?? graphs[0];
  const bytes = path === undefined ? undefined : files.get(path);
  if (!metadata || path === undefined || !bytes)
    throw new PlainError(
      "model-manifest",
      say`Expected a model.json, or the metadata.json and the .onnx file of a MONAI bundle. A bundle of PyTorch weights has to be exported to ONNX first.`,
    );
  const session = await make(bytes, []).catch(() => {
    throw new PlainError("model-session", say`The model file “${path}” could not be read as ONNX.`);
  });
  const [input, output] = [session.inputs[0], session.outputs[0]];
  await session.release();
  try {
    const draft = draftFromMonai(parsed(metadata), {
      path,
      bytes: bytes.length,
      sha256: await sha256Hex(bytes),
      inputName: input?.name ?? "",
      outputName: output?.name ?? "",
    });
    const text = new TextEncoder().encode(JSON.stringify(draft.manifest, null, 2));
    return { files: new Map([...files, ["model.json", text]]), guessed: draft.guessed };
  } catch (reason) {
    if (reason instanceof Refusal)
      throw new PlainError("model-manifest", say`${reason.message.replace("model.json", "metadata.json")}`);
    throw reason;
  }
}
