// Products as bytes, to be compared.
#pragma once

#include <filesystem>
#include <string>

#include "support/capi.hpp"
#include "support/file_bytes.hpp"

namespace corkit::test {

inline Context tree_context() {
  return make_context({.all = calibration_tree().string(), .lasco_data = {}, .nrl_lib = {}, .ancil_data = {}});
}

inline std::string product_bytes(const std::filesystem::path &in, const std::filesystem::path &outdir) {
  const auto ctx = tree_context();
  const auto product = reduce(ctx, in, outdir, default_options());
  return file_bytes(corkit_product_path(product.get()));
}

// Without card 0 and DATE, which hold the time.
inline std::string without_times(std::string bytes) {
  bytes.erase(0, 80);
  bytes.erase(bytes.find("DATE    ="), 80);
  return bytes;
}

}  // namespace corkit::test
