#include "fill/learned.hpp"

#include <dlfcn.h>

#include <algorithm>
#include <array>
#include <cctype>
#include <cstdlib>
#include <filesystem>
#include <mutex>
#include <vector>

#include "core/error.hpp"
#include "core/file_kind.hpp"
#include "core/own_folder.hpp"

namespace corkit {
namespace {

namespace fs = std::filesystem;

std::string environment(const char *name) {
  const char *value = std::getenv(name);
  return value == nullptr ? std::string() : value;
}

[[noreturn]] void refuse(const std::string &why) {
  throw Error(CORKIT_ERROR_UNSUPPORTED,
              "the learned fill (--fill dl) needs the plug-in " CORKIT_INPAINT_LIBRARY ": " + why +
                  "; install the package libcorkit-inpaint, or build corkit with -DCORKIT_BUILD_INPAINT=ON, or use --fill membrane");
}

// The loader has no error numbers, only sentences.
bool for_want_of_memory(const std::string &complaint) {
  return complaint.find("failed to map segment") != std::string::npos || complaint.find("annot allocate memory") != std::string::npos;
}

struct Opened {
  void *library = nullptr;
  std::string complaint;
};

Opened open(const std::string &file) {
  Opened opened{dlopen(file.c_str(), RTLD_NOW | RTLD_LOCAL), {}};
  if (opened.library == nullptr) {
    const char *said = dlerror();
    opened.complaint = said == nullptr ? file + " cannot be opened" : said;
    if (for_want_of_memory(opened.complaint))
      throw Error(CORKIT_ERROR_MEMORY, "not enough memory to open the plug-in of the learned fill (" + opened.complaint +
                                           "): raise the limit (ulimit -v) to 1 GiB or more, or use --fill membrane");
  }
  return opened;
}

void *open_library() {
  if (const auto named = environment("CORKIT_INPAINT_LIB"); !named.empty()) {
    const auto opened = open(named);
    if (opened.library == nullptr) refuse("CORKIT_INPAINT_LIB names one that cannot be opened (" + opened.complaint + ")");
    return opened.library;
  }
  const auto own = own_folder();
  std::vector<fs::path> places{own};
  if (const auto prefix = prefix_of(own); !prefix.empty())
    for (const char *libraries : {CORKIT_LIBRARY_FOLDER, "lib"}) places.push_back(prefix / libraries);
  for (const auto &place : places) {
    const auto file = place / CORKIT_INPAINT_LIBRARY;
    if (file_kind(file) == FileKind::none) continue;
    const auto opened = open(file.string());
    if (opened.library == nullptr) refuse("it is there but cannot be opened (" + opened.complaint + ")");
    return opened.library;
  }
  const auto opened = open(CORKIT_INPAINT_LIBRARY);
  if (opened.library == nullptr) refuse("it is neither installed with this libcorkit nor on the library path");
  return opened.library;
}

const corkit_inpaint_plugin_v2 &open_plugin() {
  void *library = open_library();
  const auto entry = reinterpret_cast<corkit_inpaint_entry>(dlsym(library, CORKIT_INPAINT_ENTRY));
  const auto *plugin = entry == nullptr ? nullptr : entry();
  if (plugin == nullptr) refuse("what was found is no such plug-in");
  if (plugin->abi_version != CORKIT_INPAINT_ABI_VERSION)
    refuse("the one that was found has interface version " + std::to_string(plugin->abi_version) + ", this libcorkit needs " +
           std::to_string(CORKIT_INPAINT_ABI_VERSION));
  return *plugin;
}

fs::path in_folder(const fs::path &place, const std::string &detector) {
  if (file_kind(place) != FileKind::folder) return place;
  std::string name = detector + ".safetensors";
  std::transform(name.begin(), name.end(), name.begin(), [](unsigned char c) { return static_cast<char>(std::tolower(c)); });
  return place / name;
}

}  // namespace

const corkit_inpaint_plugin_v2 &inpaint_plugin() {
  static std::mutex mutex;
  static const corkit_inpaint_plugin_v2 *plugin = nullptr;
  const std::lock_guard lock(mutex);
  // A failure is not remembered: the plug-in may be installed meanwhile.
  if (plugin == nullptr) plugin = &open_plugin();
  return *plugin;
}

std::string find_weights(const std::string &given, const std::string &detector) {
  const auto missing = [&](const fs::path &file, const std::string &who) {
    throw Error(CORKIT_ERROR_FILE_NOT_FOUND, file.string() + ": no such weights file (" + who +
                                                 "); give a safetensors file, or a folder with " +
                                                 in_folder(".", detector).filename().string());
  };
  if (const std::string named = given.empty() ? environment("CORKIT_WEIGHTS") : given; !named.empty()) {
    const auto file = in_folder(named, detector);
    if (file_kind(file) != FileKind::file) missing(file, given.empty() ? "CORKIT_WEIGHTS" : "--weights");
    return file.string();
  }
  // Those of the prefix that this code is in, or else the plug-in, which may have been found on the library path.
  std::vector<fs::path> places;
  for (const auto &folder : {own_folder(), folder_of(reinterpret_cast<const void *>(inpaint_plugin().check))}) {
    const auto prefix = prefix_of(folder);
    if (prefix.empty()) continue;
    places.push_back(prefix / "share/corkit/weights");
    for (const char *up : {"../..", ".."}) places.push_back(prefix / up / "inpaint/weights");  // of a build tree
  }
  for (const auto &place : places)
    if (const auto file = in_folder(place, detector); file_kind(file) == FileKind::file) {
      std::error_code ignored;
      return fs::weakly_canonical(file, ignored).string();
    }
  throw Error(CORKIT_ERROR_FILE_NOT_FOUND, "no weights for " + detector + (places.empty() ? "" : " in " + places.front().string()) +
                                               ": give --weights FILE, set CORKIT_WEIGHTS, or use --fill membrane");
}

std::string require_learned_fill(const std::string &given_weights, const std::string &detector) {
  const auto &plugin = inpaint_plugin();
  auto weights = find_weights(given_weights, detector);
  std::array<char, 65> sha256{};
  std::array<char, CORKIT_INPAINT_ERROR_BYTES> sentence{};
  if (const int status = plugin.check(weights.c_str(), detector.c_str(), sha256.data(), sentence.data()); status != CORKIT_OK)
    throw Error(static_cast<corkit_status>(status), sentence.data());
  return weights;
}

Image<float> learned_flat(const std::string &given_weights, const std::string &detector) {
  const auto &plugin = inpaint_plugin();
  if (plugin.flat == nullptr) return {};
  auto flat = Image<float>::uninitialized(CORKIT_INPAINT_FLAT_SIDE, CORKIT_INPAINT_FLAT_SIDE);
  int known = 0;
  std::array<char, CORKIT_INPAINT_ERROR_BYTES> sentence{};
  if (const int status = plugin.flat(find_weights(given_weights, detector).c_str(), detector.c_str(), flat.data(), &known, sentence.data());
      status != CORKIT_OK)
    throw Error(static_cast<corkit_status>(status), sentence.data());
  return known != 0 ? flat : Image<float>();
}

}  // namespace corkit
