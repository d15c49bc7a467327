// One file from the first server that has it, checked, compared with the manifest, and only then under its name.
#pragma once

#include <cstdint>
#include <functional>
#include <string>
#include <vector>

#include "archive/manifest.hpp"
#include "archive/transfer.hpp"

namespace tool::archive {

struct Wanted {
  std::string file;               // below the manifest's folder, with /
  std::vector<std::string> urls;  // tried in this order
  // Throws Failure when the content is not what was asked for, Unwanted when it is but belongs to another request.
  std::function<void(const std::filesystem::path &)> check;
  bool may_be_absent = false;  // no fault where no server has it
};

// Thrown by Wanted::check.
struct Unwanted {};

enum class State { fetched, updated, current, absent, unwanted, failed };

struct Result {
  State state = State::failed;
  std::string url, sha256, error;
  std::uint64_t bytes = 0;
};

struct Policy {
  bool update = false;      // a file that differs from the manifest's is replaced
  bool ask_again = true;    // whether a file that is there has changed on the server
  bool keep_record = true;  // in the manifest
  long patience_s = 30;     // time without a byte
};

// Interrupted when a signal came. on_bytes: called as bytes come.
Result retrieve(const Connection &connection, const Wanted &wanted, Manifest &manifest, const Policy &policy,
                const std::function<void(std::size_t)> &on_bytes);

}  // namespace tool::archive
