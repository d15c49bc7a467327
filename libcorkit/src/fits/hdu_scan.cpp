#include "fits/hdu_scan.hpp"

#include <algorithm>
#include <cstdint>
#include <limits>

#include "core/error.hpp"
#include "fits/card.hpp"
#include "fits/file_bytes.hpp"
#include "fits/reader.hpp"

namespace corkit {

namespace {

constexpr int kMaxAxes = 999;

struct Hdu {
  Header header;  // the first card of each keyword: CFITSIO searches from the top
  Header all;
  bool extension = false;
  int bitpix = 0;
  std::vector<long long> axes;
  std::size_t data = 0;       // offset of the data unit
  std::size_t data_size = 0;  // without padding
};

[[noreturn]] void not_fits(const std::filesystem::path &path, const std::string &what) {
  throw Error(CORKIT_ERROR_NOT_FITS, shown(path) + " " + what);
}

[[noreturn]] void bad_dimensions(const std::filesystem::path &path, const std::string &what) {
  throw Error(CORKIT_ERROR_DIMENSIONS, shown(path) + " " + what);
}

long long mandatory(const Header &header, const std::string &keyword, const std::filesystem::path &path) {
  if (!header.has(keyword)) not_fits(path, "is not valid FITS: keyword " + keyword + " is missing, the header is damaged");
  const auto value = header.get_int(keyword);
  if (!value) not_fits(path, "is not valid FITS: keyword " + keyword + " holds no number, the header is damaged");
  return *value;
}

// Product of two sizes, empty when it does not fit.
std::optional<std::size_t> times(std::size_t a, std::size_t b) {
  if (b != 0 && a > std::numeric_limits<std::size_t>::max() / 2 / b) return std::nullopt;
  return a * b;
}

// END, whatever stands behind it: some writers leave text or NULs there. No keyword of FITS is END with a blank.
bool ends_header(std::string_view card) { return card.starts_with("END") && (card[3] == ' ' || card[3] == '\0'); }

std::vector<std::string> read_cards(std::span<char> bytes, std::size_t offset, const std::filesystem::path &path) {
  std::vector<std::string> cards;
  for (; offset + card::kColumns <= bytes.size(); offset += card::kColumns) {
    const auto line = bytes.subspan(offset, card::kColumns);
    if (ends_header({line.data(), line.size()})) {
      const auto end = std::min((offset / kFitsBlock + 1) * kFitsBlock, bytes.size());
      std::fill(line.begin() + 3, bytes.begin() + static_cast<std::ptrdiff_t>(end), ' ');
      cards.emplace_back(line.begin(), line.end());
      return cards;
    }
    std::replace(line.begin(), line.end(), '\0', ' ');
    cards.emplace_back(line.begin(), line.end());
  }
  not_fits(path, "is truncated: its header has no END card, copy the file again");
}

// Bytes of the data unit; empty when the keywords multiply to more than memory can hold.
std::optional<std::size_t> data_size(const Hdu &hdu, const std::filesystem::path &path) {
  if (hdu.axes.empty()) return 0;
  std::optional<std::size_t> pixels = 1;
  const bool groups = !hdu.extension && hdu.axes.front() == 0;  // random groups: NAXIS1 = 0
  for (std::size_t k = groups && hdu.axes.size() > 1 ? 1 : 0; k < hdu.axes.size() && pixels; ++k)
    pixels = times(*pixels, static_cast<std::size_t>(hdu.axes[k]));
  if (!pixels) return std::nullopt;
  long long pcount = 0, gcount = 1;
  if (hdu.extension || groups) {
    pcount = hdu.header.has("PCOUNT") ? mandatory(hdu.header, "PCOUNT", path) : 0;
    gcount = hdu.header.has("GCOUNT") ? mandatory(hdu.header, "GCOUNT", path) : 1;
    if (pcount < 0 || gcount < 0) not_fits(path, "is not valid FITS: PCOUNT or GCOUNT is negative, the header is damaged");
  }
  const auto elements = *pixels + static_cast<std::size_t>(pcount);
  const auto all = times(elements, static_cast<std::size_t>(gcount));
  return all ? times(*all, static_cast<std::size_t>(hdu.bitpix < 0 ? -hdu.bitpix : hdu.bitpix) / 8) : std::nullopt;
}

std::string axis(int n) { return "NAXIS" + std::to_string(n); }

Hdu read_hdu(std::span<char> bytes, std::size_t offset, const std::filesystem::path &path) {
  const auto cards = read_cards(bytes, offset, path);
  Hdu hdu;
  hdu.all = Header(cards);
  hdu.header = hdu.all.without_repeats();
  hdu.extension = offset > 0;
  const auto bitpix = mandatory(hdu.header, "BITPIX", path);
  if (bitpix != 8 && bitpix != 16 && bitpix != 32 && bitpix != 64 && bitpix != -32 && bitpix != -64)
    not_fits(path, "is not valid FITS: BITPIX = " + std::to_string(bitpix) + " is none of 8, 16, 32, 64, -32, -64");
  hdu.bitpix = static_cast<int>(bitpix);
  const auto naxis = mandatory(hdu.header, "NAXIS", path);
  if (naxis < 0 || naxis > kMaxAxes) bad_dimensions(path, "has NAXIS = " + std::to_string(naxis) + ": a two-dimensional image is needed");
  for (int n = 1; n <= naxis; ++n) {
    const auto length = mandatory(hdu.header, axis(n), path);
    if (length < 0) bad_dimensions(path, "has " + axis(n) + " = " + std::to_string(length) + ": the header is damaged");
    hdu.axes.push_back(length);
  }
  hdu.data = offset + (cards.size() * card::kColumns + kFitsBlock - 1) / kFitsBlock * kFitsBlock;
  const auto size = data_size(hdu, path);
  if (!size) bad_dimensions(path, "has axes whose product is absurd: the header is damaged");
  hdu.data_size = *size;
  return hdu;
}

bool is_tiled(const Hdu &hdu) {
  return hdu.extension && hdu.header.get_string("XTENSION") == "BINTABLE" && hdu.header.get_string("ZIMAGE") == "T";
}

bool is_image(const Hdu &hdu) {
  if (!hdu.extension) return hdu.axes.empty() || hdu.axes.front() != 0 || hdu.header.get_string("GROUPS") != "T";
  return hdu.header.get_string("XTENSION") == "IMAGE";
}

bool two_dimensional(const std::vector<long long> &axes) {
  if (axes.size() < 2) return false;
  for (std::size_t k = 2; k < axes.size(); ++k)
    if (axes[k] != 1) return false;
  return true;
}

std::vector<long long> image_axes(const Hdu &hdu, const std::filesystem::path &path) {
  if (!is_tiled(hdu)) return hdu.axes;
  const auto naxis = mandatory(hdu.header, "ZNAXIS", path);
  if (naxis < 0 || naxis > kMaxAxes) bad_dimensions(path, "has ZNAXIS = " + std::to_string(naxis) + ": a two-dimensional image is needed");
  std::vector<long long> axes;
  for (int n = 1; n <= naxis; ++n) axes.push_back(mandatory(hdu.header, "Z" + axis(n), path));
  return axes;
}

std::string sizes(const std::vector<long long> &axes) {
  std::string text;
  for (std::size_t k = 0; k < axes.size() && k < 6; ++k) text += (k == 0 ? "" : "x") + std::to_string(axes[k]);
  return axes.size() > 6 ? text + "x..." : text;
}

// What to say of a file whose images are all of another dimension.
[[noreturn]] void wrong_dimension(const std::vector<long long> &axes, const std::filesystem::path &path) {
  if (axes.size() == 1)
    bad_dimensions(path, "holds a one-dimensional array of " + sizes(axes) + ", not an image: a two-dimensional image is needed");
  bad_dimensions(path, "holds an array of " + std::to_string(axes.size()) + " dimensions (" + sizes(axes) +
                           "), not an image: write each plane to a file of its own");
}

ImageHdu accepted(Hdu &&hdu, int number, const std::vector<long long> &axes, std::string_view bytes, const std::filesystem::path &path) {
  ImageHdu image;
  image.number = number;
  image.tiled = is_tiled(hdu);
  const auto bitpix = image.tiled ? mandatory(hdu.header, "ZBITPIX", path) : hdu.bitpix;
  if (bitpix == 64)
    throw Error(CORKIT_ERROR_UNSUPPORTED, shown(path) + " holds 64-bit integers (BITPIX = 64): convert it to 32-bit integers or doubles");
  if (bitpix != 8 && bitpix != 16 && bitpix != 32 && bitpix != -32 && bitpix != -64)
    not_fits(path, "is not valid FITS: ZBITPIX = " + std::to_string(bitpix) + " is none of 8, 16, 32, -32, -64");
  for (std::size_t k = 0; k < 2; ++k) {
    if (axes[k] < 1) bad_dimensions(path, "holds an image of " + sizes(axes) + " pixels: there is nothing to read");
    if (axes[k] > kMaxSide)
      bad_dimensions(path, "announces an image of " + sizes(axes) + " pixels: no axis may be longer than " + std::to_string(kMaxSide));
  }
  if (hdu.data > bytes.size() || hdu.data_size > bytes.size() - hdu.data)
    not_fits(path, "is truncated: " + std::to_string(hdu.data_size) + " bytes of data are announced, " +
                       std::to_string(hdu.data > bytes.size() ? 0 : bytes.size() - hdu.data) + " are there, copy the file again");
  image.bitpix = static_cast<int>(bitpix);
  image.nx = static_cast<int>(axes[0]);
  image.ny = static_cast<int>(axes[1]);
  image.data = hdu.data;
  if (image.tiled) image.losses = check_tiles(hdu.header, bytes.substr(hdu.data, hdu.data_size), image.nx, image.ny, path);
  image.header = std::move(hdu.all);
  return image;
}

std::size_t next_hdu(const Hdu &hdu) { return hdu.data + (hdu.data_size + kFitsBlock - 1) / kFitsBlock * kFitsBlock; }

bool is_extension(std::string_view bytes, std::size_t offset) {
  return offset < bytes.size() && bytes.substr(offset).starts_with("XTENSION=");
}

// What follows the image. Damage there is no business of ours.
void see_what_follows(std::span<char> bytes, std::size_t offset, const std::filesystem::path &path, ImageHdu &image) {
  try {
    while (is_extension({bytes.data(), bytes.size()}, offset)) {
      const Hdu hdu = read_hdu(bytes, offset, path);
      const auto name = hdu.header.get_string("EXTNAME").value_or("");
      const bool ours = name == "FILLMASK" || name == "FILLSIG";
      if ((is_tiled(hdu) || is_image(hdu)) && !ours && two_dimensional(image_axes(hdu, path))) ++image.others;
      image.fill_mask = image.fill_mask || name == "FILLMASK";
      offset = next_hdu(hdu);
    }
  } catch (const Error &) {
  }
}

}  // namespace

ImageHdu find_image(std::span<char> bytes, const std::filesystem::path &path) {
  const std::string_view view(bytes.data(), bytes.size());
  std::optional<std::vector<long long>> other;  // the first array that is no image
  std::size_t offset = 0;
  for (int number = 0; offset < bytes.size(); ++number) {
    if (number > 0 && !is_extension(view, offset)) break;  // what follows the last HDU is no business of ours
    Hdu hdu = read_hdu(bytes, offset, path);
    if (is_tiled(hdu) || (is_image(hdu) && !hdu.axes.empty())) {
      const auto axes = image_axes(hdu, path);
      if (two_dimensional(axes)) {
        const std::size_t next = next_hdu(hdu);
        ImageHdu image = accepted(std::move(hdu), number, axes, view, path);
        see_what_follows(bytes, next, path, image);
        return image;
      }
      if (!other) other = axes;
    }
    if (hdu.data > bytes.size() || hdu.data_size > bytes.size() - hdu.data) {
      if (other) wrong_dimension(*other, path);
      not_fits(path, "is truncated before its image: copy the file again");
    }
    offset = next_hdu(hdu);
  }
  if (other) wrong_dimension(*other, path);
  bad_dimensions(path, "holds no image: no HDU of it has two axes");
}

std::optional<ImageHdu> find_extension(std::span<char> bytes, std::string_view name, const std::filesystem::path &path) {
  const std::string_view view(bytes.data(), bytes.size());
  std::size_t offset = next_hdu(read_hdu(bytes, 0, path));
  for (int number = 1; is_extension(view, offset); ++number) {
    Hdu hdu = read_hdu(bytes, offset, path);
    if ((is_tiled(hdu) || is_image(hdu)) && hdu.header.get_string("EXTNAME") == name) {
      const auto axes = image_axes(hdu, path);
      if (two_dimensional(axes)) return accepted(std::move(hdu), number, axes, view, path);
    }
    offset = next_hdu(hdu);
  }
  return std::nullopt;
}

}  // namespace corkit
