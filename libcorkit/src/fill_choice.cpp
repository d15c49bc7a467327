#include "fill_choice.hpp"

namespace corkit {

bool fills_last(Fill fill) { return fill == Fill::membrane || fill == Fill::learned; }

bool masks_lost(Fill fill) { return fill == Fill::none || fills_last(fill); }

bool fills_fuzzily(Fill fill, const LascoHeader &header) {
  return header.detector == "C3" && header.filter == "Clear" && !masks_lost(fill);
}

bool writes_fill_mask(const Level1Options &options, const LascoHeader &header, bool had_mask) {
  return had_mask || (options.fill_mask && (fills_last(options.fill) || fills_fuzzily(options.fill, header)));
}

std::optional<std::string> no_fill_mask_warning(const Level1Options &options, const LascoHeader &header, bool had_mask) {
  if (!options.fill_mask || writes_fill_mask(options, header, had_mask)) return std::nullopt;
  return std::string("--fill-mask: no FILLMASK is written, because nothing is filled (") +
         (options.fill == Fill::none ? "--fill none" : "SolarSoft fills C3 Clear only") + "); use --fill membrane or --fill dl";
}

std::optional<std::string> no_fuzzy_fill_warning(const Level1Options &options, const LascoHeader &header) {
  if (options.fill != Fill::fuzzy || fills_fuzzily(options.fill, header)) return std::nullopt;
  return "--fill fuzzy is SolarSoft's method for C3 Clear: lost blocks of " + header.detector + " " + header.filter +
         " are not filled; use --fill membrane";
}

std::optional<std::string> given_up_warning(const Level1Options &options) {
  if (options.fill != Fill::fuzzy) return std::nullopt;
  return "--fill fuzzy fills none of the lost blocks: more than 16 hang together, or some lie at the edge, and SolarSoft masks all; use "
         "--fill membrane";
}

void take_out_what_is_masked(const RealImage &image, Image<std::uint8_t> &filled) {
  std::visit(
      [&](const auto &pixels) {
        for (std::size_t k = 0; k < filled.size(); ++k)
          if (pixels[k] == 0) filled[k] = 0;
      },
      image);
}

}  // namespace corkit
