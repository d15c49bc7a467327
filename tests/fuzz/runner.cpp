// Every target on files, without a fuzzer: run_fuzz_targets [--only TARGET] FOLDER... runs FOLDER/<target>/*, in the order of
// their names.
//
// Notes     An input that a target does not survive ends the program; its name was printed before, on the last line.
#include <algorithm>
#include <cstdio>
#include <filesystem>
#include <fstream>
#include <iterator>
#include <string_view>
#include <vector>

#include "targets.hpp"

namespace {

namespace fs = std::filesystem;

std::vector<fs::path> inputs_in(const fs::path &folder) {
  std::vector<fs::path> files;
  if (fs::is_directory(folder))
    for (const auto &entry : fs::directory_iterator(folder)) files.push_back(entry.path());
  std::sort(files.begin(), files.end());
  return files;
}

std::vector<std::uint8_t> bytes_of(const fs::path &path) {
  std::ifstream file(path, std::ios::binary);
  return {std::istreambuf_iterator<char>(file), {}};
}

}  // namespace

int main(int argc, char **argv) {
  const bool one = argc > 2 && std::string_view(argv[1]) == "--only";
  std::size_t all = 0;
  for (const auto &target : corkit::fuzz::kTargets) {
    if (one && std::string_view(argv[2]) != target.name) continue;
    std::size_t number = 0;
    for (int k = one ? 3 : 1; k < argc; ++k)
      for (const auto &path : inputs_in(fs::path(argv[k]) / target.name)) {
        std::printf("%s\n", path.c_str());
        std::fflush(stdout);
        target.run(bytes_of(path));
        ++number;
      }
    std::printf("%s: %zu inputs\n", target.name, number);
    if (number == 0) return 1;  // a target without inputs tests nothing
    all += number;
  }
  std::printf("in all: %zu inputs\n", all);
  return 0;
}
