import type { GrowCutCalls } from "../../domain/calls/growcut-calls.ts";
import { serve } from "../serve.ts";
import { makePipelineLoader, pipelinesBaseUrl } from "../wasm/load-pipeline.ts";
import { makeOwnPipelines } from "../wasm/own-pipelines.ts";
import { makeGrowCutCalls } from "./make-growcut.ts";

const { growCut } = makeOwnPipelines(makePipelineLoader(pipelinesBaseUrl()));
serve<GrowCutCalls>(makeGrowCutCalls(growCut));
