// The level-0.5 images of the demonstration set: one C2, two C3 twenty-four minutes apart, of which the second lost five blocks.
#include <fmt/format.h>

#include <algorithm>
#include <array>
#include <cmath>
#include <utility>

#include "demo/demo.hpp"
#include "demo/files.hpp"
#include "demo/scene.hpp"

namespace tool::demo {

namespace {

namespace fs = std::filesystem;

using Block = std::pair<int, int>;  // column, row

constexpr const char *day = "2002/05/21";
constexpr const char *day_short = "020521";
constexpr int day_mjd = 52415;

struct Exposure {
  const char *name;      // file name
  const char *original;  // name of the camera's file
  int hour, minute;
  double second;
  double exposure_s;  // as the header says
  double factor;      // what it really was, relative to that
  double front;       // of the mass ejection, solar radii
  uint64_t seed;
  std::vector<Block> lost;
};

double seconds_of_day(const Exposure &e) { return e.hour * 3600 + e.minute * 60 + e.second; }

// Background stars drift through the field because the Earth, and SOHO with it, moves around the Sun: about 1 degree a day.
void add_stars(const Camera &camera, const Exposure &exposure, std::vector<double> &light) {
  Random random(camera.c3 ? 4711 : 815);
  const double drift = seconds_of_day(exposure) / 86400 * 3600 / (camera.c3 ? 56.0 : 11.9);
  const int count = camera.c3 ? 700 : 60;
  for (int star = 0; star < count; ++star) {
    const double x = std::fmod(random.uniform() * frame + drift, frame), y = random.uniform() * frame;
    const double flux = (camera.c3 ? 90 : 160) * std::min(std::pow(1 - random.uniform(), -1.1), 120.0);
    const double passed = flux * transmission(camera, x, y);
    for (int dy = -3; dy <= 3; ++dy) {
      for (int dx = -3; dx <= 3; ++dx) {
        const int px = static_cast<int>(x) + dx, py = static_cast<int>(y) + dy;
        if (px < 0 || py < 0 || px >= frame || py >= frame) continue;
        const double distance2 = (px - x) * (px - x) + (py - y) * (py - y);
        light[static_cast<size_t>(py) * frame + static_cast<size_t>(px)] += passed * std::exp(-distance2 / 1.1);
      }
    }
  }
}

// Short straight tracks.
void add_cosmic_rays(Random &random, std::vector<double> &light) {
  for (int ray = 0; ray < 45; ++ray) {
    double x = random.uniform() * frame, y = random.uniform() * frame;
    const double angle = random.uniform() * 6.28, strength = 120 + 1500 * random.uniform() * random.uniform();
    const int length = 1 + static_cast<int>(random.uniform() * 9);
    for (int step = 0; step < length; ++step, x += std::cos(angle), y += std::sin(angle)) {
      if (x < 0 || y < 0 || x >= frame || y >= frame) break;
      light[static_cast<size_t>(y) * frame + static_cast<size_t>(x)] += strength;
    }
  }
}

void clear_block(std::vector<int16_t> &pixels, int column, int row) {
  for (int y = row * block; y < (row + 1) * block; ++y) {
    std::fill_n(pixels.begin() + static_cast<std::ptrdiff_t>(y) * frame + column * block, block, int16_t{0});
  }
}

std::vector<int16_t> expose(const Camera &camera, const Exposure &exposure) {
  std::vector<double> light;
  light.reserve(size_t{frame} * frame);
  for (int y = 0; y < frame; ++y) {
    for (int x = 0; x < frame; ++x) {
      const double moving = streamers(camera, x, y) + mass_ejection(camera, x, y, exposure.front);
      light.push_back(background(camera, x, y) + transmission(camera, x, y) * moving);
    }
  }
  add_stars(camera, exposure, light);
  Random random(exposure.seed);
  add_cosmic_rays(random, light);
  const double time = exposure.exposure_s * exposure.factor / camera.exposure_s;
  std::vector<int16_t> pixels;
  pixels.reserve(light.size());
  constexpr double electrons_per_dn = 15, full_well_dn = 16383;
  for (const double signal : light) {
    const double dn = signal * time;
    const double noise = random.normal() * std::sqrt(std::max(dn, 1.0) / electrons_per_dn + 0.4);
    pixels.push_back(static_cast<int16_t>(std::lround(std::clamp(dn + noise + camera.bias, 1.0, full_well_dn))));
  }
  for (const int number : unsent_blocks(camera)) clear_block(pixels, number % (frame / block), number / (frame / block));
  for (const auto &[column, row] : exposure.lost) clear_block(pixels, column, row);
  return pixels;
}

std::vector<std::string> statistics_cards(const std::vector<int16_t> &pixels) {
  std::vector<int16_t> seen;
  std::copy_if(pixels.begin(), pixels.end(), std::back_inserter(seen), [](int16_t v) { return v > 0; });
  std::sort(seen.begin(), seen.end());
  double sum = 0, squares = 0;
  for (const int16_t v : seen) sum += v;
  const double n = static_cast<double>(seen.size()), mean = sum / n;
  for (const int16_t v : seen) squares += (v - mean) * (v - mean);
  std::vector<std::string> cards{float_card("DATAMIN", seen.front()),
                                 float_card("DATAMAX", seen.back()),
                                 card("DATAZER", static_cast<long long>(pixels.size() - seen.size())),
                                 card("DATASAT", static_cast<long long>(std::count(seen.begin(), seen.end(), int16_t{16383}))),
                                 float_card("DATAAVG", mean),
                                 float_card("DATASIG", std::sqrt(squares / (n - 1)))};
  for (const int percent : {1, 10, 25, 75, 90, 95, 98, 99}) {
    const auto at = static_cast<size_t>(n * percent / 100);
    cards.push_back(card(fmt::format("DATAP{:02d}", percent), static_cast<long long>(seen[at])));
  }
  return cards;
}

// The cards of a real level-0.5 file, in their order.
std::vector<std::string> level05_cards(const Camera &camera, const Exposure &e, const std::vector<int16_t> &pixels) {
  const double plate_scale = camera.c3 ? 56.0 : 11.9, commanded = e.exposure_s - 2.1;
  const std::string time = fmt::format("{:02d}:{:02d}:{:06.3f}", e.hour, e.minute, e.second);
  std::vector<std::string> cards{card("FILENAME", e.name),
                                 card("FILEORIG", e.original),
                                 card("DATE", "2002/06/20 12:00:00.000"),
                                 card("DATE-OBS", day),
                                 card("TIME-OBS", time.c_str()),
                                 card("P1COL", 20),
                                 card("P1ROW", 1),
                                 card("P2COL", 1043),
                                 card("P2ROW", 1024),
                                 card("VERSION", 2),
                                 float_card("EXPTIME", e.exposure_s),
                                 float_card("EXP0", commanded),
                                 float_card("EXPCMD", commanded),
                                 float_card("EXP1", 1.88),
                                 float_card("EXP2", 2.04),
                                 float_card("EXP3", 2.1),
                                 card("TELESCOP", "SOHO"),
                                 card("INSTRUME", "LASCO"),
                                 card("DETECTOR", camera.c3 ? "C3" : "C2"),
                                 card("READPORT", "C"),
                                 card("SUMROW", 0LL),
                                 card("SUMCOL", 0LL),
                                 card("LEBXSUM", 1),
                                 card("LEBYSUM", 1),
                                 card("SHUTTR", 0LL),
                                 card("LAMP", 0LL),
                                 card("FILTER", camera.c3 ? "Clear" : "Orange"),
                                 card("POLAR", "Clear"),
                                 card("LP_NUM", "Normal"),
                                 card("OS_NUM", 3390),
                                 card("IMGCTR", 717),
                                 card("IMGSEQ", 0LL),
                                 card("COMPRSSN", "X#"),
                                 card("HCOMP_SF", 32),
                                 card("MID_DATE", day_mjd),
                                 float_card("MID_TIME", seconds_of_day(e) + e.exposure_s / 2),
                                 float_card("PLATESCL", plate_scale),
                                 float_card("OFFSET", camera.bias),
                                 card("IMAGE_CT", 717),
                                 card("SEQ_NUM", 0LL),
                                 float_card("OBT_TIME", 1.4006315e9),
                                 card("R1COL", 20),
                                 card("R1ROW", 1),
                                 card("R2COL", 1043),
                                 card("R2ROW", 1024),
                                 card("EFFPORT", "C"),
                                 card("RECTIFY", "TRUE")};
  for (std::string &text : statistics_cards(pixels)) cards.push_back(std::move(text));
  for (const auto &[keyword, value] : {std::pair{"CRPIX1", camera.sun_x + 1}, std::pair{"CRPIX2", camera.sun_y + 1}})
    cards.push_back(double_card(keyword, value));
  for (const char *keyword : {"CRVAL1", "CRVAL2", "CROTA1", "CROTA2"}) cards.push_back(float_card(keyword, 0));
  cards.insert(cards.end(), {card("CTYPE1", "SOLAR-X"), card("CTYPE2", "SOLAR-Y"), card("CUNIT1", "ARCSEC"), card("CUNIT2", "ARCSEC"),
                             double_card("CDELT1", plate_scale), double_card("CDELT2", plate_scale)});
  return cards;
}

// A row of the day's exposure factors, in the columns of SolarSoft's format.
std::string exposure_row(const Camera &camera, const Exposure &e) {
  return fmt::format("{:>12}{:10.6f}{:10.1f}  {:>6}  {:10.2f}  {:>12}{:>12}{:>9}{:4d}{:10.2E}\n", e.name, e.factor, camera.bias, day_short,
                     seconds_of_day(e) + e.exposure_s / 2, camera.c3 ? "Clear" : "Orange", "Clear", "0.0000", 10, 0.00114);
}

void write_camera(const fs::path &folder, const Camera &camera, const std::vector<Exposure> &exposures) {
  std::string rows;
  for (const Exposure &exposure : exposures) {
    const std::vector<int16_t> pixels = expose(camera, exposure);
    write_fits(folder / "l05" / exposure.name, pixels, frame, level05_cards(camera, exposure, pixels),
               {fmt::format("offset_bias.pro 1.26 07/09/02, {:.3f}", camera.bias), "V15 18 Jun 1997 MAKE_FITS_HDR", "2"});
    rows += exposure_row(camera, exposure);
  }
  write_text(folder / fmt::format("nrl_lib/idl/expfac/data/0205/{}_expfactor_{}.dat", camera.c3 ? "c3" : "c2", day_short), rows);
}

}  // namespace

void write_images(const fs::path &folder) {
  write_camera(folder, c2_camera(), {{"22170501.fts", "020521_003005.img", 0, 30, 5.412, 25.1, 1.0021, 4.6, 2002, {}}});
  write_camera(
      folder, c3_camera(),
      {{"32170501.fts", "020521_024205.img", 2, 42, 5.250, 19.1, 0.9987, 11.5, 2003, {}},
       {"32170502.fts", "020521_030605.img", 3, 6, 5.250, 19.0977, 1.0012, 14.0, 2004, {{10, 10}, {11, 10}, {20, 22}, {7, 15}, {24, 9}}}});
}

}  // namespace tool::demo
