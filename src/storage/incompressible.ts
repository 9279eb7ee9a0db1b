/** Bytes that no store makes smaller, a multiple of 4 long: a simple generator (xorshift32), for their content means nothing. */
export function incompressible(length: number): ArrayBuffer {
  const words = new Uint32Array(length / 4);
  let word = 0x9e3779b9;
  for (let at = 0; at < words.length; at++) {
    word ^= word << 13;
    word ^= word >>> 17;
    word ^= word << 5;
    words[at] = word;
  }
  return words.buffer;
}
