// The FILE arguments of a command.
#pragma once

#include <string>
#include <vector>

namespace tool {

// Names in order: "@list.txt" stands for the names in that file, one a line, without blank lines and lines that begin with #;
// "-" stands for none. A file whose name begins with @ is written ./@name. UsageError for a list that cannot be read.
std::vector<std::string> expand_inputs(const std::vector<std::string> &arguments);

// The lines of a list, without blanks around them, blank lines, lines that begin with # and lines that are "-". UsageError for a list that
// cannot be read.
std::vector<std::string> read_list(const std::string &path);

// UsageError where -o names one of the images, or has the name of a FITS file although something else is written.
void require_own_output(const std::string &output, const std::vector<std::string> &read, bool fits, const std::string &option = "-o");

// The files that @LIST arguments name.
std::vector<std::string> lists_of(const std::vector<std::string> &arguments);

// "" for "-", which stands for none wherever a file or folder is asked for.
std::string unless_dash(const std::string &value);

}  // namespace tool
