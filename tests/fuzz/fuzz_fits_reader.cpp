// Fuzz target: any bytes given to the FITS reader and the header parser end in an image, a header or an Error.
//
// Notes     The reader only takes files, so the input is written to one, in memory where the system allows it (memfd).
#include <fcntl.h>
#include <sys/mman.h>
#include <unistd.h>

#include <algorithm>
#include <cstddef>
#include <cstdint>
#include <cstdlib>
#include <string>
#include <string_view>
#include <vector>

#include "core/error.hpp"
#include "fits/header.hpp"
#include "fits/reader.hpp"

namespace {

void check(bool held) {
  if (!held) std::abort();
}

void parse_header(std::string_view bytes) {
  std::vector<std::string> cards;
  for (std::size_t k = 0; k < bytes.size() && cards.size() < 200; k += 80) cards.emplace_back(bytes.substr(k, 80));
  corkit::Header header(cards);
  for (const auto &card : std::vector<std::string>(header.cards())) {
    check(card.size() == 80);
    const std::string keyword = card.substr(0, 8);
    const auto text = header.get_string(keyword);
    header.get_double(keyword);
    header.get_int(keyword);
    try {
      if (text) header.set(keyword, *text, "");
      header.set(keyword, 1.5, "comment");
      header.set(keyword, std::string(bytes.substr(0, 300)), std::string(bytes.substr(0, 100)));
      if (bytes.size() % 3 == 0) header.remove(keyword);
    } catch (const corkit::Error &) {
    }
  }
  header.add_comment(bytes.substr(0, 90));
  header.add_history(bytes.substr(0, 90));
  for (const auto &card : header.cards()) check(card.size() == 80);
}

void read_file(const std::uint8_t *data, std::size_t size) {
  static const int file = memfd_create("corkit-fuzz", 0);
  static const std::string path = "/proc/self/fd/" + std::to_string(file);
  check(ftruncate(file, 0) == 0 && pwrite(file, data, size, 0) == static_cast<ssize_t>(size));
  try {
    const auto image = corkit::read_fits(path);
    check(corkit::width(image.pixels) > 0 && corkit::height(image.pixels) > 0);
    check(corkit::read_fits_header(path) == image.header);
  } catch (const corkit::Error &error) {
    const std::string_view sentence = error.what();
    check(sentence.find(path) != std::string_view::npos && sentence.find('\n') == std::string_view::npos);
  }
}

}  // namespace

// CFITSIO 4.2 does not free the buffer of a tile it cannot decompress.
extern "C" const char *__lsan_default_suppressions() { return "leak:imcomp_decompress_tile\n"; }

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t *data, std::size_t size) {
  parse_header({reinterpret_cast<const char *>(data), size});
  read_file(data, size);
  return 0;
}
