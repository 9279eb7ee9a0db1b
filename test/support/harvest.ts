/** Identity of a DICOM file as it stands in its bytes: patient's name parts and ID, each at least `shortest` characters. */
export function harvestIdentity(file: Uint8Array, shortest = 4): string[] {
  const view = new DataView(file.buffer, file.byteOffset, file.byteLength);
  const found: string[] = [];
  // (0010,0010) and (0010,0020), little and big endian, explicit and implicit: whatever follows the tag bytes.
  for (let at = 0; at + 8 < Math.min(file.length, 65536); at++) {
    for (const little of [true, false]) {
      if (view.getUint16(at, little) !== 0x0010) continue;
      const element = view.getUint16(at + 2, little);
      if (element !== 0x0010 && element !== 0x0020) continue;
      const vr = String.fromCharCode(file[at + 4] ?? 0, file[at + 5] ?? 0);
      const explicit = vr === (element === 0x0010 ? "PN" : "LO");
      const length = explicit ? view.getUint16(at + 6, little) : view.getUint32(at + 4, little);
      if (length === 0 || length > 512 || at + 8 + length > file.length) continue;
      const text = Buffer.from(file.subarray(at + 8, at + 8 + length)).toString("latin1");
      for (const part of text.split(/[\^=\0\\]| {2,}/)) {
        const value = part.trim();
        // biome-ignore lint/suspicious/noControlCharactersInRegex: escape sequences of ISO 2022 are no plain text
        if (value.length >= shortest && !/[\x00-\x1f]/.test(value)) found.push(value);
      }
    }
  }
  return [...new Set(found)];
}
