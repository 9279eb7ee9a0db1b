// Seeded mutations of generated files through every pipeline's core, built with ASan and UBSan by run.mjs. Whatever comes in,
// each call must end with a result or a Failure; a result of a rewrite must be readable again.
//   fuzz SEED ROUNDS            mutations of generated files, and proof that they reach both ends
//   fuzz SEED FROM TO LIST      rounds FROM to TO over generated files and those that LIST names, one a line; prints "@round"
#include "../core/codestream_markers.h"
#include "../core/dicom_rewrite.h"
#include "../core/icc_profile.h"
#include "../core/pixel_codec.h"
#include "../core/sha256.h"
#include "../core/text_finder.h"
#include "../core/tiff_rewrite.h"
#include "check.h"
#include "grow_cut_rounds.h"
#include "makers.h"
#include "mutate.h"
#include <chrono>
#include <cstdio>
#include <fstream>
#include <iterator>
#include <string>

namespace overread {
namespace {

struct Tally {
  uint64_t read = 0, refused = 0, written = 0;
};

/** Blanking, and pixels that replace the file's own. */
void boxesOnce(const ByteReader &reader, DicomPlan plan, const std::vector<uint8_t> &bytes) {
  plan.pixels.boxes.push_back({-1, 1, 1 << 20, 2, true, {}});
  plan.pixels.blank = {1, 2, 3};
  try {
    rewriteDicom(reader, plan, nullptr, 0);
  } catch (const Failure &) {
  }
  plan.pixels.replaceWithNative = true;
  try {
    rewriteDicom(reader, plan, bytes.data(), bytes.size());
  } catch (const Failure &) {
  }
  plan.pixels.replaceWithNative = false;
  plan.pixels.frames.assign(1 + bytes.size() % 3, bytes.size() / 3);
  for (PlanInsert &insert : plan.fileMeta)
    if (insert.path == "00020010") insert.value.text = bytes.size() % 2 ? "1.2.840.10008.1.2.5" : "1.2.840.10008.1.2.4.80";
  try {
    const DicomRewriteResult framed = rewriteDicom(reader, plan, bytes.data(), bytes.size());
    readDicomTree(ByteReader(framed.bytes.data(), framed.bytes.size()));
  } catch (const Failure &) {
  }
}

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
    boxesOnce(reader, plan, bytes);
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
  const uint64_t columns = 1 + random.below(200), lines = bytes.size() / columns;
  try {
    for (const TextBox &box : findText(bytes.data(), columns * lines, columns, lines))
      check(box.width > 0 && box.height > 0 && box.x + box.width <= columns && box.y + box.height <= lines, "a text box outside of the plane");
  } catch (const Failure &) {
  }
  try {
    decodeRle(ByteReader(bytes.data(), bytes.size()), {1 + random.below(40), 1 + random.below(40), 1 + random.below(3), 1 + random.below(2)});
  } catch (const Failure &) {
  }
  try {
    unpackBits(ByteReader(bytes.data(), bytes.size()), random.next(), random.next());
  } catch (const Failure &) {
  }
  const char *text = reinterpret_cast<const char *>(bytes.data());
  try {
    readDicomPlan(text, bytes.size());
  } catch (const Failure &) {
  }
  try {
    readTiffPlan(text, bytes.size());
  } catch (const Failure &) {
  }
  try {
    runPixelCodec(ByteReader(bytes.data(), bytes.size()), text, bytes.size());
  } catch (const Failure &) {
  }
}

std::vector<uint8_t> fileAt(const std::string &path) {
  std::ifstream in(path, std::ios::binary);
  return std::vector<uint8_t>(std::istreambuf_iterator<char>(in), {});
}

/** One mutated file of a corpus through everything; each round has its own numbers, so that any can be run alone. */
void corpusRounds(uint64_t seed, uint64_t from, uint64_t to, const std::string &list) {
  std::vector<std::vector<uint8_t>> files = dicomSamples();
  for (const auto &more : {tiffSamples(), otherSamples()}) files.insert(files.end(), more.begin(), more.end());
  std::ifstream names(list);
  for (std::string name; std::getline(names, name);) files.push_back(fileAt(name));
  check(!files.empty(), "no files to mutate");
  Tally dicom, tiff;
  for (uint64_t round = from; round < to; round++) {
    printf("@%llu\n", (unsigned long long)round);
    fflush(stdout);
    Random random = {(seed * 1000003 + round) * 2 + 1};
    random.next();
    const std::vector<uint8_t> &other = files[random.below(static_cast<uint32_t>(files.size()))];
    const std::vector<uint8_t> bytes = mutateFile(files[round % files.size()], other, random);
    dicomOnce(bytes, dicom);
    tiffOnce(bytes, tiff);
    rest(bytes, random);
  }
  printf("done read %llu refused %llu\n", (unsigned long long)(dicom.read + tiff.read), (unsigned long long)(dicom.refused + tiff.refused));
}

/** What `fuzz SEED ROUNDS` does. */
int generatedRounds(uint64_t seed, uint64_t rounds) {
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
  growCutRounds(seed, rounds / 10 + 1);
  check(slowest < 5, "one round took more than five seconds");
  check(dicom.refused > 0 && dicom.written > dicoms.size() && tiff.refused > 0 && tiff.written > tiffs.size(), "the mutations reach too little");
  printf("dicom read %llu refused %llu written %llu; tiff read %llu refused %llu written %llu; slowest round %.3f s\n",
         (unsigned long long)dicom.read, (unsigned long long)dicom.refused, (unsigned long long)dicom.written, (unsigned long long)tiff.read,
         (unsigned long long)tiff.refused, (unsigned long long)tiff.written, slowest);
  return 0;
}

} // namespace
} // namespace overread

int main(int argc, char **argv) {
  const auto number = [&](int at, uint64_t otherwise) { return argc > at ? strtoull(argv[at], nullptr, 10) : otherwise; };
  if (argc > 4) {
    overread::corpusRounds(number(1, 1), number(2, 0), number(3, 0), argv[4]);
    return 0;
  }
  return overread::generatedRounds(number(1, 1), number(2, 3000));
}
