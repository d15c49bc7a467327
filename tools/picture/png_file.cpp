#include "picture/png_file.hpp"

#include <png.h>

#include <vector>

#include "core/error.hpp"
#include "fits/atomic_file.hpp"

namespace corkit::picture {
namespace {

void write(const std::string &path, int nx, int ny, png_uint_32 format, const void *pixels) {
  png_image image{};
  image.version = PNG_IMAGE_VERSION;
  image.width = static_cast<png_uint_32>(nx);
  image.height = static_cast<png_uint_32>(ny);
  image.format = format;
  png_alloc_size_t bytes = PNG_IMAGE_PNG_SIZE_MAX(image);
  std::vector<char> buffer(bytes);
  if (png_image_write_to_memory(&image, buffer.data(), &bytes, 0, pixels, 0, nullptr) == 0)
    throw Error(CORKIT_ERROR_IO, path + ": the picture cannot be made (" + image.message + ")");
  AtomicFile file(path);
  file.write(buffer.data(), bytes);
  file.commit();
}

}  // namespace

void write_png(const std::string &path, const Grey &picture) { write(path, picture.nx(), picture.ny(), PNG_FORMAT_GRAY, picture.data()); }

void write_png(const std::string &path, const Rgb &picture) {
  std::vector<std::uint8_t> bytes;
  bytes.reserve(3 * picture.size());
  for (const Colour colour : picture)
    for (const int shift : {16, 8, 0}) bytes.push_back(static_cast<std::uint8_t>(colour >> shift));
  write(path, picture.nx(), picture.ny(), PNG_FORMAT_RGB, bytes.data());
}

}  // namespace corkit::picture
