import { runModule } from "./run-module.mjs";

await runModule(
  "support/verify",
  "Usage: npm run verify -- <decode|deid|fuzz|look|split|sync> [--corpus DIR] [--dataset DIR] [--planted] [--runs N] [--seed S] [--json]",
);
