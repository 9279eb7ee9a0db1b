import type { HubSignIn, HubStudy, HubTest, SyncCalls } from "../../domain/calls/sync-calls.ts";
import { SaidError, say } from "../../domain/said.ts";
import { toolVersion } from "../../domain/tool.ts";
import { jsonTags, numberAt, textAt, textsAt } from "../../formats/dicomweb/dicom-json.ts";
import { checkedHubUrl } from "../../formats/dicomweb/hub-path.ts";
import type { MainDatabase } from "../../storage/database.ts";
import { readHubSettings, readReaderCode } from "../../storage/hub-settings.ts";
import type { QuarantineDatabase } from "../../storage/quarantine-database.ts";
import { freeSpace } from "../../storage/quota.ts";
import { readSetting } from "../../storage/settings.ts";
import type { Codecs } from "../codecs/codecs.ts";
import type { DatasetSink } from "../export/sink.ts";
import { type Handlers, PlainError } from "../serve.ts";
import { auditHub, eraseGone } from "./erase-gone.ts";
import { fetchStudy } from "./fetch-study.ts";
import { mergeInto } from "./follow.ts";
import { makeHub, NoAnswer } from "./hub.ts";
import { HubStatus, makeHubReader } from "./hub-reader.ts";
import { makeRoom } from "./make-room.ts";
import type { VersionMaker } from "./make-version.ts";
import { openBundle } from "./open-bundle.ts";
import { followAll, runSync } from "./run-sync.ts";
import { takeSubmitted } from "./take-submitted.ts";
import { writeBundle } from "./write-bundle.ts";

/** What the handlers take from the worker's realm. */
export interface SyncRealm {
  readonly database: MainDatabase;
  /** Where images wait for the pixel check. */
  readonly quarantine: QuarantineDatabase;
  readonly codecs: Codecs;
  readonly nowMs: () => number;
  readonly random: () => number;
  readonly randomBytes: (length: number) => Uint8Array;
  /** Where a bundle is written. */
  readonly openBundleSink: () => Promise<DatasetSink>;
  /** Runs `work` as the only one of all tabs; null when another tab is at it. */
  readonly alone: <T>(work: () => Promise<T>) => Promise<T | null>;
  readonly isOpen: (studyUid: string) => Promise<boolean>;
  readonly whileClosed: <T>(studyUid: string, work: () => Promise<T>) => Promise<T | null>;
}

const mostStudies = 200;

const baseUrlOf = (text: string): string => {
  try {
    return checkedHubUrl(text, (url) => new URL(url));
  } catch (reason) {
    if (!(reason instanceof SaidError)) throw reason;
    throw new PlainError("bad-address", reason.said);
  }
};

/** What a refused search means to the person. */
function plainHub(reason: unknown): unknown {
  if (reason instanceof NoAnswer) return new PlainError("no-answer", say`The hub did not answer.`);
  if (!(reason instanceof HubStatus)) return reason;
  return reason.status === 401 || reason.status === 403
    ? new PlainError("sign-in", say`The hub asks for a sign-in.`)
    : new PlainError("hub-status", reason.said);
}

/** The calls of the sync worker. */
export function makeSyncHandlers(realm: SyncRealm): Handlers<SyncCalls> {
  const { database } = realm;
  const settingsOf = async () => {
    const settings = await readHubSettings(database);
    if (!settings) throw new PlainError("no-hub", say`No hub is set up on this device.`);
    return { ...settings, baseUrl: baseUrlOf(settings.baseUrl) };
  };
  const identity = async (key: string) => String((await readSetting(database, key)) ?? "");
  const makerOf = async (reader: string, signal: AbortSignal): Promise<VersionMaker> => ({
    database,
    reader,
    codecs: realm.codecs,
    device: await identity("device"),
    toolVersion,
    nowMs: realm.nowMs,
    randomBytes: realm.randomBytes,
    signal,
  });
  const readerOf = async (signIn: HubSignIn, signal: AbortSignal) => {
    const { baseUrl } = await settingsOf();
    return makeHubReader(makeHub(baseUrl, signIn), signal);
  };
  return {
    async testHub({ baseUrl, signIn }, { signal }): Promise<HubTest> {
      const hub = makeHub(baseUrlOf(baseUrl), signIn);
      const start = realm.nowMs();
      try {
        const reply = await hub.get("studies?limit=1", "application/dicom+json", signal);
        if (reply.status === 401 || reply.status === 403) return { outcome: "sign-in" };
        const empty = reply.status === 204;
        const json = reply.status === 200 && /json/i.test(reply.contentType);
        if (!empty && !json) return { outcome: "not-dicomweb", status: reply.status };
        const milliseconds = Math.round(realm.nowMs() - start);
        return { outcome: "ready", milliseconds };
      } catch (reason) {
        signal.throwIfAborted();
        if (reason instanceof NoAnswer) return { outcome: "no-answer" };
        throw reason;
      }
    },
    async sync({ signIn, leaving, anew }, { signal, progress }) {
      const settings = await settingsOf();
      const hub = makeHub(settings.baseUrl, signIn);
      const maker = await makerOf(settings.reader, signal);
      const actor = await identity("user");
      const report = await realm.alone(() =>
        runSync({
          context: {
            database,
            hub,
            reader: makeHubReader(hub, signal),
            codecs: realm.codecs,
            hubId: settings.id,
            signal,
            nowMs: realm.nowMs,
            random: realm.random,
            onStep: () => progress(null),
          },
          maker,
          settings,
          actor,
          leaving,
          anew,
          isOpen: realm.isOpen,
          whileClosed: realm.whileClosed,
          freeBytes: async () => (await freeSpace()).freeBytes,
        }),
      );
      return report ?? { end: "other-tab", followed: [], nextAtMs: null };
    },
    async merge({ studyUid, mine, other, decisions }, { signal }) {
      const maker = await makerOf(await readReaderCode(database), signal);
      const actor = await identity("user");
      const end = await realm.whileClosed(studyUid, () =>
        mergeInto(maker, { studyUid, mine, other, decisions: new Map(decisions), actor }),
      );
      if (end === null) throw new PlainError("in-use", say`The study is open. Close it, then merge again.`);
      return end;
    },
    async searchHub({ signIn, patientKey }, { signal }): Promise<HubStudy[]> {
      try {
        const reader = await readerOf(signIn, signal);
        const wanted = patientKey.toUpperCase().replace(/[^A-Z2-7]/g, "");
        const search = wanted === "" ? {} : { PatientID: `${wanted}*` };
        const found = await reader.studies(search, mostStudies);
        return [...found]
          .map(([studyUid, item]) => ({
            studyUid,
            patientKey: textAt(item, jsonTags.patientId),
            description: textAt(item, jsonTags.studyDescription),
            modalities: textsAt(item, jsonTags.modalitiesInStudy),
            instances: numberAt(item, jsonTags.studyInstances),
          }))
          .filter((study) => study.patientKey.startsWith(wanted))
          .slice(0, mostStudies);
      } catch (reason) {
        throw plainHub(reason);
      }
    },
    async auditHub({ signIn }, { signal }) {
      try {
        const { id } = await settingsOf();
        return await auditHub({ database, reader: await readerOf(signIn, signal), hubId: id, signal });
      } catch (reason) {
        throw plainHub(reason);
      }
    },
    async eraseStudy({ signIn, studyUid }, { signal }) {
      const { id } = await settingsOf();
      const asking = { database, reader: await readerOf(signIn, signal), hubId: id, signal };
      const { quarantine, nowMs } = realm;
      const eraser = { quarantine, chain: await identity("device"), actor: await identity("user"), nowMs };
      try {
        // No run may make a version of it, and no editor draw on it, meanwhile.
        const end = await realm.alone(() =>
          realm.whileClosed(studyUid, () => eraseGone(asking, studyUid, eraser)),
        );
        if (end === null)
          throw new PlainError("in-use", say`The study is open, or is being sent. Close it, then try again.`);
        return end;
      } catch (reason) {
        throw plainHub(reason);
      }
    },
    async makeRoom(_request, { signal }) {
      const { id } = await settingsOf();
      const { isOpen } = realm;
      const made = await realm.alone(() =>
        makeRoom({ database, hubId: id, wantedBytes: Number.MAX_SAFE_INTEGER, isOpen, signal }),
      );
      if (!made) throw new PlainError("other-tab", say`Another tab is at it. Try again in a moment.`);
      return made;
    },
    async settle(_request, { signal }) {
      const maker = await makerOf(await readReaderCode(database), signal);
      const actor = await identity("user");
      const { whileClosed } = realm;
      const followed = await realm.alone(async () => {
        const all = await followAll({ maker, actor, whileClosed });
        await takeSubmitted(maker, actor);
        return all;
      });
      return { followed: followed ?? [] };
    },
    async saveBundle({ images }, { signal, progress }) {
      const maker = await makerOf(await readReaderCode(database), signal);
      const written = await realm.alone(() =>
        writeBundle({ maker, images, openSink: realm.openBundleSink, progress }).then((bundle) => ({
          bundle,
        })),
      );
      if (!written) throw new PlainError("other-tab", say`Another tab is at it. Try again in a moment.`);
      return written.bundle;
    },
    async openBundle({ file }, { signal, progress }) {
      if (!(file instanceof Blob)) throw new TypeError("Expected a file.");
      const maker = await makerOf(await readReaderCode(database), signal);
      return openBundle({ maker, progress }, file);
    },
    async fetchStudy({ signIn, studyUid }, { signal, progress }) {
      try {
        return await fetchStudy(await readerOf(signIn, signal), database, studyUid, signal, progress);
      } catch (reason) {
        throw plainHub(reason);
      }
    },
  };
}
