#include "browse/movie.hpp"

#include <fmt/format.h>
#include <openssl/evp.h>
#include <zlib.h>

#include <algorithm>
#include <array>
#include <cmath>
#include <filesystem>

#include "browse/page_parts.hpp"
#include "frames/picture_of.hpp"
#include "html_text.hpp"
#include "picture/colour_tables.hpp"

namespace tool {
namespace {

namespace picture = corkit::picture;

std::string sha256_base64(std::string_view text) {
  std::array<unsigned char, EVP_MAX_MD_SIZE> digest{};
  unsigned int length = 0;
  if (EVP_Digest(text.data(), text.size(), digest.data(), &length, EVP_sha256(), nullptr) != 1)
    throw Failure(CORKIT_ERROR_INTERNAL, "SHA-256 is not available");
  return base64(digest.data(), length);
}

// JSON in which no tag can begin or end, whatever its strings are.
std::string json_for_html(const nlohmann::json &json) {
  const std::string plain = json.dump(-1, ' ', true, nlohmann::json::error_handler_t::replace);
  std::string out;
  out.reserve(plain.size() + plain.size() / 64);
  for (const char letter : plain) {
    if (letter == '<' || letter == '>' || letter == '&')
      out += fmt::format("\\u{:04x}", static_cast<int>(letter));
    else
      out += letter;
  }
  return out;
}

}  // namespace

corkit::Image<std::uint16_t> steps_of(const corkit::Image<float> &image, const Steps &steps) {
  corkit::Image<std::uint16_t> out(image.nx(), image.ny(), 0);
  for (size_t k = 0; k < image.size(); ++k) {
    const auto value = static_cast<double>(image[k]);
    if (!std::isfinite(value)) continue;
    const double step = value > steps.first ? 1 + std::round(std::log(value / steps.first) / steps.step) : 1;
    out[k] = static_cast<std::uint16_t>(std::min(step, 65535.0));
  }
  return out;
}

std::string packed(const corkit::Image<std::uint16_t> &steps) {
  const size_t n = steps.size();
  std::vector<unsigned char> planes(2 * n);
  for (int y = 0; y < steps.ny(); ++y) {
    for (int x = 0; x < steps.nx(); ++x) {
      const int before = x > 0 ? steps(x - 1, y) : y > 0 ? steps(0, y - 1) : 0;
      const auto difference = static_cast<unsigned>(steps(x, y) - before) & 0xFFFF;
      const size_t k = static_cast<size_t>(y) * static_cast<size_t>(steps.nx()) + static_cast<size_t>(x);
      planes[k] = static_cast<unsigned char>(difference >> 8);
      planes[n + k] = static_cast<unsigned char>(difference);
    }
  }
  uLongf length = compressBound(static_cast<uLong>(planes.size()));
  std::vector<unsigned char> deflated(length);
  if (compress2(deflated.data(), &length, planes.data(), static_cast<uLong>(planes.size()), Z_DEFAULT_COMPRESSION) != Z_OK)
    throw Failure(CORKIT_ERROR_MEMORY, "no memory to compress the image");
  return base64(deflated.data(), length);
}

Series::Series(const Frame &first, const MovieOptions &options)
    : options_(options),
      name_(series_name(first)),
      unit_(first.unit),
      detector_(first.detector),
      nx_(first.pixels.nx()),
      ny_(first.pixels.ny()) {
  // Three times fainter than nearly all of the first image: what is still fainter shows as that.
  const auto lowest = picture::percentile_limits(first.pixels, 0.05, 50, picture::Stretch::log);
  steps_ = {lowest.low / 3, std::log1p(options.precision / 100)};
  limits_ = corona_limits(first, 0.2, 99.5, picture::Stretch::log);
}

void Series::add(const Frame &frame) {
  if (frame.pixels.nx() != nx_ || frame.pixels.ny() != ny_ || series_name(frame) != name_ || frame.unit != unit_)
    throw Failure(CORKIT_ERROR_INPUT, "is of another kind than the images before it");
  const auto view = picture::View::whole(nx_, ny_, std::min(options_.longest, std::max(nx_, ny_)));
  width_ = view.width;
  height_ = view.height;
  const auto sun = view.to_picture({frame.sky.sun_x, frame.sky.sun_y});
  nlohmann::json entry;
  entry["file"] = std::filesystem::path(frame.file).filename().string();
  entry["title"] = title_of(frame);
  entry["warnings"] = frame.warnings;
  entry["cards"] = frame.cards;
  entry["sun"] = {sun.x, sun.y};
  entry["radius"] = frame.sky.rsun_arcsec / frame.sky.arcsec_per_pixel / view.image_pixels;
  entry["pixels"] = packed(steps_of(picture::resampled(frame.pixels, view), steps_));
  bytes_ += entry["pixels"].get_ref<const std::string &>().size() + 81 * frame.cards.size();
  frames_.push_back(std::move(entry));
}

nlohmann::json Series::json() const {
  const auto step = [&](double value) { return 1 + std::log(value / steps_.first) / steps_.step; };
  const auto colours = picture::colour_table(picture::palette_of(detector_));
  return {{"name", name_},         {"unit", unit_},       {"width", width_},          {"height", height_},
          {"first", steps_.first}, {"step", steps_.step}, {"low", step(limits_.low)}, {"high", step(limits_.high)},
          {"colours", colours},    {"frames", frames_}};
}

std::string series_name(const Frame &frame) {
  std::string name = frame.detector + ' ' + frame.filter;
  if (frame.polar != "Clear" && !frame.polar.empty()) name += ", polariser " + frame.polar;
  if (frame.level != "1") name += frame.level == "0.5" ? ", level 0.5" : ", background";
  return name;
}

std::string page_of(const std::string &title, const nlohmann::json &movie) {
  const std::vector<std::pair<std::string_view, std::string>> parts{{"%SCRIPT_HASH%", sha256_base64(page_js)},
                                                                    {"%TITLE%", escaped_html(title)},
                                                                    {"%STYLE%", std::string(page_css)},
                                                                    {"%DATA%", json_for_html(movie)},
                                                                    {"%SCRIPT%", std::string(page_js)}};
  // In the order of the page, so that nothing that was put in is looked at again.
  std::string page;
  std::string_view rest = page_html;
  for (const auto &[name, text] : parts) {
    const size_t at = rest.find(name);
    if (at == std::string_view::npos) throw Failure(CORKIT_ERROR_INTERNAL, fmt::format("the page has no {}", name));
    page += rest.substr(0, at);
    page += text;
    rest.remove_prefix(at + name.size());
  }
  return page += rest;
}

}  // namespace tool
