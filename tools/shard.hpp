// One part of many: which images a process of several does.
#pragma once

#include <cstdint>
#include <string>

namespace tool {

// Notes     An image's part follows from its file name alone, without folder and endings: it stays the same when images are added or done,
//           and images whose products would have the same name (31... and 33...) are in the same part. The parts are of about the same
//           size, within the square root of it.
struct Shard {
  std::uint64_t index = 0, count = 1;

  bool has(const std::string &path) const;
};

// "0/4" ... "3/4". UsageError for anything else.
Shard parse_shard(const std::string &text);

}  // namespace tool
