// One image through the C API from C++: a std::vector, and handles in unique_ptr.
//
//   same_image_cpp CALIBRATION IMAGE FOLDER        writes FOLDER/cpp_array (see ../compare.sh)
#include <corkit/corkit.h>

#include <cstdint>
#include <cstdio>
#include <exception>
#include <filesystem>
#include <fstream>
#include <memory>
#include <stdexcept>
#include <string>
#include <vector>

namespace {

template <auto release>
struct Release {
  template <class T>
  void operator()(T *pointer) const {
    release(pointer);
  }
};
using Context = std::unique_ptr<corkit_context, Release<corkit_context_destroy>>;
using Array = std::unique_ptr<corkit_array, Release<corkit_array_free>>;
using Header = std::unique_ptr<corkit_header, Release<corkit_header_free>>;
using Product = std::unique_ptr<corkit_product, Release<corkit_product_free>>;

void check(int status) {
  if (status != CORKIT_OK) throw std::runtime_error(corkit_last_error(nullptr));
}

void reduce(const char *calibration, const char *path, const std::filesystem::path &folder) {
  std::filesystem::create_directories(folder);
  corkit_config config;
  corkit_config_default(&config);
  config.calibration = calibration;
  const Context ctx(corkit_context_create(&config, nullptr));
  if (!ctx) throw std::runtime_error(corkit_last_error(nullptr));

  corkit_array *read_image = nullptr;
  corkit_header *read_header = nullptr;
  check(corkit_lasco_readfits(ctx.get(), path, &read_image, &read_header));
  const Array image(read_image);
  const Header header(read_header);
  std::vector<std::int16_t> pixels(static_cast<std::size_t>(image->nx) * static_cast<std::size_t>(image->ny));
  check(corkit_array_get(image.get(), CORKIT_INT16, pixels.data(), pixels.size()));

  const corkit_array own{pixels.data(), CORKIT_INT16, image->nx, image->ny};
  corkit_product *made = nullptr;
  check(corkit_reduce_level1_array(ctx.get(), &own, header.get(), folder.c_str(), nullptr, &made));
  const Product product(made);

  std::ofstream cards(folder / "cards.txt");
  const corkit_header *level1 = corkit_product_header(product.get());
  for (std::size_t i = 0; i < corkit_header_count(level1); ++i) {
    char card[81];
    check(corkit_header_card(level1, i, card));
    cards << std::string(card).append(80 - std::char_traits<char>::length(card), ' ') << '\n';
  }
  check(corkit_writefits(ctx.get(), (folder / "msb.fts").c_str(), corkit_product_calibrated(product.get()), level1));
  check(corkit_writefits(ctx.get(), (folder / "missing.fts").c_str(), corkit_product_missing(product.get()), nullptr));
}

}  // namespace

int main(int argc, char **argv) {
  if (argc != 4) return 2;
  try {
    reduce(argv[1], argv[2], std::filesystem::path(argv[3]) / "cpp_array");
  } catch (const std::exception &e) {
    std::fprintf(stderr, "%s\n", e.what());
    return 1;
  }
  return 0;
}
