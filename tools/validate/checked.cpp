#include "validate/checked.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <cmath>

#include "validate/history.hpp"

namespace tool::validate {

namespace {

std::string plural(size_t count, const char *word) { return fmt::format("{} {}{}", count, word, count == 1 ? "" : "s"); }

void add_once(std::vector<std::string> &reasons, const std::string &reason) {
  if (std::find(reasons.begin(), reasons.end(), reason) == reasons.end()) reasons.push_back(reason);
}

std::string pixel_words(const PixelComparison &p) {
  if (!p.same_shape()) return fmt::format("the sizes are {}x{} and {}x{}", p.nx, p.ny, p.other_nx, p.other_ny);
  if (p.identical == p.count) return "all pixels are identical";
  if (p.beyond == 0) return p.within > 0 ? "all pixels are within the tolerance" : "all other pixels are identical";
  const auto &w = p.worst;
  return fmt::format("{} of {} beyond the tolerance, the worst at x={} y={}: {:.6g} and {:.6g}", plural(p.beyond, "pixel"), p.count, w.x,
                     w.y, w.theirs, w.mine);
}

}  // namespace

const char *word_of(Verdict verdict) {
  switch (verdict) {
    case Verdict::identical:
      return "identical";
    case Verdict::agrees:
      return "agrees";
    case Verdict::differs:
      return "differs";
    case Verdict::not_compared:
      break;
  }
  return "not compared";
}

std::string Checked::sentence() const {
  if (verdict == Verdict::not_compared) return error;
  std::string text = pixel_words(pixels);
  if (pixels.known > 0) text += fmt::format(", {} left out ({})", plural(pixels.known, "pixel"), pixels.known_reason);
  text += fmt::format("; {} of {} cards identical", cards.identical, cards.count);
  if (!cards.expected.empty())
    text += fmt::format(", {} differ{} for known reasons", cards.expected.size(), cards.expected.size() == 1 ? "s" : "");
  if (!cards.unexpected.empty()) text += fmt::format(", {} unexpected", cards.unexpected.size());
  return text;
}

void compare(const Image &theirs, const Image &mine, const Tolerance &tolerance, bool unrolled, Checked &checked) {
  Circumstances c = circumstances_of(theirs.header.get());
  checked.pixels = compare_pixels(theirs, mine, tolerance, c.of_the_other_system() && c.detector == "C3");
  if (checked.pixels.known > 0) checked.pixels.known_reason = reason_core;
  c.pixels_agree = checked.pixels.agree(tolerance);
  c.pixels_differ = !checked.pixels.all_identical();
  c.core_is_zero = checked.pixels.known > 0;
  checked.cards = compare_cards(theirs.header.get(), mine.header.get(), c);
  checked.made = c.made;
  checked.with = made_with(theirs.header.get());
  checked.with_corkit = made_with(mine.header.get());
  if (unrolled) add_once(checked.reasons, reason_unrolled);
  if (c.core_is_zero) add_once(checked.reasons, reason_core);
  for (const CardNote &card : checked.cards.expected) add_once(checked.reasons, card.reason);
  if (!c.pixels_agree || !checked.cards.unexpected.empty())
    checked.verdict = Verdict::differs;
  else
    checked.verdict = c.pixels_differ || !checked.cards.expected.empty() ? Verdict::agrees : Verdict::identical;
}

}  // namespace tool::validate
