import { SaidError, say } from "../../domain/said.ts";
/** Paths of a DICOMweb service, below its base URL. Only UIDs and pseudonyms stand in them (sync 3.12). */
export const hubPaths = {
  store: (study: string) => `studies/${uid(study)}`,
  studies: (search: Readonly<Record<string, string>>) => `studies?${query(search)}`,
  series: (study: string, search: Readonly<Record<string, string>>) =>
    `studies/${uid(study)}/series?${query(search)}`,
  instances: (study: string, series: string | null, search: Readonly<Record<string, string>>) =>
    series === null
      ? `studies/${uid(study)}/instances?${query(search)}`
      : `studies/${uid(study)}/series/${uid(series)}/instances?${query(search)}`,
  wholeSeries: (study: string, series: string) => `studies/${uid(study)}/series/${uid(series)}`,
  instance: (study: string, series: string, sop: string) =>
    `studies/${uid(study)}/series/${uid(series)}/instances/${uid(sop)}`,
  metadata: (study: string, series: string, sop: string) =>
    `${hubPaths.instance(study, series, sop)}/metadata`,
};

/** A UID as a path holds it. Throws on anything else: no other text may get into a URL. */
function uid(text: string): string {
  if (text.length > 64 || !/^[012](\.(0|[1-9]\d*))+$/.test(text)) throw new RangeError("Expected a UID.");
  return text;
}

const query = (search: Readonly<Record<string, string>>) =>
  Object.entries(search)
    .map(([name, value]) => `${encodeURIComponent(name)}=${encodeURIComponent(value)}`)
    .join("&");

/** The base URL that a person typed, without a slash at its end. Throws on what sync does not talk to (sync 3.12). */
export function checkedHubUrl(
  text: string,
  parse: (text: string) => { readonly protocol: string; readonly hostname: string; readonly href: string },
): string {
  let url: ReturnType<typeof parse>;
  try {
    url = parse(text.trim());
  } catch {
    throw new SaidError(say`Expected an address such as https://hub.example.org/dicom-web.`);
  }
  const loopback = ["localhost", "127.0.0.1", "[::1]"].includes(url.hostname);
  if (url.protocol !== "https:" && !(url.protocol === "http:" && loopback))
    throw new SaidError(say`Expected an https address. Only a hub on this device may be reached without.`);
  if (/[?#]/.test(url.href) || /\/\/[^/]*@/.test(url.href))
    throw new SaidError(say`Expected an address without a name, a password, a question mark or a #.`);
  return url.href.replace(/\/+$/, "");
}
