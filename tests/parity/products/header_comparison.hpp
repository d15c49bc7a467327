// A product's cards against SolarSoft's, column by column.
#pragma once

#include <string>
#include <vector>

namespace corkit::test {

struct CardException {
  std::string header;     // reference file, e.g. "headers/e2e_35900015.txt"
  std::string reference;  // how the reference's card begins
  std::string corkit;     // how corkit's begins
  std::string reason;
};

// Cards of references that are known not to be SolarSoft's own.
const std::vector<CardException> &card_exceptions();

struct HeaderComparison {
  std::size_t cards = 0;                // of the reference
  std::size_t identical = 0;            // equal in all 80 columns
  double largest_summed = 0;            // largest relative difference of DATAAVG and DATASIG
  std::vector<std::string> unexpected;  // differences that are not allowed, as text
};

// mine: corkit's cards with END. Allowed: the time in card 0, DATE, corkit's own HISTORY card before END, DATAAVG and DATASIG within
// 6.1e-3 (SolarSoft sums in single precision), and the exceptions above.
HeaderComparison compare_headers(const std::vector<std::string> &mine, const std::vector<std::string> &reference,
                                 const std::string &header);

}  // namespace corkit::test
