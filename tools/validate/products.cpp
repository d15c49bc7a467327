#include "validate/products.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <cstdlib>
#include <filesystem>

#include "command.hpp"
#include "handles.hpp"
#include "image_names.hpp"

namespace tool::validate {

namespace {

namespace fs = std::filesystem;

std::string plain_name(const std::string &path) {
  std::string name = fs::path(path).filename().string();
  for (const char *packed : {".gz", ".fz"})
    if (name.ends_with(packed)) name.resize(name.size() - 3);
  return name;
}

std::string day_of(std::string date) {
  std::replace(date.begin(), date.end(), '/', '-');
  return date.substr(0, 10);
}

// "2002-01-08T20:41:16.454" -> seconds of that day, -1 for another form.
double second_of_day(const std::string &date) {
  if (date.size() < 19 || date[10] != 'T') return -1;
  return std::atoi(date.substr(11, 2).c_str()) * 3600.0 + std::atoi(date.substr(14, 2).c_str()) * 60.0 + std::atof(date.substr(17).c_str());
}

bool same_kind(const SourceNames &a, const SourceNames &b) { return a.filter == b.filter && a.polar == b.polar; }

bool same_moment(const SourceNames &a, const SourceNames &b) {
  const double x = second_of_day(a.date), y = second_of_day(b.date);
  return x >= 0 && y >= 0 && day_of(a.date) == day_of(b.date) && std::abs(x - y) <= 1;
}

}  // namespace

ProductFolder::ProductFolder(const std::string &folder) : folder_(folder) {
  std::error_code error;
  if (!fs::is_directory(folder, error)) {
    throw UsageError(fmt::format("--products {}: {}", folder,
                                 fs::exists(folder, error) ? "is a file; name the folder with level-1 products" : "no such folder"));
  }
  files_ = image_files_below(folder);
  if (files_.empty()) throw UsageError("--products " + folder + ": holds no .fts or .fits file");
}

const SourceNames &ProductFolder::names_of(const std::string &path) const {
  const std::lock_guard lock(mutex_);
  const auto found = names_.find(path);
  return found != names_.end() ? found->second : names_.emplace(path, source_names(path)).first->second;
}

std::string ProductFolder::find(const std::string &name, const SourceNames &product) const {
  std::string other;  // of that name, but of another observation
  const auto fits = [&](const std::string &path) {
    const SourceNames &there = names_of(path);
    if (day_of(there.date) == day_of(product.date) && same_kind(there, product)) return true;
    other = there.date.empty() ? fmt::format("{} has that name, but is no level-1 image: it has no DATE-OBS", path)
                               : fmt::format("{} is of {}, {}, polariser {}", path, there.date, there.filter, there.polar);
    return false;
  };
  for (const std::string &path : files_)
    if (plain_name(path) == name && fits(path)) return path;
  for (const std::string &path : files_)
    if (names_of(path).filename == name && fits(path)) return path;
  for (const std::string &path : files_)
    if (same_moment(names_of(path), product) && same_kind(names_of(path), product)) return path;
  throw Failure(CORKIT_ERROR_INPUT,
                fmt::format("{} has no product {} of {}{}", folder_, name, product.date, other.empty() ? "" : ": " + other));
}

}  // namespace tool::validate
