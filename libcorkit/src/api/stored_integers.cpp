// Integers of arrays whose header has BSCALE or BZERO.
//
// Follows   READFITS of the IDL Astronomy Library: what it scales has BSCALE 1 and BZERO 0 in its header afterwards, and what it does not
//           (/NOSCALE) keeps them
#include <type_traits>

#include "api/handles.hpp"
#include "fits/reader.hpp"
#include "idl/numbers.hpp"

namespace corkit::api {
namespace {

bool is_scaled(const AnyImage &image, const Header &cards) {
  if (std::holds_alternative<Image<float>>(image) || std::holds_alternative<Image<double>>(image)) return true;
  const bool bare = cards.get_double("BSCALE").value_or(1) == 1 || !cards.has("BSCALE");
  return std::holds_alternative<Image<std::uint16_t>>(image) && bare && cards.get_double("BZERO") == 32768.0;
}

int bits(const AnyImage &image) {
  return std::visit([](const auto &pixels) { return 8 * static_cast<int>(sizeof(typename std::decay_t<decltype(pixels)>::value_type)); },
                    image);
}

std::string quoted(const Header &cards, const char *keyword, const char *without) {
  return std::string(keyword) + " = " + idl::strtrim(cards.get_string(keyword).value_or(without)).substr(0, 30);
}

}  // namespace

AnyImage physical(AnyImage image, const Header &cards) {
  return is_scaled(image, cards) ? std::move(image) : scaled_by_header(std::move(image), cards);
}

AnyImage counts(AnyImage image, const Header &cards, std::vector<std::string> &warnings) {
  const bool plain = cards.get_double("BSCALE").value_or(cards.has("BSCALE") ? 0 : 1) == 1 &&
                     cards.get_double("BZERO").value_or(cards.has("BZERO") ? 1 : 0) == 0;
  if (plain || is_scaled(image, cards)) return image;
  const std::string scaling = quoted(cards, "BSCALE", "1") + ", " + quoted(cards, "BZERO", "0");
  const auto bitpix = cards.get_int("BITPIX");
  if (bitpix && (*bitpix < 0 || *bitpix < bits(image)))
    throw Error(CORKIT_ERROR_KEYWORD_VALUE, "the header has " + scaling + " for pixels of BITPIX = " + std::to_string(*bitpix) +
                                                ", the array has integers of " + std::to_string(bits(image)) +
                                                " bits: scale them and set BSCALE to 1 and BZERO to 0, or hand over those of the file");
  auto scaled = scaled_by_header(std::move(image), cards);
  warnings.push_back("the integers are scaled by " + scaling +
                     " of the header, as those of a file are; set BSCALE to 1 and BZERO to 0 if they are DN already");
  return scaled;
}

}  // namespace corkit::api
