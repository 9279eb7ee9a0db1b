import { type ChildProcess, spawn } from "node:child_process";
import { mkdtempSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { createServer } from "node:net";
import { tmpdir } from "node:os";
import { join } from "node:path";

const freePort = (): Promise<number> =>
  new Promise((resolve, reject) => {
    const server = createServer();
    server.once("error", reject);
    server.listen(0, "127.0.0.1", () => {
      const address = server.address();
      const port = typeof address === "object" && address ? address.port : 0;
      server.close(() => resolve(port));
    });
  });

const isUp = async (url: string) => {
  try {
    return [200, 401].includes((await fetch(`${url}/system`)).status);
  } catch {
    return false;
  }
};

/** A real Orthanc of its own on a free port of this machine, with DICOMweb; stopped and wiped by `stop`. */
export async function startOrthanc(): Promise<{ readonly baseUrl: string; stop(): Promise<void> }> {
  const folder = mkdtempSync(join(tmpdir(), "overread-orthanc-"));
  const port = await freePort();
  const config = {
    Name: "overread-test",
    HttpPort: port,
    DicomServerEnabled: false,
    RemoteAccessAllowed: false,
    AuthenticationEnabled: false,
    StorageDirectory: join(folder, "store"),
    IndexDirectory: join(folder, "store"),
    OverwriteInstances: false,
    KeepAlive: true,
    Plugins: ["/usr/share/orthanc/plugins/libOrthancDicomWeb.so"],
    DicomWeb: { Enable: true, Root: "/dicom-web/" },
  };
  const path = join(folder, "config.json");
  const log = join(folder, "log");
  writeFileSync(path, JSON.stringify(config));
  writeFileSync(log, "");
  const child: ChildProcess = spawn("Orthanc", [`--logfile=${log}`, path], { stdio: "ignore" });
  const ended = new Promise<void>((resolve) => child.once("exit", () => resolve()));
  const url = `http://127.0.0.1:${port}`;
  for (let tries = 0; !(await isUp(url)); tries++) {
    if (tries > 200 || child.exitCode !== null) {
      child.kill();
      throw new Error(`Orthanc did not start: ${readFileSync(log, "utf8").slice(-2000)}`);
    }
    await new Promise((resolve) => setTimeout(resolve, 50));
  }
  return {
    baseUrl: `${url}/dicom-web`,
    stop: async () => {
      child.kill();
      await ended;
      rmSync(folder, { recursive: true, force: true });
    },
  };
}
