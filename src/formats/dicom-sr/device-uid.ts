import { derivedUid } from "../dicom/write/write-part10.ts";

const uuid = /^[0-9a-f]{8}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{12}$/i;

/** The UID of a device from the ID that its labels carry: a UUID as PS3.5 B.2 writes it, a UID as it is. */
export function deviceUid(id: string): string {
  if (uuid.test(id)) return `2.25.${BigInt(`0x${id.replaceAll("-", "")}`)}`;
  return /^[012](\.(0|[1-9]\d*))+$/.test(id) && id.length <= 64 ? id : derivedUid("overread device", id);
}
