// The four telescopes whose names occur in LASCO headers, and their plate scales.
#pragma once

#include <optional>
#include <string_view>

namespace corkit {

enum class Detector { C1, C2, C3, EIT };

std::optional<Detector> parse_detector(std::string_view name);  // "C2"; trailing blanks ignored
std::string_view name(Detector detector);

// subtense.pro: arc seconds per pixel: C1 5.8, C2 11.9, C3 56.0, EIT 2.59, MK3/MK4 9.19 [FLOAT]; 0 for others.
float subtense(std::string_view telescope);

}  // namespace corkit
