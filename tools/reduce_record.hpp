// `corkit reduce --report`: one record an image, as a table or as JSON lines.
#pragma once

#include <string>

#include "append_file.hpp"
#include "reduce_job.hpp"

namespace tool {

class RecordFile {
 public:
  // path: ends in .csv or .jsonl, else UsageError; "" writes nothing. Records are added to those that are there; a table with other columns
  // is refused.
  explicit RecordFile(const std::string &path);

  void add(const Outcome &outcome);

 private:
  AppendFile file_;
  bool csv_;
};

}  // namespace tool
