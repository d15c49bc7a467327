// A libFuzzer program of the target CORKIT_FUZZ_TARGET.
#include "targets.hpp"

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t *data, std::size_t size) {
  corkit::fuzz::CORKIT_FUZZ_TARGET({data, size});
  return 0;
}
