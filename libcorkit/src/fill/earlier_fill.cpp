#include "fill/earlier_fill.hpp"

#include <algorithm>
#include <cmath>

#include "fill/fill_image.hpp"
#include "idl/numbers.hpp"

namespace corkit {

EarlierFill earlier_fill(const Header &input) {
  constexpr double kMost = 16384.0 * 16384.0;
  const double count = input.get_double("MISSFILL").value_or(0);
  return {idl::strtrim(input.get_string("FILLMETH").value_or("")).substr(0, 20),
          static_cast<long long>(std::isfinite(count) ? std::clamp(count, 0.0, kMost) : 0)};
}

void carry_fill_cards(const EarlierFill &earlier, Header &product) {
  if (!earlier.any()) return;
  const auto own = earlier_fill(product);
  std::string method = earlier.method;
  if (own.pixels > 0 && own.method != method) method += (method.empty() ? "" : ", ") + own.method;
  set_fill_cards(product, method, earlier.pixels + own.pixels);
}

std::string earlier_fill_warning(const EarlierFill &earlier) {
  const std::string pixels = earlier.pixels == 1 ? "1 pixel was" : std::to_string(earlier.pixels) + " pixels were";
  return pixels + " filled before" + (earlier.method.empty() ? "" : " (FILLMETH '" + earlier.method + "')") +
         ": they count as measured; FILLMETH and MISSFILL say so in the product, FILLMASK of the input is not carried to it";
}

}  // namespace corkit
