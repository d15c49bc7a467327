#include "archive/manifest.hpp"

#include <corkit/corkit.h>
#include <fmt/chrono.h>
#include <fmt/format.h>
#include <sys/stat.h>

#include <fstream>
#include <nlohmann/json.hpp>

#include "archive/partial_file.hpp"
#include "handles.hpp"
#include "sha256.hpp"

namespace tool::archive {

namespace fs = std::filesystem;
using nlohmann::ordered_json;

namespace {

// A file is written anew for this many entries, so that thousands of files do not take thousands of thousands of lines.
constexpr std::size_t most_unsaved = 64;

std::map<std::string, Entry> read_entries(const fs::path &path) {
  std::map<std::string, Entry> entries;
  std::ifstream file(path, std::ios::binary);
  if (!file) return entries;
  try {
    const auto json = ordered_json::parse(file);
    for (const auto &[name, value] : json.at("files").items()) {
      entries[name] = {value.at("sha256"), value.at("bytes"), value.at("modified"),
                       value.at("source").is_null() ? std::string() : value.at("source").get<std::string>(), value.at("fetched")};
    }
  } catch (const ordered_json::exception &) {
    throw Failure(CORKIT_ERROR_IO, path.string() + ": cannot be understood; put it right, or remove it to trust the files as they are");
  }
  return entries;
}

}  // namespace

std::string utc_text(std::time_t time) { return fmt::format("{:%Y-%m-%dT%H:%M:%SZ}", fmt::gmtime(time)); }

Entry entry_of(const fs::path &path, const std::string &source) {
  struct stat state {};
  const std::string sum = sha256_of_file(path.string());
  if (sum.empty() || ::stat(path.c_str(), &state) != 0) throw Failure(CORKIT_ERROR_IO, path.string() + ": cannot be read");
  return {sum, static_cast<std::uint64_t>(state.st_size), utc_text(state.st_mtime), source, utc_text(std::time(nullptr))};
}

Manifest::Manifest(fs::path folder) : folder_(std::move(folder)), entries_(read_entries(folder_ / manifest_name)) {}

std::map<std::string, Entry> Manifest::entries() const {
  const std::lock_guard lock(mutex_);
  return entries_;
}

std::optional<Entry> Manifest::find(const std::string &file) const {
  const std::lock_guard lock(mutex_);
  const auto found = entries_.find(file);
  return found == entries_.end() ? std::nullopt : std::optional(found->second);
}

void Manifest::record(const std::string &file, const Entry &entry) {
  const std::lock_guard lock(mutex_);
  entries_[file] = unsaved_[file] = entry;
  if (unsaved_.size() >= most_unsaved) save_locked();
}

void Manifest::save() {
  const std::lock_guard lock(mutex_);
  save_locked();
  // What a run left that was killed while it wrote the manifest.
  std::error_code ignored;
  if (const auto target = folder_ / manifest_name; fs::exists(folder_ / fmt::format(".{}.part", manifest_name), ignored))
    PartialFile(target).discard();
}

void Manifest::save_locked() {
  if (unsaved_.empty()) return;
  PartialFile file(folder_ / manifest_name);  // its lock keeps other processes out until the new one is there
  file.discard();
  std::map<std::string, Entry> all = read_entries(folder_ / manifest_name);
  for (const auto &[name, entry] : unsaved_) {
    // What another process fetched meanwhile, and this one only found there, keeps its source.
    Entry &known = all[name];
    if (!entry.source.empty() || known.sha256 != entry.sha256 || known.bytes != entry.bytes) known = entry;
    entries_[name] = known;
  }
  ordered_json json{{"corkit", "files of this folder as they were first fetched; corkit data verify compares"}};
  auto &files = json["files"] = ordered_json::object();
  for (const auto &[name, entry] : all) {
    files[name] = {{"sha256", entry.sha256},
                   {"bytes", entry.bytes},
                   {"modified", entry.modified},
                   {"source", entry.source.empty() ? ordered_json(nullptr) : ordered_json(entry.source)},
                   {"fetched", entry.fetched}};
  }
  const std::string text = json.dump(1, ' ', false, ordered_json::error_handler_t::replace) + '\n';
  file.append(text.data(), text.size());
  file.commit(std::nullopt);
  unsaved_.clear();
}

}  // namespace tool::archive
