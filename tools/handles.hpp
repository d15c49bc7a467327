// The C API's handles as C++ values, its failures as exceptions.
#pragma once

#include <corkit/corkit.h>

#include <memory>
#include <stdexcept>
#include <string>

namespace tool {

// A failed call of the library.
struct Failure : std::runtime_error {
  Failure(int code, const std::string &sentence) : std::runtime_error(sentence), status(code) {}
  int status;
};

// Throws unless the call that just returned status succeeded; for calls of the same thread.
inline void check(int status) {
  if (status != CORKIT_OK) throw Failure(status, corkit_last_error(nullptr));
}

template <auto Release>
struct Releaser {
  template <class T>
  void operator()(T *handle) const noexcept {
    Release(handle);
  }
};

using Context = std::unique_ptr<corkit_context, Releaser<corkit_context_destroy>>;
using Array = std::unique_ptr<corkit_array, Releaser<corkit_array_free>>;
using Header = std::unique_ptr<corkit_header, Releaser<corkit_header_free>>;
using Product = std::unique_ptr<corkit_product, Releaser<corkit_product_free>>;

// calibration: --calib's value, "" or "-" when none was given. Failure for a folder that is not there.
Context open_context(const std::string &calibration);

struct Image {
  Array pixels;
  Header header;
};

// Failure with the library's sentence, and one of our own for a folder.
Image read_image(corkit_context *ctx, const std::string &path);

// Values of a header as text; "" for a missing keyword.
std::string text_value(const corkit_header *header, const char *keyword);
double number_value(const corkit_header *header, const char *keyword, double otherwise = 0);

// LEVEL begins with 1, or the unit is mean solar brightness.
bool is_level1(const corkit_header *header);
// The image, or the calibration files that a product was made with, are of the synthetic demonstration set.
bool is_synthetic(const corkit_header *header);

// The pixel in double precision, whatever the array's type.
double pixel(const corkit_array &array, size_t i);

// "corkit: FILE: SENTENCE" in one line, whatever characters FILE has; a sentence that begins or ends with the name is cut there.
std::string failure_line(const std::string &file, std::string sentence);

}  // namespace tool
