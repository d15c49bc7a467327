// Files that cannot be used, among others that can.
#pragma once

#include <string>

#include "complain.hpp"
#include "core/error.hpp"
#include "handles.hpp"

namespace tool {

// One line for each file that failed; the others are used.
class Failures {
 public:
  template <class Work>
  void guard(const std::string &file, Work work) {
    try {
      work();
    } catch (const Failure &failure) {
      add(file, failure.what());
    } catch (const corkit::Error &error) {
      add(file, error.what());
    }
  }
  bool any() const { return any_; }

 private:
  void add(const std::string &file, const std::string &sentence) {
    complain("{}\n", failure_line(file, sentence));
    any_ = true;
  }
  bool any_ = false;
};

}  // namespace tool
