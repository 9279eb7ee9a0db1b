import { runModule } from "./run-module.mjs";

await runModule(
  "support/verify",
  "Usage: npm run verify -- <decode|deid|fuzz|kill|look|split> [--corpus DIR] [--dataset DIR] [--planted] [--runs N] [--json]",
);
