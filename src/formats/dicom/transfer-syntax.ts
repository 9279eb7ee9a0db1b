/** How the pixel data of a transfer syntax is packed (PS3.5 A.4). */
export type PixelCodec =
  | "native"
  | "rle"
  | "jpeg"
  | "jpeg-lossless"
  | "jpeg-ls"
  | "jpeg-2000"
  | "htj2k"
  | "deflated-frame";

/** What a transfer syntax says of the bytes. */
export interface TransferSyntax {
  readonly uid: string;
  readonly explicitVr: boolean;
  readonly littleEndian: boolean;
  /** The whole data set after the meta header is one raw deflate stream. */
  readonly deflated: boolean;
  readonly codec: PixelCodec;
}

const plain: Readonly<Record<string, Omit<TransferSyntax, "uid">>> = {
  "1.2.840.10008.1.2": { explicitVr: false, littleEndian: true, deflated: false, codec: "native" },
  "1.2.840.10008.1.2.1": { explicitVr: true, littleEndian: true, deflated: false, codec: "native" },
  "1.2.840.10008.1.2.2": { explicitVr: true, littleEndian: false, deflated: false, codec: "native" },
  "1.2.840.10008.1.2.1.99": { explicitVr: true, littleEndian: true, deflated: true, codec: "native" },
};

const encapsulated: Readonly<Record<string, PixelCodec>> = {
  "1.2.840.10008.1.2.1.98": "native",
  "1.2.840.10008.1.2.5": "rle",
  "1.2.840.10008.1.2.8.1": "deflated-frame",
  "1.2.840.10008.1.2.4.50": "jpeg",
  "1.2.840.10008.1.2.4.51": "jpeg",
  "1.2.840.10008.1.2.4.53": "jpeg",
  "1.2.840.10008.1.2.4.55": "jpeg",
  "1.2.840.10008.1.2.4.57": "jpeg-lossless",
  "1.2.840.10008.1.2.4.70": "jpeg-lossless",
  "1.2.840.10008.1.2.4.80": "jpeg-ls",
  "1.2.840.10008.1.2.4.81": "jpeg-ls",
  "1.2.840.10008.1.2.4.90": "jpeg-2000",
  "1.2.840.10008.1.2.4.91": "jpeg-2000",
  "1.2.840.10008.1.2.4.201": "htj2k",
  "1.2.840.10008.1.2.4.202": "htj2k",
  "1.2.840.10008.1.2.4.203": "htj2k",
};

/** The rules of a transfer syntax, or null when it is not one that Overread reads. Source: PS3.6 table A-1. */
export function transferSyntaxOf(uid: string): TransferSyntax | null {
  const native = plain[uid];
  if (native) return { uid, ...native };
  const codec = encapsulated[uid];
  return codec ? { uid, explicitVr: true, littleEndian: true, deflated: false, codec } : null;
}

const family = "1.2.840.10008.1.2.4.";

/** Transfer syntaxes that Overread does not read, as people know them (PS3.6 table A-1 and its retired rows). */
const unreadNames: Readonly<Record<string, string>> = {
  "1.2.840.10008.1.2.6.1": "RFC 2557 MIME",
  "1.2.840.10008.1.2.6.2": "XML",
  "1.2.840.10008.1.20": "Papyrus",
  "1.2.840.113619.5.2": "GE's own big endian",
  [`${family}92`]: "JPEG 2000 Part 2",
  [`${family}93`]: "JPEG 2000 Part 2",
  [`${family}110`]: "JPEG XL",
  [`${family}111`]: "JPEG XL",
  [`${family}112`]: "JPEG XL",
};

/** A name for a transfer syntax that is not read; null for one that the standard does not list. Never text of the file. */
export function unreadSyntaxName(uid: string): string | null {
  // Hierarchical and non-interleaved processes of ISO 10918-1 that no one wrote.
  const retired = /^1\.2\.840\.10008\.1\.2\.4\.(5[24689]|6[0-6])$/.test(uid);
  return unreadNames[uid] ?? (retired ? "a retired JPEG process" : null);
}
