// gzip streams in memory.
#pragma once

#include <cstddef>
#include <optional>
#include <string_view>

namespace corkit {

// The size the stream notes in its last four bytes, as far as it can be true: deflate never shrinks by more than 1032.
std::size_t gunzipped_size(std::string_view compressed);

// Decompresses into `out`; the number of bytes, or empty if the stream is damaged, truncated or longer than `capacity` (the bytes
// up to there are in `out` then).
std::optional<std::size_t> gunzip(std::string_view compressed, char *out, std::size_t capacity);

}  // namespace corkit
