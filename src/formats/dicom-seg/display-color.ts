/** One channel of sRGB, 0–255, as linear light (IEC 61966-2-1). */
function linear(channel: number): number {
  const value = channel / 255;
  return value <= 0.04045 ? value / 12.92 : ((value + 0.055) / 1.055) ** 2.4;
}

const curve = (ratio: number) =>
  ratio > 216 / 24389 ? Math.cbrt(ratio) : (24389 / 27 / 116) * ratio + 16 / 116;

/** `#RRGGBB` as CIELab under D50, in the 16-bit numbers of PS3.3 C.10.7.1.1. */
export function displayColor(color: string): [number, number, number] {
  const [red = 0, green = 0, blue = 0] = [1, 3, 5].map((at) =>
    linear(Number.parseInt(color.slice(at, at + 2), 16) || 0),
  );
  // sRGB to XYZ, adapted to D50 (Bradford), as in the ICC's sRGB profile.
  const x = curve((0.4360747 * red + 0.3850649 * green + 0.1430804 * blue) / 0.96422);
  const y = curve(0.2225045 * red + 0.7168786 * green + 0.0606169 * blue);
  const z = curve((0.0139322 * red + 0.0971045 * green + 0.7141733 * blue) / 0.82521);
  const word = (value: number) => Math.min(65535, Math.max(0, Math.round(value)));
  return [
    word(((116 * y - 16) * 65535) / 100),
    word((500 * (x - y) + 128) * 257),
    word((200 * (y - z) + 128) * 257),
  ];
}
