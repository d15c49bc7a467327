// Entry points that copy the results of the call before into IDL's arrays.
#include <cstring>
#include <string>

#include "ce/request.hpp"

#define CORKIT_CE_API __attribute__((visibility("default")))

namespace corkit_ce {
namespace {

void get_image(Request &q) {
  const auto slot = static_cast<std::size_t>(q.ctl()[ctl_slot]);
  const auto &images = q.result().images;
  if (slot >= images.size()) throw Failure{CORKIT_ERROR_ARGUMENT, "there is no such resulting image"};
  const corkit_array &image = *images[slot];
  const corkit_array &place = *q.in_place();
  if (place.type != image.type || place.nx != image.nx || place.ny != image.ny) {
    throw Failure{CORKIT_ERROR_ARGUMENT, "the array for the resulting image has the wrong size or type"};
  }
  std::memcpy(place.data, image.data,
              static_cast<std::size_t>(image.nx) * static_cast<std::size_t>(image.ny) * corkit_type_size(image.type));
}

void get_cards(Request &q) {
  const corkit_header *header = q.result().header;
  const std::size_t n = header != nullptr ? corkit_header_count(header) : 0;
  if (header == nullptr || q.ctl()[ctl_rows] != static_cast<std::int64_t>(n) + 1 || q.ctl()[ctl_width] != 80) {
    throw Failure{CORKIT_ERROR_ARGUMENT, "the array for the resulting header has the wrong size"};
  }
  char card[81];
  for (std::size_t i = 0; i < n; ++i) {
    check(corkit_header_card(header, i, card));
    std::memcpy(q.cards() + 80 * i, card, 80);
  }
  std::memset(q.cards() + 80 * n, ' ', 80);
  std::memcpy(q.cards() + 80 * n, "END", 3);
}

void get_tags(Request &q) {
  if (q.result().header == nullptr) throw Failure{CORKIT_ERROR_ARGUMENT, "there is no resulting header"};
  corkit_tag_table tags = q.tags();
  corkit_error err{};
  if (corkit_host_update(q.result().header, &tags, &err) != CORKIT_OK) throw Failure{err.status, err.message};
}

void get_texts(Request &q) {
  const std::string all = q.result().joined_texts();
  if (q.ctl()[ctl_rows] != static_cast<std::int64_t>(all.size())) {
    throw Failure{CORKIT_ERROR_ARGUMENT, "the array for the resulting texts has the wrong size"};
  }
  std::memcpy(q.cards(), all.data(), all.size());
}

// Nothing is kept in memory that nobody will ask for again.
void release(Request &q) { q.result() = Result{}; }

}  // namespace
}  // namespace corkit_ce

extern "C" {
CORKIT_CE_API std::int32_t corkit_ce_get_image(int argc, void *argv[]) {
  return corkit_ce::entry(argc, argv, corkit_ce::Results::keep, corkit_ce::get_image);
}
CORKIT_CE_API std::int32_t corkit_ce_get_cards(int argc, void *argv[]) {
  return corkit_ce::entry(argc, argv, corkit_ce::Results::keep, corkit_ce::get_cards);
}
CORKIT_CE_API std::int32_t corkit_ce_get_tags(int argc, void *argv[]) {
  return corkit_ce::entry(argc, argv, corkit_ce::Results::keep, corkit_ce::get_tags);
}
CORKIT_CE_API std::int32_t corkit_ce_get_texts(int argc, void *argv[]) {
  return corkit_ce::entry(argc, argv, corkit_ce::Results::keep, corkit_ce::get_texts);
}
CORKIT_CE_API std::int32_t corkit_ce_release(int argc, void *argv[]) {
  return corkit_ce::entry(argc, argv, corkit_ce::Results::keep, corkit_ce::release);
}
}
