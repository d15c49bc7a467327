// The FITS file, block by block: cards as they are, END, big-endian pixels, padding.
#include "fits/writer.hpp"

#include <algorithm>
#include <array>
#include <bit>
#include <cstdint>
#include <cstring>
#include <string>
#include <type_traits>
#include <vector>

#include "core/error.hpp"
#include "core/instruction_set.hpp"
#include "fits/atomic_file.hpp"
#include "fits/big_endian.hpp"
#include "fits/card.hpp"
#include "fits/file_bytes.hpp"
#include "fits/pixel_type.hpp"

namespace corkit {

namespace {

// As stored in the file: most significant byte first, unsigned 16-bit integers less 32768.
template <class T>
CORKIT_INLINED Word<T> stored(T pixel) {
  auto word = std::bit_cast<Word<T>>(pixel);
  if constexpr (std::is_same_v<T, std::uint16_t>) word = static_cast<std::uint16_t>(word ^ 0x8000u);
  return big_endian(word);
}

template <class T>
void write_pixels(AtomicFile &file, const Image<T> &image) {
  // Small enough to stay in the nearest caches between here and the system's copy.
  constexpr std::size_t kChunkBytes = 64 << 10;
  std::array<Word<T>, kChunkBytes / sizeof(T)> words;
  for (std::size_t begin = 0; begin < image.size(); begin += words.size()) {
    const std::size_t n = std::min(words.size(), image.size() - begin);
    const T *from = image.data() + begin;
    run_with(best_instruction_set(), [&]() CORKIT_INLINED_LAMBDA {
      for (std::size_t k = 0; k < n; ++k) words[k] = stored(from[k]);
    });
    file.write(reinterpret_cast<const char *>(words.data()), n * sizeof(T));
  }
}

void write_padding(AtomicFile &file, std::size_t bytes, char fill) {
  const std::string padding((kFitsBlock - bytes % kFitsBlock) % kFitsBlock, fill);
  file.write(padding.data(), padding.size());
}

void require(bool agreed, const std::filesystem::path &path, const std::string &what) {
  if (!agreed) throw Error(CORKIT_ERROR_HEADER, "cannot write " + shown(path) + ": " + what + " (conform the header to the image first)");
}

// Verbatim cards that contradict the pixels would make a file that reads as something else.
void check_header(const std::filesystem::path &path, const AnyImage &pixels, const Header &header) {
  const auto &cards = header.cards();
  const char *mandatory[] = {"SIMPLE", "BITPIX", "NAXIS", "NAXIS1", "NAXIS2"};
  for (std::size_t k = 0; k < std::size(mandatory); ++k)
    require(k < cards.size() && card::keyword(cards[k]) == mandatory[k], path,
            "card " + std::to_string(k) + " of the header is not " + mandatory[k]);
  require(header.get_int("BITPIX") == bitpix_of(pixels), path, "BITPIX is not the type of the pixels");
  require(header.get_int("NAXIS") == 2 && header.get_int("NAXIS1") == width(pixels) && header.get_int("NAXIS2") == height(pixels), path,
          "NAXIS1, NAXIS2 are not the size of the image");
  require(width(pixels) > 0 && height(pixels) > 0, path, "the image is empty");
  if (std::holds_alternative<Image<std::uint16_t>>(pixels))
    require(header.get_double("BZERO") == 32768.0 && header.get_double("BSCALE").value_or(1) == 1, path,
            "unsigned pixels need BZERO = 32768");
}

}  // namespace

namespace {

void write_hdu(AtomicFile &file, const AnyImage &pixels, const Header &header) {
  std::string text;
  text.reserve((header.cards().size() + 36) * card::kColumns);
  for (const auto &line : header.cards()) text += line;
  text += card::padded("END");
  file.write(text.data(), text.size());
  write_padding(file, text.size(), ' ');
  std::visit(
      [&](const auto &image) {
        write_pixels(file, image);
        write_padding(file, image.size() * sizeof(image[0]), '\0');
      },
      pixels);
}

Header extension_header(const ImageExtension &extension) {
  Header header({"XTENSION= 'IMAGE   '           / image extension"});
  header.set("BITPIX", bitpix_of(extension.pixels), pixel_type(extension.pixels).fxhmake);
  header.set("NAXIS", 2);
  header.set("NAXIS1", width(extension.pixels));
  header.set("NAXIS2", height(extension.pixels));
  header.set("PCOUNT", 0);
  header.set("GCOUNT", 1);
  header.set("EXTNAME", extension.name);
  if (!extension.bunit.empty()) header.set("BUNIT", extension.bunit);
  header.add_comment(" " + extension.comment);
  return header;
}

}  // namespace

void write_fits(const std::filesystem::path &path, const AnyImage &pixels, const Header &header) { write_fits(path, pixels, header, {}); }

void write_fits(const std::filesystem::path &path, const AnyImage &pixels, const Header &header,
                const std::vector<ImageExtension> &extensions) {
  check_header(path, pixels, header);
  AtomicFile file(path);
  write_hdu(file, pixels, header);
  for (const auto &extension : extensions) write_hdu(file, extension.pixels, extension_header(extension));
  file.commit();
}

}  // namespace corkit
