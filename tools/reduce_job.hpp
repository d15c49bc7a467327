// One image of `corkit reduce`.
#pragma once

#include <corkit/corkit.h>

#include <map>
#include <string>
#include <utility>
#include <vector>

namespace tool {

struct ReduceRequest {
  std::vector<std::string> inputs;
  std::map<std::string, std::string> absent;  // inputs that a list names and that are not there
  std::string outdir = ".";
  std::string calibration;  // "" none given
  std::string dump_folder;  // "" no dump
  corkit_level1_options options{};
  unsigned jobs = 1;
  bool logged = false;  // outcomes have their log
  bool json = false;
  bool quiet = false;
  bool verbose = false;
};

struct Outcome {
  std::string input;
  std::string output;    // path of the product, "" if nothing was written
  std::string detector;  // of an image that failed: what its header says, "" where that could not be read
  std::string error;     // one sentence; "" if all went well
  std::string date;      // DATE-OBS of the product, "" if there is none
  std::string log;       // what SolarSoft's log file would say
  int nmissing = 0;
  long long filled = -1;  // pixels; -1: the fill is SolarSoft's, which does not count them
  bool failed = false;
  bool skipped = false;  // the output was there already
  double seconds = 0;
  std::vector<std::pair<std::string, double>> stages;  // in order, with their wall time
  std::vector<std::string> warnings;

  const char *status() const { return failed ? "error" : skipped ? "skipped" : "ok"; }
  // NMISSING is known.
  bool measured() const { return !failed && !skipped; }
};

// Never throws: what goes wrong is in the outcome. rival: an earlier input of the same run whose product has the same name, "" if none.
Outcome reduce_one(corkit_context *ctx, const ReduceRequest &request, const std::string &input, const std::string &rival);

}  // namespace tool
