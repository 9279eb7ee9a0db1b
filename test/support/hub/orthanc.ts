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

/** What a lab is told to run; the types of files are its. */
const lab = JSON.parse(readFileSync(join(import.meta.dirname, "../../../deploy/lab/orthanc.json"), "utf8"));

const plugins = "/usr/share/orthanc/plugins";

/** A real Orthanc of its own on a free port of this machine, with DICOMweb; stopped and wiped by `stop`. With `app`, a folder, that is served under `/app/`. */
export async function startOrthanc(
  options: { readonly app?: string } = {},
): Promise<{ readonly baseUrl: string; readonly port: number; stop(): Promise<void> }> {
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
    Plugins: [`${plugins}/libOrthancDicomWeb.so`, ...(options.app ? [`${plugins}/libServeFolders.so`] : [])],
    DicomWeb: { Enable: true, Root: "/dicom-web/" },
    ...(options.app ? { ServeFolders: { ...lab.ServeFolders, Folders: { "/app": options.app } } } : {}),
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
    port,
    stop: async () => {
      child.kill();
      await ended;
      rmSync(folder, { recursive: true, force: true });
    },
  };
}
