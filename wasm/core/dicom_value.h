#pragma once
#include "byte_writer.h"
#include "dicom_plan.h"
#include "dicom_tree.h"

namespace overread {

/** Tag, VR and length in `encoding`. Throws Failure `value-too-long` where the length does not fit its field. */
void writeHeader(ByteWriter &out, uint32_t tag, Vr value, uint64_t length, Encoding encoding);

/** Header and value, padded to an even length. Little-endian words are swapped where `swap` is set. */
void writeElement(ByteWriter &out, uint32_t tag, Vr value, const uint8_t *data, uint64_t length, Encoding encoding, bool swap);

/** Bytes of a plan's new value in little endian: numbers of binary VRs are read from their text. Throws `plan-invalid`. */
std::vector<uint8_t> valueBytes(const NewValue &value, Vr as);

/** A new element in `encoding`. `as` tells padding and words also where the encoding writes no VR. */
void writeNewElement(ByteWriter &out, uint32_t tag, Vr as, const NewValue &value, Encoding encoding);

} // namespace overread
