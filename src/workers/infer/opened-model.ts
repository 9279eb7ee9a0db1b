import { promptKindsOf } from "../../domain/assist/prompt-kinds-of.ts";
import { rememberedImages } from "../../domain/assist/prompt-planes.ts";
import type { InferState } from "../../domain/calls/assist-calls.ts";
import { say } from "../../domain/said.ts";
import { PlainError } from "../serve.ts";
import { type EmbeddingCache, makeEmbeddingCache } from "./embedding-cache.ts";
import type { EngineMakers } from "./engine-makers.ts";
import type { GraphHost } from "./graph-host.ts";
import { openModel } from "./model-host.ts";
import { openPackage, type ReadPart } from "./model-package.ts";
import { openGraphModel } from "./open-graph.ts";
import type { EngineFacts } from "./ort-engine.ts";
import { type SegmentAnswer, type SegmentInput, segmentPlane } from "./segment-plane.ts";
import { segmentWithPair } from "./segment-with-pair.ts";

/** A loaded model of any adapter. */
export interface OpenedModel {
  readonly state: InferState;
  /** Answers a prompt; rejects with a plain error when the model takes none. */
  segment(input: SegmentInput): Promise<SegmentAnswer>;
  /** Present where the model finds things by itself. */
  readonly labeller: GraphHost | null;
}

/** Embeddings of about sixteen slices of Segment Anything (4 MiB each). */
const embeddingBytes = 64 * 2 ** 20;

function withPrompts(host: GraphHost, cache: EmbeddingCache): OpenedModel {
  const segment = async (input: SegmentInput): Promise<SegmentAnswer> => {
    if (host.manifest.prompts) return segmentWithPair(host, cache, input);
    throw new PlainError("model-task", say`This model finds things by itself and takes no clicks.`);
  };
  return { state: host.state, segment, labeller: host.manifest.prompts ? null : host };
}

/**
 * Opens a package with the adapter that its manifest names; `own` is a model that the person chose: its licence is the one they named,
 * and it answers every kind of prompt that it takes. Rejects with a plain error when anything is not as the manifest says.
 */
export async function openAnyModel(
  read: ReadPart,
  engine: EngineFacts,
  makers: EngineMakers,
  own: { readonly license: string } | null,
): Promise<OpenedModel> {
  const opened = await openPackage(read);
  if (opened.kind === "graph") {
    const host = await openGraphModel(read, opened, engine, makers.graph);
    const manifest = own ? { ...host.manifest, license: own.license } : host.manifest;
    return withPrompts({ ...host, manifest }, makeEmbeddingCache(embeddingBytes));
  }
  const found = await openModel(read, engine, makers.planes);
  const defaultFor = own ? promptKindsOf(found.manifest.channels) : found.manifest.defaultFor;
  const license = own?.license ?? found.manifest.license;
  const host = {
    ...found,
    manifest: { ...found.manifest, license, defaultFor },
    state: { ...found.state, defaultFor },
  };
  const images = rememberedImages();
  return { state: host.state, segment: (input) => segmentPlane(host, input, images), labeller: null };
}
