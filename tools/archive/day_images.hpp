// A day's images in the archive: its list, those of it that are wanted, their download.
#pragma once

#include <filesystem>
#include <memory>
#include <string>
#include <vector>

#include "archive/addresses.hpp"
#include "archive/day_list.hpp"
#include "archive/report.hpp"

namespace tool::archive {

// "2002/05/21 00:30:05", both ends belong to it.
struct Range {
  std::string from, to;
  bool holds(const std::string &moment) const { return from <= moment && moment <= to; }
};

struct DayWork {
  Day day;
  std::vector<std::string> addresses;  // of the day's folder, the one that had the list first
  std::vector<ListedImage> listed;
  std::unique_ptr<Manifest> manifest;
};

struct ImageWork {
  DayWork *day = nullptr;
  Wanted wanted;
};

// The lists of all days, a failure or an absent one in the report.
void read_lists(std::vector<DayWork> &days, unsigned jobs, long patience_s, Report &report);

// Lines without a time are taken, and decided by the image's own header.
void add_images_of(DayWork &work, const Range &range, std::vector<ImageWork> &images);

// Downloads them below folder, and writes each day's list of what is there.
void fetch_images_of(std::vector<DayWork> &days, std::vector<ImageWork> &images, const std::filesystem::path &folder, const Policy &policy,
                     unsigned jobs, Report &report);

}  // namespace tool::archive
