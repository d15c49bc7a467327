// The table of a tile-compressed image, checked against its heap.
//
// Follows   FITS standard 4.0, sections 7.3.5 (variable-length arrays) and 10 (tiled image compression)
// Notes     CFITSIO trusts these numbers: a descriptor beyond the heap, a block size of zero or a tile larger than the image would
//           make it allocate, loop or read without bound.
#include <charconv>
#include <cstdint>

#include "core/error.hpp"
#include "fits/file_bytes.hpp"
#include "fits/hdu_scan.hpp"

namespace corkit {

namespace {

constexpr int kMaxParameters = 99;

struct Column {
  std::size_t offset = 0;         // in the row
  std::size_t width = 0;          // bytes in the row
  std::size_t descriptor = 0;     // bytes of each of the two numbers of a descriptor, 0 for a plain column
  std::size_t element_width = 0;  // bytes of an element in the heap
};

class TileTable {
 public:
  TileTable(const Header &header, std::string_view data, const std::filesystem::path &path) : header_(header), data_(data), path_(path) {}

  void check(int nx, int ny) const {
    check_algorithm();
    const auto tiles = check_tile_sizes(nx, ny);
    const auto row_width = integer("NAXIS1");
    const auto rows = integer("NAXIS2");
    if (rows != tiles) damaged("NAXIS2 = " + std::to_string(rows) + " is not the number of tiles, " + std::to_string(tiles));
    const auto table = static_cast<std::size_t>(rows) * static_cast<std::size_t>(row_width);
    if (integer("BITPIX") != 8 || integer("NAXIS") != 2 || table > data_.size()) damaged("its table is not a binary table");
    const auto heap = header_.has("THEAP") ? integer("THEAP") : static_cast<long long>(table);
    if (heap < static_cast<long long>(table) || static_cast<std::size_t>(heap) > data_.size()) damaged("THEAP lies outside the data");
    for (const auto &column : columns(static_cast<std::size_t>(row_width)))
      for (std::size_t row = 0; row < static_cast<std::size_t>(rows) && column.descriptor > 0; ++row)
        check_descriptor(column, row * static_cast<std::size_t>(row_width), data_.substr(static_cast<std::size_t>(heap)).size());
  }

 private:
  [[noreturn]] void damaged(const std::string &what) const {
    throw Error(CORKIT_ERROR_NOT_FITS, shown(path_) + " is damaged: " + what + ", compress the image again");
  }

  long long integer(const std::string &keyword) const {
    const auto value = header_.get_int(keyword);
    if (!value) damaged("keyword " + keyword + " of the compressed image is missing or no number");
    return *value;
  }

  void check_algorithm() const {
    const std::string name = header_.get_string("ZCMPTYPE").value_or("");
    if (name != "RICE_1" && name != "RICE_ONE" && name != "GZIP_1" && name != "GZIP_2" && name != "NOCOMPRESS")
      throw Error(CORKIT_ERROR_UNSUPPORTED, shown(path_) + " is compressed with '" + shown(name.substr(0, 32)) +
                                                "' (ZCMPTYPE), only RICE_1, GZIP_1 and GZIP_2 are read: run funpack on it first");
    for (int n = 1; n <= kMaxParameters && header_.has("ZNAME" + std::to_string(n)); ++n) {
      const std::string parameter = header_.get_string("ZNAME" + std::to_string(n)).value_or("");
      if (parameter != "BLOCKSIZE" && parameter != "BYTEPIX") continue;
      const auto value = integer("ZVAL" + std::to_string(n));
      const bool good = parameter == "BLOCKSIZE" ? value >= 1 && value <= 4096 : value == 1 || value == 2 || value == 4;
      if (!good) damaged(parameter + " = " + std::to_string(value) + " is not possible");
    }
  }

  // Returns the number of tiles.
  long long check_tile_sizes(int nx, int ny) const {
    long long tiles = 1;
    const auto naxis = integer("ZNAXIS");
    for (long long n = 1; n <= naxis; ++n) {
      const std::string suffix = std::to_string(n);
      const long long length = n == 1 ? nx : n == 2 ? ny : 1;
      const long long tile = header_.has("ZTILE" + suffix) ? integer("ZTILE" + suffix) : n == 1 ? length : 1;
      if (tile < 1 || tile > length) damaged("ZTILE" + suffix + " = " + std::to_string(tile) + " does not fit the image");
      tiles *= (length + tile - 1) / tile;
    }
    return tiles;
  }

  static std::size_t type_width(char type) {
    switch (type) {
      case 'L':
      case 'B':
      case 'A':
        return 1;
      case 'I':
        return 2;
      case 'J':
      case 'E':
        return 4;
      case 'K':
      case 'D':
      case 'C':
        return 8;
      case 'M':
        return 16;
      default:
        return 0;
    }
  }

  std::vector<Column> columns(std::size_t row_width) const {
    std::vector<Column> out;
    std::size_t offset = 0;
    const auto count = integer("TFIELDS");
    if (count < 1 || count > 999) damaged("TFIELDS = " + std::to_string(count) + " is not possible");
    for (long long n = 1; n <= count; ++n) {
      Column column = parse_format(header_.get_string("TFORM" + std::to_string(n)).value_or(""), n);
      column.offset = offset;
      offset += column.width;
      if (offset > row_width) break;
      out.push_back(column);
    }
    if (offset != row_width) damaged("the columns do not fill the rows of its table");
    return out;
  }

  // rT or rPt(max), rQt(max).
  Column parse_format(const std::string &format, long long n) const {
    std::size_t repeat = 1;
    const char *end = format.data() + format.size();
    const auto result = std::from_chars(format.data(), end, repeat);
    const std::string_view type = std::string_view(result.ptr, static_cast<std::size_t>(end - result.ptr));
    Column column;
    if (!type.empty() && (type[0] == 'P' || type[0] == 'Q') && type.size() > 1 && repeat <= 1) {
      column.descriptor = type[0] == 'P' ? 4 : 8;
      column.width = repeat * 2 * column.descriptor;
      column.element_width = type_width(type[1]);
      if (repeat == 0) column.descriptor = 0;
      if (column.element_width > 0) return column;
    } else if (!type.empty() && repeat < 1u << 20 && type_width(type[0]) > 0) {
      column.width = repeat * type_width(type[0]);
      return column;
    }
    damaged("TFORM" + std::to_string(n) + " is not possible");
  }

  std::uint64_t big_endian(std::size_t offset, std::size_t bytes) const {
    std::uint64_t value = 0;
    for (std::size_t k = 0; k < bytes; ++k) value = value << 8 | static_cast<unsigned char>(data_[offset + k]);
    return value;
  }

  void check_descriptor(const Column &column, std::size_t row_offset, std::size_t heap_size) const {
    const auto count = big_endian(row_offset + column.offset, column.descriptor);
    const auto start = big_endian(row_offset + column.offset + column.descriptor, column.descriptor);
    if (start > heap_size || count > (heap_size - start) / column.element_width) damaged("a tile lies outside the data");
  }

  const Header &header_;
  std::string_view data_;
  const std::filesystem::path &path_;
};

}  // namespace

void check_tiles(const Header &header, std::string_view data_unit, int nx, int ny, const std::filesystem::path &path) {
  TileTable(header, data_unit, path).check(nx, ny);
}

}  // namespace corkit
