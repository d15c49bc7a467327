#include "fits/gunzip.hpp"

#define ZLIB_CONST
#include <zlib.h>

#include <algorithm>
#include <limits>

namespace corkit {

namespace {

constexpr int kGzipHeader = 15 + 16;
constexpr std::size_t kLargest = std::numeric_limits<uInt>::max();
constexpr std::string_view kGzipMagic = "\x1f\x8b";

const Bytef *input(std::string_view bytes) { return reinterpret_cast<const Bytef *>(bytes.data()); }

}  // namespace

std::size_t gunzipped_size(std::string_view compressed) {
  if (compressed.size() < 4) return 0;
  std::size_t size = 0;
  for (std::size_t k = 1; k <= 4; ++k) size = size << 8 | static_cast<unsigned char>(compressed[compressed.size() - k]);
  constexpr std::size_t kBestRatio = 1032;
  return std::min(size, compressed.size() * kBestRatio);
}

std::optional<std::size_t> gunzip(std::string_view compressed, char *out, std::size_t capacity) {
  if (compressed.size() > kLargest || capacity > kLargest) return std::nullopt;
  z_stream stream{};
  if (inflateInit2(&stream, kGzipHeader) != Z_OK) return std::nullopt;
  stream.next_in = input(compressed);
  stream.avail_in = static_cast<uInt>(compressed.size());
  stream.next_out = reinterpret_cast<Bytef *>(out);
  stream.avail_out = static_cast<uInt>(capacity);
  const int status = inflate(&stream, Z_FINISH);
  const std::size_t size = stream.total_out;
  inflateEnd(&stream);
  if (status != Z_STREAM_END) return std::nullopt;
  return size;
}

void GzipReader::End::operator()(z_stream_s *stream) const {
  inflateEnd(stream);
  delete stream;
}

GzipReader::GzipReader(std::string_view compressed) : left_(compressed) {
  auto stream = std::make_unique<z_stream>();
  damaged_ = inflateInit2(stream.get(), kGzipHeader) != Z_OK;
  if (!damaged_) stream_.reset(stream.release());
}

// Padding is one byte again and again: zeros mostly, as tapes and block devices leave them.
bool GzipReader::next_stream() {
  if (left_.empty()) return false;
  if (!left_.starts_with(kGzipMagic)) {
    const auto padded = left_.find_first_not_of(left_.front());
    if (padded == std::string_view::npos) return false;
    if (left_.front() == '\0' && left_.substr(padded).starts_with(kGzipMagic)) {
      left_.remove_prefix(padded);
    } else {
      ignored_ = left_.size();
      return false;
    }
  }
  inflateReset(stream_.get());
  return true;
}

std::size_t GzipReader::read(char *out, std::size_t wanted) {
  std::size_t done = 0;
  while (done < wanted && !damaged_) {
    if (!open_ && !(open_ = next_stream())) break;
    auto &stream = *stream_;
    const auto given = static_cast<uInt>(std::min(left_.size(), kLargest));
    const auto room = static_cast<uInt>(std::min(wanted - done, kLargest));
    stream.next_in = input(left_);
    stream.avail_in = given;
    stream.next_out = reinterpret_cast<Bytef *>(out + done);
    stream.avail_out = room;
    const int status = inflate(&stream, Z_NO_FLUSH);
    left_.remove_prefix(given - stream.avail_in);
    done += room - stream.avail_out;
    if (status == Z_STREAM_END)
      open_ = false;
    else
      damaged_ = status != Z_OK;
  }
  return done;
}

}  // namespace corkit
