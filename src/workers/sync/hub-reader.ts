import { SaidError, say } from "../../domain/said.ts";
import {
  datasetsOf,
  isDicomJson,
  type JsonDataset,
  jsonTags,
  textAt,
} from "../../formats/dicomweb/dicom-json.ts";
import { hubPaths } from "../../formats/dicomweb/hub-path.ts";
import { readMultipart } from "../../formats/dicomweb/multipart.ts";
import { type Hub, type HubReply, NoAnswer } from "./hub.ts";

/** An answer of a hub that is not what was asked for; `status` is its HTTP status. */
export class HubStatus extends SaidError {
  override readonly name = "HubStatus";
  constructor(
    readonly status: number,
    readonly retryAfterMs: number | null,
  ) {
    super(say`The hub answered with status ${status}.`);
  }
}

const jsonType = "application/dicom+json";
const wholeObject = 'multipart/related; type="application/dicom"; transfer-syntax=*';
const pageSize = 100;
/** A hub that never comes to an end of its list is left after so many pages. */
const mostPages = 2000;

/** What JSON a body holds; null when it is none. */
export function jsonOf({ body }: HubReply): unknown {
  try {
    return JSON.parse(new TextDecoder().decode(body)) as unknown;
  } catch {
    return null;
  }
}

/** Reads from a hub what push, verify and pull ask for. */
export function makeHubReader(hub: Hub, signal: AbortSignal) {
  const list = async (path: string): Promise<JsonDataset[]> => {
    const reply = await hub.get(path, jsonType, signal);
    // 204 and 404 both mean that there is nothing; hubs differ (PS3.18 8.3.4.4).
    if (reply.status === 204 || reply.status === 404) return [];
    if (reply.status !== 200) throw new HubStatus(reply.status, reply.retryAfterMs);
    if (reply.body.length === 0) return [];
    const json = jsonOf(reply);
    // The page of a sign-in or of a guest network, which answers 200 to everything, must not read as a hub that holds nothing.
    if (!isDicomJson(json)) throw new NoAnswer("Something answers in place of the hub.");
    return datasetsOf(json);
  };
  /** All pages. They shift while others store, so entries are told apart by their UID; an empty page or one with nothing new ends it. */
  const pages = async (
    path: (page: Record<string, string>) => string,
    tag: string,
    wanted: (item: JsonDataset) => boolean,
    most = Number.POSITIVE_INFINITY,
  ): Promise<Map<string, JsonDataset>> => {
    const found = new Map<string, JsonDataset>();
    const seen = new Set<string>();
    for (let page = 0, offset = 0; page < mostPages; page++) {
      const items = await list(path({ limit: String(pageSize), offset: String(offset) }));
      const before = seen.size;
      for (const item of items) {
        const uid = textAt(item, tag);
        if (uid === "") continue;
        seen.add(uid);
        // Servers pass over keys that they do not know and return everything: filtered here again (sync 3.5).
        if (wanted(item)) found.set(uid, item);
      }
      if (items.length === 0 || seen.size === before || found.size >= most) break;
      // A hub may cap its pages below what was asked, so that a short page does not end the list.
      offset += items.length;
    }
    return found;
  };
  return {
    /** One object, whole; null when the hub does not have it. */
    async object(study: string, series: string, sop: string): Promise<Uint8Array | null> {
      const reply = await hub.get(hubPaths.instance(study, series, sop), wholeObject, signal);
      if (reply.status === 404 || reply.status === 410 || reply.status === 204) return null;
      if (reply.status !== 200) throw new HubStatus(reply.status, reply.retryAfterMs);
      return readMultipart(reply.body, reply.contentType)[0]?.bytes ?? null;
    },
    /** All objects of a series in one answer, which is read whole: only for series that memory holds. */
    async wholeSeries(study: string, series: string): Promise<readonly Uint8Array[]> {
      const reply = await hub.get(hubPaths.wholeSeries(study, series), wholeObject, signal);
      if (reply.status !== 200) throw new HubStatus(reply.status, reply.retryAfterMs);
      return readMultipart(reply.body, reply.contentType).map(({ bytes }) => bytes);
    },
    /** The metadata of one object; null when the hub does not have it. */
    metadata: async (study: string, series: string, sop: string): Promise<JsonDataset | null> =>
      (await list(hubPaths.metadata(study, series, sop))).find(
        (item) => textAt(item, jsonTags.sopInstanceUid) === sop,
      ) ?? null,
    /** Instances of a study, or of one of its series, by SOP Instance UID. */
    instances: (study: string, series: string | null = null): Promise<Map<string, JsonDataset>> =>
      pages(
        (page) => hubPaths.instances(study, series, page),
        jsonTags.sopInstanceUid,
        (item) =>
          ["", study].includes(textAt(item, jsonTags.studyInstanceUid)) &&
          (series === null || ["", series].includes(textAt(item, jsonTags.seriesInstanceUid))),
      ),
    /** Series of a study whose modality is `modality`, or all; with their counts where the hub has them. */
    series: (study: string, modality: string | null): Promise<Map<string, JsonDataset>> =>
      pages(
        (page) =>
          hubPaths.series(study, {
            ...(modality === null ? {} : { Modality: modality }),
            includefield: jsonTags.seriesInstances,
            ...page,
          }),
        jsonTags.seriesInstanceUid,
        (item) => modality === null || textAt(item, jsonTags.modality) === modality,
      ),
    /** One study with its counts; null when the hub does not have it. */
    study: async (study: string): Promise<JsonDataset | null> =>
      (await list(hubPaths.studies({ StudyInstanceUID: study, includefield: jsonTags.studyInstances }))).find(
        (item) => textAt(item, jsonTags.studyInstanceUid) === study,
      ) ?? null,
    /** Those of at most twenty studies that the hub has, with their counts: UIDs in a list, parted by commas (sync 4). */
    studiesOf: async (studies: readonly string[]): Promise<Map<string, JsonDataset>> => {
      const left = new Set(studies);
      const found = new Map<string, JsonDataset>();
      for (let offset = 0; left.size > 0; ) {
        const search = { StudyInstanceUID: studies.join(","), includefield: jsonTags.studyInstances };
        const items = await list(
          hubPaths.studies(offset === 0 ? search : { ...search, offset: String(offset) }),
        );
        const before = left.size;
        for (const item of items) {
          const uid = textAt(item, jsonTags.studyInstanceUid);
          if (left.delete(uid)) found.set(uid, item);
        }
        // A page without anything new is the end, of whatever length it is.
        if (left.size === before) break;
        offset += items.length;
      }
      return found;
    },
    /** Studies by search keys, and no more pages once there are `most`; what comes back is filtered by the caller. */
    studies: (search: Readonly<Record<string, string>>, most: number): Promise<Map<string, JsonDataset>> =>
      pages(
        (page) => hubPaths.studies({ ...search, ...page }),
        jsonTags.studyInstanceUid,
        () => true,
        most,
      ),
  };
}

/** What {@link makeHubReader} makes. */
export type HubReader = ReturnType<typeof makeHubReader>;
