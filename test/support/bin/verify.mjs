import { runModule } from "./run-module.mjs";

await runModule("support/verify", "Usage: npm run verify -- <decode|fuzz|look> [--corpus DIR] [--json]");
