import type { CodesCalls } from "../../domain/calls/codes-calls.ts";
import { serve } from "../serve.ts";
import { readQr } from "./read-qr.ts";

serve<CodesCalls>({ readCode: async (picture) => ({ text: readQr(picture) }) });
