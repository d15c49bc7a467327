#include "fits/gunzip.hpp"

#define ZLIB_CONST
#include <zlib.h>

#include <algorithm>
#include <limits>

namespace corkit {

std::size_t gunzipped_size(std::string_view compressed) {
  if (compressed.size() < 4) return 0;
  std::size_t size = 0;
  for (std::size_t k = 1; k <= 4; ++k) size = size << 8 | static_cast<unsigned char>(compressed[compressed.size() - k]);
  constexpr std::size_t kBestRatio = 1032;
  return std::min(size, compressed.size() * kBestRatio);
}

std::optional<std::size_t> gunzip(std::string_view compressed, char *out, std::size_t capacity) {
  constexpr std::size_t kLargest = std::numeric_limits<uInt>::max();
  if (compressed.size() > kLargest || capacity > kLargest) return std::nullopt;
  constexpr int kGzipHeader = 15 + 16;
  z_stream stream{};
  if (inflateInit2(&stream, kGzipHeader) != Z_OK) return std::nullopt;
  stream.next_in = reinterpret_cast<const Bytef *>(compressed.data());
  stream.avail_in = static_cast<uInt>(compressed.size());
  stream.next_out = reinterpret_cast<Bytef *>(out);
  stream.avail_out = static_cast<uInt>(capacity);
  const int status = inflate(&stream, Z_FINISH);
  const std::size_t size = stream.total_out;
  inflateEnd(&stream);
  if (status != Z_STREAM_END) return std::nullopt;
  return size;
}

}  // namespace corkit
