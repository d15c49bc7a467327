#include "idl/introsort.hpp"

#include <algorithm>
#include <bit>
#include <numeric>
#include <utility>

namespace corkit::idl {

namespace {

constexpr std::ptrdiff_t kSmall = 16;

class Introsort {
 public:
  explicit Introsort(std::span<const double> keys) : keys_(keys), order_(keys.size()) { std::iota(order_.begin(), order_.end(), 0); }

  std::vector<int> sorted() && {
    const auto levels = std::bit_width(order_.size());  // floor(log2 n) + 1
    if (levels > 0) coarse(0, std::ssize(order_), 2 * (static_cast<int>(levels) - 1));
    std::stable_sort(order_.begin(), order_.end(), [this](int a, int b) { return key(a) < key(b); });
    return std::move(order_);
  }

 private:
  double key(int element) const { return keys_[static_cast<std::size_t>(element)]; }
  int &at(std::ptrdiff_t place) { return order_[static_cast<std::size_t>(place)]; }
  bool less(std::ptrdiff_t a, std::ptrdiff_t b) { return key(at(a)) < key(at(b)); }

  // Pieces of at most kSmall elements, nothing in one greater than anything in the next.
  void coarse(std::ptrdiff_t first, std::ptrdiff_t last, int partitions_left) {
    while (last - first > kSmall) {
      if (partitions_left == 0) {
        heap_sort(first, last - first);
        return;
      }
      --partitions_left;
      const std::ptrdiff_t cut = partition(first, last);
      coarse(cut, last, partitions_left);
      last = cut;
    }
  }

  // The median of the second, the middle and the last element.
  std::ptrdiff_t median_of_three(std::ptrdiff_t first, std::ptrdiff_t last) {
    std::ptrdiff_t low = first + 1;
    std::ptrdiff_t high = first + (last - first) / 2;
    const std::ptrdiff_t other = last - 1;
    if (!less(low, high)) std::swap(low, high);
    if (less(high, other)) return high;
    return less(low, other) ? other : low;
  }

  // The median goes to the front and stays there; elements equal to it are exchanged like others.
  std::ptrdiff_t partition(std::ptrdiff_t first, std::ptrdiff_t last) {
    std::swap(at(first), at(median_of_three(first, last)));
    const double pivot = key(at(first));
    std::ptrdiff_t up = first + 1;
    std::ptrdiff_t down = last;
    while (true) {
      while (key(at(up)) < pivot) ++up;
      --down;
      while (pivot < key(at(down))) --down;
      if (up >= down) return up;
      std::swap(at(up), at(down));
      ++up;
    }
  }

  void heap_sort(std::ptrdiff_t first, std::ptrdiff_t size) {
    for (std::ptrdiff_t node = size / 2 - 1; node >= 0; --node) settle(first, node, size, at(first + node));
    for (std::ptrdiff_t end = size - 1; end > 0; --end) {
      const int element = at(first + end);
      at(first + end) = at(first);
      settle(first, 0, end, element);
    }
  }

  // A gap at node sinks to a leaf, towards the greater child, the right one of two equal; then element rises from there.
  void settle(std::ptrdiff_t first, std::ptrdiff_t node, std::ptrdiff_t size, int element) {
    const std::ptrdiff_t top = node;
    for (std::ptrdiff_t child = 2 * node + 1; child < size; child = 2 * node + 1) {
      if (child + 1 < size && !less(first + child + 1, first + child)) ++child;
      at(first + node) = at(first + child);
      node = child;
    }
    while (node > top && key(at(first + (node - 1) / 2)) < key(element)) {
      at(first + node) = at(first + (node - 1) / 2);
      node = (node - 1) / 2;
    }
    at(first + node) = element;
  }

  std::span<const double> keys_;
  std::vector<int> order_;
};

}  // namespace

std::vector<int> introsort_order(std::span<const double> keys) { return Introsort(keys).sorted(); }

}  // namespace corkit::idl
