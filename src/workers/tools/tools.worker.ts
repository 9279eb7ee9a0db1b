import type { ToolsCalls } from "../../domain/calls/tools-calls.ts";
import { serve } from "../serve.ts";
import { makeTools } from "./make-tools.ts";

serve<ToolsCalls>(makeTools());
