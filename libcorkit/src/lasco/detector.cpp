#include "lasco/detector.hpp"

namespace corkit {

namespace {

struct Telescope {
  std::string_view name;
  float arcsec_per_pixel;
};

// subtense.pro (spec/level1.md section 11).
constexpr Telescope kTelescopes[] = {{"C1", 5.8f}, {"C2", 11.9f}, {"C3", 56.0f}, {"EIT", 2.59f}, {"MK3", 9.19f}, {"MK4", 9.19f}};

constexpr struct {
  Detector detector;
  std::string_view name;
} kDetectors[] = {{Detector::C1, "C1"}, {Detector::C2, "C2"}, {Detector::C3, "C3"}, {Detector::EIT, "EIT"}};

std::string_view without_trailing_blanks(std::string_view text) {
  const auto end = text.find_last_not_of(' ');
  return end == std::string_view::npos ? std::string_view{} : text.substr(0, end + 1);
}

}  // namespace

std::optional<Detector> parse_detector(std::string_view name) {
  for (const auto &entry : kDetectors)
    if (entry.name == without_trailing_blanks(name)) return entry.detector;
  return std::nullopt;
}

std::string_view name(Detector detector) {
  for (const auto &entry : kDetectors)
    if (entry.detector == detector) return entry.name;
  return {};
}

float subtense(std::string_view telescope) {
  for (const auto &entry : kTelescopes)
    if (entry.name == without_trailing_blanks(telescope)) return entry.arcsec_per_pixel;
  return 0.0f;
}

}  // namespace corkit
