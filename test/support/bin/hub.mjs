import { spawn, spawnSync } from "node:child_process";
import { mkdirSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { preview } from "vite";
import { distIsFresh } from "./newest.mjs";
import { node, root } from "./run.mjs";

// A hub to try sync with: the app and an Orthanc of its own on one origin, so that no browser rule stands between them.
const hubPort = Number(process.env.HUB_PORT ?? 8043);
const appPort = Number(process.env.APP_PORT ?? 4173);
const plugins = "/usr/share/orthanc/plugins";

if (spawnSync("sh", ["-c", "command -v Orthanc"]).status !== 0) {
  console.error(
    "Orthanc is not installed. On Debian: apt-get install --no-install-recommends orthanc orthanc-dicomweb",
  );
  process.exit(1);
}
if (!distIsFresh()) {
  const status = await node(["test/support/bin/build.mjs"]);
  if (status !== 0) process.exit(status);
}
const folder = join(root, "node_modules/.cache/overread-hub");
mkdirSync(folder, { recursive: true });
const config = join(folder, "orthanc.json");
writeFileSync(
  config,
  JSON.stringify({
    Name: "overread-hub",
    HttpPort: hubPort,
    DicomServerEnabled: false,
    RemoteAccessAllowed: false,
    AuthenticationEnabled: false,
    StorageDirectory: join(folder, "store"),
    IndexDirectory: join(folder, "store"),
    OverwriteInstances: false,
    KeepAlive: true,
    Plugins: [join(plugins, "libOrthancDicomWeb.so")],
    DicomWeb: { Enable: true, Root: "/dicom-web/" },
  }),
);
const orthanc = spawn("Orthanc", [config], { stdio: ["ignore", "ignore", "inherit"] });
orthanc.once("exit", (code) => {
  console.error(`Orthanc ended (${code}). Is port ${hubPort} taken? HUB_PORT=… chooses another.`);
  process.exit(1);
});
const target = `http://127.0.0.1:${hubPort}`;
const server = await preview({
  root,
  preview: {
    port: appPort,
    strictPort: true,
    host: "127.0.0.1",
    proxy: { "/dicom-web": { target }, "/changes": { target } },
  },
  logLevel: "error",
});
const stop = () => {
  orthanc.removeAllListeners("exit");
  orthanc.kill();
  void server.close().then(() => process.exit(0));
};
process.once("SIGINT", stop);
process.once("SIGTERM", stop);
console.log(
  `Overread runs at http://localhost:${appPort}; the hub's address is http://localhost:${appPort}/dicom-web`,
);
console.log(`What was sent lies in ${folder}/store. Stop with Ctrl+C.`);
