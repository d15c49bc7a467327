// The FILE arguments of a command.
#pragma once

#include <string>
#include <vector>

namespace tool {

struct ListLine {
  std::string name;
  size_t number = 0;  // from 1
};

// The lines of a list, without blanks around them, blank lines, lines that begin with # and lines that are "-". UsageError for a list that
// cannot be read.
std::vector<ListLine> read_list(const std::string &path);

// UsageError where -o names one of the images, or has the name of a FITS file although something else is written.
void require_own_output(const std::string &output, const std::vector<std::string> &read, bool fits, const std::string &option = "-o");

// Failure where a file lies in place of a folder.
void require_no_file(const std::string &option, const std::string &folder);

// A line on standard error for a folder that is not there and gets the name of a FITS file: a file may have been meant. With / at its end a
// folder is.
void remark_folder_name(const std::string &folder);

// Failure where a file lies at output that is no earlier result of the command: their headers have this keyword.
void require_replaceable(const std::string &output, const char *command, const char *keyword);

// The files that @LIST arguments name.
std::vector<std::string> lists_of(const std::vector<std::string> &arguments);

// "" for "-", which stands for none wherever a file or folder is asked for.
std::string unless_dash(const std::string &value);

}  // namespace tool
