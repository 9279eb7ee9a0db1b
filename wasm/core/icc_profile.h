#pragma once
#include <cstdint>
#include <vector>

namespace overread {

/**
 * An ICC profile without text: descriptions, copyright and the like are zeroed, as is every byte that no tag owns, the
 * profile's date and ID. Curves, matrices and tables stay. Returns false where the profile cannot be followed.
 */
bool clearIccText(const uint8_t *data, uint64_t size, std::vector<uint8_t> &out);

} // namespace overread
