// One call from IDL or GDL through CALL_EXTERNAL's portable convention, checked and typed.
//
// Notes     1. Every entry point takes the same twelve arguments, all by reference, numeric arrays only (docs/idl-gdl.md, "The call"):
//              ctl LONG64[64], err BYTE[1024], num DOUBLE[16], text BYTE[], image, cards BYTE[], names BYTE[], types LONG[], elements
//              LONG[], numbers DOUBLE[], texts BYTE[], changed LONG[].
//           2. CALL_EXTERNAL checks nothing: argc and the magic number tell that the .pro files and this object belong together.
//           3. Results stay here until the next call; the corkit_ce_get_* entry points copy them into arrays that IDL made.
#pragma once

#include <cstdint>
#include <memory>
#include <string>
#include <utility>
#include <vector>

#include "host/host.h"

namespace corkit_ce {

inline constexpr std::int64_t magic = 0x434F524B49540001;  // "CORKIT", 1
inline constexpr std::int64_t abi = 1;
inline constexpr int arguments = 12;

// Places in ctl.
inline constexpr int ctl_magic = 0, ctl_abi = 1, ctl_argc = 2, ctl_status = 3;
inline constexpr int ctl_type = 4, ctl_nx = 5, ctl_ny = 6;                              // image handed in, or wanted size
inline constexpr int ctl_header = 7, ctl_rows = 8, ctl_width = 9, ctl_text_width = 10;  // 0 none, 1 cards, 2 tags
inline constexpr int ctl_text = 11, ctl_slot = 12;                                      // bytes in text; slot to fetch
inline constexpr int ctl_options = 16, n_options = 16;
inline constexpr int ctl_results = 32, n_results = 16;
inline constexpr int ctl_images = 48, n_images = 3;  // type, nx, ny of each resulting image
inline constexpr int ctl_cards = 57, ctl_text_bytes = 58;
inline constexpr int first_number_out = 8, n_numbers = 16;
inline constexpr std::size_t error_size = 1024;

struct Free {
  void operator()(corkit_array *p) const { corkit_array_free(p); }
  void operator()(corkit_header *p) const { corkit_header_free(p); }
  void operator()(corkit_product *p) const { corkit_product_free(p); }
};
using Array = std::unique_ptr<corkit_array, Free>;
using Header = std::unique_ptr<corkit_header, Free>;
using Product = std::unique_ptr<corkit_product, Free>;

struct Failure {
  int status;
  std::string message;
};

// A corkit call's status; anything but success ends the request with the library's sentence.
void check(int status);

// Out-parameters of the C API, owned as soon as the call returns.
template <class T>
class Out {
 public:
  explicit Out(std::unique_ptr<T, Free> &owner) : owner_(owner) {}
  Out(const Out &) = delete;
  Out &operator=(const Out &) = delete;
  ~Out() { owner_.reset(raw_); }
  operator T **() { return &raw_; }

 private:
  std::unique_ptr<T, Free> &owner_;
  T *raw_ = nullptr;
};
template <class T>
Out<T> out(std::unique_ptr<T, Free> &owner) {
  return Out<T>(owner);
}

// What a call leaves for IDL to fetch.
struct Result {
  Product product;
  std::vector<Array> owned;
  std::vector<const corkit_array *> images;
  Header owned_header;
  const corkit_header *header = nullptr;
  std::vector<std::string> texts;

  void add(Array array) {
    images.push_back(array.get());
    owned.push_back(std::move(array));
  }
  std::string joined_texts() const;  // NUL after each
};

class Request {
 public:
  Request(void **argv, Result &result);

  // What IDL handed in.
  std::int64_t option(int i) const { return ctl_[ctl_options + i]; }
  bool flag(int i) const { return option(i) != 0; }
  double number(int i) const { return num_[i]; }
  const std::string &text(std::size_t i) const;
  const corkit_array *image();  // never NULL; IDL's integers of 32 and 64 bits become double
  corkit_array *in_place();     // IDL's own memory
  bool has_header() const { return ctl_[ctl_header] != 0; }
  corkit_header *header();  // the caller's header, which becomes the result's
  corkit_context *context() const;

  // What IDL gets.
  Result &result() { return result_; }
  void set_result(int i, std::int64_t value) { ctl_[ctl_results + i] = value; }
  void set_number(int i, double value) { num_[first_number_out + i] = value; }
  void announce() const;  // sizes of everything to fetch, into ctl

  std::int64_t *ctl() const { return ctl_; }
  void *image_memory() const { return image_; }
  char *cards() const { return cards_; }
  char *text_memory() const { return text_; }
  corkit_tag_table tags() const;

 private:
  std::int64_t *ctl_;
  double *num_;
  char *text_;
  void *image_;
  char *cards_;
  char *names_;
  std::int32_t *types_, *elements_;
  double *numbers_;
  char *tag_texts_;
  std::int32_t *changed_;
  Result &result_;
  std::vector<std::string> in_texts_;
  corkit_array view_{};
  Array converted_;
};

// Runs one entry point: argc, magic and ABI are checked, C++ exceptions become a status and a sentence, floating-point flags are put back.
// keep: the results of the call before are wanted (the corkit_ce_get_* entry points).
enum class Results { make, keep };
std::int32_t entry(int argc, void **argv, Results results, void (*body)(Request &)) noexcept;

}  // namespace corkit_ce
