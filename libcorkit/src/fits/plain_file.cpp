#include "fits/plain_file.hpp"

#include <fcntl.h>
#include <sys/stat.h>

#include <algorithm>
#include <bit>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

#include "core/descriptor.hpp"
#include "fits/big_endian.hpp"
#include "fits/card.hpp"
#include "fits/file_bytes.hpp"
#include "fits/reader.hpp"

namespace corkit {

namespace {

constexpr std::size_t kLongestHeader = 32 * kFitsBlock;

// The header's cards, END included; none where it is not that of an ordinary file.
std::optional<std::vector<std::string>> ordinary_cards(std::string_view bytes) {
  if (!bytes.starts_with("SIMPLE  =                    T")) return std::nullopt;
  std::vector<std::string> cards;
  for (std::size_t at = 0; at + card::kColumns <= bytes.size(); at += card::kColumns) {
    const std::string_view line = bytes.substr(at, card::kColumns);
    if (line.find('\0') != std::string_view::npos) return std::nullopt;
    cards.emplace_back(line);
    if (!line.starts_with("END ")) continue;
    const std::size_t rest = (kFitsBlock - (at + 3) % kFitsBlock) % kFitsBlock;
    if (at + 3 + rest > bytes.size() || bytes.substr(at + 3, rest).find_first_not_of(' ') != std::string_view::npos) return std::nullopt;
    return cards;
  }
  return std::nullopt;
}

// Of a two-dimensional image described by the first cards, as the standard has it.
struct Shape {
  int bitpix, nx, ny;
};
std::optional<Shape> ordinary_shape(const std::vector<std::string> &cards, const Header &header) {
  const char *mandatory[] = {"SIMPLE", "BITPIX", "NAXIS", "NAXIS1", "NAXIS2"};
  for (std::size_t k = 0; k < std::size(mandatory); ++k) {
    if (k >= cards.size() || card::keyword(cards[k]) != mandatory[k]) return std::nullopt;
    const auto repeated = [&](const std::string &line) { return card::keyword(line) == mandatory[k]; };
    if (std::count_if(cards.begin(), cards.end(), repeated) != 1) return std::nullopt;
  }
  if (header.has("GROUPS") || header.has("PCOUNT") || header.has("GCOUNT")) return std::nullopt;
  const auto number = [&](const char *keyword) {
    auto value = header.get_int(keyword);
    return value && header.get_string(keyword) == std::to_string(*value) ? value : std::nullopt;
  };
  const auto bitpix = number("BITPIX"), naxis = number("NAXIS"), nx = number("NAXIS1"), ny = number("NAXIS2");
  if (!bitpix || naxis != 2 || !nx || !ny || *nx < 1 || *ny < 1 || *nx > kMaxSide || *ny > kMaxSide) return std::nullopt;
  return Shape{static_cast<int>(*bitpix), static_cast<int>(*nx), static_cast<int>(*ny)};
}

template <class T>
std::optional<AnyImage> read_pixels(const Descriptor &file, std::size_t place, const Shape &shape) {
  auto image = Image<T>::uninitialized(shape.nx, shape.ny);
  const std::size_t bytes = image.size() * sizeof(T);
  if (file.read_at(place, reinterpret_cast<char *>(image.data()), bytes) != static_cast<ssize_t>(bytes)) return std::nullopt;
  T *pixels = image.data();
  const std::size_t n = image.size();
  run_with(best_instruction_set(), [&]() CORKIT_INLINED_LAMBDA {
    for (std::size_t k = 0; k < n; ++k) pixels[k] = std::bit_cast<T>(big_endian(std::bit_cast<Word<T>>(pixels[k])));
  });
  return image;
}

std::optional<AnyImage> read_pixels_of(const Descriptor &file, std::size_t place, const Shape &shape) {
  switch (shape.bitpix) {
    case 8:
      return read_pixels<std::uint8_t>(file, place, shape);
    case 16:
      return read_pixels<std::int16_t>(file, place, shape);
    case 32:
      return read_pixels<std::int32_t>(file, place, shape);
    case -32:
      return read_pixels<float>(file, place, shape);
    case -64:
      return read_pixels<double>(file, place, shape);
    default:
      return std::nullopt;
  }
}

}  // namespace

std::optional<PlainImage> read_plain_file(const std::filesystem::path &path) {
  const Descriptor file(::open(path.c_str(), O_RDONLY | O_CLOEXEC | O_NONBLOCK));
  struct stat info {};
  if (file.get() < 0 || ::fstat(file.get(), &info) != 0 || !S_ISREG(info.st_mode)) return std::nullopt;
  const auto size = static_cast<std::size_t>(info.st_size);
  std::vector<char> start(std::min(size, kLongestHeader));
  if (file.read_at(0, start.data(), start.size()) != static_cast<ssize_t>(start.size())) return std::nullopt;
  auto cards = ordinary_cards({start.data(), start.size()});
  if (!cards) return std::nullopt;
  Header header(*cards);
  const auto shape = ordinary_shape(*cards, header);
  if (!shape) return std::nullopt;
  const auto whole_blocks = [](std::size_t bytes) { return (bytes + kFitsBlock - 1) / kFitsBlock * kFitsBlock; };
  const std::size_t place = whole_blocks(cards->size() * card::kColumns);
  const auto pixel_bytes = static_cast<std::size_t>(std::abs(shape->bitpix)) / 8;
  const std::size_t end = place + static_cast<std::size_t>(shape->nx) * static_cast<std::size_t>(shape->ny) * pixel_bytes;
  if (size != end && size != whole_blocks(end)) return std::nullopt;
  auto pixels = read_pixels_of(file, place, *shape);
  if (!pixels) return std::nullopt;
  return PlainImage{std::move(*pixels), std::move(header)};
}

}  // namespace corkit
