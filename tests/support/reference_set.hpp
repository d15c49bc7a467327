// Which SolarSoft outputs a parity program compares with.
//
// Notes     The large set is CORKIT_SHARED_DIR/reference, with real images in CORKIT_SHARED_DIR/data; the committed part of it is
//           reference_data/parity, with synthetic images only, and reference_data itself. All have the same folders and names.
#pragma once

#include <boost/test/unit_test.hpp>
#include <filesystem>
#include <optional>
#include <set>
#include <string>
#include <vector>

namespace corkit::test {

struct ReferenceSet {
  std::filesystem::path root;
  std::filesystem::path data;  // real images; empty without the large set
  std::filesystem::path also;  // looked at after root
  bool large = false;

  std::string name() const { return large ? "large (shared/reference)" : "committed (reference_data/parity)"; }

  // Which CSV file measurements go to.
  std::string csv(const std::string &program) const { return large ? program : program + "_committed"; }

  std::optional<std::filesystem::path> find(const std::string &file) const {
    for (const auto &folder : {root, also})
      if (!folder.empty() && std::filesystem::exists(folder / file)) return folder / file;
    if (large)
      BOOST_ERROR("the large reference set has no " << file);
    else
      BOOST_TEST_MESSAGE("not in the committed references, skipped: " << file);
    return std::nullopt;
  }

  // Base names of a folder's files with the given ending, sorted; empty without the folder.
  std::vector<std::string> list(const std::string &folder, const std::string &ending) const {
    std::set<std::string> names;
    for (const auto &parent : {root, also})
      if (!parent.empty() && std::filesystem::is_directory(parent / folder))
        for (const auto &entry : std::filesystem::directory_iterator(parent / folder))
          if (const auto name = entry.path().filename().string(); name.ends_with(ending)) names.insert(name);
    return {names.begin(), names.end()};
  }
};

// CORKIT_PARITY_SET=committed in the environment asks for the committed set although the large one is there.
inline ReferenceSet reference_set() {
  const std::filesystem::path shared = CORKIT_SHARED_DIR;
  const char *asked = std::getenv("CORKIT_PARITY_SET");
  const bool committed = asked != nullptr && std::string(asked) == "committed";
  if (!committed && std::filesystem::is_directory(shared / "reference")) return {shared / "reference", shared / "data", {}, true};
  const auto committed_data = std::filesystem::path(CORKIT_SOURCE_DIR) / "reference_data";
  return {committed_data / "parity", {}, committed_data, false};
}

}  // namespace corkit::test
