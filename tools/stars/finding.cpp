#include "stars/finding.hpp"

#include <fmt/format.h>

#include <array>
#include <chrono>
#include <cmath>
#include <limits>

#include "core/printable.hpp"
#include "source_name.hpp"

namespace tool {
namespace {

constexpr double kOddRoll_deg = 1;
constexpr const char *kTable = ".sav";  // in the source of what is from SolarSoft's tables
constexpr double kLargestAngle_deg = 3600;
constexpr double kNotTold = std::numeric_limits<double>::quiet_NaN();

double angle_or_none(double degrees) { return std::abs(degrees) <= kLargestAngle_deg ? degrees : kNotTold; }

std::optional<Pointing> header_pointing(const corkit_header *header, bool level1, std::vector<std::string> &warnings) {
  const char *keyword = level1 ? "CROTA" : "CROTA1";
  if (corkit_header_has(header, keyword) == 0) return std::nullopt;
  Pointing told{"header", angle_or_none(number_value(header, keyword, kNotTold)), kNotTold, kNotTold};
  if (std::isnan(told.roll_deg))
    warnings.push_back(
        fmt::format("{} of the header, '{}', is no angle", keyword, corkit::escaped(text_value(header, keyword)).substr(0, 40)));
  if (level1) {
    told.sun_x = number_value(header, "CRPIX1", kNotTold) - 1;
    told.sun_y = number_value(header, "CRPIX2", kNotTold) - 1;
  }
  return told;
}

// Of tables, or interim.
std::optional<Pointing> known_pointing(corkit_context *ctx, const corkit_header *header) {
  Pointing tables;
  std::array<float, 2> roll{};
  std::array<char, 128> source{};
  float x = 0, y = 0;
  if (corkit_get_roll_or_xy(ctx, header, "ROLL", roll.data(), source.data()) != CORKIT_OK) return std::nullopt;
  if (corkit_get_sun_center(ctx, header, 0, &x, &y, nullptr) != CORKIT_OK) return std::nullopt;
  return Pointing{source.data(), angle_or_none(static_cast<double>(roll[0])), static_cast<double>(x), static_cast<double>(y)};
}

void fill(corkit_context *ctx, const std::string &file, const corkit_stars_options &options, Finding &finding) {
  const Image image = read_image(ctx, file);
  corkit_stars *made = nullptr;
  check(corkit_stars_solve(ctx, image.pixels.get(), image.header.get(), &options, &made));
  const Stars solution(made);
  finding.result.size = sizeof finding.result;
  check(corkit_stars_get(solution.get(), &finding.result));
  const size_t n = corkit_stars_star(solution.get(), 0, nullptr);
  for (size_t i = 0; i < n; ++i) {
    corkit_star star{};
    star.size = sizeof star;
    corkit_stars_star(solution.get(), i, &star);
    finding.stars.push_back(star);
  }
  const char *sentence = "";
  for (size_t i = 0; i < corkit_stars_warning(solution.get(), i, &sentence); ++i) finding.warnings.emplace_back(sentence);
  finding.header = header_pointing(image.header.get(), finding.result.level1 != 0, finding.warnings);
  if (finding.result.level1 == 0) {
    auto known = known_pointing(ctx, image.header.get());
    const bool tables = known && known->source.find(kTable) != std::string::npos;
    (tables ? finding.tables : finding.interim) = std::move(known);
  }
  if (finding.result.solved == 0) return;
  for (const auto *told : {&finding.header, &finding.tables})
    if (*told && std::abs(angle_between(finding.result.roll_deg, (*told)->roll_deg)) > kOddRoll_deg)
      finding.warnings.push_back(fmt::format("the roll of {} ({:.2f} degrees) is not that of the stars ({:.2f} degrees)",
                                             told == &finding.header ? "the header" : (*told)->source, (*told)->roll_deg,
                                             finding.result.roll_deg));
}

}  // namespace

double angle_between(double a_deg, double b_deg) { return std::remainder(a_deg - b_deg, 360.0); }

Finding find_stars(corkit_context *ctx, const std::string &file, const corkit_stars_options &options) {
  Finding finding;
  finding.input = file;
  const auto start = std::chrono::steady_clock::now();
  try {
    fill(ctx, file, options, finding);
  } catch (const Failure &failure) {
    finding.failure = failure.what();
  }
  finding.camera = finding.failure.empty() ? finding.result.detector : source_names(file).detector;
  finding.seconds = std::chrono::duration<double>(std::chrono::steady_clock::now() - start).count();
  return finding;
}

}  // namespace tool
