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

EarlierFill remaining(EarlierFill earlier, const Image<std::uint8_t> &before, const Image<std::uint8_t> &now) {
  if (before.empty()) return earlier;
  long long count = 0;
  for (std::size_t k = 0; k < before.size(); ++k)
    if (before[k] != 0 && (now.empty() || now[k] == 0)) ++count;
  if (count == 0) return {};
  earlier.pixels = count;
  return earlier;
}

Image<std::uint8_t> both_fills(Image<std::uint8_t> before, const Image<std::uint8_t> &now) {
  if (before.empty()) return now;
  for (std::size_t k = 0; k < now.size(); ++k) before[k] = static_cast<std::uint8_t>(before[k] | now[k]);
  return before;
}

void carry_fill_cards(const EarlierFill &earlier, Header &product) {
  if (!earlier.any()) return;
  const auto own = earlier_fill(product);
  std::string method = earlier.method;
  if (own.pixels > 0 && own.method != method) method += (method.empty() ? "" : ", ") + own.method;
  set_fill_cards(product, method, earlier.pixels + own.pixels);
}

std::string earlier_fill_warning(const EarlierFill &earlier, bool mask) {
  const std::string pixels = earlier.pixels == 1 ? "1 pixel was" : std::to_string(earlier.pixels) + " pixels were";
  return pixels + " filled before" + (earlier.method.empty() ? "" : " (FILLMETH '" + earlier.method + "')") +
         ": they count as measured; FILLMETH" +
         (mask ? ", MISSFILL and FILLMASK say so in the product"
               : " and MISSFILL say so in the product; no FILLMASK of the input says which they are");
}

}  // namespace corkit
