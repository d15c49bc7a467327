// gzip streams in memory.
#pragma once

#include <cstddef>
#include <memory>
#include <optional>
#include <string_view>

struct z_stream_s;

namespace corkit {

// The size the stream notes in its last four bytes, as far as it can be true: deflate never shrinks by more than 1032.
std::size_t gunzipped_size(std::string_view compressed);

// Decompresses one stream into `out`; the number of bytes, or empty if the stream is damaged, truncated or longer than `capacity` (the
// bytes up to there are in `out` then).
std::optional<std::size_t> gunzip(std::string_view compressed, char *out, std::size_t capacity);

// What gzip -d reads of a file: streams one after the other are one content, padding between and behind them is passed over.
class GzipReader {
 public:
  explicit GzipReader(std::string_view compressed);

  // The next bytes of the content; fewer than `wanted` where it ends or is damaged.
  std::size_t read(char *out, std::size_t wanted);

  // A stream is truncated, or its bytes or its checksum are wrong.
  bool damaged() const { return damaged_; }
  // Number of bytes behind the last stream that are neither padding nor a stream: known when read() has come to the end.
  std::size_t ignored() const { return ignored_; }

 private:
  struct End {
    void operator()(z_stream_s *stream) const;
  };
  bool next_stream();

  std::string_view left_;  // not yet decompressed
  std::unique_ptr<z_stream_s, End> stream_;
  bool open_ = false;  // within a stream
  bool damaged_ = false;
  std::size_t ignored_ = 0;
};

}  // namespace corkit
