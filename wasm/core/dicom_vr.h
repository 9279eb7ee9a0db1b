#pragma once
#include <cstdint>

namespace overread {

/** A VR as its two letters, first letter in the high byte; 0 in implicit VR. */
using Vr = uint16_t;

constexpr Vr vr(char first, char second) {
  return static_cast<Vr>((static_cast<uint8_t>(first) << 8) | static_cast<uint8_t>(second));
}
constexpr Vr kImplicitVr = 0;
/** Stands for two bytes that are no VR; told as `??`. */
constexpr Vr kBadVr = vr('?', '?');

/** The VRs of PS3.5 table 6.2-1. */
bool isKnownVr(Vr value);
/** 32-bit length after two reserved bytes, PS3.5 7.1.2. */
bool hasLongLength(Vr value);
/** Bytes of one number of a binary VR, which a big-endian file swaps; 1 for all else. */
int vrWordSize(Vr value);
/** Byte that makes an odd value even: NUL for UI and binary, space for text (PS3.5 6.2). */
uint8_t vrPadding(Vr value);

} // namespace overread
