#include "fill/earlier_fill.hpp"

#include <algorithm>
#include <cmath>
#include <limits>
#include <string_view>
#include <vector>

#include "fill/fill_image.hpp"
#include "idl/numbers.hpp"

namespace corkit {
namespace {

constexpr std::size_t kLongestMethods = 60;  // of 68 columns that the value of a card has

long long count_marked(const Image<std::uint8_t> &mask) {
  return std::count_if(mask.begin(), mask.end(), [](std::uint8_t flag) { return flag != 0; });
}

// Adds the methods of a FILLMETH that are not there yet. One that does not fit is left out whole.
void add_methods(std::string_view card, std::vector<std::string> &methods, std::size_t most) {
  std::size_t length = 0;
  for (const auto &method : methods) length += method.size() + 2;
  while (!card.empty()) {
    const auto comma = std::min(card.find(','), card.size());
    auto method = idl::strtrim(std::string(card.substr(0, comma)));
    card.remove_prefix(std::min(comma + 1, card.size()));
    if (method.empty() || length + method.size() > most || std::find(methods.begin(), methods.end(), method) != methods.end()) continue;
    length += method.size() + 2;
    methods.push_back(std::move(method));
  }
}

std::string joined_methods(const std::vector<std::string> &methods) {
  std::string text;
  for (const auto &method : methods) text += (text.empty() ? "" : ", ") + method;
  return text;
}

std::string number_of_pixels(long long count) { return count == 1 ? "1 pixel" : std::to_string(count) + " pixels"; }

}  // namespace

EarlierFill earlier_fill(const Header &input, const Image<std::uint8_t> &mask) {
  constexpr double kMost = 1e15;  // told as it stands
  EarlierFill earlier;
  std::vector<std::string> methods;
  constexpr std::size_t kRoomForOurs = 20;  // FUZZY, MEMBRANE, DL
  add_methods(input.get_string("FILLMETH").value_or(""), methods, kLongestMethods - kRoomForOurs);
  earlier.method = joined_methods(methods);
  if (const auto count = input.get_double("MISSFILL"))
    earlier.card = static_cast<long long>(std::isfinite(*count) ? std::clamp(*count, 0.0, kMost) : 0);
  earlier.marked = earlier.named = count_marked(mask);
  earlier.unnamed = std::max(earlier.card.value_or(0) - earlier.marked, 0LL);
  return earlier;
}

EarlierFill remaining(EarlierFill earlier, const Image<std::uint8_t> &before, const Image<std::uint8_t> &now) {
  if (before.empty()) return earlier;
  long long count = 0;
  for (std::size_t k = 0; k < before.size(); ++k)
    if (before[k] != 0 && (now.empty() || now[k] == 0)) ++count;
  earlier.named = count;
  if (earlier.pixels() == 0) return {};
  return earlier;
}

EarlierFill without_refilled(EarlierFill earlier, long long refilled) {
  if (refilled == 0 || earlier.unnamed == 0) return earlier;
  const long long left = std::max(earlier.unnamed - refilled, 0LL);
  // Where a mask cuts the rim of a hole, the two fills differ by some pixels.
  earlier.unnamed = 16 * left < refilled ? 0 : left;
  if (earlier.pixels() == 0) return {};
  return earlier;
}

Image<std::uint8_t> both_fills(Image<std::uint8_t> before, const Image<std::uint8_t> &now) {
  if (before.empty()) return now;
  for (std::size_t k = 0; k < now.size(); ++k) before[k] = static_cast<std::uint8_t>(before[k] | now[k]);
  return before;
}

void carry_fill_cards(const EarlierFill &earlier, Header &product) {
  if (!earlier.any()) return;
  const auto own = earlier_fill(product, {});
  std::vector<std::string> methods;
  add_methods(earlier.method, methods, kLongestMethods);
  if (own.pixels() > 0) add_methods(own.method, methods, kLongestMethods);
  set_fill_cards(product, joined_methods(methods), earlier.pixels() + own.pixels());
  if (methods.empty()) product.remove("FILLMETH");
  if (earlier.pixels() + own.pixels() == 0) product.remove("MISSFILL");
}

std::string earlier_fill_warning(const EarlierFill &earlier, bool writes_mask) {
  const std::string by = earlier.method.empty() ? "" : " (FILLMETH '" + earlier.method + "')";
  if (earlier.pixels() == 0)
    return "pixels were filled before" + by +
           ": they count as measured; neither MISSFILL nor FILLMASK says how many, FILLMETH goes on to the product";
  const std::string method = earlier.method.empty() ? "" : "FILLMETH, ";
  std::string text = number_of_pixels(earlier.pixels()) + (earlier.pixels() == 1 ? " was" : " were") + " filled before" + by +
                     ": they count as measured; ";
  if (earlier.unnamed == 0) {
    text += method + "MISSFILL and FILLMASK say so in the product";
    if (earlier.card && *earlier.card < earlier.marked)
      text += "; MISSFILL (" + std::to_string(*earlier.card) + ") and FILLMASK (" + number_of_pixels(earlier.marked) +
              ") of the input disagree, FILLMASK is followed";
    return text;
  }
  text += earlier.method.empty() ? "MISSFILL says so in the product; " : "FILLMETH and MISSFILL say so in the product; ";
  if (earlier.named == 0)
    text += "no FILLMASK of the input says which they are";
  else
    text += std::to_string(earlier.unnamed) + " of them are named by no FILLMASK";
  if (writes_mask) text += std::string(", and that of the product does not name ") + (earlier.pixels() == 1 ? "it" : "them");
  return text;
}

std::string unnamed_context_warning(const EarlierFill &earlier) {
  const std::string by = earlier.method.empty() ? "" : " (FILLMETH '" + earlier.method + "')";
  const std::string which = earlier.named > 0 ? " that its FILLMASK does not name" : "";
  const std::string none = earlier.named > 0 ? "" : "it has no FILLMASK that says which; ";
  const std::string pixels = earlier.unnamed > 0 ? number_of_pixels(earlier.unnamed) : "pixels";
  return pixels + " of this context" + which + (earlier.unnamed == 1 ? " was" : " were") + " filled before" + by +
         ": they count as measured there; " + none + "fill it with --fill-mask, or give another image";
}

std::string fuzzy_context_warning(const FuzzyFill &fuzzy) {
  const std::string which = fuzzy.has_mask ? "its FILLMASK does not name them" : "it has no FILLMASK that says which";
  const std::string number = fuzzy.blocks == 1 ? "1 lost block" : std::to_string(fuzzy.blocks) + " lost blocks";
  return (fuzzy.recorded ? "lost blocks of this context (HISTORY) were" : number + " of this context (MISSLIST) may have been") +
         " filled before by the fuzzy fill: the pixels count as measured there; " + which +
         "; reduce it with --fill-mask or --fill none, or give another image";
}

void mark_unknown_sigma(Image<float> &sigma, const Image<std::uint8_t> &filled) {
  for (std::size_t k = 0; k < std::min(sigma.size(), filled.size()); ++k)
    if (filled[k] != 0 && sigma[k] == 0) sigma[k] = std::numeric_limits<float>::quiet_NaN();
}

}  // namespace corkit
