// Our own 5 × 7 letters, one string of 35 marks each, only those that the sample burns in.
const glyphs = {
  A: "01110100011000111111100011000110001",
  D: "11110100011000110001100011000111110",
  E: "11111100001000011110100001000011111",
  F: "11111100001000011110100001000010000",
  I: "01110001000010000100001000010001110",
  L: "10000100001000010000100001000011111",
  M: "10001110111010110001100011000110001",
  N: "10001110011010110011100011000110001",
  P: "11110100011000111110100001000010000",
  S: "01111100001000001110000010000111110",
  0: "01110100011001110101110011000101110",
  1: "00100011000010000100001000010001110",
  2: "01110100010000100010001000100011111",
  3: "11110000010000101110000010000111110",
  4: "00010001100101010010111110001000010",
  7: "11111000010001000100010000100001000",
  9: "01110100011000101111000010001001100",
  "-": "00000000000000011111000000000000000",
  ".": "00000000000000000000000000110001100",
  " ": "0".repeat(35),
};

/** Burns `text` into an 8-bit grey image at (x, y), each mark `scale` pixels wide. */
export function burn(data, columns, text, x, y, scale, value) {
  [...text].forEach((letter, index) => {
    const glyph = glyphs[letter];
    if (!glyph) throw new Error(`No glyph for “${letter}”`);
    for (let mark = 0; mark < 35; mark++) {
      if (glyph[mark] === "0") continue;
      const left = x + (index * 6 + (mark % 5)) * scale;
      const top = y + Math.floor(mark / 5) * scale;
      for (let dy = 0; dy < scale; dy++) {
        for (let dx = 0; dx < scale; dx++) data[(top + dy) * columns + left + dx] = value;
      }
    }
  });
}
