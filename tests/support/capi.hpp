// The C API with owners: what a test allocates through corkit.h is released when it goes out of scope.
#pragma once

#include <boost/test/unit_test.hpp>
#include <cstdint>
#include <filesystem>
#include <memory>
#include <span>
#include <stdexcept>
#include <string>
#include <vector>

#include "corkit/corkit.h"

namespace corkit::test {

struct Release {
  void operator()(corkit_context *p) const { corkit_context_destroy(p); }
  void operator()(corkit_array *p) const { corkit_array_free(p); }
  void operator()(corkit_header *p) const { corkit_header_free(p); }
  void operator()(corkit_product *p) const { corkit_product_free(p); }
};

using Context = std::unique_ptr<corkit_context, Release>;
using Array = std::unique_ptr<corkit_array, Release>;
using Header = std::unique_ptr<corkit_header, Release>;
using Product = std::unique_ptr<corkit_product, Release>;

// A failed call: its status and sentence.
class Failure : public std::runtime_error {
 public:
  Failure(int status, const std::string &sentence) : std::runtime_error(sentence), status_(status) {}
  int status() const { return status_; }

 private:
  int status_;
};

inline void must(int status) {
  if (status != CORKIT_OK) throw Failure(status, std::string(corkit_status_name(status)) + ": " + corkit_last_error(nullptr));
}

struct CalibrationFolders {
  std::string all, lasco_data, nrl_lib, ancil_data;
};

inline Context make_context(const CalibrationFolders &folders) {
  const auto text = [](const std::string &s) { return s.empty() ? nullptr : s.c_str(); };
  corkit_config config;
  corkit_config_default(&config);
  config.calibration = text(folders.all);
  config.lasco_data = text(folders.lasco_data);
  config.nrl_lib = text(folders.nrl_lib);
  config.ancil_data = text(folders.ancil_data);
  corkit_error error{};
  Context context(corkit_context_create(&config, &error));
  if (!context) throw Failure(error.status, error.message);
  return context;
}

// The calibration tree that the tests' configure step unpacks.
inline std::filesystem::path calibration_tree() { return std::filesystem::path(CORKIT_TEST_DATA_DIR) / "calib"; }

inline corkit_level1_options default_options() {
  corkit_level1_options options;
  corkit_level1_options_default(&options);
  return options;
}

inline Product reduce(const Context &context, const std::filesystem::path &in, const std::filesystem::path &outdir,
                      const corkit_level1_options &options) {
  corkit_product *product = nullptr;
  must(corkit_reduce_level1(context.get(), in.c_str(), outdir.c_str(), &options, &product));
  return Product(product);
}

struct ImageWithHeader {
  Array image;
  Header header;
};

inline ImageWithHeader read_image(const Context &context, const std::filesystem::path &path) {
  corkit_array *image = nullptr;
  corkit_header *header = nullptr;
  must(corkit_lasco_readfits(context.get(), path.c_str(), &image, &header));
  return {Array(image), Header(header)};
}

inline std::string header_string(const corkit_header *header, const char *keyword) {
  char value[256] = "";
  must(corkit_header_get_string(header, keyword, value, sizeof value));
  return value;
}

inline std::vector<std::string> cards_of(const corkit_header *header) {
  std::vector<std::string> cards(corkit_header_count(header));
  for (std::size_t i = 0; i < cards.size(); ++i) {
    char card[81] = "";
    must(corkit_header_card(header, i, card));
    cards[i] = card;
  }
  return cards;
}

template <class T>
std::span<T> pixels_of(const corkit_array *array) {
  return {static_cast<T *>(array->data), static_cast<std::size_t>(array->nx) * static_cast<std::size_t>(array->ny)};
}

// Every type is exact in double.
inline std::vector<double> as_double(const corkit_array *array) {
  const auto widen = [](auto span) {
    std::vector<double> wide(span.size());
    // Plain pointers: iterators are function calls where nothing is optimised.
    const auto *from = span.data();
    double *to = wide.data();
    for (std::size_t k = 0; k < wide.size(); ++k) to[k] = from[k];
    return wide;
  };
  switch (array->type) {
    case CORKIT_UINT8:
      return widen(pixels_of<const std::uint8_t>(array));
    case CORKIT_INT16:
      return widen(pixels_of<const std::int16_t>(array));
    case CORKIT_UINT16:
      return widen(pixels_of<const std::uint16_t>(array));
    case CORKIT_INT32:
      return widen(pixels_of<const std::int32_t>(array));
    case CORKIT_FLOAT32:
      return widen(pixels_of<const float>(array));
    case CORKIT_FLOAT64:
      return widen(pixels_of<const double>(array));
    default:
      throw std::runtime_error("unknown pixel type");
  }
}

}  // namespace corkit::test
