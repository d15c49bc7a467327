// What `corkit validate` says: text, JSON, a page.
#pragma once

#include <string>
#include <vector>

#include "validate/checked.hpp"

namespace tool::validate {

struct Summary {
  std::string with;         // what SolarSoft's side is: "level-1 products in DIR", "SolarSoft in DIR under gdl"
  std::string calibration;  // corkit's source
  Tolerance tolerance;
  std::vector<Checked> images;

  size_t count(Verdict verdict) const;
  bool agrees() const;           // all images, and there is one
  std::string sentence() const;  // the plain verdict
};

void print_text(const Summary &summary);
void print_json(const Summary &summary);
std::string page_of(const Summary &summary);

// "c3_calibrate.pro 1.53, 10/03/05 (corkit: 1.54, 07/14/16)" of those that are not the same on both sides.
std::vector<std::string> other_versions(const Checked &checked);

// "SolarSoft's product made 2013-01-18 by reduce_level_1.pro 1.65, 11/16/12"
std::string maker_of(const Checked &checked);

}  // namespace tool::validate
