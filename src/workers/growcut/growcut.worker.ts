import type { GrowCutCalls } from "../../domain/calls/growcut-calls.ts";
import { growCut } from "../../domain/region/grow-cut-kernel.ts";
import { serve } from "../serve.ts";
import { makeGrowCutCalls } from "./make-growcut.ts";

serve<GrowCutCalls>(makeGrowCutCalls(async (input) => growCut(input)));
