// Reads an image and its header: bytes of the file, the image in them, its pixels, BSCALE and BZERO.
//
// Follows   READFITS of the IDL Astronomy Library where it matters: values are BSCALE*raw + BZERO, BLANK is not interpreted
// Notes     Integers stay integers without scaling, and unsigned 16-bit ones (BZERO = 32768) become uint16; any other scaling gives
//           FLOAT, or DOUBLE where BITPIX is 32 or -64. The arithmetic is DOUBLE, rounded once.
#include "fits/reader.hpp"

#include <cmath>

#include "core/error.hpp"
#include "fits/cfitsio_image.hpp"
#include "fits/compressed_header.hpp"
#include "fits/file_bytes.hpp"
#include "fits/hdu_scan.hpp"
#include "fits/plain_file.hpp"

namespace corkit {

namespace {

struct Scaling {
  double scale = 1;
  double zero = 0;
  bool identity() const { return scale == 1 && zero == 0; }
  bool unsigned_16() const { return scale == 1 && zero == 32768; }
};

double scaling_value(const Header &header, const char *keyword, double missing, const std::filesystem::path &path) {
  if (!header.has(keyword)) return missing;
  const auto value = header.get_double(keyword);
  if (!value || !std::isfinite(*value) || (*value == 0 && missing == 1))
    throw Error(CORKIT_ERROR_KEYWORD_VALUE, shown(path) + ": keyword " + keyword + " = '" + shown(header.get_string(keyword).value_or("")) +
                                                "' is no usable number: correct it");
  return *value;
}

template <class To, class From>
Image<To> scaled(const Image<From> &raw, const Scaling &by) {
  auto out = Image<To>::uninitialized(raw.nx(), raw.ny());
  for (std::size_t k = 0; k < raw.size(); ++k) out[k] = static_cast<To>(static_cast<double>(raw[k]) * by.scale + by.zero);
  return out;
}

Image<std::uint16_t> as_unsigned(const Image<std::int16_t> &raw) {
  auto out = Image<std::uint16_t>::uninitialized(raw.nx(), raw.ny());
  for (std::size_t k = 0; k < raw.size(); ++k) out[k] = static_cast<std::uint16_t>(raw[k] + 32768);
  return out;
}

AnyImage read_stored_pixels(FileBytes &bytes, const ImageHdu &hdu, const std::filesystem::path &path) {
  switch (hdu.bitpix) {
    case 8:
      return read_raw_pixels<std::uint8_t>(bytes, hdu, path);
    case 16:
      return read_raw_pixels<std::int16_t>(bytes, hdu, path);
    case 32:
      return read_raw_pixels<std::int32_t>(bytes, hdu, path);
    case -32:
      return read_raw_pixels<float>(bytes, hdu, path);
    default:
      return read_raw_pixels<double>(bytes, hdu, path);
  }
}

AnyImage with_scaling(AnyImage stored, const Scaling &by) {
  if (by.identity()) return stored;
  return std::visit(
      [&](const auto &raw) -> AnyImage {
        using T = typename std::decay_t<decltype(raw)>::value_type;
        if constexpr (std::is_same_v<T, std::int16_t>)
          if (by.unsigned_16()) return as_unsigned(raw);
        using Scaled = std::conditional_t<std::is_same_v<T, std::int32_t> || std::is_same_v<T, double>, double, float>;
        return scaled<Scaled>(raw, by);
      },
      stored);
}

Scaling scaling_of(const Header &header, const std::filesystem::path &path) {
  return {scaling_value(header, "BSCALE", 1, path), scaling_value(header, "BZERO", 0, path)};
}

std::vector<std::string> warnings_of(const FileBytes &bytes, const ImageHdu &hdu) {
  auto warnings = bytes.warnings;
  if (hdu.losses.quantized)
    warnings.emplace_back(
        "the pixels are not those of the original: the file was fpacked with a loss (floating-point numbers rounded to steps, ZSCALE); "
        "take the original, or compress it with gzip or fpack -g -q 0");
  if (hdu.losses.integers)
    warnings.emplace_back(
        "the pixels are not those of the original: the file was fpacked with a loss (HCOMPRESS with a scale); take the original, or "
        "compress it with gzip or fpack");
  if (hdu.others > 0)
    warnings.push_back("the file holds " + std::to_string(hdu.others) + " more image" + (hdu.others > 1 ? "s" : "") +
                       " behind the first, which is the one that is read; write each image to a file of its own");
  return warnings;
}

}  // namespace

AnyImage scaled_by_header(AnyImage stored, const Header &header) {
  return with_scaling(std::move(stored), scaling_of(header, "the image"));
}

FitsImage read_fits(const std::filesystem::path &path) {
  if (auto plain = read_plain_file(path)) {
    const Scaling by = scaling_of(plain->header, path);
    return {with_scaling(std::move(plain->pixels), by), std::move(plain->header), false, {}, false};
  }
  FileBytes bytes = read_fits_bytes(path);
  ImageHdu hdu = find_image(bytes.span(), path);
  const Scaling by = scaling_of(hdu.header, path);
  FitsImage image{with_scaling(read_stored_pixels(bytes, hdu, path), by),
                  {},
                  hdu.losses.quantized || hdu.losses.integers,
                  warnings_of(bytes, hdu),
                  hdu.fill_mask};
  image.header = hdu.tiled ? uncompressed_header(hdu.header) : std::move(hdu.header);
  return image;
}

std::optional<AnyImage> read_fits_extension(const std::filesystem::path &path, std::string_view name) {
  FileBytes bytes = read_fits_bytes(path);
  const auto hdu = find_extension(bytes.span(), name, path);
  if (!hdu) return std::nullopt;
  return with_scaling(read_stored_pixels(bytes, *hdu, path), scaling_of(hdu->header, path));
}

Header read_fits_header(const std::filesystem::path &path) {
  const FileBytes bytes = read_fits_bytes(path);
  ImageHdu hdu = find_image(bytes.span(), path);
  return hdu.tiled ? uncompressed_header(hdu.header) : std::move(hdu.header);
}

}  // namespace corkit
