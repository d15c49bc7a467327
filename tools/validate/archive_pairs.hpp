// Pairs of a level-0.5 image and SolarSoft's product of it, from the public archive.
#pragma once

#include <filesystem>
#include <string>
#include <vector>

namespace tool::validate {

struct ArchiveRequest {
  std::string camera, date;  // "c3", "2010-06-15"
  int number = 5;
  std::string calibration;  // --calib's value, "" for none
  std::vector<std::string> mirrors;
  std::filesystem::path folder;  // for the images
};

// Where they are, if they came.
struct ArchivePair {
  std::string level05, level1;
};

// As many pairs as asked for, spread over the day; the calibration files go to where corkit looks for them, unless that is a SolarSoft tree
// or the synthetic set, which are used as they are. What fails is a line on stderr. UsageError for a date that is none, Failure where there
// is no pair, and when a signal came.
std::vector<ArchivePair> fetch_pairs(const ArchiveRequest &request);

}  // namespace tool::validate
