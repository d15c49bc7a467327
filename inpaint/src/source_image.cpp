#include "source_image.hpp"

#include <algorithm>
#include <array>
#include <cstdio>
#include <filesystem>

#include "masks.hpp"

namespace corkit::inpaint {
namespace {

namespace fs = std::filesystem;

std::string text_of(const corkit_header *header, const char *keyword) {
  std::array<char, 256> value{};
  if (corkit_header_has(header, keyword) != 1 || corkit_header_get_string(header, keyword, value.data(), value.size()) != CORKIT_OK)
    return "";
  std::string text(value.data());
  text.erase(text.find_last_not_of(' ') + 1);
  return text;
}

// Days since 1858 Nov 17 of a Gregorian date (Fliegel and Van Flandern 1968).
long modified_julian_day(int y, int m, int d) {
  const long a = (m - 14) / 12;
  return 1461L * (y + 4800 + a) / 4 + 367L * (m - 2 - 12 * a) / 12 - 3L * ((y + 4900 + a) / 100) / 4 + d - 32075 - 2400001;
}

bool wanted_ending(std::string name) {
  std::transform(name.begin(), name.end(), name.begin(), [](unsigned char c) { return static_cast<char>(std::tolower(c)); });
  for (const char *ending : {".gz", ".fz"})
    if (name.ends_with(ending)) name.resize(name.size() - 3);
  return name.ends_with(".fts") || name.ends_with(".fits");
}

double pixel(const corkit_array &array, std::size_t k) {
  switch (array.type) {
    case CORKIT_UINT8:
      return static_cast<const std::uint8_t *>(array.data)[k];
    case CORKIT_INT16:
      return static_cast<const std::int16_t *>(array.data)[k];
    case CORKIT_UINT16:
      return static_cast<const std::uint16_t *>(array.data)[k];
    case CORKIT_INT32:
      return static_cast<const std::int32_t *>(array.data)[k];
    case CORKIT_FLOAT32:
      return static_cast<double>(static_cast<const float *>(array.data)[k]);
    default:
      return static_cast<const double *>(array.data)[k];
  }
}

void drop_zero_blocks(const corkit_array &array, Image<std::uint8_t> &valid) {
  for (int y0 = 0; y0 < valid.ny(); y0 += kBlockSide) {
    for (int x0 = 0; x0 < valid.nx(); x0 += kBlockSide) {
      bool zero = true;
      for (int y = y0; y < std::min(y0 + kBlockSide, valid.ny()) && zero; ++y)
        for (int x = x0; x < std::min(x0 + kBlockSide, valid.nx()) && zero; ++x)
          zero = pixel(array, static_cast<std::size_t>(y) * static_cast<std::size_t>(valid.nx()) + static_cast<std::size_t>(x)) == 0;
      if (!zero) continue;
      for (int y = y0; y < std::min(y0 + kBlockSide, valid.ny()); ++y)
        for (int x = x0; x < std::min(x0 + kBlockSide, valid.nx()); ++x) valid(x, y) = 0;
    }
  }
}

void describe(SourceImage &image, const std::string &path) {
  const corkit_header *header = image.header.get();
  image.path = path;
  image.name = fs::path(path).filename().string();
  image.name = image.name.substr(0, image.name.find('.'));
  image.detector = text_of(header, "DETECTOR");
  image.filter = text_of(header, "FILTER");
  image.polar = text_of(header, "POLAR");
  if (image.detector != "C2" && image.detector != "C3")
    throw Error(CORKIT_ERROR_UNSUPPORTED, path + ": DETECTOR is neither C2 nor C3; give LASCO C2 or C3 images");
  if (text_of(header, "LEVEL").starts_with('1'))
    throw Error(CORKIT_ERROR_UNSUPPORTED, path + ": LEVEL says that it is a level-1 product; give level-0.5 images");
  int y = 0, m = 0, d = 0, hour = 0, minute = 0;
  double second = 0;
  const std::string date = text_of(header, "DATE-OBS"), time = text_of(header, "TIME-OBS");
  if (std::sscanf(date.c_str(), "%d%*1[/-]%d%*1[/-]%d", &y, &m, &d) != 3 || m < 1 || m > 12)
    throw Error(CORKIT_ERROR_KEYWORD_VALUE, path + ": DATE-OBS '" + date + "' is no date; give level-0.5 images");
  std::sscanf(time.c_str(), "%d:%d:%lf", &hour, &minute, &second);
  image.day = date.substr(0, 10);
  image.minutes = static_cast<double>(modified_julian_day(y, m, d)) * 1440 + hour * 60 + minute + second / 60;
}

}  // namespace

SourceImage read_source_header(corkit_context *ctx, const std::string &path) {
  SourceImage image = read_source(ctx, path);
  image.brightness = {};
  image.valid = {};
  return image;
}

SourceImage read_source(corkit_context *ctx, const std::string &path) {
  corkit_array *pixels = nullptr;
  corkit_header *cards = nullptr;
  const int status = corkit_lasco_readfits(ctx, path.c_str(), &pixels, &cards);
  const ArrayHandle array(pixels);
  SourceImage image;
  image.header = std::shared_ptr<corkit_header>(cards, [](corkit_header *h) { corkit_header_free(h); });
  check(status);
  describe(image, path);
  // offset_bias and get_sun_center add HISTORY lines; the image's own header stays as it came.
  const HeaderHandle work(corkit_header_copy(cards));
  check(corkit_offset_bias(ctx, work.get(), 0, &image.bias, nullptr));
  float x = 0, y = 0, scale = 0;
  double arcsec = 0;
  check(corkit_get_sun_center(ctx, work.get(), 0, &x, &y, nullptr));
  check(corkit_get_solar_radius(work.get(), &arcsec));
  check(corkit_get_sec_pixel(work.get(), 0, &scale));
  image.sun_x = static_cast<double>(x);
  image.sun_y = static_cast<double>(y);
  image.rsun = arcsec / static_cast<double>(scale);
  image.brightness = Image<float>(array->nx, array->ny);
  image.valid = Image<std::uint8_t>(array->nx, array->ny, 1);
  drop_zero_blocks(*array, image.valid);
  for (std::size_t k = 0; k < image.brightness.size(); ++k) {
    const double above = pixel(*array, k) - image.bias;
    if (!(above > 0)) image.valid[k] = 0;
    if (image.valid[k] != 0) image.brightness[k] = static_cast<float>(above);
  }
  return image;
}

std::vector<std::string> image_files(const std::vector<std::string> &folders) {
  std::vector<std::string> files;
  for (const std::string &folder : folders) {
    std::error_code error;
    if (!fs::exists(folder, error)) throw Error(CORKIT_ERROR_FILE_NOT_FOUND, folder + ": no such file or folder");
    if (!fs::is_directory(folder, error)) {
      files.push_back(folder);
      continue;
    }
    for (const auto &entry : fs::directory_iterator(folder))
      if (entry.is_regular_file() && wanted_ending(entry.path().filename().string())) files.push_back(entry.path().string());
  }
  std::sort(files.begin(), files.end());
  files.erase(std::unique(files.begin(), files.end()), files.end());
  if (files.empty())
    throw Error(CORKIT_ERROR_FILE_NOT_FOUND,
                (folders.empty() ? std::string("no folder named") : folders.front() + ": no FITS image (.fts .fits, also .gz .fz)") +
                    "; name a folder of level-0.5 images");
  return files;
}

}  // namespace corkit::inpaint
