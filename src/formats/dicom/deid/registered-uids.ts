import { registeredUidLines } from "../dictionary.ts";

const root = "1.2.840.10008.";
const registered: ReadonlySet<string> = new Set(
  registeredUidLines.flatMap((line) => line.split(" ")).map((uid) => root + uid),
);

/** Object identifiers of public code systems (PS3.16 chapter 8), which are no UIDs of objects. */
const codeSystems: ReadonlySet<string> = new Set([
  "2.16.840.1.113883.6.96",
  "2.16.840.1.113883.6.1",
  "2.16.840.1.113883.6.8",
  "2.16.840.1.113883.6.3",
  "2.16.840.1.113883.6.90",
  "2.16.840.1.113883.6.119",
  "2.16.840.1.113883.6.256",
  "2.16.840.1.113883.3.26.1.1",
]);

/** Whether a UID is public: in the registry of PS3.6 Annex A or the name of a public code system. Never mapped. */
export function isRegisteredUid(uid: string): boolean {
  return registered.has(uid) || codeSystems.has(uid);
}
