import type { Patch } from "../scene.ts";
import { textureUnits } from "./gl-program.ts";
import { bindTexture, makeTexture, type TextureFormat, textureFormat } from "./gl-texture.ts";

/** A texture with a piece of a patch; interior = what it draws, in pixels of the patch, the rest is apron. */
export interface ImageChunk {
  readonly texture: WebGLTexture;
  readonly origin: readonly [x: number, y: number];
  readonly size: readonly [width: number, height: number];
  readonly interior: readonly [x0: number, y0: number, x1: number, y1: number];
}

/** The textures of a patch. */
export interface PatchTextures {
  readonly format: TextureFormat;
  readonly chunks: readonly ImageChunk[];
}

/** Keeps the patches of the scene on the GPU; a frame of the shape before reuses its textures. */
export interface ImageTextures {
  of(patch: Patch): PatchTextures;
  /** Frees what the scene no longer holds, and of the rest what was drawn longest ago beyond 256 MB. */
  keepOnly(patches: ReadonlyMap<string, Patch>): void;
  dispose(): void;
}

interface Entry extends PatchTextures {
  readonly shape: string;
  readonly bytes: number;
  source: Patch["pixels"];
}

/** Largest texture side that every device takes (viewer-and-tools 3.1). */
const sideLimit = 4096;

/** Textures of tiles that were drawn a while ago are made anew when they are seen again. */
const mostBytes = 256 * 2 ** 20;

/** Textures of the patches that are drawn, within the limits of the card. */
export function makeImageTextures(gl: WebGL2RenderingContext): ImageTextures {
  const entries = new Map<string, Entry>();
  const side = Math.min(sideLimit, Number(gl.getParameter(gl.MAX_TEXTURE_SIZE)));

  const free = (entry: PatchTextures) => {
    for (const { texture } of entry.chunks) gl.deleteTexture(texture);
  };

  const make = (patch: Patch, shape: string): Entry => {
    const format = textureFormat(gl, patch.pixels, patch.samples > 1);
    const chunks = pieces(patch, side).map(({ origin, size, interior }) => ({
      texture: makeTexture(gl, textureUnits.uImage, format.internal, size[0], size[1]),
      origin,
      size,
      interior,
    }));
    const channels = patch.samples > 1 ? 4 : 1;
    const bytes = patch.columns * patch.rows * channels * patch.pixels.BYTES_PER_ELEMENT;
    return { shape, bytes, format, chunks, source: new Uint8Array(0) };
  };

  return {
    of(patch) {
      const shape = `${patch.columns}×${patch.rows}×${patch.samples} ${patch.pixels.constructor.name}`;
      let entry = entries.get(patch.id);
      if (entry !== undefined && entry.shape !== shape) {
        free(entry);
        entry = undefined;
      }
      if (entry === undefined) {
        entry = make(patch, shape);
      }
      // In order of drawing: the longest ago first.
      entries.delete(patch.id);
      entries.set(patch.id, entry);
      if (entry.source !== patch.pixels) upload(gl, patch, entry);
      entry.source = patch.pixels;
      return entry;
    },
    keepOnly(patches) {
      let bytes = [...entries.values()].reduce((sum, entry) => sum + entry.bytes, 0);
      for (const [id, entry] of entries) {
        if (patches.has(id) && (bytes <= mostBytes || patches.size === 1)) continue;
        bytes -= entry.bytes;
        free(entry);
        entries.delete(id);
      }
    },
    dispose() {
      for (const entry of entries.values()) free(entry);
      entries.clear();
    },
  };
}

/** Cuts a patch into textures no larger than `side`, each with one pixel of apron for the bilinear filter. */
export function pieces(
  patch: Pick<Patch, "columns" | "rows">,
  side: number,
): {
  readonly origin: readonly [number, number];
  readonly size: readonly [number, number];
  readonly interior: readonly [number, number, number, number];
}[] {
  const spans = (length: number) => {
    if (length <= side) return [{ start: 0, end: length, from: 0, to: length }];
    const inner = side - 2;
    return Array.from({ length: Math.ceil(length / inner) }, (_, i) => {
      const start = i * inner;
      const end = Math.min(length, start + inner);
      return { start, end, from: Math.max(0, start - 1), to: Math.min(length, end + 1) };
    });
  };
  return spans(patch.rows).flatMap((y) =>
    spans(patch.columns).map((x) => ({
      origin: [x.from, y.from] as const,
      size: [x.to - x.from, y.to - y.from] as const,
      interior: [x.start, y.start, x.end, y.end] as const,
    })),
  );
}

function upload(gl: WebGL2RenderingContext, patch: Patch, { format, chunks }: PatchTextures): void {
  const { columns, samples } = patch;
  const pixels = samples === 3 ? withAlpha(patch.pixels) : patch.pixels;
  // WebKit once copied the whole backing buffer of a view: hand over the exact view, never (bigArray, offset).
  gl.pixelStorei(gl.UNPACK_ALIGNMENT, 1);
  gl.pixelStorei(gl.UNPACK_ROW_LENGTH, columns);
  for (const { texture, origin, size } of chunks) {
    bindTexture(gl, textureUnits.uImage, texture);
    gl.pixelStorei(gl.UNPACK_SKIP_PIXELS, origin[0]);
    gl.pixelStorei(gl.UNPACK_SKIP_ROWS, origin[1]);
    gl.texSubImage2D(gl.TEXTURE_2D, 0, 0, 0, ...size, format.format, format.type, pixels);
  }
  gl.pixelStorei(gl.UNPACK_ROW_LENGTH, 0);
  gl.pixelStorei(gl.UNPACK_SKIP_PIXELS, 0);
  gl.pixelStorei(gl.UNPACK_SKIP_ROWS, 0);
}

function withAlpha(rgb: Patch["pixels"]): Uint8Array<ArrayBuffer> | Uint16Array<ArrayBuffer> {
  const count = rgb.length / 3;
  const rgba = rgb instanceof Uint8Array ? new Uint8Array(count * 4) : new Uint16Array(count * 4);
  for (let i = 0, from = 0, to = 0; i < count; i++, to += 4) {
    rgba[to] = rgb[from++] ?? 0;
    rgba[to + 1] = rgb[from++] ?? 0;
    rgba[to + 2] = rgb[from++] ?? 0;
  }
  return rgba;
}
