#include "api/handles.hpp"

#include <cstring>

#include "fits/reader.hpp"

namespace corkit::api {
namespace {

template <class T>
constexpr int type_code() {
  if constexpr (std::is_same_v<T, std::uint8_t>) return CORKIT_UINT8;
  if constexpr (std::is_same_v<T, std::int16_t>) return CORKIT_INT16;
  if constexpr (std::is_same_v<T, std::int32_t>) return CORKIT_INT32;
  if constexpr (std::is_same_v<T, float>) return CORKIT_FLOAT32;
  if constexpr (std::is_same_v<T, double>) return CORKIT_FLOAT64;
  if constexpr (std::is_same_v<T, std::uint16_t>) return CORKIT_UINT16;
}

template <class T>
AnyImage copy(const corkit_array &array) {
  auto image = Image<T>::uninitialized(array.nx, array.ny);
  std::memcpy(image.data(), array.data, image.size() * sizeof(T));
  return image;
}

}  // namespace

AnyImage as_image(const corkit_array *array, const char *name) {
  require(array, name);
  require(array->data, (std::string(name) + "->data").c_str());
  if (array->nx < 1 || array->ny < 1 || array->nx > kMaxSide || array->ny > kMaxSide)
    throw Error(CORKIT_ERROR_DIMENSIONS, std::string(name) + " has " + std::to_string(array->nx) + " x " + std::to_string(array->ny) +
                                             " pixels: each side must be 1 to " + std::to_string(kMaxSide));
  switch (array->type) {
    case CORKIT_UINT8:
      return copy<std::uint8_t>(*array);
    case CORKIT_INT16:
      return copy<std::int16_t>(*array);
    case CORKIT_INT32:
      return copy<std::int32_t>(*array);
    case CORKIT_FLOAT32:
      return copy<float>(*array);
    case CORKIT_FLOAT64:
      return copy<double>(*array);
    case CORKIT_UINT16:
      return copy<std::uint16_t>(*array);
    default:
      throw Error(CORKIT_ERROR_ARGUMENT, "pixel type " + std::to_string(array->type) + " is none of corkit_type");
  }
}

int threads_of(int threads, const char *option) {
  constexpr int kMost = 1024;
  if (threads < 0 || threads > kMost)
    throw Error(CORKIT_ERROR_ARGUMENT, std::string(option) + " is " + std::to_string(threads) +
                                           ": give 0, as many as there are cores, or 1 to " + std::to_string(kMost));
  return threads;
}

Oracle as_oracle(int oracle) {
  if (oracle == CORKIT_ORACLE_IDL) return Oracle::idl;
  if (oracle == CORKIT_ORACLE_GDL) return Oracle::gdl;
  throw Error(CORKIT_ERROR_ARGUMENT,
              "oracle is " + std::to_string(oracle) + ", none of corkit_oracle: give CORKIT_ORACLE_IDL or CORKIT_ORACLE_GDL");
}

Image<float> as_float_image(const corkit_array *array) { return convert<float>(as_image(array)); }

template <class T>
corkit_array view(const Image<T> &image) {
  // The C struct has no const; borrowed views are handed out as pointers to const corkit_array only.
  return {const_cast<T *>(image.data()), type_code<T>(), image.nx(), image.ny()};
}
template corkit_array view(const Image<std::uint8_t> &);
template corkit_array view(const Image<std::int16_t> &);
template corkit_array view(const Image<std::uint16_t> &);
template corkit_array view(const Image<std::int32_t> &);
template corkit_array view(const Image<float> &);
template corkit_array view(const Image<double> &);

corkit_array *release(const corkit_array &borrowed) {
  corkit_array *array = corkit_array_create(borrowed.type, borrowed.nx, borrowed.ny);
  if (array == nullptr) throw std::bad_alloc();
  std::memcpy(array->data, borrowed.data,
              static_cast<std::size_t>(borrowed.nx) * static_cast<std::size_t>(borrowed.ny) * corkit_type_size(borrowed.type));
  return array;
}

LascoHeader as_lasco(const corkit_header *header, const corkit_array *image) {
  require(header, "header");
  auto lasco = lasco_fitshdr2struct(header->cards);
  if (image != nullptr) {
    lasco.naxis1 = image->nx;
    lasco.naxis2 = image->ny;
  }
  return lasco;
}

void add_history(corkit_header *header, const std::vector<std::string> &lines) {
  for (const auto &line : lines) header->cards.add_history(line);
}

void store_geometry(const LascoHeader &lasco, corkit_header *header) {
  Header &cards = header->cards;
  const LascoHeader before = lasco_fitshdr2struct(cards);
  const auto set = [&cards](const char *keyword, auto value) {
    if (cards.has(keyword)) cards.set(keyword, value);
  };
  set("NAXIS1", lasco.naxis1);
  set("NAXIS2", lasco.naxis2);
  set("R1COL", lasco.r1col);
  set("R1ROW", lasco.r1row);
  set("R2COL", lasco.r2col);
  set("R2ROW", lasco.r2row);
  set("CRPIX1", lasco.crpix1);
  set("CRPIX2", lasco.crpix2);
  set("CDELT1", lasco.cdelt1);
  set("CDELT2", lasco.cdelt2);
  set("CROTA", lasco.crota);
  set("CROTA1", lasco.crota1);
  const auto set_changed = [&set](const char *keyword, int old_value, int value) {
    if (value != old_value) set(keyword, value);
  };
  set_changed("LEBXSUM", before.lebxsum, lasco.lebxsum);
  set_changed("LEBYSUM", before.lebysum, lasco.lebysum);
  set_changed("OFFSET", before.offset, lasco.offset);
}

}  // namespace corkit::api
