// What the opaque pointers of corkit.h point to, and the conversions between C structs and values.
#pragma once

#include <memory>
#include <string>
#include <vector>

#include "api/guard.hpp"
#include "core/image.hpp"
#include "core/oracle.hpp"
#include "fits/header.hpp"
#include "lasco/lasco_header.hpp"
#include "level1.hpp"
#include "level1_file.hpp"
#include "sky/solve.hpp"

struct corkit_context {
  explicit corkit_context(const corkit::CalibrationRequest &request) : level1(request) {}
  corkit::Level1Context level1;
  corkit::Memo<int, std::vector<corkit::CalibrationFileState>> files;
};

struct corkit_header {
  corkit::Header cards;
};

struct corkit_stars {
  corkit::sky::Solution solution;
};

struct corkit_product {
  corkit::FileProduct file;
  corkit_header header;
  corkit_array image{};
  corkit_array calibrated{};
  corkit_array missing{};
  corkit_array filled{};
  corkit_array fill_sigma{};
};

namespace corkit::api {

// A C string; NULL is an empty one.
inline std::string text(const char *s) { return s == nullptr ? std::string() : std::string(s); }

// Copies a caller's array; Error(CORKIT_ERROR_ARGUMENT or _DIMENSIONS) for NULL data, an unknown type, sides outside 1..16384.
// `name`: the argument, for the sentence.
AnyImage as_image(const corkit_array *array, const char *name = "image");
Image<float> as_float_image(const corkit_array *array);

// What the pixels stand for: integers of a header with BSCALE or BZERO are those of the file. Unsigned 16-bit ones have the 32768 of
// their header already.
AnyImage physical(AnyImage image, const Header &cards);
// The same of a level-0.5 image, with a warning where it scales. Error(CORKIT_ERROR_KEYWORD_VALUE) for integers wider than those that the
// header describes (BITPIX): a reader has converted them, and they may be scaled or not.
AnyImage counts(AnyImage image, const Header &cards, std::vector<std::string> &warnings);

// A view of an image that lives elsewhere; {nullptr,...} for an empty one.
template <class T>
corkit_array view(const Image<T> &image);
template <class... Ts>
corkit_array view(const std::variant<Ts...> &image) {
  return std::visit([](const auto &i) { return view(i); }, image);
}

// An array the caller owns.
corkit_array *release(const corkit_array &borrowed);

// A number of threads, 0 for the number of cores; Error(ARGUMENT) naming the option for one that cannot be meant.
int threads_of(int threads, const char *option);

// A corkit_oracle; Error(ARGUMENT) for another number.
Oracle as_oracle(int oracle);

LascoHeader as_lasco(const corkit_header *header, const corkit_array *image);
void add_history(corkit_header *header, const std::vector<std::string> &lines);
// Writes back the keywords that reduce_std_size changes, where the header has them.
void store_geometry(const LascoHeader &lasco, corkit_header *header);

}  // namespace corkit::api
