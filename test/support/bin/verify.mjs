import { runModule } from "./run-module.mjs";

await runModule(
  "support/verify",
  "Usage: npm run verify -- <decode|deid|fuzz|look> [--corpus DIR] [--planted] [--json]",
);
