#include "inputs.hpp"

#include <filesystem>
#include <fstream>

#include "command.hpp"

namespace tool {

namespace {

std::string trimmed(const std::string &line) {
  const auto first = line.find_first_not_of(" \t\r");
  if (first == std::string::npos) return "";
  return line.substr(first, line.find_last_not_of(" \t\r") - first + 1);
}

void append_list(const std::string &path, std::vector<std::string> &names) {
  std::error_code error;
  std::ifstream list(path);
  if (!list || std::filesystem::is_directory(path, error)) {
    throw UsageError("@" + path + ": the list cannot be read (a file whose name begins with @ is written ./@name)");
  }
  for (std::string line; std::getline(list, line);) {
    const std::string name = trimmed(line);
    if (!name.empty() && name.front() != '#' && name != "-") names.push_back(name);
  }
}

}  // namespace

std::vector<std::string> expand_inputs(const std::vector<std::string> &arguments) {
  std::vector<std::string> names;
  for (const std::string &argument : arguments) {
    if (argument.size() > 1 && argument.front() == '@') {
      append_list(argument.substr(1), names);
    } else if (argument != "-") {
      names.push_back(argument);
    }
  }
  return names;
}

std::string unless_dash(const std::string &value) { return value == "-" ? "" : value; }

}  // namespace tool
