// HISTOGRAM(values, MIN=0).
#include <algorithm>
#include <string>

#include "core/error.hpp"
#include "idl/arrays.hpp"

namespace corkit::idl {

namespace {

// 512 MiB of counts; larger values are not pixels' any more.
constexpr std::int32_t kLargestBin = (1 << 26) - 1;

}  // namespace

std::vector<std::int64_t> histogram(std::span<const std::int32_t> values) {
  const auto largest = std::max_element(values.begin(), values.end());
  if (largest == values.end() || *largest < 0) return {};
  if (*largest > kLargestBin)
    throw Error(CORKIT_ERROR_ARGUMENT, "HISTOGRAM: a value of " + std::to_string(*largest) + " asks for more than " +
                                           std::to_string(kLargestBin + 1) + " bins; scale the values down");
  std::vector<std::int64_t> counts(static_cast<std::size_t>(*largest) + 1, 0);
  for (const std::int32_t value : values)
    if (value >= 0) ++counts[static_cast<std::size_t>(value)];
  return counts;
}

}  // namespace corkit::idl
