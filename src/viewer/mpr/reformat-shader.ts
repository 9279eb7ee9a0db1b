/** GLSL sampler family of a volume. */
export type VolumeSampler = "usampler3D" | "isampler3D" | "sampler3D";

/**
 * Cuts a picture: the steps of `reformat-cpu.ts`. Four pixels lie in one texel of the target, as the bits of their floats: integer
 * targets belong to WebGL2 itself, float targets do not.
 */
export function reformatSource(sampler: VolumeSampler): string {
  return `#version 300 es
precision highp float;
precision highp int;
precision highp ${sampler};
precision highp sampler2D;
uniform ${sampler} uVolume;
uniform sampler2D uScales;
uniform ivec3 uSize;
uniform vec3 uStart;
uniform vec3 uAcross;
uniform vec3 uDown;
uniform vec3 uThrough;
uniform int uHalf;
uniform int uMode;
uniform bool uWhole;
out uvec4 bits;
bool isNumber(float v) { return (floatBitsToUint(v) & 0x7f800000u) != 0x7f800000u; }
bool voxel(ivec3 p, out float value) {
  vec4 scale = texelFetch(uScales, ivec2(p.z, 0), 0);
  float stored = float(texelFetch(uVolume, p, 0).r);
  value = stored * scale.x + scale.y;
  return !(stored >= scale.z && stored <= scale.w) && isNumber(stored);
}
void add(ivec3 p, float share, inout vec2 sum) {
  float value;
  if (voxel(clamp(p, ivec3(0), uSize - 1), value)) sum += vec2(value, 1.0) * share;
}
bool sampleAt(vec3 q, out float value) {
  ivec3 nearest = ivec3(floor(q + 0.5));
  if (any(lessThan(nearest, ivec3(0))) || any(greaterThanEqual(nearest, uSize))) return false;
  if (!voxel(nearest, value)) return false;
  if (uWhole) return true;
  vec3 low = floor(q);
  vec3 t = q - low;
  ivec3 p = ivec3(low);
  vec2 sum = vec2(0.0);
  for (int k = 0; k < 8; k++) {
    ivec3 corner = ivec3(k & 1, (k >> 1) & 1, k >> 2);
    vec3 share = mix(1.0 - t, t, vec3(corner));
    add(p + corner, share.x * share.y * share.z, sum);
  }
  if (sum.y <= 0.0) return false;
  value = sum.x / sum.y;
  return true;
}
uint pixel(int column, int row) {
  vec3 place = uStart + float(column) * uAcross + float(row) * uDown;
  float result = 0.0;
  float count = 0.0;
  for (int s = -uHalf; s <= uHalf; s++) {
    float value;
    if (!sampleAt(place + float(s) * uThrough, value)) continue;
    if (count == 0.0) result = value;
    else if (uMode == 1) result = max(result, value);
    else if (uMode == 2) result = min(result, value);
    else result += value;
    count += 1.0;
  }
  if (count == 0.0) return 0x7fc00000u;
  return floatBitsToUint(uMode == 3 ? result / count : result);
}
void main() {
  int column = int(gl_FragCoord.x) * 4;
  int row = int(gl_FragCoord.y);
  bits = uvec4(pixel(column, row), pixel(column + 1, row), pixel(column + 2, row), pixel(column + 3, row));
}`;
}
