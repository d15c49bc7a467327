// A folder of one test, removed at its end, and helpers that fill it.
#pragma once

#include <cstdlib>
#include <filesystem>
#include <fstream>
#include <string>

namespace corkit::test {

class ScratchFolder {
 public:
  ScratchFolder() {
    std::string name = (std::filesystem::temp_directory_path() / "corkit_calib_XXXXXX").string();
    if (mkdtemp(name.data()) == nullptr) throw std::runtime_error("no scratch folder");
    path_ = name;
  }
  ~ScratchFolder() {
    std::error_code code;
    std::filesystem::remove_all(path_, code);
  }
  ScratchFolder(const ScratchFolder &) = delete;
  ScratchFolder &operator=(const ScratchFolder &) = delete;

  const std::filesystem::path &path() const { return path_; }

  // Makes the folders on the way.
  std::filesystem::path write(const std::filesystem::path &name, const std::string &text) const {
    const auto file = path_ / name;
    std::filesystem::create_directories(file.parent_path());
    std::ofstream(file, std::ios::binary) << text;
    return file;
  }
  std::filesystem::path copy(const std::filesystem::path &from, const std::filesystem::path &name) const {
    const auto file = path_ / name;
    std::filesystem::create_directories(file.parent_path());
    std::filesystem::copy_file(from, file, std::filesystem::copy_options::overwrite_existing);
    std::filesystem::last_write_time(file, std::filesystem::last_write_time(from));
    return file;
  }

 private:
  std::filesystem::path path_;
};

// Sets (or with nullptr unsets) a variable for the life of the object.
class Variable {
 public:
  Variable(const char *name, const char *value) : name_(name) {
    if (const char *old = std::getenv(name)) old_ = old, had_ = true;
    value ? setenv(name, value, 1) : unsetenv(name);
  }
  ~Variable() { had_ ? setenv(name_, old_.c_str(), 1) : unsetenv(name_); }
  Variable(const Variable &) = delete;
  Variable &operator=(const Variable &) = delete;

 private:
  const char *name_;
  std::string old_;
  bool had_ = false;
};

// The calibration set of the references: unpacked by the build, or named by CORKIT_TEST_CALIB; empty if there is none.
inline std::filesystem::path reference_calibration() {
  const char *named = std::getenv("CORKIT_TEST_CALIB");
  for (const auto &folder : {std::filesystem::path(named ? named : ""), std::filesystem::path(CORKIT_TEST_DATA_DIR) / "calib"}) {
    std::error_code code;
    if (!folder.empty() && std::filesystem::is_directory(folder / "nrl_lib", code)) return folder;
  }
  return {};
}

inline std::string read_all(const std::filesystem::path &path) {
  std::ifstream in(path, std::ios::binary);
  return {std::istreambuf_iterator<char>(in), std::istreambuf_iterator<char>()};
}

}  // namespace corkit::test
