import { runModule } from "./run-module.mjs";

await runModule("support/verify", "Usage: npm run verify -- <decode|look> [--corpus DIR] [--json]");
