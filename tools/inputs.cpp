#include "inputs.hpp"

#include <fmt/format.h>

#include <filesystem>
#include <fstream>

#include "command.hpp"
#include "complain.hpp"
#include "handles.hpp"
#include "image_names.hpp"
#include "source_name.hpp"

namespace tool {

namespace {

std::string trimmed(const std::string &line) {
  const auto first = line.find_first_not_of(" \t\r");
  if (first == std::string::npos) return "";
  return line.substr(first, line.find_last_not_of(" \t\r") - first + 1);
}

}  // namespace

std::vector<ListLine> read_list(const std::string &path) {
  std::error_code error;
  std::ifstream list(path);
  if (!list || std::filesystem::is_directory(path, error)) {
    throw UsageError("@" + path + ": the list cannot be read (a file whose name begins with @ is written ./@name)");
  }
  std::vector<ListLine> lines;
  size_t number = 0;
  for (std::string line; std::getline(list, line);) {
    if (line.starts_with("SIMPLE  =") || line.find('\0') != std::string::npos)
      throw UsageError("@" + path + ": is no list of names; an image is given without @");
    if (++number == 1 && line.starts_with("\xEF\xBB\xBF")) line.erase(0, 3);  // the byte order mark of some editors
    std::string name = trimmed(line);
    if (!name.empty() && name.front() != '#' && name != "-") lines.push_back({std::move(name), number});
  }
  return lines;
}

void require_own_output(const std::string &output, const std::vector<std::string> &read, bool fits, const std::string &option) {
  std::error_code ignored;
  for (const std::string &file : read)
    if (!file.empty() && std::filesystem::equivalent(file, output, ignored))
      throw UsageError(fmt::format("{} {} is one of the files that are read; give another name", option, output));
  for (const char *ending : {".fts", ".fits", ".fit", ".fz", ".gz"})
    if (!fits && output.ends_with(ending))
      throw UsageError(fmt::format("{} {} has the name of a FITS file; give that of what is written", option, output));
}

void require_no_file(const std::string &option, const std::string &folder) {
  std::error_code none;
  const std::string name = folder.substr(0, folder.find_last_not_of('/') + 1);
  if (!name.empty() && std::filesystem::exists(name, none) && !std::filesystem::is_directory(name, none))
    throw Failure(CORKIT_ERROR_IO, fmt::format("{} {} is a file; give a folder", option, folder));
}

void remark_folder_name(const std::string &folder) {
  std::error_code none;
  if (is_image_name(folder) && !std::filesystem::exists(folder, none))
    complain("corkit: -o {} is made as a folder, in which the product gets its own name\n", folder);
}

void require_replaceable(const std::string &output, const char *command, const char *keyword) {
  std::error_code none;
  if (!std::filesystem::is_regular_file(output, none) || std::filesystem::file_size(output, none) == 0) return;
  if (!has_card(output, keyword))
    throw Failure(CORKIT_ERROR_IO, fmt::format("-o {} is there, and corkit {} did not write it ({} is not in its header): remove it, or "
                                               "give another name",
                                               output, command, keyword));
}

std::vector<std::string> lists_of(const std::vector<std::string> &arguments) {
  std::vector<std::string> lists;
  for (const std::string &argument : arguments)
    if (argument.size() > 1 && argument.front() == '@') lists.push_back(argument.substr(1));
  return lists;
}

std::string unless_dash(const std::string &value) { return value == "-" ? "" : value; }

}  // namespace tool
