#include "handles.hpp"

#include <array>
#include <cstdint>
#include <filesystem>
#include <string_view>

#include "core/printable.hpp"

namespace tool {

namespace fs = std::filesystem;

Context open_context(const std::string &calibration) {
  const bool given = !calibration.empty() && calibration != "-";
  if (given && calibration != "demo") {
    std::error_code error;
    if (!fs::is_directory(calibration, error)) {
      throw Failure(CORKIT_ERROR_CALIBRATION_MISSING,
                    "--calib " + calibration + (fs::exists(calibration, error) ? ": is a file, not a folder" : ": no such folder") +
                        "; give the one that holds lasco_data, nrl_lib and ancil");
    }
  }
  corkit_config config;
  corkit_config_default(&config);
  if (given) config.calibration = calibration.c_str();
  corkit_error error{};
  Context context(corkit_context_create(&config, &error));
  if (!context) throw Failure(error.status, error.message);
  return context;
}

Image read_image(corkit_context *ctx, const std::string &path) {
  std::error_code error;
  if (fs::is_directory(path, error)) throw Failure(CORKIT_ERROR_NOT_FITS, "is a folder, not a FITS file; name the images in it");
  corkit_array *pixels = nullptr;
  corkit_header *header = nullptr;
  const int status = corkit_lasco_readfits(ctx, path.c_str(), &pixels, &header);
  Image image{Array(pixels), Header(header)};
  check(status);
  return image;
}

std::string text_value(const corkit_header *header, const char *keyword) {
  std::array<char, 4096> value{};
  if (corkit_header_has(header, keyword) != 1) return "";
  if (corkit_header_get_string(header, keyword, value.data(), value.size()) != CORKIT_OK) return "";
  std::string text(value.data());
  text.erase(text.find_last_not_of(' ') + 1);
  return text;
}

double number_value(const corkit_header *header, const char *keyword, double otherwise) {
  double value = otherwise;
  if (corkit_header_has(header, keyword) != 1) return otherwise;
  return corkit_header_get_double(header, keyword, &value) == CORKIT_OK ? value : otherwise;
}

bool is_level1(const corkit_header *header) { return text_value(header, "LEVEL").starts_with('1') || text_value(header, "BUNIT") == "MSB"; }

bool is_synthetic(const corkit_header *header) {
  if (corkit_header_has(header, "SYNTHET") == 1) return true;
  const size_t count = corkit_header_count(header);
  for (size_t i = 0; i < count; ++i) {
    std::array<char, 81> text{};
    check(corkit_header_card(header, i, text.data()));
    const std::string_view card(text.data());
    const bool words = card.starts_with("COMMENT") || card.starts_with("HISTORY");
    if (words && (card.find("Synthetic demonstration data") != std::string_view::npos ||
                  card.find("SYNTHETIC calibration data") != std::string_view::npos))
      return true;
  }
  return false;
}

double pixel(const corkit_array &array, size_t i) {
  switch (array.type) {
    case CORKIT_UINT8:
      return static_cast<const uint8_t *>(array.data)[i];
    case CORKIT_INT16:
      return static_cast<const int16_t *>(array.data)[i];
    case CORKIT_UINT16:
      return static_cast<const uint16_t *>(array.data)[i];
    case CORKIT_INT32:
      return static_cast<const int32_t *>(array.data)[i];
    case CORKIT_FLOAT32:
      return static_cast<double>(static_cast<const float *>(array.data)[i]);
    case CORKIT_FLOAT64:
      return static_cast<const double *>(array.data)[i];
    default:
      return 0;
  }
}

std::string failure_line(const std::string &file, std::string sentence) {
  const std::string name = corkit::escaped(file);
  sentence = corkit::escaped(sentence);
  for (const char *separator : {": ", " "}) {
    if (const std::string lead = name + separator; sentence.starts_with(lead)) sentence.erase(0, lead.size());
  }
  if (sentence.ends_with(": " + name)) sentence.erase(sentence.size() - name.size() - 2);
  return "corkit: " + name + ": " + sentence;
}

}  // namespace tool
