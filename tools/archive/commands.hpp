// The commands of corkit data that use the network, and what they leave for others to look at.
#pragma once

#include <filesystem>
#include <string>
#include <vector>

#include "command.hpp"

namespace tool::archive {

void add_fetch(CLI::App &data, Action &chosen);
void add_images(CLI::App &data, Action &chosen);

// What all downloads have in common.
struct DownloadArguments {
  std::vector<std::string> mirrors;
  std::string from, to;
  unsigned jobs = 4;
  int patience_s = 30;
  bool dry_run = false, json = false, update = false;
  bool ephemeris = false;  // of fetch
  std::string horizons;    // the address of JPL's service, "" for the public one

  void add_to(CLI::App &command);
};

// Why a folder is not one that calibration files are fetched into, "" if it is.
std::string why_foreign(const std::filesystem::path &folder);

// What corkit data fetch does; the exit status. quiet: nothing on stdout.
int fetch_calibration(const DownloadArguments &download, const std::filesystem::path &folder, bool quiet);

}  // namespace tool::archive
