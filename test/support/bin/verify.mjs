import { runModule } from "./run-module.mjs";

await runModule(
  "support/verify",
  "Usage: npm run verify -- <assist|decode|deid|fuzz|look|split> [--corpus DIR] [--dataset DIR] [--planted] [--methods a,b] [--gate] [--json]",
);
