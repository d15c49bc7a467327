// Arrays of fixtures/formulas.safetensors by name.
#pragma once

#include <string>

#include "core/error.hpp"
#include "parameters.hpp"
#include "safetensors.hpp"

inline const corkit::inpaint::SafeTensors &formulas() {
  static const auto content = corkit::inpaint::read_safetensors(CORKIT_SOURCE_DIR "/tests/unit/inpaint/fixtures/formulas.safetensors");
  return content;
}

inline at::Tensor expected(const std::string &name) { return corkit::inpaint::restored(formulas().tensors.at(name)); }

// Largest difference, relative to the largest expected value. Fixtures are float32 of sums in double precision, LibTorch sums in float32:
// 1e-5 covers some hundred terms.
inline double difference(const at::Tensor &got, const at::Tensor &want) {
  if (got.sizes() != want.sizes()) return 1e9;
  return (got - want).abs().max().item<double>() / want.abs().max().clamp_min(1e-12).item<double>();
}
inline constexpr double kFloat = 1e-5;
