// The middle value, the upper one of two.
#pragma once

#include <algorithm>
#include <vector>

namespace corkit::inpaint {

// values: at least one; comes back in another order.
template <class T>
T upper_median(std::vector<T> &values) {
  const auto middle = values.begin() + static_cast<std::ptrdiff_t>(values.size() / 2);
  std::nth_element(values.begin(), middle, values.end());
  return *middle;
}

}  // namespace corkit::inpaint
