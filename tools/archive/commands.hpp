// The commands of corkit data that use the network, and what they leave for others to look at.
#pragma once

#include <string>

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

  void add_to(CLI::App &command);
};

}  // namespace tool::archive
