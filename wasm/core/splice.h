#pragma once
#include "blanking.h"
#include "byte_writer.h"
#include <string>

namespace overread {

/** Where a stretch of the output comes from; numbers as in TypeScript's `SpliceRecipe`. */
enum class SegmentKind : uint8_t {
  /** `at` counts in the literal bytes. */
  literal = 0,
  /** `at` counts in the source, as all that follow. */
  copy = 1,
  /** The (first part of the) stream of one strip, tile or frame, its comments to be silenced in place. */
  stream = 2,
  /** A further part of the stream before it. */
  streamPart = 3,
  /** A WebP file that must hold nothing but its image. */
  webp = 4,
  /** Native pixels that transform `transform` blanks or masks, whole frames. */
  pixels = 5,
  /** `at` counts in pixels that the caller makes: what the rewrite's third input would be. */
  native = 6,
};

struct Segment {
  SegmentKind kind;
  uint64_t at;
  uint64_t length;
  uint64_t transform;
};

/** What happens to native pixels while they are copied. */
struct PixelTransform {
  SampleLayout layout;
  std::vector<PlanBox> boxes;
  std::vector<double> blank;
  uint64_t maskBits = 0;
  bool isSigned = false;
};

/** An output told as stretches of new and of old bytes, so that no pixel has to be in memory. */
struct Recipe {
  std::vector<Segment> segments;
  std::vector<PixelTransform> transforms;

  /** The literal bytes written so far stand before this stretch. */
  void insert(const ByteWriter &literals, Segment segment);
  /** After the last literal byte. */
  void finish(const ByteWriter &literals);
  /** Bytes of the output so far. */
  uint64_t size(const ByteWriter &literals) const { return literals.size() + inserted_; }
  /** Four doubles a segment, little endian: kind, at, length, transform. */
  std::vector<uint8_t> encoded() const;
  /** The transforms as a JSON array. */
  std::string transformsJson() const;

private:
  uint64_t flushed_ = 0;
  uint64_t inserted_ = 0;
  void add(const Segment &segment);
};

} // namespace overread
