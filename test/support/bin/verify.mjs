import { runModule } from "./run-module.mjs";

await runModule(
  "support/verify",
  "Usage: npm run verify -- <decode|deid|fuzz|look|split> [--corpus DIR] [--dataset DIR] [--planted] [--json]",
);
