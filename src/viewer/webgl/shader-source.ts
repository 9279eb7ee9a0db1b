import type { DisplayPlan } from "../display-plan.ts";
import { haloOpacity, hatchGroundGain, hatchStripeGain, ringDirections } from "../label-look.ts";

/** GLSL sampler family of the image texture. */
export type SamplerKind = "usampler2D" | "isampler2D" | "sampler2D";

const head = `#version 300 es
precision highp float;
precision highp int;
precision highp sampler2D;
precision highp isampler2D;
precision highp usampler2D;
`;

/** One triangle over everything, without buffers. */
export const vertexSource = `#version 300 es
void main() {
  gl_Position = vec4(gl_VertexID == 1 ? 3.0 : -1.0, gl_VertexID == 2 ? 3.0 : -1.0, 0.0, 1.0);
}`;

const place = `
uniform float uHeight;
uniform vec2 uMiddle;
uniform mat2 uMatrix;
uniform vec2 uFraction;
uniform ivec2 uWhole;
vec2 device() { return vec2(gl_FragCoord.x, uHeight - gl_FragCoord.y); }
vec2 relative() { return uMatrix * (device() - uMiddle) + uFraction; }
`;

const relativeValue = {
  usampler2D: `uniform uint uBase; uniform uint uPadLow; uniform uint uPadHigh;
bool isNoImage(uint v) { return uHasPadding && v >= uPadLow && v <= uPadHigh; }
float lessBase(uint v) { return v >= uBase ? float(v - uBase) : -float(uBase - v); }
int lutPlace(uint v) { return v > 0x7fffffffu ? 0x7fffffff : int(v); }
#define STORED uint
`,
  isampler2D: `uniform int uBase; uniform int uPadLow; uniform int uPadHigh;
bool isNoImage(int v) { return uHasPadding && v >= uPadLow && v <= uPadHigh; }
float lessBase(int v) { return v >= uBase ? float(uint(v) - uint(uBase)) : -float(uint(uBase) - uint(v)); }
int lutPlace(int v) { return v; }
#define STORED int
`,
  sampler2D: `uniform float uBase; uniform float uPadLow; uniform float uPadHigh;
bool isNoImage(float v) {
  if ((floatBitsToUint(v) & 0x7f800000u) == 0x7f800000u) return true;
  return uHasPadding && v >= uPadLow && v <= uPadHigh;
}
float lessBase(float v) { return v - uBase; }
int lutPlace(float v) { return int(v); }
#define STORED float
`,
} as const;

/** The image pass: fetch, padding, modality, bilinear, VOI, inversion or colour. */
export function imageSource(sampler: SamplerKind, color: DisplayPlan["color"]): string {
  return `${head}${place}
uniform ${sampler} uImage;
uniform ivec2 uPatch;
uniform ivec2 uOrigin;
uniform ivec4 uInterior;
uniform bool uSmooth;
uniform bool uInvert;
out vec4 color;
${color === "grey" ? greyBody(sampler) : colorBody(color)}
void main() {
  vec2 q = relative();
  ivec2 nearest = ivec2(floor(q + 0.5)) + uWhole;
  if (any(lessThan(nearest, uInterior.xy)) || any(greaterThanEqual(nearest, uInterior.zw))) discard;
  vec2 low = floor(q);
  color = vec4(shade(nearest, ivec2(low) + uWhole, q - low), 1.0);
}`;
}

function greyBody(sampler: SamplerKind): string {
  return `
uniform bool uHasPadding;
${relativeValue[sampler]}
uniform sampler2D uModalityLut;
uniform int uModalityCount;
uniform int uModalityFirst;
uniform float uSlope;
uniform sampler2D uVoiLut;
uniform int uVoi;
uniform int uVoiCount;
uniform float uVoiFirst;
uniform vec4 uRamp;
float table(sampler2D t, int i) { return texelFetch(t, ivec2(i & 1023, i >> 10), 0).r; }
STORED fetch(ivec2 p) { return texelFetch(uImage, clamp(p, ivec2(0), uPatch - 1) - uOrigin, 0).r; }
float modality(STORED v) {
  if (uModalityCount == 0) return uSlope * lessBase(v);
  int at = lutPlace(v);
  if (at <= uModalityFirst) return table(uModalityLut, 0);
  return table(uModalityLut, min(at - uModalityFirst, uModalityCount - 1));
}
void add(ivec2 p, float share, inout vec2 sum) {
  STORED v = fetch(p);
  if (!isNoImage(v)) sum += vec2(modality(v), 1.0) * share;
}
float voi(float x) {
  if (uVoi == 1) return 1.0 / (1.0 + exp(-4.0 * (x - uRamp.z) / uRamp.w));
  if (uVoi == 2) {
    float at = clamp(x - uVoiFirst, 0.0, float(uVoiCount - 1));
    float below = floor(at);
    int i = int(below);
    return mix(table(uVoiLut, i), table(uVoiLut, min(i + 1, uVoiCount - 1)), at - below);
  }
  if (x <= uRamp.x) return 0.0;
  if (x > uRamp.y) return 1.0;
  return (x - uRamp.z) / uRamp.w + 0.5;
}
vec3 shade(ivec2 nearest, ivec2 p, vec2 t) {
  STORED v = fetch(nearest);
  if (isNoImage(v)) return vec3(0.0);
  float x = modality(v);
  if (uSmooth) {
    vec2 sum = vec2(0.0);
    add(p, (1.0 - t.x) * (1.0 - t.y), sum);
    add(p + ivec2(1, 0), t.x * (1.0 - t.y), sum);
    add(p + ivec2(0, 1), (1.0 - t.x) * t.y, sum);
    add(p + ivec2(1, 1), t.x * t.y, sum);
    x = sum.x / sum.y;
  }
  float y = clamp(voi(x), 0.0, 1.0);
  return vec3(uInvert ? 1.0 - y : y);
}`;
}

function colorBody(color: "palette" | "rgb"): string {
  const fetch =
    color === "rgb"
      ? `uniform float uColorMax;
vec3 fetch(ivec2 p) { return vec3(texelFetch(uImage, clamp(p, ivec2(0), uPatch - 1) - uOrigin, 0).rgb) / uColorMax; }`
      : `uniform sampler2D uPalette;
uniform int uPaletteCount;
uniform int uPaletteFirst;
vec3 fetch(ivec2 p) {
  int i = clamp(int(texelFetch(uImage, clamp(p, ivec2(0), uPatch - 1) - uOrigin, 0).r) - uPaletteFirst, 0, uPaletteCount - 1);
  return texelFetch(uPalette, ivec2(i & 255, i >> 8), 0).rgb;
}`;
  return `${fetch}
vec3 shade(ivec2 nearest, ivec2 p, vec2 t) {
  vec3 c = uSmooth
    ? mix(mix(fetch(p), fetch(p + ivec2(1, 0)), t.x), mix(fetch(p + ivec2(0, 1)), fetch(p + ivec2(1, 1)), t.x), t.y)
    : fetch(nearest);
  return uInvert ? 1.0 - c : c;
}`;
}

/** Label pass 1: local indices of four layers at device resolution; what is hidden counts as nothing. */
export const indexSource = `${head}${place}
uniform usampler2D uLabel0;
uniform usampler2D uLabel1;
uniform usampler2D uLabel2;
uniform usampler2D uLabel3;
uniform sampler2D uColors;
uniform ivec4 uInterior;
out uvec4 indices;
uint shown(uint id, int layer) {
  if (id == 0u) return 0u;
  int i = int(id);
  float flags = texelFetch(uColors, ivec2(i & 255, (i >> 8) + layer * 256), 0).a * 255.0;
  return flags > 127.5 ? id : 0u;
}
void main() {
  ivec2 p = ivec2(floor(relative() + 0.5)) + uWhole;
  if (any(lessThan(p, uInterior.xy)) || any(greaterThanEqual(p, uInterior.zw))) discard;
  ivec2 at = p - uInterior.xy;
  indices = uvec4(
    shown(texelFetch(uLabel0, at, 0).r, 0), shown(texelFetch(uLabel1, at, 0).r, 1),
    shown(texelFetch(uLabel2, at, 0).r, 2), shown(texelFetch(uLabel3, at, 0).r, 3));
}`;

const directions = ringDirections.map(([x, y]) => `ivec2(${x}, ${y})`).join(", ");
const float = (value: number) => value.toFixed(4);

/** Label pass 2: fill or hatch, outline, halo from neighbour comparison; premultiplied over the image. */
export const labelSource = `${head}
uniform usampler2D uIndices;
uniform sampler2D uColors;
uniform float uHeight;
uniform ivec2 uRings[40];
uniform ivec4 uActive;
uniform vec2 uFill;
uniform vec4 uPattern;
uniform vec2 uAnchor;
uniform int uLayers;
out vec4 color;
const ivec2 directions[8] = ivec2[8](${directions});
uvec4 at(ivec2 p) {
  ivec2 size = textureSize(uIndices, 0);
  ivec2 q = clamp(p, ivec2(0), size - 1);
  return texelFetch(uIndices, ivec2(q.x, size.y - 1 - q.y), 0);
}
void over(vec3 c, float a) { color = vec4(color.rgb * (1.0 - a) + c * a, color.a * (1.0 - a) + a); }
bool differs(ivec2 p, uint id, int layer, int ring) {
  for (int k = 0; k < 8; k++) if (at(p + uRings[ring * 8 + k])[layer] != id) return true;
  return false;
}
void layer(ivec2 p, vec2 fromAnchor, uint id, int layer) {
  if (id == 0u) {
    if (differs(p, id, layer, 0)) over(vec3(0.0), ${float(haloOpacity)});
    return;
  }
  int i = int(id);
  vec4 entry = texelFetch(uColors, ivec2(i & 255, (i >> 8) + layer * 256), 0);
  bool proposal = entry.a * 255.0 > 191.5;
  bool chosen = uActive[layer] == i;
  int ring = chosen ? 3 : 1;
  if (differs(p, id, layer, ring)) {
    ivec2 normal = ivec2(0);
    for (int k = 0; k < 8; k++) if (at(p + uRings[ring * 8 + k])[layer] != id) normal += directions[k];
    float along = abs(normal.x) > abs(normal.y) ? fromAnchor.y : fromAnchor.x;
    bool gap = proposal && mod(along, uPattern.z) >= uPattern.w;
    if (gap) over(vec3(0.0), ${float(haloOpacity)});
    else over(entry.rgb, 1.0);
    return;
  }
  if (differs(p, id, layer, ring + 1)) {
    over(vec3(0.0), ${float(haloOpacity)});
    return;
  }
  float fill = chosen ? uFill.y : uFill.x;
  bool stripe = mod(fromAnchor.x + fromAnchor.y, uPattern.x) < uPattern.y;
  if (proposal) fill = min(1.0, fill * (stripe ? ${float(hatchStripeGain)} : ${float(hatchGroundGain)}));
  over(entry.rgb, fill);
}
void main() {
  vec2 device = vec2(gl_FragCoord.x, uHeight - gl_FragCoord.y);
  ivec2 p = ivec2(floor(device));
  color = vec4(0.0);
  uvec4 ids = at(p);
  if (ids == uvec4(0u)) {
    // Most of the screen: one look around for all layers.
    uvec4 around = uvec4(0u);
    for (int k = 0; k < 8; k++) around |= at(p + uRings[k]);
    if (around == uvec4(0u)) discard;
  }
  for (int l = 0; l < 4; l++) if ((uLayers & (1 << l)) != 0) layer(p, device - uAnchor, ids[l], l);
  if (color.a == 0.0) discard;
}`;
