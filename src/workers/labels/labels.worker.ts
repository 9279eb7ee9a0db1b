import type { LabelsCalls } from "../../domain/calls/labels-calls.ts";
import { openMainDatabase } from "../../storage/database.ts";
import { serve } from "../serve.ts";
import { makeLabels } from "./make-labels.ts";

serve<LabelsCalls>(makeLabels(openMainDatabase()));
