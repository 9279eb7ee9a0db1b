/**
 * Where a study stands when the order is drawn by lot: the same for the same reader on every device, another for another reader, and nothing that an
 * order of import or of doubt brings with it (assist 3.9). FNV-1a with a final mix, 32 bits.
 */
export function studyLot(studyUid: string, seed: string): number {
  let sum = 0x811c9dc5;
  for (const letter of `${seed} ${studyUid}`) sum = Math.imul(sum ^ letter.charCodeAt(0), 0x01000193);
  sum = Math.imul(sum ^ (sum >>> 16), 0x85ebca6b);
  sum = Math.imul(sum ^ (sum >>> 13), 0xc2b2ae35);
  return (sum ^ (sum >>> 16)) >>> 0;
}
