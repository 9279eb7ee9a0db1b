#pragma once
#include "dicom_plan.h"
#include <cstdint>
#include <vector>

namespace overread {

/** How samples lie in native pixel bytes (PS3.5 8.1, PS3.3 C.7.6.3). */
struct SampleLayout {
  uint64_t rows = 0, columns = 0, samples = 1, frames = 1;
  /** Bits Allocated: 8, 16, 32, 64, or packed least significant bit first (1, 12). */
  uint32_t bits = 8;
  /** Planes of samples one after the other (Planar Configuration 1). */
  bool planar = false;
  /** Y Y Cb Cr for two pixels (uncompressed YBR_FULL_422). */
  bool halfChroma = false;
  bool floating = false;
  bool bigEndian = false;
  /** 8-bit or packed samples in big-endian OW words: bytes are swapped in pairs. */
  bool swappedPairs = false;
  /** Extra bits after each row (TIFF rows end at byte borders). */
  bool rowsOnBytes = false;

  /** Bits of one frame. */
  uint64_t frameBits() const;
};

/** Throws Failure `pixel-length` where `size` bytes cannot hold the frames, `unsupported-pixels` where bits are odd. */
void checkLayout(const SampleLayout &layout, uint64_t size);

/** Keeps the low `maskBits` bits of every sample, sign-extended where `isSigned` (PS3.5 8.1.1 overlays in high bits). */
void maskHighBits(uint8_t *data, uint64_t size, const SampleLayout &layout, uint64_t maskBits, bool isSigned);

/** Overwrites the boxes with `blank` (one value a sample); returns how many touched a pixel. Throws Failure `plan-invalid`. */
uint64_t blankBoxes(uint8_t *data, uint64_t size, const SampleLayout &layout, const std::vector<PlanBox> &boxes,
                    const std::vector<double> &blank);

} // namespace overread
