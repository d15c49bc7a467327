// The table of a tile-compressed image, checked against its heap.
//
// Follows   FITS standard 4.0, sections 7.3.5 (variable-length arrays) and 10 (tiled image compression)
// Notes     CFITSIO trusts these numbers: a descriptor beyond the heap, a block size of zero or a tile larger than the image would
//           make it allocate, loop or read without bound; so would a stream that does not end.
#include <algorithm>
#include <array>
#include <charconv>
#include <cstdint>

#include "core/error.hpp"
#include "fits/card.hpp"
#include "fits/file_bytes.hpp"
#include "fits/gunzip.hpp"
#include "fits/hcompress.hpp"
#include "fits/hdu_scan.hpp"
#include "fits/plio.hpp"
#include "fits/reader.hpp"
#include "fits/rice.hpp"

namespace corkit {

namespace {

constexpr long long kMaxBlock = 4096;

enum class Role { other, compressed, gzipped, uncompressed };

struct Column {
  Role role = Role::other;
  std::size_t offset = 0;         // in the row
  std::size_t width = 0;          // bytes in the row
  std::size_t descriptor = 0;     // bytes of each of the two numbers of a descriptor, 0 for a plain column
  std::size_t element_width = 0;  // bytes of an element in the heap
};

// How the image is cut into tiles, row by row of the table.
struct Tiling {
  std::size_t nx, ny, tile_x, tile_y;

  std::size_t across() const { return (nx + tile_x - 1) / tile_x; }
  std::size_t count() const { return across() * ((ny + tile_y - 1) / tile_y); }
  std::size_t columns(std::size_t tile) const { return std::min(tile_x, nx - tile % across() * tile_x); }
  std::size_t rows(std::size_t tile) const { return std::min(tile_y, ny - tile / across() * tile_y); }
};

struct Tile {
  std::size_t columns, rows;
  std::size_t pixels() const { return columns * rows; }
};

enum class Method { rice, gzip, hcompress, plio };

struct Algorithm {
  Method method = Method::gzip;
  std::size_t block = 32;
  int bytepix = 4;
};

class TileTable {
 public:
  TileTable(const Header &header, std::string_view data, const std::filesystem::path &path) : header_(header), data_(data), path_(path) {}

  TileLosses check(int nx, int ny) {
    refuse_keywords_with_blanks();
    algorithm_ = algorithm();
    real_ = integer("ZBITPIX") < 0;
    const Tiling tiling = this->tiling(nx, ny);
    if (integer("BITPIX") != 8 || integer("NAXIS") != 2) damaged("its table is not a binary table");
    const auto row_width = static_cast<std::size_t>(integer("NAXIS1")), rows = static_cast<std::size_t>(integer("NAXIS2"));
    if (rows != tiling.count())
      damaged("NAXIS2 = " + std::to_string(rows) + " is not the number of tiles, " + std::to_string(tiling.count()));
    const std::size_t table = rows * row_width;
    if (table > data_.size()) damaged("its table is larger than the data");
    const auto heap = header_.has("THEAP") ? integer("THEAP") : static_cast<long long>(table);
    if (heap < 0 || static_cast<std::size_t>(heap) < table || static_cast<std::size_t>(heap) > data_.size())
      damaged("THEAP lies outside the data");
    heap_ = data_.substr(static_cast<std::size_t>(heap));
    scaled_ = header_.has("ZSCALE");
    for (long long n = 1; n <= header_.get_int("TFIELDS").value_or(0) && n < 1000; ++n)
      scaled_ = scaled_ || header_.get_string("TTYPE" + std::to_string(n)) == "ZSCALE";
    const auto all = columns(row_width);
    for (const auto &column : all)
      for (std::size_t row = 0; row < rows && column.descriptor > 0; ++row)
        check_tile(column, row * row_width, {tiling.columns(row), tiling.rows(row)});
    return losses_;
  }

 private:
  [[noreturn]] void damaged(const std::string &what) const {
    throw Error(CORKIT_ERROR_NOT_FITS, shown(path_) + " is damaged: " + what + ", compress the image again");
  }

  // Such a keyword is another one for CFITSIO, which ends it at the blank, than for what is checked here.
  void refuse_keywords_with_blanks() const {
    constexpr std::array<std::string_view, 10> stems{"Z",     "TFIELDS", "TFORM",  "TTYPE",  "THEAP",
                                                     "NAXIS", "BITPIX",  "PCOUNT", "GCOUNT", "XTENSION"};
    for (const auto &line : header_.cards()) {
      const auto keyword = card::keyword(line);
      if (keyword.find(' ') == std::string_view::npos) continue;
      if (std::any_of(stems.begin(), stems.end(), [&](auto stem) { return keyword.starts_with(stem); }))
        damaged("keyword '" + shown(std::string(keyword)) + "' has a blank in it");
    }
  }

  long long integer(const std::string &keyword) const {
    const auto value = header_.get_int(keyword);
    if (!value) damaged("keyword " + keyword + " of the compressed image is missing or no number");
    return *value;
  }

  Algorithm algorithm() const {
    const std::string name = header_.get_string("ZCMPTYPE").value_or("");
    Algorithm found;
    if (name == "RICE_1" || name == "RICE_ONE")
      found.method = Method::rice;
    else if (name == "HCOMPRESS_1")
      found.method = Method::hcompress;
    else if (name == "PLIO_1")
      found.method = Method::plio;
    else if (name != "GZIP_1" && name != "GZIP_2")
      throw Error(CORKIT_ERROR_UNSUPPORTED,
                  shown(path_) + " is compressed with '" + shown(name.substr(0, 32)) +
                      "' (ZCMPTYPE), only RICE_1, GZIP_1, GZIP_2, HCOMPRESS_1 and PLIO_1 are read: run funpack on it first");
    if (found.method != Method::rice) return found;
    // CFITSIO takes these two by place, not by name.
    if (header_.get_string("ZNAME1") != "BLOCKSIZE") damaged("ZNAME1 is not BLOCKSIZE");
    const auto block = integer("ZVAL1");
    if (block < 1 || block > kMaxBlock) damaged("BLOCKSIZE = " + std::to_string(block) + " is not possible");
    found.block = static_cast<std::size_t>(block);
    if (!header_.has("ZNAME2") && !header_.has("ZVAL2")) return found;
    if (header_.get_string("ZNAME2") != "BYTEPIX") damaged("ZNAME2 is not BYTEPIX");
    const auto bytepix = integer("ZVAL2");
    if (bytepix != 1 && bytepix != 2 && bytepix != 4) damaged("BYTEPIX = " + std::to_string(bytepix) + " is not possible");
    found.bytepix = static_cast<int>(bytepix);
    return found;
  }

  Tiling tiling(int nx, int ny) const {
    const auto naxis = integer("ZNAXIS");
    Tiling out{static_cast<std::size_t>(nx), static_cast<std::size_t>(ny), static_cast<std::size_t>(nx), 1};
    for (long long n = 1; n <= naxis; ++n) {
      const std::string keyword = "ZTILE" + std::to_string(n);
      const long long length = n == 1 ? nx : n == 2 ? ny : 1;
      const long long tile = header_.has(keyword) ? integer(keyword) : n == 1 ? length : 1;
      // A tile may be larger than the image: there is one along that axis then.
      if (tile < 1 || tile > (n <= 2 ? kMaxSide : 1)) damaged(keyword + " = " + std::to_string(tile) + " is not possible");
      if (n <= 2) (n == 1 ? out.tile_x : out.tile_y) = static_cast<std::size_t>(std::min(tile, length));
    }
    return out;
  }

  Role role(long long n) const {
    const std::string name = header_.get_string("TTYPE" + std::to_string(n)).value_or("");
    if (name == "COMPRESSED_DATA") return Role::compressed;
    if (name == "GZIP_COMPRESSED_DATA") return Role::gzipped;
    return name == "UNCOMPRESSED_DATA" ? Role::uncompressed : Role::other;
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
      column.role = role(n);
      const bool coded = column.role == Role::compressed || column.role == Role::gzipped;
      const bool words = column.role == Role::compressed && algorithm_.method == Method::plio;
      if (coded && (column.descriptor == 0 || column.element_width != (words ? 2 : 1)))
        damaged("TFORM" + std::to_string(n) + " is not an array of " + (words ? "16-bit words" : "bytes"));
      offset += column.width;
      if (offset > row_width) break;
      out.push_back(column);
    }
    if (offset != row_width) damaged("the columns do not fill the rows of its table");
    if (std::none_of(out.begin(), out.end(), [](const Column &column) { return column.role == Role::compressed; }))
      damaged("its table has no column COMPRESSED_DATA");
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

  void check_tile(const Column &column, std::size_t row_offset, const Tile &tile) {
    const auto count = big_endian(row_offset + column.offset, column.descriptor);
    const auto start = big_endian(row_offset + column.offset + column.descriptor, column.descriptor);
    if (start > heap_.size() || count > (heap_.size() - start) / column.element_width) damaged("a tile lies outside the data");
    if (count == 0) return;
    if (column.role == Role::uncompressed && count != tile.pixels()) damaged("an uncompressed tile has not the size of its tile");
    const std::string_view stream = heap_.substr(start, count * column.element_width);
    if (column.role == Role::gzipped) check_gzip(stream, tile.pixels());
    if (column.role == Role::compressed) check_compressed(stream, tile);
  }

  void check_compressed(std::string_view stream, const Tile &tile) {
    losses_.quantized = losses_.quantized || (real_ && scaled_);
    switch (algorithm_.method) {
      case Method::gzip:
        return check_gzip(stream, tile.pixels());
      case Method::rice:
        if (!rice_stream_is_whole(stream, tile.pixels(), algorithm_.bytepix, algorithm_.block))
          damaged("the Rice stream of a tile ends too early");
        return;
      case Method::plio:
        if (!plio_list_is_whole(stream)) damaged("the PLIO list of a tile ends too early");
        return;
      case Method::hcompress: {
        constexpr int kWord = 32;  // CFITSIO decodes 8 and 16 bits in int, all others in 64 bits
        const auto zbitpix = integer("ZBITPIX");
        const auto scale = hcompress_scale(stream, tile.columns, tile.rows, zbitpix == 8 || zbitpix == 16 ? kWord : 2 * kWord);
        if (!scale) damaged("the HCOMPRESS stream of a tile is damaged or has not the size of its tile");
        if (real_ && *scale > 1)
          throw Error(CORKIT_ERROR_UNSUPPORTED, shown(path_) + " holds floating-point numbers compressed by HCOMPRESS with a scale (" +
                                                    std::to_string(*scale) +
                                                    "), which makes numbers of NaN pixels: take the original, or fpack it without -s");
        losses_.integers = losses_.integers || *scale > 1;
        return;
      }
    }
  }

  void check_gzip(std::string_view stream, std::size_t pixels) {
    constexpr std::size_t kWidest = 8;
    scratch_.resize(std::max(scratch_.size(), pixels * kWidest));
    const auto size = gunzip(stream, scratch_.data(), pixels * kWidest);
    if (!size || (*size != pixels && *size != 2 * pixels && *size != 4 * pixels && *size != 8 * pixels))
      damaged("the gzip stream of a tile is damaged or has not the size of its tile");
  }

  const Header &header_;
  std::string_view data_;
  std::string_view heap_;
  Algorithm algorithm_;
  TileLosses losses_;
  bool real_ = false;    // floating-point pixels
  bool scaled_ = false;  // kept as integers times ZSCALE
  std::vector<char> scratch_;
  const std::filesystem::path &path_;
};

}  // namespace

TileLosses check_tiles(const Header &header, std::string_view data_unit, int nx, int ny, const std::filesystem::path &path) {
  return TileTable(header, data_unit, path).check(nx, ny);
}

}  // namespace corkit
