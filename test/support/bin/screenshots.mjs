import { runModule } from "./run-module.mjs";

// Every screen and dialog of the built app, with its own sample, in both sizes and both themes, into docs/screens/.
await runModule("support/screens", "Usage: node test/support/bin/screenshots.mjs", "pictures");
