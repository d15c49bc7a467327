#include "fits/gunzip.hpp"

#include <fitsio2.h>

#include <algorithm>

namespace corkit {

std::size_t gunzipped_size(std::string_view compressed) {
  if (compressed.size() < 4) return 0;
  std::size_t size = 0;
  for (std::size_t k = 1; k <= 4; ++k) size = size << 8 | static_cast<unsigned char>(compressed[compressed.size() - k]);
  constexpr std::size_t kBestRatio = 1032;
  return std::min(size, compressed.size() * kBestRatio);
}

std::optional<std::size_t> gunzip(std::string_view compressed, char *out, std::size_t capacity) {
  // CFITSIO only reads from its input, although its prototype does not say so. Without a reallocator it never grows the buffer.
  std::size_t size = 0;
  int status = 0;
  char *buffer = out;
  uncompress2mem_from_mem(const_cast<char *>(compressed.data()), compressed.size(), &buffer, &capacity, nullptr, &size, &status);
  if (status == 0) return size;
  fits_clear_errmsg();
  return std::nullopt;
}

}  // namespace corkit
