// The weights' file: what is read fills the file, array by array.
#include "safetensors.hpp"

#include "../expectations.hpp"

namespace corkit::fuzz {

void safetensors(Bytes bytes) {
  const auto path = file_of(bytes);
  read_or_refuse(path, [&] {
    const auto content = inpaint::read_safetensors(path);
    for (const auto &[name, tensor] : content.tensors) {
      std::size_t count = inpaint::dtype_size(tensor.dtype);
      for (const auto side : tensor.shape) count *= static_cast<std::size_t>(side);
      check(tensor.bytes.size() == count && count <= bytes.size(), "an array is as large as its shape says");
    }
  });
}

}  // namespace corkit::fuzz
