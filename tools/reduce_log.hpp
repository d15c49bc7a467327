// `corkit reduce --log`: what SolarSoft's reduce_level_1 writes into its log file about an image.
//
// Follows   reduce_level_1.pro 1.68 (spec/level1.md section 3), without /PIPELINE
// Notes     1. The times of c?_calibrate and c?_warp follow from the time that each stage took.
//           2. An image that fails has a line "ERROR: sentence"; SolarSoft has one for zero images only. A file that is not there, and a
//              product that is left alone, have no lines, as there.
//           3. ZONEINFO lines, about the zones of the fuzzy fill, are not written.
#pragma once

#include <corkit/corkit.h>

#include <chrono>
#include <string>
#include <vector>

namespace tool {

struct Outcome;
class AppendFile;

// UsageError for a file that is no text. What is no log of reduce_level_1 keeps all of its last line.
void begin_log(AppendFile &log);

class ReduceLog {
 public:
  // Begins now; reads the input's header, if there is to be a log.
  ReduceLog(bool wanted, const std::string &input);

  // The product's header, as long as it is there.
  void note(const corkit_header *header);
  // All lines of the image, six empty ones at the end; "" where there is to be none.
  std::string text(const Outcome &outcome) const;

 private:
  bool wanted_;
  std::chrono::system_clock::time_point start_;
  std::string summary_, used_, roll_, scaling_;
  bool no_warp_ = false;
};

}  // namespace tool
