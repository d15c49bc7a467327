// The C API's objects for the benchmarks: released by themselves, failures thrown.
#pragma once

#include <corkit/corkit.h>

#include <filesystem>
#include <memory>
#include <stdexcept>
#include <string>

namespace corkit::bench {

namespace fs = std::filesystem;

struct Free {
  void operator()(corkit_context *p) const { corkit_context_destroy(p); }
  void operator()(corkit_array *p) const { corkit_array_free(p); }
  void operator()(corkit_header *p) const { corkit_header_free(p); }
  void operator()(corkit_product *p) const { corkit_product_free(p); }
};
using Context = std::unique_ptr<corkit_context, Free>;
using Array = std::unique_ptr<corkit_array, Free>;
using Header = std::unique_ptr<corkit_header, Free>;
using Product = std::unique_ptr<corkit_product, Free>;

inline void require(int status) {
  if (status != CORKIT_OK) throw std::runtime_error(corkit_last_error(nullptr));
}

inline Context open_context(const std::string &calibration) {
  corkit_config config;
  corkit_config_default(&config);
  config.calibration = calibration.c_str();
  corkit_error error{};
  Context context(corkit_context_create(&config, &error));
  if (!context) throw std::runtime_error(error.message);
  return context;
}

struct Image {
  Array pixels;
  Header header;
};

inline Image read(corkit_context *context, const fs::path &file) {
  corkit_array *pixels = nullptr;
  corkit_header *header = nullptr;
  require(corkit_lasco_readfits(context, file.c_str(), &pixels, &header));
  return {Array(pixels), Header(header)};
}

inline Product reduce(corkit_context *context, const fs::path &file, const fs::path &folder) {
  corkit_product *product = nullptr;
  require(corkit_reduce_level1(context, file.c_str(), folder.c_str(), nullptr, &product));
  return Product(product);
}

}  // namespace corkit::bench
