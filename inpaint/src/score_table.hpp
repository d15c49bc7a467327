// Scores of many holes as rows of a table: medians and 90th percentiles by method, for one size of holes.
#pragma once

#include <nlohmann/json.hpp>
#include <string>
#include <utility>
#include <vector>

#include "hole_classes.hpp"
#include "score.hpp"

namespace corkit::inpaint {

// Without values that are no number; NaN when none is left.
double quantile(std::vector<double> values, double q);

class ScoreTable {
 public:
  ScoreTable(std::string size, HoleClass which) : size_(std::move(size)), class_(which) {}

  void add(const std::string &method, bool context, const std::string &day, const HoleScore &score);
  // "table" lines in the order in which methods came; by_event: behind them those of each event, with its "day".
  std::vector<nlohmann::ordered_json> rows(bool by_event) const;

 private:
  struct Method {
    std::string name;  // fuzzy, membrane isotropic, membrane radial, membrane (with context), kriging, dl
    bool context = false;
    std::vector<std::pair<std::string, HoleScore>> scores;  // day of the hole's event
  };
  std::vector<nlohmann::ordered_json> rows_of(const std::string &day) const;

  std::string size_;
  HoleClass class_;
  std::vector<Method> methods_;
  std::vector<std::string> days_;
};

}  // namespace corkit::inpaint
