// What a training tells of itself: a CSV file that grows, and progress lines.
#pragma once

#include <chrono>
#include <fstream>
#include <nlohmann/json_fwd.hpp>
#include <string>
#include <vector>

#include "reporter.hpp"

namespace corkit::inpaint {

class TrainingLog {
 public:
  // csv: "" for none; an existing file is continued after the line of `step`. Error(CORKIT_ERROR_IO) when it cannot be written.
  TrainingLog(const std::string &csv, const std::vector<std::string> &columns, long step, long steps, const Reporter &reporter);

  // One row of the CSV file and one "progress" line: step, steps, seconds, seconds_left, and the columns.
  void row(long step, const std::vector<double> &values);
  double seconds() const;

 private:
  std::string path_;
  std::ofstream file_;
  std::vector<std::string> columns_;
  long first_, steps_;
  const Reporter &reporter_;
  std::chrono::steady_clock::time_point start_ = std::chrono::steady_clock::now();
};

}  // namespace corkit::inpaint
