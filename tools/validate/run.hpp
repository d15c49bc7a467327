// The images of `corkit validate`: corkit's product, SolarSoft's, both compared.
#pragma once

#include <corkit/corkit.h>

#include <functional>
#include <string>
#include <vector>

#include "source_name.hpp"
#include "validate/report.hpp"

namespace tool::validate {

struct Request {
  std::vector<std::string> inputs;
  std::string folder;                         // for corkit's products
  bool keep_mine = true, keep_theirs = true;  // a product stays when it is compared
  corkit_level1_options options{};
  Tolerance tolerance;
  bool pictures = false;
  unsigned jobs = 1;  // images at a time
};

// Where SolarSoft's product of inputs[i] is; name and values of corkit's. Failure where there is none. Several threads may ask.
using FindProduct = std::function<std::string(size_t i, const std::string &name, const SourceNames &product)>;

// What corkit would make of an image, without making it. Failure where it refuses.
struct Expected {
  std::string name;
  SourceNames product;
  std::string detector;
};
Expected expected_of(corkit_context *ctx, const std::string &input, const corkit_level1_options &options);

// In the order of the inputs. Ends early when a signal came, with those that were compared.
std::vector<Checked> check_all(corkit_context *ctx, const Request &request, const FindProduct &find);

}  // namespace tool::validate
