import { runModule } from "./run-module.mjs";

await runModule(
  "support/verify",
  "Usage: npm run verify -- <assist|decode|deid|fuzz|kill|look|ranged|split|sync|text> [--corpus DIR] [--dataset DIR] [--planted] [--methods a,b] [--gate] [--runs N] [--seed S] [--json]",
);
