#include "expectations.hpp"

#include <sys/mman.h>
#include <unistd.h>

#include <algorithm>
#include <cstdio>
#include <cstdlib>

namespace corkit::fuzz {

void check(bool held, const char *what) {
  if (held) return;
  std::fprintf(stderr, "does not hold: %s\n", what);
  std::abort();
}

std::string file_of(Bytes bytes) {
  static const int file = memfd_create("corkit-fuzz", MFD_CLOEXEC);
  static const std::string path = "/proc/self/fd/" + std::to_string(file);
  check(ftruncate(file, 0) == 0 && pwrite(file, bytes.data(), bytes.size(), 0) == static_cast<ssize_t>(bytes.size()),
        "the file is written");
  return path;
}

void check_sentence(std::string_view sentence, std::string_view path) {
  static const bool told = std::getenv("CORKIT_FUZZ_TELL") != nullptr;
  if (told) std::printf("  %.*s\n", static_cast<int>(sentence.size()), sentence.data());
  check(!sentence.empty(), "the sentence is not empty");
  check(std::none_of(sentence.begin(), sentence.end(), [](char c) { return (c >= 0 && c < ' ') || c == '\x7f'; }),
        "the sentence is one printable line");
  check(sentence.find(path) != std::string_view::npos, "the sentence names the file");
}

}  // namespace corkit::fuzz

// CFITSIO 4.2 does not free the buffer of a tile it cannot decompress.
extern "C" const char *__lsan_default_suppressions();
extern "C" const char *__lsan_default_suppressions() { return "leak:imcomp_decompress_tile\n"; }
