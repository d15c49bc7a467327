// Two-dimensional images: a value type, x fastest, native byte order.
#pragma once

#include <cstddef>
#include <cstdint>
#include <memory>
#include <new>
#include <span>
#include <type_traits>
#include <utility>
#include <variant>
#include <vector>

#include "core/buffer_pool.hpp"

namespace corkit {

namespace detail {

// Memory from the thread's pool. Leaves new elements uninitialised unless a value is given, so that an image about to be overwritten
// costs nothing.
template <class T>
struct DefaultInitAllocator : std::allocator<T> {
  template <class U>
  struct rebind {
    using other = DefaultInitAllocator<U>;
  };
  T *allocate(std::size_t n) {
    if (n > std::size_t(-1) / sizeof(T)) throw std::bad_array_new_length();
    return static_cast<T *>(take_buffer(n * sizeof(T)));
  }
  void deallocate(T *p, std::size_t n) noexcept { give_buffer(p, n * sizeof(T)); }
  template <class U>
  void construct(U *p) noexcept(std::is_nothrow_default_constructible_v<U>) {
    ::new (static_cast<void *>(p)) U;
  }
  template <class U, class... Args>
  void construct(U *p, Args &&...args) {
    ::new (static_cast<void *>(p)) U(std::forward<Args>(args)...);
  }
};

}  // namespace detail

// IDL's [x,y] array: image(x, y), 0-based, x fastest.
template <class T>
class Image {
 public:
  using value_type = T;

  Image() = default;
  Image(int nx, int ny, T value = T{}) : nx_(nx), ny_(ny), pixels_(count(nx, ny), value) {}

  // Pixels are indeterminate until written.
  static Image uninitialized(int nx, int ny) {
    Image image;
    image.nx_ = nx;
    image.ny_ = ny;
    image.pixels_.resize(count(nx, ny));
    return image;
  }

  int nx() const { return nx_; }
  int ny() const { return ny_; }
  std::size_t size() const { return pixels_.size(); }
  bool empty() const { return pixels_.empty(); }

  T &operator()(int x, int y) { return pixels_[index(x, y)]; }
  const T &operator()(int x, int y) const { return pixels_[index(x, y)]; }
  T &operator[](std::size_t k) { return pixels_[k]; }
  const T &operator[](std::size_t k) const { return pixels_[k]; }

  T *data() { return pixels_.data(); }
  const T *data() const { return pixels_.data(); }
  T *row(int y) { return data() + index(0, y); }
  const T *row(int y) const { return data() + index(0, y); }
  auto begin() { return pixels_.begin(); }
  auto end() { return pixels_.end(); }
  auto begin() const { return pixels_.begin(); }
  auto end() const { return pixels_.end(); }
  std::span<T> pixels() { return {data(), size()}; }
  std::span<const T> pixels() const { return {data(), size()}; }

  friend bool operator==(const Image &, const Image &) = default;

 private:
  static std::size_t count(int nx, int ny) { return static_cast<std::size_t>(nx) * static_cast<std::size_t>(ny); }
  std::size_t index(int x, int y) const {
    return static_cast<std::size_t>(y) * static_cast<std::size_t>(nx_) + static_cast<std::size_t>(x);
  }

  int nx_ = 0;
  int ny_ = 0;
  std::vector<T, detail::DefaultInitAllocator<T>> pixels_;
};

// Every pixel type a FITS file or a caller can hand in.
using AnyImage =
    std::variant<Image<std::uint8_t>, Image<std::int16_t>, Image<std::uint16_t>, Image<std::int32_t>, Image<float>, Image<double>>;

// What the calibration produces: FLOAT, or DOUBLE where SolarSoft's arithmetic becomes double (C2 block mask, /NO_VIG).
using RealImage = std::variant<Image<float>, Image<double>>;

template <class To, class From>
Image<To> convert(const Image<From> &in) {
  auto out = Image<To>::uninitialized(in.nx(), in.ny());
  for (std::size_t k = 0; k < in.size(); ++k) out[k] = static_cast<To>(in[k]);
  return out;
}

template <class To, class... Ts>
Image<To> convert(const std::variant<Ts...> &in) {
  return std::visit([](const auto &image) { return convert<To>(image); }, in);
}

template <class... Ts>
int width(const std::variant<Ts...> &image) {
  return std::visit([](const auto &i) { return i.nx(); }, image);
}

template <class... Ts>
int height(const std::variant<Ts...> &image) {
  return std::visit([](const auto &i) { return i.ny(); }, image);
}

}  // namespace corkit
