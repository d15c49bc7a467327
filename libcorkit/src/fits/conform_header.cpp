// What WRITEFITS changes in a header so that it describes the image.
//
// Follows   writefits.pro and check_fits.pro (/UPDATE) of the IDL Astronomy Library (spec/level1.md section 12)
// Notes     1. A BITPIX or an axis that already agrees keeps its comment, so an unchanged int16 image keeps FXHMAKE's.
//           2. Beyond WRITEFITS, because the file would read as other numbers than those in memory: BSCALE, BZERO and BLANK of real
//              pixels (a scaled image that was read is already scaled), checksums, and XTENSION, PCOUNT, GCOUNT of an image that came
//              out of an extension are removed.
#include <algorithm>

#include "fits/card.hpp"
#include "fits/pixel_type.hpp"
#include "fits/writer.hpp"

namespace corkit {

namespace {

constexpr int kMostAxes = 999;

std::string length_of_axis(int n) { return "NAXIS" + std::to_string(n); }

void set_card_0(Header &header, const std::string &systime) {
  if (header.has("XTENSION"))
    for (const char *keyword : {"XTENSION", "PCOUNT", "GCOUNT"}) header.remove(keyword);
  header.set("SIMPLE", HeaderValue{true}, "Written by IDL:  " + systime);
}

void set_bitpix(Header &header, const AnyImage &pixels) {
  const auto &type = pixel_type(pixels);
  if (!header.has("BITPIX"))
    header.set("BITPIX", type.bitpix, type.fxhmake);
  else if (header.get_int("BITPIX") != type.bitpix)
    header.set("BITPIX", type.bitpix, type.check_fits);
}

void set_axes(Header &header, const AnyImage &pixels) {
  const bool fresh = !header.has("NAXIS");
  const auto old_axes = header.get_int("NAXIS").value_or(0);
  if (old_axes != 2 || header.get_int("NAXIS1") != width(pixels) || header.get_int("NAXIS2") != height(pixels)) {
    header.set("NAXIS", 2);
    header.set("NAXIS1", width(pixels), fresh ? "" : "Number of positions along axis 1");
    header.set("NAXIS2", height(pixels), fresh ? "" : "Number of positions along axis 2");
  }
  for (int n = 3; n <= std::min<long long>(old_axes, kMostAxes); ++n) header.remove(length_of_axis(n));
}

void set_scaling(Header &header, const AnyImage &pixels) {
  const bool real = std::holds_alternative<Image<float>>(pixels) || std::holds_alternative<Image<double>>(pixels);
  if (real)
    for (const char *keyword : {"BSCALE", "BZERO", "BLANK"}) header.remove(keyword);
  if (!std::holds_alternative<Image<std::uint16_t>>(pixels)) return;
  if (header.get_double("BZERO") != 32768.0) header.set("BZERO", 32768, " Data is Unsigned Integer");
  if (header.has("BSCALE") && header.get_double("BSCALE") != 1.0) header.remove("BSCALE");
}

// FITS wants the mandatory cards first and in this order; a header from elsewhere may have them anywhere.
void order_mandatory(Header &header) {
  const auto rank = [](const std::string &line) {
    const std::string_view order[] = {"SIMPLE", "BITPIX", "NAXIS", "NAXIS1", "NAXIS2"};
    return std::find(std::begin(order), std::end(order), card::keyword(line)) - std::begin(order);
  };
  auto cards = header.cards();
  const auto before = [&](const std::string &a, const std::string &b) { return rank(a) < rank(b); };
  if (std::is_sorted(cards.begin(), cards.end(), before)) return;
  std::stable_sort(cards.begin(), cards.end(), before);
  header = Header(cards);
}

}  // namespace

void conform_header(Header &header, const AnyImage &pixels, const std::string &systime) {
  set_card_0(header, systime);
  set_bitpix(header, pixels);
  set_axes(header, pixels);
  set_scaling(header, pixels);
  for (const char *keyword : {"CHECKSUM", "DATASUM"}) header.remove(keyword);
  order_mandatory(header);
}

}  // namespace corkit
