import { createServer } from "node:net";
import { distIsFresh } from "./newest.mjs";
import { node, vite } from "./run.mjs";

const port = 4173;

function portIsFree() {
  return new Promise((done) => {
    const probe = createServer();
    probe.once("error", () => done(false));
    probe.listen(port, "127.0.0.1", () => probe.close(() => done(true)));
  });
}

if (!(await portIsFree())) {
  console.error(`Port ${port} is taken. Stop the other program, then run npm start again.`);
  process.exit(1);
}
if (!distIsFresh()) {
  console.log("Building Overread (about a minute the first time) …");
  const status = await node(["test/support/bin/build.mjs"]);
  if (status !== 0) process.exit(status);
}
console.log(`Overread runs at http://localhost:${port} — stop it with Ctrl+C.`);
process.exitCode = await node([vite(), "preview", "--logLevel", "warn"]);
