// corkit_array: creation and release.
#include <cstdlib>
#include <memory>

#include "api/guard.hpp"
#include "fits/reader.hpp"

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
  if (size == 0 || nx < 1 || ny < 1 || nx > corkit::kMaxSide || ny > corkit::kMaxSide) return nullptr;
  std::unique_ptr<corkit_array> array(new (std::nothrow) corkit_array{nullptr, type, nx, ny});
  if (!array) return nullptr;
  array->data = std::calloc(static_cast<size_t>(nx) * static_cast<size_t>(ny), size);
  return array->data == nullptr ? nullptr : array.release();
}

corkit_array *corkit_array_free(corkit_array *array) {
  const std::unique_ptr<corkit_array> owned(array);
  if (array != nullptr) std::free(array->data);
  return nullptr;
}
