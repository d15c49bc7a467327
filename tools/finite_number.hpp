// A check of numbers on the command line. CLI::Range and CLI::NonNegativeNumber let NaN pass.
#pragma once

#include <fmt/format.h>

#include <CLI/CLI.hpp>
#include <cmath>
#include <limits>
#include <string>
#include <system_error>

#include "core/decimal.hpp"

namespace tool {

// high: infinity for no limit; infinity itself is refused.
inline CLI::Validator finite_number(double low, double high = std::numeric_limits<double>::infinity()) {
  const auto check = [low, high](const std::string &text) -> std::string {
    double value = 0;
    const char *const end = text.data() + text.size();
    const auto read = corkit::decimal(text.data(), end, value);
    if (read.ec == std::errc() && read.ptr == end && std::isfinite(value) && value >= low && value <= high) return "";
    return std::isinf(high) ? fmt::format("{} is no number of {:g} or more", text, low)
                            : fmt::format("{} is no number from {:g} to {:g}", text, low, high);
  };
  return CLI::Validator(check, "");
}

}  // namespace tool
