import { type KeyFile, keyFileHead, keyFileIterations, withChecksum } from "../domain/deid/key-file.ts";
import { fromBase64, passphraseKey, toBase64 } from "./passphrase.ts";

/** Wraps a secret of 32 bytes under a passphrase; fresh salt and nonce each time. */
export async function sealSecret(
  secret: Uint8Array<ArrayBuffer>,
  passphrase: string,
  { fingerprint, madeAt }: Pick<KeyFile, "fingerprint" | "madeAt">,
): Promise<KeyFile> {
  const salt = crypto.getRandomValues(new Uint8Array(16));
  const iv = crypto.getRandomValues(new Uint8Array(12));
  const open = {
    format: "overread-project-key",
    version: 1,
    fingerprint,
    madeAt,
    kdf: { name: "PBKDF2", hash: "SHA-256", iterations: keyFileIterations, salt: toBase64(salt) },
    cipher: { name: "AES-GCM", iv: toBase64(iv) },
    wrapped: "",
  } as const;
  const additionalData = new TextEncoder().encode(keyFileHead(open));
  const key = await passphraseKey(passphrase, salt);
  const wrapped = await crypto.subtle.encrypt({ name: "AES-GCM", iv, additionalData }, key, secret);
  return withChecksum({ ...open, wrapped: toBase64(new Uint8Array(wrapped)) });
}

/** The secret of a whole key file; null when the passphrase is another. The caller clears it after use. */
export async function openSecret(file: KeyFile, passphrase: string): Promise<Uint8Array<ArrayBuffer> | null> {
  const key = await passphraseKey(passphrase, fromBase64(file.kdf.salt));
  const additionalData = new TextEncoder().encode(keyFileHead(file));
  const cipher = { name: "AES-GCM", iv: fromBase64(file.cipher.iv), additionalData };
  try {
    const secret = new Uint8Array(await crypto.subtle.decrypt(cipher, key, fromBase64(file.wrapped)));
    return secret.length === 32 ? secret : null;
  } catch {
    return null;
  }
}
