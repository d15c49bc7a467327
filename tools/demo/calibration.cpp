// The calibration files of the demonstration set (spec: names and formats of SolarSoft's).
#include <fmt/format.h>

#include <array>
#include <chrono>
#include <cmath>

#include "demo/demo.hpp"
#include "demo/files.hpp"
#include "demo/sav_writer.hpp"
#include "demo/scene.hpp"
#include "handles.hpp"

namespace tool::demo {

namespace {

namespace fs = std::filesystem;

constexpr int32_t day_ms = 86400000;
constexpr const char *note = "synthetic demonstration data, not a calibration";

template <class T, class Function>
std::vector<T> over_frame(Function value) {
  std::vector<T> pixels;
  pixels.reserve(size_t{frame} * frame);
  for (int y = 0; y < frame; ++y) {
    for (int x = 0; x < frame; ++x) pixels.push_back(static_cast<T>(value(x, y)));
  }
  return pixels;
}

void write_images_of_calibration(const fs::path &folder) {
  const Camera c2 = c2_camera(), c3 = c3_camera();
  write_fits(folder / "c2vig_final.fts", over_frame<float>([&](int x, int y) { return inverse_vignetting(c2, x, y); }), frame, {});
  write_fits(folder / "c3vig_postint_final.fts", over_frame<float>([&](int x, int y) { return inverse_vignetting(c3, x, y); }), frame, {});
  // Before the 1998 interruption the vignetting was slightly different.
  write_fits(folder / "c3vig_preint_final.fts", over_frame<float>([&](int x, int y) {
               return static_cast<double>(inverse_vignetting(c3, x, y)) * (1 + 2e-5 * (x - c3.occulter_x));
             }),
             frame, {});
  write_fits(folder / "c3_cl_mask_lvl1.fts", over_frame<uint8_t>([&](int x, int y) { return masked(c3, x, y) ? 0 : 1; }), frame, {});
  // MSB: a few per cent of the faint outer corona.
  write_fits(folder / "C3ramp.fts",
             over_frame<float>([](int x, int y) { return 1.0e-12 + 0.8e-12 * x / frame + 0.6e-12 * y / frame * y / frame; }), frame, {});
  write_fits(folder / "3m_clcl_all.fts", over_frame<float>([&](int x, int y) { return background(c3, x, y); }), frame,
             {card("FILENAME", "3m_clcl_all.fts"), card("DATE-OBS", "2002/05/01"), card("TIME-OBS", "00:00:00"),
              float_card("EXPTIME", c3.exposure_s), card("TELESCOP", "SOHO"), card("INSTRUME", "LASCO"), card("DETECTOR", "C3"),
              card("FILTER", "Clear"), card("POLAR", "Clear")});
  std::string blocks;
  for (const int number : unsent_blocks(c2)) blocks += fmt::format("{}{}", blocks.empty() ? "" : " ", number);
  write_text(folder / "c2nullblocks.txt", blocks + "\n");
}

void write_occulter_centers(const fs::path &folder) {
  const Camera c2 = c2_camera(), c3 = c3_camera();
  write_text(folder / "c3_occltr_cntr.dat",
             fmt::format("C3 occulter center ({})\ndate x y\n1996/01/01 {:.3f} {:.3f}\n2000/01/01 {:.3f} {:.3f}\n", note, c3.occulter_x,
                         c3.occulter_y, c3.occulter_x, c3.occulter_y));
  struct Telescope {
    const char *name;
    double x, y;
    std::array<const char *, 5> filters;
  };
  const std::array<Telescope, 4> telescopes{{{"C1", 511, 495, {"CaXV", "FeX", "Orange", "Na", "FeXIV"}},
                                             {"C2", c2.occulter_x, c2.occulter_y, {"Blue", "Halpha", "DeepRd", "Orange", "Lens"}},
                                             {"C3", c3.occulter_x, c3.occulter_y, {"Clear", "DeepRd", "Orange", "IR", "Blue"}},
                                             {"EIT", 505.5, 514.3, {"Alu1", "Alu2", "Al/2inf", "Clear", "Al/2sup"}}}};
  std::string text = fmt::format("xcen    ycen    date       tel filter ({})\n", note);
  for (const Telescope &telescope : telescopes) {
    for (const char *filter : telescope.filters) {
      text += fmt::format("{:7.3f} {:7.3f} {:>10}     {} {}\n\n", telescope.x, telescope.y, "1995/12/01", telescope.name, filter);
    }
  }
  write_text(folder / "occulter_center.dat", text);
}

// What is to be subtracted from the camera's time [s], a smooth formula.
double clock_offset_s(double mjd) { return 20 + 12 * std::sin((mjd - 50600) / 300); }

// TIME_DIFF.DAT: record 0 is the number of records (little-endian), then {OBE day, ms}, {LOBT day, ms}, whose difference is to be
// subtracted: records up to 313887, of 1997-09-03 to 2005-12-23 16:53:10, big-endian, later ones little-endian. SolarSoft searches images
// after that moment from record 320000 on, so the records between fill the gap.
void write_clock_differences(const fs::path &path) {
  constexpr int last_big = 313887, search_from = 320000, last = search_from + 93000;
  constexpr double begin = 50694.3, change = 53727.7035, end = 61406.0;
  std::vector<unsigned char> bytes;
  bytes.reserve(16 * (size_t{last} + 1));
  const auto put = [&bytes](int32_t value, bool big) {
    const auto bits = static_cast<uint32_t>(value);
    for (int i = 0; i < 4; ++i) bytes.push_back(static_cast<unsigned char>(bits >> (big ? 24 - 8 * i : 8 * i)));
  };
  put(last, false);
  for (int i = 1; i < 4; ++i) put(0, false);
  for (int k = 1; k <= last; ++k) {
    double mjd = change;
    if (k <= last_big) mjd = begin + (change - begin) * (k - 1) / (last_big - 1);
    if (k > search_from) mjd = change + (end - change) * (k - search_from) / (last - search_from);
    const auto lobt_ms = std::llround(mjd * day_ms);
    const auto obe_ms = lobt_ms + std::llround(clock_offset_s(mjd) * 1000);
    for (const long long ms : {obe_ms, lobt_ms}) {
      put(static_cast<int32_t>(ms / day_ms), k <= last_big);
      put(static_cast<int32_t>(ms % day_ms), k <= last_big);
    }
  }
  write_bytes(path, bytes);
}

// SolarSoft's "ECS" text, e.g. 1996/01/28 12:00:00.000.
std::string ecs(const Utc &utc) {
  using namespace std::chrono;
  const year_month_day date{sys_days{1858y / November / 17} + days{utc.mjd}};
  return fmt::format("{:04d}/{:02d}/{:02d} {:02d}:{:02d}:{:02d}.{:03d}", static_cast<int>(date.year()), static_cast<unsigned>(date.month()),
                     static_cast<unsigned>(date.day()), utc.time / 3600000, utc.time / 60000 % 60, utc.time / 1000 % 60, utc.time % 1000);
}

// Ephemeris time: seconds since 1958-01-01 TAI, plus 32.184.
double ephemeris_seconds(const Utc &utc) {
  struct Leap {
    int mjd, seconds;
  };
  constexpr std::array<Leap, 8> leaps{
      {{50083, 30}, {50630, 31}, {51179, 32}, {53736, 33}, {54832, 34}, {56109, 35}, {57204, 36}, {57754, 37}}};
  int leap_seconds = 29;
  for (const Leap &leap : leaps) leap_seconds = utc.mjd >= leap.mjd ? leap.seconds : leap_seconds;
  return (utc.mjd - 36204) * 86400.0 + utc.time / 1000.0 + leap_seconds + 32.184;
}

void write_pointing(const fs::path &path, const Camera &camera, int first_mjd, int last_mjd, int step) {
  std::vector<Utc> utc;
  std::vector<std::string> dates;
  std::vector<double> tai;
  std::vector<float> x, y, roll;
  for (int mjd = first_mjd; mjd <= last_mjd; mjd += step) {
    utc.push_back({mjd, day_ms / 2});
    dates.push_back(ecs(utc.back()));
    tai.push_back(ephemeris_seconds(utc.back()));
    x.push_back(static_cast<float>(camera.sun_x + 0.4 * std::sin(mjd / 900.0)));
    y.push_back(static_cast<float>(camera.sun_y + 0.4 * std::cos(mjd / 700.0)));
    roll.push_back(static_cast<float>((camera.c3 ? -0.2 : 0.45) + 0.08 * std::sin(mjd / 400.0)));
  }
  SavWriter file;
  file.add("synthetic", note);
  file.add("c_dt", dates);
  file.add("c_r", roll);
  file.add("c_rmed", roll);
  file.add("c_tai", tai);
  file.add("c_utc", utc);
  file.add("c_x", x);
  file.add("c_xmed", x);
  file.add("c_y", y);
  file.add("c_ymed", y);
  write_bytes(path, file.finish());
}

void write_clock_offsets(const fs::path &path, int first_mjd, int32_t first_ms, int count, int step_days) {
  std::vector<Utc> utc;
  std::vector<std::string> dates;
  std::vector<float> offsets;
  for (int i = 0; i < count; ++i) {
    utc.push_back({first_mjd + i * step_days, first_ms});
    dates.push_back(ecs(utc.back()));
    offsets.push_back(static_cast<float>(clock_offset_s(utc.back().mjd)));
  }
  SavWriter file;
  file.add("synthetic", note);
  file.add("c2_offsets", offsets);
  file.add("c2_utc_dates", utc);
  file.add("c2_dates", dates);
  write_bytes(path, file.finish());
}

void write_last_day(const fs::path &path) {
  SavWriter file;
  file.add("synthetic", note);
  for (const char *name : {"last_day", "c2_last_day", "c3_last_day"}) file.add(name, std::string_view("2026/12/31"));
  write_bytes(path, file.finish());
}

}  // namespace

void write_calibration(const fs::path &folder) {
  write_images_of_calibration(folder / "lasco_data/calib");
  write_occulter_centers(folder / "nrl_lib/idl/convert");
  const fs::path calib = folder / "nrl_lib/idl/data/calib";
  write_clock_differences(calib / "TIME_DIFF.DAT");
  // SOHO was out of contact from June to October 1998.
  for (const Camera &camera : {c2_camera(), c3_camera()}) {
    const char *const name = camera.c3 ? "c3" : "c2";
    write_pointing(calib / fmt::format("{}_pre_recovery_adj_xyr_medv2.sav", name), camera, 50083, 50989, 30);
    write_pointing(calib / fmt::format("{}_post_recovery_adj_xyr_medv2.sav", name), camera, 51090, 61420, 30);
  }
  write_last_day(calib / "c2_c3_last_post_recovery_day.sav");
  write_clock_offsets(calib / "c2_012496t1544_082997t1827_timeoffsets.sav", 50106, 56670000, 195, 3);
  write_clock_offsets(calib / "c2_101997t1828_102797t2241_timeoffsets.sav", 50740, 66509682, 9, 1);
  write_clock_offsets(calib / "c2_120697t0027_123097t2023_timeoffsets.sav", 50788, 1657672, 25, 1);
  write_text(folder / "ancil/attitude/roll/nominal_roll_attitude.dat",
             fmt::format("# Nominal roll attitude of SOHO (degrees): {}\n#\n1995-12-02 03:08:00   0.00\n", note));
}

}  // namespace tool::demo
