#include "image_inputs.hpp"

#include <fmt/format.h>
#include <glob.h>

#include <algorithm>
#include <cctype>
#include <filesystem>
#include <memory>
#include <set>

#include "command.hpp"
#include "complain.hpp"
#include "core/printable.hpp"
#include "handles.hpp"
#include "image_names.hpp"
#include "inputs.hpp"

namespace tool {

namespace {

namespace fs = std::filesystem;

bool is_there(const fs::path &path) {
  std::error_code error;
  return fs::exists(path, error);
}

// 25180003.fts: what reduce itself writes, perhaps into the folder that it is given.
bool is_product_name(const std::string &name) {
  return name.size() > 8 && (name[0] == '2' || name[0] == '3') && (name[1] == '4' || name[1] == '5') && name[8] == '.' &&
         std::all_of(name.begin() + 2, name.begin() + 8, [](unsigned char c) { return std::isdigit(c) != 0; });
}

std::vector<std::string> images_below(const std::string &folder, Products products) {
  std::vector<std::string> names = image_files_below(folder);
  if (products == Products::left_out)
    std::erase_if(names, [](const std::string &name) { return is_product_name(fs::path(name).filename().string()); });
  return names;
}

bool holds_calibration(const fs::path &folder) {
  return is_there(folder / "lasco_data") || is_there(folder / "nrl_lib") || is_there(folder / "calib");
}

void add_path(const std::string &path, Products products, ImageInputs &inputs) {
  std::error_code error;
  if (!fs::is_directory(path, error)) {
    inputs.names.push_back(path);
    return;
  }
  const auto names = images_below(path, products);
  if (names.empty())
    inputs.remarks.push_back(fmt::format("{}: there is no {}image in this folder{}", path, products == Products::taken ? "" : "level-0.5 ",
                                         holds_calibration(path) ? "; calibration files are given with --calib" : ""));
  inputs.names.insert(inputs.names.end(), names.begin(), names.end());
}

struct GlobFree {
  void operator()(glob_t *found) const noexcept { globfree(found); }
};

void add_pattern(const std::string &pattern, Products products, ImageInputs &inputs) {
  glob_t storage{};
  const int status = glob(pattern.c_str(), 0, nullptr, &storage);
  const std::unique_ptr<glob_t, GlobFree> found(&storage);
  if (status == GLOB_NOSPACE || status == GLOB_ABORTED) throw Failure(CORKIT_ERROR_INPUT, pattern + ": the pattern cannot be expanded");
  if (status == GLOB_NOMATCH) inputs.names.push_back(pattern);
  for (size_t i = 0; i < found->gl_pathc; ++i) add_path(found->gl_pathv[i], products, inputs);
}

// A name of a list as a path; "" where no file is meant by it.
std::string found_file(const fs::path &folder, const std::string &name) {
  const std::vector<fs::path> places = folder.empty() ? std::vector<fs::path>{name} : std::vector<fs::path>{folder / name, name};
  for (const fs::path &place : places) {
    for (const char *ending : {"", ".gz", ".fz"}) {
      if (const fs::path path = place.string() + ending; is_there(path)) return path.string();
    }
  }
  return "";
}

std::string first_column(const std::string &line) { return line.substr(0, line.find_first_of(" \t")); }

// A text whose first line begins with the name of an image, or of what is there.
bool holds_names(const std::string &path) try {
  std::error_code error;
  if (is_image_name(path) || !fs::is_regular_file(path, error)) return false;
  const auto lines = read_list(path);
  if (lines.empty()) return false;
  const std::string name = first_column(lines.front().name);
  return is_image_name(name) || !found_file(fs::path(path).parent_path(), name).empty();
} catch (const UsageError &) {  // no text
  return false;
}

bool is_list(const std::string &argument) { return argument.size() > 1 && argument.front() == '@'; }

std::vector<std::string> names_of_list(const std::string &list, ImageInputs &inputs) {
  const fs::path folder = fs::path(list).parent_path();
  std::vector<std::string> names;
  for (const auto &[line, number] : read_list(list)) {
    std::string path = found_file(folder, line);
    const std::string column = first_column(line);
    if (path.empty()) path = found_file(folder, column);
    if (path.empty()) inputs.absent.emplace(path = (folder / column).string(), fmt::format("line {} of @{}", number, list));
    names.push_back(std::move(path));
  }
  return names;
}

// A folder and a file in it, two patterns: an image that is named twice is reduced once.
void drop_repeated(ImageInputs &inputs) {
  std::set<std::string> seen;
  std::erase_if(inputs.names, [&](const std::string &name) {
    std::error_code error;
    const fs::path path = fs::absolute(name, error).lexically_normal();
    const bool again = !error && !seen.insert(path.string()).second;
    if (again) inputs.repeated.push_back(name);
    return again;
  });
}

}  // namespace

void say_remarks(const ImageInputs &inputs) {
  for (const std::string &remark : inputs.remarks) complain("corkit: {}\n", corkit::escaped(remark));
}

std::string why_absent(const std::map<std::string, std::string> &absent, const std::string &name) {
  if (is_there(name)) return holds_names(name) ? "is a list of names, not an image; give it as @" + name : "";
  if (const auto found = absent.find(name); found != absent.end()) return "file not found; " + found->second + " names it";
  for (const char *ending : {".fz", ".gz", ".fts", ".fts.fz", ".fts.gz", ".fits"})
    if (is_there(name + ending)) return "file not found; " + name + ending + " is there";
  return "";
}

void require_listed(const std::map<std::string, std::string> &absent, const std::string &name) {
  if (const std::string why = why_absent(absent, name); !why.empty())
    throw Failure(is_there(name) ? CORKIT_ERROR_NOT_FITS : CORKIT_ERROR_FILE_NOT_FOUND, why);
}

void require_no_list(const std::string &name) {
  if (holds_names(is_list(name) && !is_there(name) ? name.substr(1) : name))
    throw Failure(CORKIT_ERROR_NOT_FITS, "is a list of names; one image is wanted here: give its name");
}

ImageInputs expand_images(const std::vector<std::string> &arguments, Products products) {
  ImageInputs inputs;
  for (const std::string &argument : arguments) {
    if (argument == "-") continue;
    if (is_list(argument)) {
      for (const std::string &path : names_of_list(argument.substr(1), inputs)) add_path(path, products, inputs);
    } else if (argument.find_first_of("*?[") != std::string::npos && !is_there(argument)) {
      add_pattern(argument, products, inputs);
    } else {
      add_path(argument, products, inputs);
    }
  }
  drop_repeated(inputs);
  return inputs;
}

ImageInputs expand_lists(const std::vector<std::string> &arguments) {
  ImageInputs inputs;
  for (const std::string &argument : arguments) {
    const auto names = is_list(argument) ? names_of_list(argument.substr(1), inputs) : std::vector<std::string>{argument};
    std::copy_if(names.begin(), names.end(), std::back_inserter(inputs.names), [](const std::string &name) { return name != "-"; });
  }
  drop_repeated(inputs);
  return inputs;
}

}  // namespace tool
