// Seeded mutations of generated files through every pipeline's core, built with ASan and UBSan by run.mjs. Whatever comes in,
// each call must end with a result or a Failure; a result of a rewrite must be readable again.
#include "../core/codestream_markers.h"
#include "../core/dicom_rewrite.h"
#include "../core/icc_profile.h"
#include "../core/pixel_codec.h"
#include "../core/sha256.h"
#include "../core/tiff_rewrite.h"
#include "check.h"
#include "makers.h"
#include <chrono>
#include <cstdio>

namespace overread {
namespace {

struct Random {
  uint64_t state;
  uint32_t next() {
    state = state * 6364136223846793005ull + 1442695040888963407ull;
    return static_cast<uint32_t>(state >> 33);
  }
  uint32_t below(uint32_t limit) { return limit == 0 ? 0 : next() % limit; }
};

/** Bit flips, wild numbers, cuts, doubled and removed stretches. */
std::vector<uint8_t> mutate(std::vector<uint8_t> bytes, Random &random) {
  const uint32_t edits = 1 + random.below(3);
  for (uint32_t i = 0; i < edits && !bytes.empty(); i++) {
    const size_t at = random.below(static_cast<uint32_t>(bytes.size()));
    switch (random.below(10)) {
    case 0:
    case 6:
    case 7:
    case 8: bytes[at] ^= static_cast<uint8_t>(1u << random.below(8)); break;
    case 1: bytes[at] = static_cast<uint8_t>(random.next()); break;
    case 2:
      for (size_t j = at; j < bytes.size() && j < at + 4; j++) bytes[j] = random.below(2) ? 0xff : 0;
      break;
    case 3: bytes.resize(at); break;
    case 4: bytes.erase(bytes.begin() + static_cast<long>(at), bytes.begin() + static_cast<long>(std::min(bytes.size(), at + 1 + random.below(16)))); break;
    default: {
      const size_t end = std::min(bytes.size(), at + 1 + random.below(64));
      const std::vector<uint8_t> copy(bytes.begin() + static_cast<long>(at), bytes.begin() + static_cast<long>(end));
      bytes.insert(bytes.begin() + static_cast<long>(at), copy.begin(), copy.end());
    }
    }
  }
  return bytes;
}

struct Tally {
  uint64_t read = 0, refused = 0, written = 0;
};

void dicomOnce(const std::vector<uint8_t> &bytes, Tally &tally) {
  try {
    inspectDicom(bytes.data(), bytes.size());
    const ByteReader reader(bytes.data(), bytes.size());
    const DicomTree tree = readDicomTree(reader);
    tally.read++;
    DicomPlan plan = keepAll(bytes, tree);
    plan.pixels.maskBits = tree.fragments.empty() ? 7 : 0;
    const DicomRewriteResult result = rewriteDicom(reader, plan, nullptr, 0);
    tally.written++;
    const DicomTree again = readDicomTree(ByteReader(result.bytes.data(), result.bytes.size()));
    check(again.trailing == 0, "the output has trailing bytes");
    check(result.bytes.size() <= bytes.size() * 3 + 4096, "the output grew");
  } catch (const Failure &) {
    tally.refused++;
  }
}

void tiffOnce(const std::vector<uint8_t> &bytes, Tally &tally) {
  try {
    inspectTiff(bytes.data(), bytes.size());
    const ByteReader reader(bytes.data(), bytes.size());
    const TiffTree tree = readTiffTree(reader);
    tally.read++;
    const TiffPlan plan = keepAllPages(bytes, tree);
    const TiffRewriteResult result = rewriteTiff(reader, plan, ByteReader(nullptr, 0));
    tally.written++;
    readTiffTree(ByteReader(result.bytes.data(), result.bytes.size()));
  } catch (const Failure &) {
    tally.refused++;
  }
}

void rest(const std::vector<uint8_t> &bytes, Random &random) {
  std::vector<uint8_t> out;
  stripCodestream(bytes.data(), bytes.size(), out);
  stripJpeg2000(bytes.data(), bytes.size(), out);
  clearIccText(bytes.data(), bytes.size(), out);
  try {
    decodeRle(ByteReader(bytes.data(), bytes.size()), {1 + random.below(40), 1 + random.below(40), 1 + random.below(3), 1 + random.below(2)});
  } catch (const Failure &) {
  }
  try {
    readDicomPlan(reinterpret_cast<const char *>(bytes.data()), bytes.size());
  } catch (const Failure &) {
  }
}

} // namespace
} // namespace overread

int main(int argc, char **argv) {
  using namespace overread;
  const uint64_t seed = argc > 1 ? strtoull(argv[1], nullptr, 10) : 1;
  const uint64_t rounds = argc > 2 ? strtoull(argv[2], nullptr, 10) : 3000;
  Random random = {seed * 2 + 1};
  Tally dicom, tiff;
  const auto dicoms = dicomSamples();
  const auto tiffs = tiffSamples();
  const auto others = otherSamples();
  double slowest = 0;
  for (uint64_t round = 0; round < rounds; round++) {
    const auto start = std::chrono::steady_clock::now();
    dicomOnce(round < dicoms.size() ? dicoms[round] : mutate(dicoms[round % dicoms.size()], random), dicom);
    tiffOnce(round < tiffs.size() ? tiffs[round] : mutate(tiffs[round % tiffs.size()], random), tiff);
    rest(mutate(others[round % others.size()], random), random);
    const std::chrono::duration<double> took = std::chrono::steady_clock::now() - start;
    slowest = std::max(slowest, took.count());
    if (round + 1 == dicoms.size()) check(dicom.written == dicoms.size(), "a generated DICOM file was refused");
    if (round + 1 == tiffs.size()) check(tiff.written == tiffs.size(), "a generated TIFF file was refused");
  }
  check(slowest < 5, "one round took more than five seconds");
  check(dicom.refused > 0 && dicom.written > dicoms.size() && tiff.refused > 0 && tiff.written > tiffs.size(), "the mutations reach too little");
  printf("dicom read %llu refused %llu written %llu; tiff read %llu refused %llu written %llu; slowest round %.3f s\n",
         (unsigned long long)dicom.read, (unsigned long long)dicom.refused, (unsigned long long)dicom.written, (unsigned long long)tiff.read,
         (unsigned long long)tiff.refused, (unsigned long long)tiff.written, slowest);
  return 0;
}
