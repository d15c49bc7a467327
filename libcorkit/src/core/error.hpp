// The one exception type of the library: a status number of corkit.h and a sentence that names file, keyword and remedy. What the sentence
// quotes may come from a damaged file: it is escaped here.
#pragma once

#include <stdexcept>
#include <string>

#include "core/printable.hpp"
#include "corkit/corkit.h"

namespace corkit {

class Error : public std::runtime_error {
 public:
  Error(corkit_status status, const std::string &sentence) : std::runtime_error(escaped(sentence)), status_(status) {}
  corkit_status status() const { return status_; }

 private:
  corkit_status status_;
};

}  // namespace corkit
