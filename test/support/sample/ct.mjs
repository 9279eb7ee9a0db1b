import { dicomFile, identity, pixels } from "./dicom.mjs";
import { inside, makeRandom, smoothNoise } from "./random.mjs";

const side = 208;
const slices = 26;
const spacing = 1.75;
const thickness = 5;

const distance = (x, y, cx, cy, rx, ry) => Math.hypot((x - cx) / rx, (y - cy) / ry);

/** Hounsfield value at a place of a torso that nobody owns; x and y in −1…1, z in 0…1 from the chest downwards. */
function hounsfield(x, y, z, noise) {
  let value = -1000;
  const mix = (amount, to) => {
    value += (to - value) * Math.min(1, Math.max(0, amount));
  };
  const wave = noise.organ(x, y, z);
  mix(inside(distance(x, y, 0, 0, 0.88, 0.64), 0.02), -95 + 12 * wave);
  mix(inside(distance(x, y, 0, 0, 0.8, 0.56), 0.03), 48 + 10 * wave);
  const lung = 1 - z * 1.25;
  for (const sign of [-1, 1]) {
    const size = Math.max(0.01, lung);
    const lungs = inside(
      distance(x, y, 0.4 * sign, -0.02, 0.29 * Math.sqrt(size), 0.43 * Math.sqrt(size)),
      0.05,
    );
    if (lung > 0) mix(lungs, -860 + 40 * wave + 300 * Math.max(0, noise.vessel(x, y, z) - 0.9));
  }
  mix(inside(distance(x, y, 0.1, -0.16, 0.24, 0.22) + Math.max(0, z - 0.55) * 6, 0.06), 58 + 14 * wave);
  const liver = inside(distance(x, y, -0.34, -0.06, 0.4, 0.38) + Math.max(0, 0.62 - z) * 5, 0.05);
  mix(liver, 104 + 8 * wave);
  mix(liver * inside(Math.hypot(x + 0.42, y + 0.1, (z - 0.84) * 1.1) / 0.1, 0.12), 52 + 6 * wave);
  mix(inside(distance(x, y, 0.5, 0.18, 0.17, 0.15) + Math.max(0, 0.66 - z) * 6, 0.06), 118 + 8 * wave);
  mix(inside(distance(x, y, 0.06, 0.2, 0.055, 0.055), 0.15), 240);
  mix(inside(distance(x, y, 0, 0.36, 0.12, 0.105), 0.1), 190 + 60 * wave);
  mix(
    inside(distance(x, y, 0, 0.36, 0.12, 0.105), 0.1) - inside(distance(x, y, 0, 0.36, 0.09, 0.075), 0.1),
    620,
  );
  mix(inside(distance(x, y, 0, 0.465, 0.038, 0.038), 0.2), 30);
  for (let rib = 0; rib < 9; rib++) {
    const angle = -2.5 + rib * 0.62 + z * 1.9;
    const place = distance(x, y, 0.79 * Math.cos(angle), 0.55 * Math.sin(angle), 0.07, 0.032);
    mix(inside(place, 0.25) * 0.95, 520);
  }
  mix(inside(Math.hypot(x - 0.44, y + 0.06, (z - 0.3) * 1.6) / 0.062, 0.25), 34);
  return value;
}

/** A 16-bit CT series of 26 slices, 208 × 208, with organs, a lung nodule and a liver lesion. */
export function ctFiles() {
  const random = makeRandom(20241);
  const organs = smoothNoise(64, 64, 9, random);
  const vessels = smoothNoise(256, 256, 5, random);
  const noise = {
    organ: (x, y, z) => organs(31 + 28 * x + 3 * z, 31 + 28 * y + 6 * z),
    vessel: (x, y, z) => vessels(128 + 110 * x + 6 * z, 128 + 110 * y + 9 * z),
  };
  const order = Array.from({ length: slices }, (_, i) => (i * 11) % slices); // stored out of order, as a CD has them
  return order.map((slice, file) => {
    const data = new Uint16Array(side * side);
    const z = slice / (slices - 1);
    for (let row = 0; row < side; row++) {
      for (let column = 0; column < side; column++) {
        const x = (column / (side - 1)) * 2 - 1;
        const y = (row / (side - 1)) * 2 - 1;
        const value = hounsfield(x, y, z, noise) + random.normal() * 4.5;
        data[row * side + column] = Math.max(0, Math.min(4095, Math.round(value + 1024)));
      }
    }
    const bytes = dicomFile([
      ...identity(1, { description: "CT chest and abdomen" }),
      ["00080008", "CS", ["ORIGINAL", "PRIMARY", "AXIAL"]],
      ["00080016", "UI", "1.2.840.10008.5.1.4.1.1.2"],
      ["00080018", "UI", `2.25.91001${String(slice).padStart(3, "0")}`],
      ["00080060", "CS", "CT"],
      ["00080070", "LO", "Overread"],
      ["0008103E", "LO", "Axial 5 mm"],
      ["00180015", "CS", "CHEST"],
      ["00180050", "DS", thickness],
      ["00180060", "DS", 120],
      ["0020000E", "UI", "2.25.910011"],
      ["00200011", "IS", 2],
      ["00200013", "IS", slice + 1],
      ["00200032", "DS", [-(side * spacing) / 2, -(side * spacing) / 2, -slice * thickness]],
      ["00200037", "DS", [1, 0, 0, 0, 1, 0]],
      ["00200052", "UI", "2.25.910012"],
      ["00201040", "LO", ""],
      ["00280030", "DS", [spacing, spacing]],
      ["00281050", "DS", 40],
      ["00281051", "DS", 400],
      ["00281052", "DS", -1024],
      ["00281053", "DS", 1],
      ["00281054", "LO", "HU"],
      ...pixels({ rows: side, columns: side, bits: 16, stored: 12, data }),
    ]);
    return [`CT/IM${String(file).padStart(4, "0")}`, bytes];
  });
}
