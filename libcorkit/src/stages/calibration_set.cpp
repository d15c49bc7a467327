#include "stages/calibration_set.hpp"

#include <algorithm>
#include <cmath>
#include <utility>

#include "core/error.hpp"
#include "idl/arrays.hpp"
#include "stages/field.hpp"
#include "time/utc.hpp"

namespace corkit {
namespace {

constexpr int kSohoInterruption = 51000;  // MJD: c3vig_preint before, c3vig_postint from then on

bool chip_summed(const LascoHeader &h) { return std::max(h.sumcol, 1) * std::max(h.sumrow, 1) > 1; }
bool leb_summed(const LascoHeader &h) { return std::max(h.lebxsum, 1) * std::max(h.lebysum, 1) > 1; }

bool whole_frame(const CalibrationKey &k) { return k.r2col == 0 || Field{k.r1col, k.r1row, k.r2col, k.r2row}.is_frame(); }

Image<float> cut(const Image<float> &full, const CalibrationKey &k) {
  const int x0 = k.r1col - 20;
  const int y0 = k.r1row - 1;
  const int nx = k.r2col - k.r1col + 1;
  const int ny = k.r2row - k.r1row + 1;
  if (x0 < 0 || y0 < 0 || nx < 1 || ny < 1 || x0 + nx > full.nx() || y0 + ny > full.ny())
    throw Error(CORKIT_ERROR_DIMENSIONS, field_text({k.r1col, k.r1row, k.r2col, k.r2row}) +
                                             " is no field of the frame, 20..1043 and 1..1024: no calibration array lies there; correct "
                                             "R1COL, R2COL, R1ROW, R2ROW");
  auto out = Image<float>::uninitialized(nx, ny);
  for (int y = 0; y < ny; ++y) std::copy_n(full.row(y0 + y) + x0, nx, out.row(y));
  return out;
}

[[noreturn]] void does_not_fit(const CalibrationKey &k, int nx, int ny) {
  throw Error(CORKIT_ERROR_DIMENSIONS, "an image of " + std::to_string(k.nx) + " x " + std::to_string(k.ny) +
                                           " pixels does not fit calibration arrays of " + std::to_string(nx) + " x " + std::to_string(ny) +
                                           ": check SUMCOL, SUMROW, LEBXSUM, LEBYSUM and the field R1COL..R2ROW");
}

Image<float> average(const Image<float> &image, int nx, int ny, bool integer) {
  auto out = idl::rebin(image, nx, ny);
  // REBIN of integers truncates: a BYTE mask is 1 only where every pixel is 1.
  if (integer)
    for (auto &value : out) value = std::trunc(value);
  return out;
}

bool as_it_is(const Image<float> &pixels, const CalibrationKey &key) {
  const bool summed = key.chip_summed || key.leb_summed || key.rebinned;
  return whole_frame(key) && !summed && pixels.nx() == key.nx && pixels.ny() == key.ny;
}

// integer: IDL holds the pixels as integers.
SharedImage fit(Image<float> pixels, bool integer, const CalibrationKey &key) {
  if (!whole_frame(key)) pixels = cut(pixels, key);
  if (key.chip_summed || key.leb_summed || key.rebinned) {
    const int factor = key.compat_bugs ? 2 : 0;
    const int nx = factor ? pixels.nx() / factor : key.nx;
    const int ny = factor ? pixels.ny() / factor : key.ny;
    if (nx < 1 || ny < 1 || pixels.nx() % nx != 0 || pixels.ny() % ny != 0) does_not_fit(key, pixels.nx(), pixels.ny());
    pixels = average(pixels, nx, ny, integer);
  }
  if (pixels.nx() != key.nx || pixels.ny() != key.ny) does_not_fit(key, pixels.nx(), pixels.ny());
  return std::make_shared<const Image<float>>(std::move(pixels));
}

// Shared with whoever else uses the file, where nothing is to be done to it.
SharedImage fit(const std::shared_ptr<const CalibrationImage> &source, const CalibrationKey &key) {
  if (as_it_is(source->pixels, key)) return {source, &source->pixels};
  return fit(source->pixels, source->integer, key);
}

}  // namespace

CalibrationKey calibration_key(const LascoHeader &h, int nx, int ny, bool compat_bugs) {
  return {nx,
          ny,
          h.r1col,
          h.r1row,
          h.r2col,
          h.r2row,
          chip_summed(h),
          leb_summed(h),
          h.rebinned > 1,
          parse_mjd(h.date_obs).value_or(0) >= kSohoInterruption,
          compat_bugs};
}

C2Calibration load_c2_calibration(const CalibrationStore &store, const CalibrationKey &key) {
  const auto source = store.image("c2vig_final.fts");
  auto clamped = Image<float>::uninitialized(source->pixels.nx(), source->pixels.ny());
  std::transform(source->pixels.begin(), source->pixels.end(), clamped.begin(), [](float v) {
    return v < 0 ? 0.0F : v > 100 ? 100.0F : v;
  });
  return {fit(std::move(clamped), source->integer, key), source->name, source->date, source->warnings};
}

namespace {

// DN/s; the monthly model itself is needed no longer.
SharedImage c3_background(const CalibrationStore &store, const CalibrationKey &key, std::vector<std::string> &warnings) {
  const auto monthly = store.image("3m_clcl_all.fts");
  warnings.insert(warnings.end(), monthly->warnings.begin(), monthly->warnings.end());
  const auto exptime = static_cast<float>(monthly->header.get_double("EXPTIME").value_or(0));
  if (!(exptime > 0))
    throw Error(CORKIT_ERROR_CALIBRATION_DAMAGED,
                "3m_clcl_all.fts: EXPTIME is missing or not positive; fetch the file again from SolarSoft");
  auto background = Image<float>::uninitialized(monthly->pixels.nx(), monthly->pixels.ny());
  std::transform(monthly->pixels.begin(), monthly->pixels.end(), background.begin(), [exptime](float v) { return 0.8F * v / exptime; });
  return fit(std::move(background), false, key);
}

}  // namespace

C3Calibration load_c3_calibration(const CalibrationStore &store, const CalibrationKey &key) {
  const auto vignetting = store.image(key.post_interruption ? "c3vig_postint_final.fts" : "c3vig_preint_final.fts");
  const auto ramp = store.image("C3ramp.fts");
  const auto mask = store.image("c3_cl_mask_lvl1.fts");
  std::vector<std::string> warnings;
  for (const auto &source : {vignetting, ramp, mask}) warnings.insert(warnings.end(), source->warnings.begin(), source->warnings.end());
  auto background = c3_background(store, key, warnings);
  return {fit(vignetting, key), fit(ramp, key),     std::move(background),
          fit(mask, key),       vignetting->name,   vignetting->date,
          ramp->name,           ramp->date,         mask->name,
          mask->date,           std::move(warnings)};
}

std::string summing_message(const LascoHeader &header) {
  if (leb_summed(header)) return "Values corrected for LEB summing.";
  if (chip_summed(header)) return "Values corrected for onchip summing.";
  return {};
}

}  // namespace corkit
