#include "header_comparison.hpp"

#include <algorithm>
#include <cctype>
#include <cmath>

namespace corkit::test {

namespace {

// IDL's single-precision TOTAL over a million pixels: DATASIG of real images is off by up to 6.0e-3, DATAAVG and synthetic images by less.
constexpr double summed_tolerance = 6.1e-3;

bool same_shape(std::string a, std::string b) {
  for (auto *text : {&a, &b})
    for (char &c : *text)
      if (std::isdigit(static_cast<unsigned char>(c)) != 0) c = '9';
  return a == b;
}

bool summed(const std::string &card) { return card.starts_with("DATAAVG ") || card.starts_with("DATASIG "); }

double value_of(const std::string &card) { return std::stod(card.substr(10, 20)); }

}  // namespace

const std::vector<CardException> &card_exceptions() {
  static const std::vector<CardException> exceptions = {
      {"headers/e2e_35900015.txt", "HISTORY  ROLL: STAND-IN",
       "HISTORY  ROLL: ", "the source's text is that of a stand-in for get_roll_or_xy"},
      {"headers/e2e_35900015.txt", "HISTORY  get_sun_center STAND-IN", "HISTORY  ",
       "the source's text is that of a stand-in for get_sun_center"},
  };
  return exceptions;
}

HeaderComparison compare_headers(const std::vector<std::string> &mine, const std::vector<std::string> &reference,
                                 const std::string &header) {
  HeaderComparison result;
  result.cards = reference.size();
  std::vector<std::string> cards = mine;
  if (cards.size() >= 2 && cards[cards.size() - 2].starts_with("HISTORY corkit "))
    cards.erase(cards.end() - 2);
  else
    result.unexpected.push_back("corkit's own HISTORY card is not the last one");
  if (cards.size() != reference.size())
    result.unexpected.push_back("number of cards " + std::to_string(cards.size()) + ", SolarSoft " + std::to_string(reference.size()));
  for (std::size_t k = 0; k < std::max(cards.size(), reference.size()); ++k) {
    const std::string a = k < cards.size() ? cards[k] : "<none>";
    const std::string b = k < reference.size() ? reference[k] : "<none>";
    if (a == b) {
      ++result.identical;
      continue;
    }
    const std::string written = "SIMPLE  =                    T / Written by IDL:  ";
    if (k == 0 && a.starts_with(written) && b.starts_with(written) && a.size() == b.size()) continue;
    if (b.starts_with("DATE    =") && same_shape(a, b)) continue;
    if (summed(b) && a.substr(0, 10) == b.substr(0, 10) && a.substr(30) == b.substr(30)) {
      const double relative = std::abs(value_of(a) / value_of(b) - 1);
      result.largest_summed = std::max(result.largest_summed, relative);
      if (relative <= summed_tolerance) continue;
    }
    const auto &exceptions = card_exceptions();
    if (std::any_of(exceptions.begin(), exceptions.end(),
                    [&](const CardException &e) { return e.header == header && b.starts_with(e.reference) && a.starts_with(e.corkit); }))
      continue;
    result.unexpected.push_back("card " + std::to_string(k) + "\n    corkit    " + a + "\n    SolarSoft " + b);
  }
  return result;
}

}  // namespace corkit::test
