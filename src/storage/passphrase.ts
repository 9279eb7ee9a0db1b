import { keyFileIterations } from "../domain/deid/key-file.ts";

/** Least length of a passphrase, in characters. */
export const leastPassphrase = 12;

/** Standard base64 of a few bytes. */
export const toBase64 = (bytes: Uint8Array): string => btoa(String.fromCharCode(...bytes));

/** Bytes of standard base64. Throws on anything else. */
export const fromBase64 = (text: string): Uint8Array<ArrayBuffer> =>
  Uint8Array.from(atob(text), (char) => char.charCodeAt(0));

/**
 * An AES-GCM key of 256 bits from a passphrase: PBKDF2-SHA256, 600,000 rounds, the text in Unicode form NFC, so that
 * one passphrase typed on two devices is one key (RFC 8265).
 */
export async function passphraseKey(passphrase: string, salt: Uint8Array<ArrayBuffer>): Promise<CryptoKey> {
  const bytes = new TextEncoder().encode(passphrase.normalize("NFC"));
  const base = await crypto.subtle.importKey("raw", bytes, "PBKDF2", false, ["deriveKey"]);
  const rounds = { name: "PBKDF2", hash: "SHA-256", salt, iterations: keyFileIterations };
  return crypto.subtle.deriveKey(rounds, base, { name: "AES-GCM", length: 256 }, false, [
    "encrypt",
    "decrypt",
  ]);
}
