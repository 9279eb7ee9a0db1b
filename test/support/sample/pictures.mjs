import { dicomFile, identity, pixels } from "./dicom.mjs";
import { burn } from "./font.mjs";
import { inside, makeRandom, smoothNoise } from "./random.mjs";

/** An ultrasound-like sector with the invented name burned into its margin: what the pixel review is for. */
export function ultrasoundFile() {
  const columns = 640;
  const rows = 480;
  const random = makeRandom(77);
  const tissue = smoothNoise(columns, rows, 34, random);
  const fine = smoothNoise(columns, rows, 3, random);
  const data = new Uint8Array(columns * rows);
  for (let row = 0; row < rows; row++) {
    for (let column = 0; column < columns; column++) {
      const dx = column - columns / 2;
      const dy = row + 30;
      const depth = Math.hypot(dx, dy);
      if (depth < 90 || depth > 470 || Math.abs(Math.atan2(dx, dy)) > 0.62) continue;
      const cyst = inside(Math.hypot((column - 280) / 46, (row - 250) / 38), 0.12);
      const layer = 20 * Math.sin(depth / 19 + tissue(column, row));
      const echo = (96 + 44 * tissue(column, row) + layer) * (1 - cyst * 0.88) * (1.1 - depth / 900);
      const speckle = Math.abs(fine(column, row) + 0.55 * random.normal());
      data[row * columns + column] = Math.max(3, Math.min(235, echo * (0.45 + 0.62 * speckle)));
    }
  }
  burn(data, columns, "SAMPLE SAM", 14, 12, 2, 235);
  burn(data, columns, "ID SAMPLE-4711", 14, 34, 2, 235);
  burn(data, columns, "12.03.2024", 500, 12, 2, 210);
  const bytes = dicomFile([
    ...identity(2, { description: "Ultrasound abdomen" }),
    ["00080008", "CS", ["ORIGINAL", "PRIMARY"]],
    ["00080016", "UI", "1.2.840.10008.5.1.4.1.1.6.1"],
    ["00080018", "UI", "2.25.910021"],
    ["00080060", "CS", "US"],
    ["00080070", "LO", "Overread"],
    ["0008103E", "LO", "Liver"],
    ["0020000E", "UI", "2.25.9100211"],
    ["00200011", "IS", 1],
    ["00200013", "IS", 1],
    ["00280301", "CS", "YES"],
    ...pixels({ rows, columns, bits: 8, data }),
  ]);
  return ["US/IM0000", bytes];
}

/** A chest-like radiograph, 12 bits, MONOCHROME1 as many detectors write it. */
export function radiographFile() {
  const columns = 576;
  const rows = 640;
  const random = makeRandom(99);
  const wave = smoothNoise(columns, rows, 46, random);
  const data = new Uint16Array(columns * rows);
  for (let row = 0; row < rows; row++) {
    for (let column = 0; column < columns; column++) {
      const x = (column / columns) * 2 - 1;
      const y = (row / rows) * 2 - 1;
      let density = 0.06 + 0.52 * inside(Math.hypot(x / 0.97, y / 1.5), 0.35) + 0.03 * wave(column, row);
      for (const sign of [-1, 1]) {
        const lung = inside(Math.hypot((x - 0.42 * sign) / 0.31, (y + 0.06) / 0.62), 0.2);
        density -= lung * (0.36 + 0.03 * wave(row % columns, column));
        for (let rib = 0; rib < 9; rib++) {
          const arch =
            y + 0.62 - rib * 0.14 - 0.22 * (x - 0.42 * sign) ** 2 + 0.12 * (x - 0.42 * sign) * sign;
          density += lung * 0.075 * Math.exp(-((arch / 0.022) ** 2));
        }
      }
      density += 0.24 * inside(Math.hypot((x - 0.12) / 0.27, (y - 0.27) / 0.3), 0.14);
      density += 0.13 * inside(Math.abs(x) / 0.085, 0.7);
      density += 0.12 * inside(Math.hypot((x + 0.47) / 0.055, (y + 0.2) / 0.05), 0.4);
      density += random.normal() * 0.004;
      data[row * columns + column] = Math.round(4095 * (1 - Math.max(0, Math.min(1, density))));
    }
  }
  const bytes = dicomFile([
    ...identity(3, { description: "Chest radiograph" }),
    ["00080008", "CS", ["ORIGINAL", "PRIMARY"]],
    ["00080016", "UI", "1.2.840.10008.5.1.4.1.1.1.1"],
    ["00080018", "UI", "2.25.910031"],
    ["00080060", "CS", "DX"],
    ["00080068", "CS", "FOR PRESENTATION"],
    ["00080070", "LO", "Overread"],
    ["00180015", "CS", "CHEST"],
    ["00181164", "DS", [0.6, 0.6]],
    ["00185101", "CS", "PA"],
    ["0020000E", "UI", "2.25.9100311"],
    ["00200011", "IS", 1],
    ["00200013", "IS", 1],
    ["00200020", "CS", ["L", "F"]],
    ["00281050", "DS", 2350],
    ["00281051", "DS", 3700],
    ...pixels({ rows, columns, bits: 16, stored: 12, data, photometric: "MONOCHROME1" }),
  ]);
  return ["DX/IM0000", bytes];
}

/** A fundus-like colour photograph: disc, vessels, a few bright spots. */
export function fundusFile() {
  const side = 448;
  const random = makeRandom(5);
  const cloud = smoothNoise(side, side, 40, random);
  const vessels = new Float32Array(side * side);
  for (let vessel = 0; vessel < 12; vessel++) {
    let x = 300;
    let y = 224;
    let angle = (vessel / 12) * 2 * Math.PI;
    for (let step = 0; step < 300; step++) {
      angle += random.normal() * 0.045 + (Math.cos(angle) > 0 ? 0 : 0.0015 * (y < 224 ? -1 : 1));
      x += Math.cos(angle);
      y += Math.sin(angle);
      const width = 4.2 * Math.exp(-step / 190);
      for (let dy = -5; dy <= 5; dy++) {
        for (let dx = -5; dx <= 5; dx++) {
          const at = Math.round(y + dy) * side + Math.round(x + dx);
          if (at >= 0 && at < vessels.length)
            vessels[at] = Math.max(vessels[at], Math.exp(-((dx * dx + dy * dy) / width ** 2)));
        }
      }
    }
  }
  const data = new Uint8Array(side * side * 3);
  for (let row = 0; row < side; row++) {
    for (let column = 0; column < side; column++) {
      const eye = inside(Math.hypot(column - side / 2, row - side / 2) / 212, 0.03);
      const disc = inside(Math.hypot((column - 300) / 32, (row - 224) / 36), 0.3);
      const macula = Math.exp(-(((column - 165) / 44) ** 2 + ((row - 230) / 44) ** 2));
      const spots = [
        [214, 132],
        [232, 148],
        [186, 312],
        [120, 170],
      ];
      const spot = Math.max(
        ...spots.map(([x, y]) => Math.exp(-(((column - x) / 6) ** 2 + ((row - y) / 5) ** 2))),
      );
      const dark = 0.5 * vessels[row * side + column] * (1 - disc * 0.4) + 0.34 * macula;
      const light = 1 + 0.07 * cloud(column, row) - 0.0022 * Math.hypot(column - 224, row - 224);
      const at = (row * side + column) * 3;
      const tone = [196, 92, 42];
      for (let band = 0; band < 3; band++) {
        const base = tone[band] * light * (1 - dark * [0.5, 0.9, 0.7][band]);
        const bright =
          base + ([250, 214, 140][band] - base) * disc * 0.9 + ([246, 226, 130][band] - base) * spot * 0.85;
        data[at + band] = Math.max(0, Math.min(255, eye * (bright + random.normal() * 3)));
      }
    }
  }
  const bytes = dicomFile([
    ...identity(4, { description: "Fundus photograph" }),
    ["00080008", "CS", ["ORIGINAL", "PRIMARY"]],
    ["00080016", "UI", "1.2.840.10008.5.1.4.1.1.77.1.5.1"],
    ["00080018", "UI", "2.25.910041"],
    ["00080060", "CS", "OP"],
    ["00080070", "LO", "Overread"],
    ["0020000E", "UI", "2.25.9100411"],
    ["00200011", "IS", 1],
    ["00200013", "IS", 1],
    ["00200062", "CS", "R"],
    ["00280301", "CS", "NO"],
    ...pixels({ rows: side, columns: side, samples: 3, bits: 8, data }),
  ]);
  return ["OP/IM0000", bytes];
}
