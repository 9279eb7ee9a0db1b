import { memorySource } from "../../../src/formats/byte-source.ts";
import { asciiOf, asciiValuesOf, decimalsOf, numberOf } from "../../../src/formats/dicom/element-values.ts";
import { readDicom } from "../../../src/formats/dicom/read-dicom.ts";

/** What a hub may do wrong (sync 5.2). Each is one switch; `chance` says how often. */
export const hubFaults = [
  "none",
  "cut-request",
  "cut-half-stored",
  "answer-lost",
  "status-500",
  "status-503-retry-after",
  "status-429",
  "status-408",
  "sign-in-401",
  "sign-in-403",
  "too-large-413",
  "answer-no-json",
  "answer-empty-nothing-stored",
  "stored-named-failed",
  "failed-named-stored",
  "page-cap",
  "page-duplicates",
  "filter-ignored",
  "download-cut",
  "download-500",
  "other-content-kept",
  "lists-unknown",
  "feed-moves",
  "bundle-damaged",
  // A guest network answers everything with its page, and 200.
  "captive-portal",
  // The hub is emptied on the way; a person looks and has everything sent again.
  "wiped",
  // Answers 500 now and then, while the clocks of the devices are set days ahead and back.
  "clock-jumps",
  // 200 whose list names what nobody sent, and nothing of what was.
  "strangers-named",
  // Lists that are as old as the hub's first answer to the same question.
  "stale-lists",
] as const;

export type HubFault = (typeof hubFaults)[number];

interface Stored {
  readonly study: string;
  readonly series: string;
  readonly uid: string;
  readonly bytes: Uint8Array;
  readonly json: Record<string, { vr: string; Value: unknown[] }>;
}

const item = (uid: string, reason?: number) => ({
  "00081155": { vr: "UI", Value: [uid] },
  ...(reason === undefined ? {} : { "00081197": { vr: "US", Value: [reason] } }),
});

async function describe(bytes: Uint8Array): Promise<Stored> {
  const { dataset } = await readDicom(memorySource(bytes));
  const text = (tag: number) => asciiOf(dataset, tag);
  const json: Stored["json"] = {};
  const put = (tag: string, vr: string, values: readonly unknown[]) => {
    if (values.length > 0 && values[0] !== "") json[tag] = { vr, Value: [...values] };
  };
  for (const tag of ["00080016", "00080018", "00080060", "00100020", "0020000D", "0020000E"])
    put(tag, "UI", [text(Number.parseInt(tag, 16))]);
  put("00120063", "LO", asciiValuesOf(dataset, 0x00120063));
  for (const tag of ["00280010", "00280011", "00280101"]) {
    const value = numberOf(dataset, Number.parseInt(tag, 16));
    if (value !== undefined && value !== null) put(tag, "US", [value]);
  }
  put("00280008", "IS", decimalsOf(dataset, 0x00280008));
  return { study: text(0x0020000d), series: text(0x0020000e), uid: text(0x00080018), bytes, json };
}

/** Cuts a multipart body with code of its own: a reader that checks a writer shares none with it. */
function partsOf(body: Buffer, boundary: string): Uint8Array[] {
  const parts: Uint8Array[] = [];
  const mark = Buffer.from(`--${boundary}`);
  for (let at = body.indexOf(mark); at >= 0; ) {
    const next = body.indexOf(mark, at + mark.length);
    if (next < 0) return parts;
    const start = body.indexOf("\r\n\r\n", at) + 4;
    parts.push(new Uint8Array(body.subarray(start, next - 2)));
    at = next;
  }
  return parts;
}

/** A DICOMweb server in memory, as Orthanc answers, with faults. `fetch` is what the app would call. */
export function makeMemoryHub(random: () => number = Math.random) {
  const objects = new Map<string, Stored>();
  const state = {
    fault: "none" as HubFault,
    /** An object that the lists of series and instances do not name yet. */
    without: "",
    chance: 1,
    requests: 0,
    stored: 0,
    hasFeed: null as "orthanc" | "azure" | null,
    /** Workitems of its worklist, as DICOM JSON; null: it has none. */
    workitems: null as readonly unknown[] | null,
    stores: new Map<string, number>(),
  };
  const stale = new Map<string, string>();
  const hits = (fault: HubFault) => state.fault === fault && random() < state.chance;
  const json = (value: unknown, status = 200) =>
    new Response(JSON.stringify(value), { status, headers: { "Content-Type": "application/dicom+json" } });

  async function store(study: string, body: Buffer, contentType: string): Promise<Response> {
    if (hits("cut-request")) throw new TypeError("network");
    if (hits("status-500") || hits("clock-jumps")) return new Response("oops", { status: 500 });
    if (hits("status-503-retry-after"))
      return new Response("", { status: 503, headers: { "Retry-After": "1" } });
    if (hits("status-429")) return new Response("", { status: 429, headers: { "Retry-After": "2" } });
    if (hits("status-408")) return new Response("", { status: 408 });
    if (hits("sign-in-401")) return new Response("", { status: 401 });
    if (hits("sign-in-403")) return new Response("", { status: 403 });
    const parts = partsOf(body, /boundary=([^;]+)/.exec(contentType)?.[1] ?? "");
    if (state.fault === "too-large-413" && parts.length > 1) return new Response("", { status: 413 });
    if (hits("answer-empty-nothing-stored")) return json({});
    const half = hits("cut-half-stored");
    const lie = hits("failed-named-stored");
    const other = hits("other-content-kept");
    const stored: unknown[] = [];
    const failed: unknown[] = [];
    for (const bytes of half ? parts.slice(0, Math.floor(parts.length / 2)) : parts) {
      const one = await describe(bytes);
      if (one.study !== study) {
        failed.push(item(one.uid, 272));
        continue;
      }
      stored.push(item(one.uid));
      if (lie) continue;
      // Orthanc keeps what it has under a UID, and says that it stored (sync 4).
      if (objects.has(one.uid)) continue;
      if (other) {
        // Another's content: one byte in front of the last is changed, which is inside a value.
        const changed = one.bytes.slice();
        changed[changed.length - 3] = (changed[changed.length - 3] ?? 0) ^ 1;
        objects.set(one.uid, {
          ...one,
          bytes: changed,
          json: { ...one.json, "00120063": { vr: "LO", Value: [`px:${"9".repeat(32)}`] } },
        });
      } else objects.set(one.uid, one);
      state.stored++;
      state.stores.set(one.uid, (state.stores.get(one.uid) ?? 0) + 1);
    }
    if (hits("strangers-named")) return json({ "00081199": { vr: "SQ", Value: [item("2.25.404")] } });
    if (half || hits("answer-lost")) throw new TypeError("network");
    if (hits("answer-no-json")) return new Response("<html>OK</html>", { status: 200 });
    const named = hits("stored-named-failed");
    const failures = [
      ...failed,
      ...(named
        ? stored.map((one) => ({
            ...(one as object),
            ...item("", 272),
            "00081155": (one as ReturnType<typeof item>)["00081155"],
          }))
        : []),
    ];
    return json(
      {
        ...(named || stored.length === 0 ? {} : { "00081199": { vr: "SQ", Value: stored } }),
        ...(failures.length === 0 ? {} : { "00081198": { vr: "SQ", Value: failures } }),
      },
      failures.length > 0 ? 409 : 200,
    );
  }

  function list(all: readonly Stored["json"][], url: URL): Response {
    if (hits("download-500")) return new Response("", { status: 500 });
    const offset = Number(url.searchParams.get("offset") ?? 0);
    const asked = Number(url.searchParams.get("limit") ?? 1000);
    const limit = state.fault === "page-cap" ? Math.min(3, asked) : asked;
    const start = state.fault === "page-duplicates" ? Math.max(0, offset - 1) : offset;
    const page = all.slice(start, start + limit);
    return page.length === 0 ? new Response(null, { status: 204 }) : json(page);
  }

  function search(parts: readonly string[], url: URL): Response {
    const loose = hits("filter-ignored");
    const listed = [...objects.values()].filter(({ uid }) => uid !== state.without);
    const ofStudy = listed.filter(({ study }) => loose || study === parts[1]);
    if (parts.length === 1) {
      const wanted = url.searchParams.get("StudyInstanceUID");
      if (state.fault === "lists-unknown" && wanted?.includes(","))
        return new Response(null, { status: 204 });
      const studies = new Map<string, Stored["json"]>();
      for (const one of objects.values()) {
        if (!loose && wanted !== null && !wanted.split(",").includes(one.study)) continue;
        const count = [...objects.values()].filter(({ study }) => study === one.study).length;
        studies.set(one.study, {
          "0020000D": { vr: "UI", Value: [one.study] },
          "00100020": one.json["00100020"] ?? { vr: "LO", Value: [] },
          "00201208": { vr: "IS", Value: [count] },
        });
      }
      return list([...studies.values()], url);
    }
    if (parts.length === 3 && parts[2] === "series") {
      const modality = url.searchParams.get("Modality");
      const series = new Map<string, Stored["json"]>();
      for (const one of ofStudy)
        if (loose || modality === null || one.json["00080060"]?.Value[0] === modality)
          series.set(one.series, {
            ...one.json,
            "00201209": {
              vr: "IS",
              Value: [listed.filter(({ series: of }) => of === one.series).length],
            },
          });
      return list([...series.values()], url);
    }
    const series = parts[2] === "series" ? parts[3] : null;
    return list(
      ofStudy.filter((one) => loose || series === null || one.series === series).map((one) => one.json),
      url,
    );
  }

  return {
    objects,
    state,
    fetch: async (address: string, init: RequestInit): Promise<Response> => {
      state.requests++;
      init.signal?.throwIfAborted();
      const url = new URL(address);
      if (hits("captive-portal"))
        return new Response("<html>Please accept the terms</html>", {
          headers: { "Content-Type": "text/html" },
        });
      // Orthanc's list of changes lies beside the service.
      if (url.pathname === "/changes") {
        // One that always says that something changed costs questions, and nothing else.
        if (state.fault === "feed-moves") return json({ Changes: [], Done: true, Last: state.requests });
        if (state.hasFeed !== "orthanc") return new Response("", { status: 404 });
        return json({ Changes: [], Done: true, Last: state.stored });
      }
      if (url.pathname.endsWith("/changefeed/latest")) {
        if (state.hasFeed !== "azure") return new Response("", { status: 404 });
        const entry = { Sequence: state.stored, StudyInstanceUid: "1.2", Action: "create", State: "current" };
        return state.stored === 0 ? new Response(null, { status: 204 }) : json(entry);
      }
      const parts = url.pathname.split("/").filter((part) => part !== "" && part !== "dicom-web");
      if (init.method === "POST") {
        const body = Buffer.from(await (init.body as Blob).arrayBuffer());
        return store(parts[1] ?? "", body, new Headers(init.headers).get("Content-Type") ?? "");
      }
      if (hits("sign-in-401")) return new Response("", { status: 401 });
      if (parts[0] === "workitems") {
        if (!state.workitems) return new Response("", { status: 404 });
        const at = Number(url.searchParams.get("offset") ?? 0);
        const page = state.workitems.slice(at, at + Number(url.searchParams.get("limit") ?? 1000));
        return page.length === 0 ? new Response(null, { status: 204 }) : json(page);
      }
      const sop = parts[4] === "instances" ? parts[5] : undefined;
      if (sop === undefined) {
        if (!hits("stale-lists")) return search(parts, url);
        const known = stale.get(address) ?? (await search(parts, url).text());
        stale.set(address, known);
        return known === "" ? new Response(null, { status: 204 }) : json(JSON.parse(known));
      }
      const one = objects.get(sop);
      if (!one) return new Response("", { status: 404 });
      if (parts[6] === "metadata") return json([one.json]);
      if (hits("download-500")) return new Response("", { status: 500 });
      const head =
        "\r\n--xyz\r\nContent-Type: application/dicom; transfer-syntax=1.2.840.10008.1.2.1\r\n\r\n";
      const body = Buffer.concat([Buffer.from(head), one.bytes, Buffer.from("\r\n--xyz--")]);
      const cut = hits("download-cut") ? body.subarray(0, Math.floor(body.length / 2)) : body;
      return new Response(new Uint8Array(cut), {
        headers: { "Content-Type": 'multipart/related; type="application/dicom"; boundary=xyz' },
      });
    },
  };
}

export type MemoryHub = ReturnType<typeof makeMemoryHub>;
