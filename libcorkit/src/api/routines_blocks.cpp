// Missing blocks and the fuzzy fill under their SolarSoft names.
#include "api/handles.hpp"
#include "fill/blocks.hpp"
#include "fill/fuzzy_image.hpp"

using namespace corkit;
using namespace corkit::api;

namespace {

void give(const std::string &text, char *buffer, size_t capacity, const char *what) {
  if (text.size() >= capacity)
    throw Error(CORKIT_ERROR_ARGUMENT,
                std::string(what) + " needs " + std::to_string(text.size() + 1) + " bytes, the buffer has " + std::to_string(capacity));
  copy_text(text, buffer, capacity);
}

}  // namespace

int corkit_fuzzy_image(corkit_context *ctx, const corkit_array *image, const corkit_header *header, int oracle, corkit_array **out,
                       int *too_many) {
  if (out != nullptr) *out = nullptr;
  return guarded([&] {
    (void)ctx;
    require_all("corkit_fuzzy_image", static_cast<const void *>(image), static_cast<const void *>(header), static_cast<const void *>(out));
    FuzzyOptions options;
    options.oracle = as_oracle(oracle);
    const auto result = fuzzy_image(as_float_image(image), as_lasco(header, image), options);
    *out = release(view(result.image));
    if (too_many != nullptr) *too_many = result.too_many;
  });
}

int corkit_find_miss_blocks(corkit_context *ctx, const corkit_array *image, const corkit_header *header, corkit_array **map, int *nmissing,
                            char *misslist, size_t capacity) {
  if (map != nullptr) *map = nullptr;
  return guarded([&] {
    (void)ctx;
    require_all("corkit_find_miss_blocks", static_cast<const void *>(image), static_cast<const void *>(header),
                static_cast<const void *>(nmissing));
    const auto missing = find_miss_blocks(as_image(image), as_lasco(header, image));
    if (misslist != nullptr) give(missing.list, misslist, capacity, "MISSLIST");
    *nmissing = missing.count;
    if (map != nullptr) *map = release(view(missing.map));
  });
}

int corkit_mb2strmap(const corkit_array *map, char *text, size_t capacity) {
  return guarded([&] {
    require_all("corkit_mb2strmap", static_cast<const void *>(map), static_cast<const void *>(text));
    give(mb2strmap(convert<std::int16_t>(as_image(map, "map"))), text, capacity, "the block list");
  });
}

int corkit_strmap2mb(const char *text, int n1, int n2, corkit_array **map) {
  if (map != nullptr) *map = nullptr;
  return guarded([&] {
    require_all("corkit_strmap2mb", static_cast<const void *>(text), static_cast<const void *>(map));
    *map = release(view(strmap2mb(text, n1, n2)));
  });
}
