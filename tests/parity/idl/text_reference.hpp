// Whitespace separated numbers of a committed text reference, read in order.
#pragma once

#include <fstream>
#include <sstream>
#include <stdexcept>
#include <string>
#include <vector>

#include "core/image.hpp"
#include "support/reference_image.hpp"

namespace corkit::test {

class TextReference {
 public:
  explicit TextReference(const std::string &name) : file_(committed_reference(name)), name_(name) {
    if (!file_) throw std::runtime_error(name + " cannot be opened");
  }

  // Numbers of the next line; false at the end of the file.
  template <class T>
  bool line(std::vector<T> &values) {
    std::string text;
    if (!std::getline(file_, text)) return false;
    std::istringstream words(text);
    values.clear();
    for (double value = 0; words >> value;) values.push_back(static_cast<T>(value));
    return true;
  }

  // The next word; empty at the end of the file.
  std::string word() {
    std::string text;
    file_ >> text;
    return text;
  }

  template <class T>
  T number() {
    double value = 0;
    if (!(file_ >> value)) throw std::runtime_error(name_ + " ends early");
    return static_cast<T>(value);
  }

  template <class T>
  Image<T> image(int nx, int ny) {
    Image<T> pixels(nx, ny);
    for (T &pixel : pixels) pixel = number<T>();
    return pixels;
  }

 private:
  std::ifstream file_;
  std::string name_;
};

}  // namespace corkit::test
