// corkit_array: creation, release, pixels converted to another type.
#include <algorithm>
#include <cstdlib>
#include <limits>
#include <memory>

#include "api/guard.hpp"
#include "api/handles.hpp"
#include "fits/reader.hpp"

using namespace corkit;
using namespace corkit::api;

namespace {

// Whether a pixel keeps its value in an integer type.
template <class To, class From>
bool fits(From value) {
  if constexpr (std::is_floating_point_v<To>) {
    return true;
  } else {
    // Every integer type here is exact in double precision; NaN fails both comparisons.
    const auto exact = static_cast<double>(value);
    return exact >= static_cast<double>(std::numeric_limits<To>::min()) && exact <= static_cast<double>(std::numeric_limits<To>::max()) &&
           static_cast<double>(static_cast<To>(exact)) == exact;
  }
}

template <class To, class From>
void copy_converted(std::span<const From> from, int nx, void *to) {
  const auto misfit = std::find_if_not(from.begin(), from.end(), [](From value) { return fits<To>(value); });
  if (misfit != from.end()) {
    const auto at = misfit - from.begin();
    throw Error(CORKIT_ERROR_ARGUMENT, "corkit_array_get: pixel (" + std::to_string(at % nx) + ", " + std::to_string(at / nx) + ") is " +
                                           std::to_string(*misfit) +
                                           ", which the wanted integer type cannot hold: ask for a floating-point type");
  }
  std::transform(from.begin(), from.end(), static_cast<To *>(to), [](From value) { return static_cast<To>(value); });
}

template <class From>
void copy_as(int type, const corkit_array &array, void *to) {
  const std::span<const From> from(static_cast<const From *>(array.data), static_cast<size_t>(array.nx) * static_cast<size_t>(array.ny));
  switch (type) {
    case CORKIT_UINT8:
      return copy_converted<std::uint8_t>(from, array.nx, to);
    case CORKIT_INT16:
      return copy_converted<std::int16_t>(from, array.nx, to);
    case CORKIT_UINT16:
      return copy_converted<std::uint16_t>(from, array.nx, to);
    case CORKIT_INT32:
      return copy_converted<std::int32_t>(from, array.nx, to);
    case CORKIT_FLOAT32:
      return copy_converted<float>(from, array.nx, to);
    case CORKIT_FLOAT64:
      return copy_converted<double>(from, array.nx, to);
    default:
      throw Error(CORKIT_ERROR_ARGUMENT, "corkit_array_get: pixel type " + std::to_string(type) + " is none of corkit_type");
  }
}

}  // namespace

size_t corkit_type_size(int type) {
  switch (type) {
    case CORKIT_UINT8:
      return 1;
    case CORKIT_INT16:
    case CORKIT_UINT16:
      return 2;
    case CORKIT_INT32:
    case CORKIT_FLOAT32:
      return 4;
    case CORKIT_FLOAT64:
      return 8;
    default:
      return 0;
  }
}

corkit_array *corkit_array_create(int type, int nx, int ny) {
  const size_t size = corkit_type_size(type);
  if (size == 0 || nx < 1 || ny < 1 || nx > kMaxSide || ny > kMaxSide) {
    fail(CORKIT_ERROR_ARGUMENT, "corkit_array_create: no array of type " + std::to_string(type) + " and " + std::to_string(nx) + " x " +
                                    std::to_string(ny) + " pixels: a corkit_type and sides of 1 to " + std::to_string(kMaxSide) +
                                    " are needed");
    return nullptr;
  }
  std::unique_ptr<corkit_array> array(new (std::nothrow) corkit_array{nullptr, type, nx, ny});
  if (array) array->data = std::calloc(static_cast<size_t>(nx) * static_cast<size_t>(ny), size);
  if (!array || array->data == nullptr) {
    fail(CORKIT_ERROR_MEMORY, "corkit_array_create: no memory for " + std::to_string(nx) + " x " + std::to_string(ny) + " pixels");
    return nullptr;
  }
  return array.release();
}

corkit_array *corkit_array_free(corkit_array *array) {
  const std::unique_ptr<corkit_array> owned(array);
  if (array != nullptr) std::free(array->data);
  return nullptr;
}

int corkit_array_get(const corkit_array *array, int type, void *pixels, size_t capacity) {
  return guarded([&] {
    require_all("corkit_array_get", static_cast<const void *>(array), static_cast<const void *>(pixels));
    require(array->data, "array->data");
    if (array->nx < 1 || array->ny < 1 || static_cast<size_t>(array->nx) * static_cast<size_t>(array->ny) > capacity)
      throw Error(CORKIT_ERROR_ARGUMENT, "corkit_array_get: the array has " + std::to_string(array->nx) + " x " +
                                             std::to_string(array->ny) + " pixels, there is room for " + std::to_string(capacity));
    switch (array->type) {
      case CORKIT_UINT8:
        return copy_as<std::uint8_t>(type, *array, pixels);
      case CORKIT_INT16:
        return copy_as<std::int16_t>(type, *array, pixels);
      case CORKIT_UINT16:
        return copy_as<std::uint16_t>(type, *array, pixels);
      case CORKIT_INT32:
        return copy_as<std::int32_t>(type, *array, pixels);
      case CORKIT_FLOAT32:
        return copy_as<float>(type, *array, pixels);
      case CORKIT_FLOAT64:
        return copy_as<double>(type, *array, pixels);
      default:
        throw Error(CORKIT_ERROR_ARGUMENT, "corkit_array_get: the array's type " + std::to_string(array->type) + " is none of corkit_type");
    }
  });
}
