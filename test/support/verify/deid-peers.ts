import { execFileSync, spawn } from "node:child_process";
import { existsSync, mkdirSync, readFileSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { isInstalled } from "./deid-compare.ts";
import { fileValues } from "./file-values.ts";
import type { Needle } from "./harvest-values.ts";
import { survivors } from "./scan-needles.ts";

/** What another program leaves: strings found in its outputs, of those in the files that it took. */
export interface PeerCount {
  readonly survivors: number;
  readonly of: number;
  readonly files: number;
  readonly refused: number;
}

interface PeerFile {
  readonly path: string;
  readonly needles: readonly Needle[];
}

function makeCount() {
  const total = { survivors: 0, of: 0, files: 0, refused: 0 };
  return {
    add(bytes: Uint8Array | null, needles: readonly Needle[]) {
      if (!bytes) {
        total.refused++;
        return;
      }
      const { text, pixels } = fileValues(bytes);
      total.files++;
      total.of += needles.length;
      total.survivors += survivors(Buffer.concat([text, pixels ?? Buffer.alloc(0)]), needles).length;
    },
    total,
  };
}

/** Basic Profile of gdcmanon (GDCM), under a certificate made for the run; null where it is not installed. */
export function leftByGdcm(files: readonly PeerFile[], folder: string): PeerCount | null {
  if (!isInstalled("gdcmanon") || !isInstalled("openssl")) return null;
  const [key, certificate] = [join(folder, "key.pem"), join(folder, "certificate.pem")];
  execFileSync(
    "openssl",
    [
      "req",
      "-x509",
      "-newkey",
      "rsa:2048",
      "-nodes",
      "-subj",
      "/CN=overread",
      "-keyout",
      key,
      "-out",
      certificate,
    ],
    { stdio: "ignore" },
  );
  const count = makeCount();
  for (const { path, needles } of files) {
    const output = `${path}.gdcm`;
    try {
      execFileSync("gdcmanon", ["-e", "-c", certificate, path, output], { stdio: "ignore", timeout: 60_000 });
    } catch {
      // A file that it does not take is counted as refused.
    }
    count.add(existsSync(output) ? readFileSync(output) : null, needles);
  }
  return count.total;
}

const port = 18_042;

/** Orthanc's own anonymisation with its defaults; null where it is not installed. */
export async function leftByOrthanc(files: readonly PeerFile[], folder: string): Promise<PeerCount | null> {
  if (!isInstalled("Orthanc")) return null;
  const storage = join(folder, "orthanc");
  mkdirSync(storage);
  const settings = join(folder, "orthanc.json");
  writeFileSync(
    settings,
    JSON.stringify({
      StorageDirectory: storage,
      IndexDirectory: storage,
      HttpPort: port,
      DicomServerEnabled: false,
      RemoteAccessAllowed: false,
      AuthenticationEnabled: false,
      Plugins: [],
    }),
  );
  const server = spawn("Orthanc", [settings], { stdio: "ignore" });
  const url = `http://127.0.0.1:${port}`;
  try {
    for (let wait = 0; wait < 100; wait++) {
      if (await fetch(`${url}/system`).catch(() => null)) break;
      await new Promise((done) => setTimeout(done, 100));
    }
    const count = makeCount();
    for (const { path, needles } of files) {
      const sent = await fetch(`${url}/instances`, { method: "POST", body: readFileSync(path) });
      const { ID } = (sent.ok ? await sent.json() : {}) as { ID?: string };
      const made = ID
        ? await fetch(`${url}/instances/${ID}/anonymize`, { method: "POST", body: "{}" })
        : null;
      count.add(made?.ok ? new Uint8Array(await made.arrayBuffer()) : null, needles);
    }
    return count.total;
  } finally {
    server.kill();
  }
}
