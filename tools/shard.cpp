#include "shard.hpp"

#include <charconv>
#include <filesystem>

#include "command.hpp"

namespace tool {

namespace {

constexpr std::uint64_t kMostParts = 1000000;

// FNV-1a, then the finaliser of MurmurHash3: file names differ in their last digits only.
std::uint64_t hash_of(const std::string &text) {
  std::uint64_t hash = 0xcbf29ce484222325U;
  for (const char c : text) hash = (hash ^ static_cast<unsigned char>(c)) * 0x100000001b3U;
  hash = (hash ^ (hash >> 33U)) * 0xff51afd7ed558ccdU;
  hash = (hash ^ (hash >> 33U)) * 0xc4ceb9fe1a85ec53U;
  return hash ^ (hash >> 33U);
}

bool parse(const std::string &text, std::uint64_t &number) {
  const auto [end, error] = std::from_chars(text.data(), text.data() + text.size(), number);
  return error == std::errc() && end == text.data() + text.size();
}

}  // namespace

bool Shard::has(const std::string &path) const {
  if (count == 1) return true;
  std::string name = std::filesystem::path(path).filename().string();
  name.resize(std::min(name.size(), name.find('.')));
  if (name.size() > 1 && name[1] == '3') name[1] = '1';
  return hash_of(name) % count == index;
}

Shard parse_shard(const std::string &text) {
  Shard shard;
  const auto slash = text.find('/');
  if (slash == std::string::npos || !parse(text.substr(0, slash), shard.index) || !parse(text.substr(slash + 1), shard.count) ||
      shard.count > kMostParts || shard.index >= shard.count) {
    throw UsageError("--shard " + text + ": it is I/N, a part of N parts, at most " + std::to_string(kMostParts) +
                     ", counted from 0: 0/4 to 3/4");
  }
  return shard;
}

}  // namespace tool
