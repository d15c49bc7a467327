// Exact sums, differences and products of DOUBLE numbers, as unevaluated sums of parts.
//
// Notes     1. Parts do not overlap and grow in size; zeros are left out, so that integers cost little. Exact as long as nothing
//              overflows or falls below the smallest normal number.
//           2. N is the most parts there can be.
// References J. R. Shewchuk 1997, Discrete & Computational Geometry 18, 305 (sections 2.2 to 2.4)
#pragma once

#include <array>
#include <cmath>
#include <cstddef>

namespace corkit::idl {

template <std::size_t N>
class Expansion {
 public:
  Expansion() {}  // zero; the parts beyond size() stay indeterminate

  std::size_t size() const { return size_; }
  double operator[](std::size_t k) const { return parts_[k]; }

  // -1, 0 or 1.
  int sign() const {
    if (size_ == 0) return 0;
    return parts_[size_ - 1] > 0 ? 1 : -1;
  }

  void append(double part) {
    if (part != 0) parts_[size_++] = part;
  }

  // The caller answers for the room.
  void add(double value) {
    std::size_t kept = 0;
    double sum = value;
    for (std::size_t k = 0; k < size_; ++k) {
      const double part = parts_[k];
      const double whole = sum + part;
      const double of_part = whole - sum;
      const double error = (sum - (whole - of_part)) + (part - of_part);
      sum = whole;
      if (error != 0) parts_[kept++] = error;
    }
    size_ = kept;
    append(sum);
  }

  Expansion operator-() const {
    Expansion negative;
    for (std::size_t k = 0; k < size_; ++k) negative.append(-parts_[k]);
    return negative;
  }

 private:
  std::array<double, N> parts_;
  std::size_t size_ = 0;
};

inline Expansion<2> exact_difference(double a, double b) {
  Expansion<2> difference;
  difference.append(a);
  difference.add(-b);
  return difference;
}

template <std::size_t N, std::size_t M>
Expansion<N + M> operator+(const Expansion<N> &a, const Expansion<M> &b) {
  Expansion<N + M> sum;
  for (std::size_t k = 0; k < a.size(); ++k) sum.append(a[k]);
  for (std::size_t k = 0; k < b.size(); ++k) sum.add(b[k]);
  return sum;
}

template <std::size_t N, std::size_t M>
Expansion<N + M> operator-(const Expansion<N> &a, const Expansion<M> &b) {
  return a + -b;
}

template <std::size_t N, std::size_t M>
Expansion<2 * N * M> operator*(const Expansion<N> &a, const Expansion<M> &b) {
  Expansion<2 * N * M> product;
  for (std::size_t i = 0; i < a.size(); ++i)
    for (std::size_t k = 0; k < b.size(); ++k) {
      const double whole = a[i] * b[k];
      product.add(std::fma(a[i], b[k], -whole));
      product.add(whole);
    }
  return product;
}

}  // namespace corkit::idl
