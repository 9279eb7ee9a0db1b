import { runModule } from "./run-module.mjs";

await runModule(
  "support/verify",
  "Usage: npm run verify -- <assist|decode|deid|export|fuzz|kill|look|ranged|split|sync|text> [--corpus DIR] [--dataset DIR] [--planted] [--score] [--methods a,b] [--gate] [--runs N] [--seed S] [--json]",
);
