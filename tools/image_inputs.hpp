// What commands are given: files, folders, patterns and lists become file names.
#pragma once

#include <map>
#include <string>
#include <vector>

namespace tool {

struct ImageInputs {
  std::vector<std::string> names;             // in the order of the arguments; what a folder or a pattern holds is sorted
  std::vector<std::string> remarks;           // a sentence each, about folders in which there is no image
  std::vector<std::string> repeated;          // what was named again, and left out
  std::map<std::string, std::string> absent;  // of the names: those of a list that are not there, and where they stand

  // Nothing was named but folders without images, of which the remarks tell.
  bool empty_folders() const { return names.empty() && !remarks.empty(); }
};

// One line on standard error for each remark.
void say_remarks(const ImageInputs &inputs);

// A sentence for a name that is not there, which says what list names it, or that a file of that name with an ending is there, and for a
// list that is given without @; "" if it is none of these.
std::string why_absent(const std::map<std::string, std::string> &absent, const std::string &name);
// Failure with that sentence, if there is one.
void require_listed(const std::map<std::string, std::string> &absent, const std::string &name);

// Whether a folder's level-1 products are meant, too.
enum class Products { left_out, taken };

// FOLDER stands for the images in it and below: .fts .fits .fit, also .gz and .fz, nothing hidden, and no folder that is a link. A pattern
// with * ? [ ] is expanded as the shell does; one that fits nothing stays, as the name of a file that is not there. @LIST stands for the
// first columns of its lines, without blank lines and lines that begin with #; a line that is a file's name as a whole, blanks included,
// stands for that file. Names in a list are relative to the list's folder, or else to the current one, and a file may be gzipped or fpacked
// though the list does not say so. "-" stands for none. A file that is named more than once counts once, where it comes first. UsageError
// for a list, Failure for a folder that cannot be read.
ImageInputs expand_images(const std::vector<std::string> &arguments, Products products = Products::left_out);

// Failure for a list, with @ or without, of a command that takes one image.
void require_no_list(const std::string &name);

// The same as expand_images() where folders and patterns stand for themselves.
ImageInputs expand_lists(const std::vector<std::string> &arguments);

}  // namespace tool
