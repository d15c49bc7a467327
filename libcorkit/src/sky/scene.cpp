#include "sky/scene.hpp"

#include <cmath>

#include "core/error.hpp"
#include "fill/blocks.hpp"
#include "idl/numbers.hpp"
#include "sky/photometry.hpp"
#include "stages/calfactor.hpp"
#include "stages/field.hpp"
#include "stages/input_kind.hpp"
#include "stages/input_warnings.hpp"
#include "stages/observation_time.hpp"
#include "stages/pointing.hpp"
#include "stages/sky_geometry.hpp"

namespace corkit::sky {

namespace {

// Of stars through C2's polarisers: 1.46 in 22500080, 1.35 in 25354895. SolarSoft's transmission, 0.25, is 1.49.
constexpr double kPolarizerLoss_mag = 1.4;

Detector coronagraph(const LascoHeader &header) {
  const auto detector = parse_detector(header.detector);
  if (detector != Detector::C2 && detector != Detector::C3)
    throw Error(CORKIT_ERROR_UNSUPPORTED, said("DETECTOR", header.detector) + ": stars are looked for in images of C2 and C3");
  return *detector;
}

bool through_polarizer(const LascoHeader &header) {
  const auto polar = idl::strtrim(header.polar);
  return polar != "Clear" && polar != "CLEAR" && polar != "0" && !polar.empty();
}

float calfactor(Detector detector, const std::string &filter, int mjd) {
  return detector == Detector::C2 ? c2_calfactor(filter, "Clear", mjd, {}, true) : c3_calfactor(filter, "Clear", mjd, {}, true);
}

double expected_zero_point(Detector detector, const LascoHeader &header, int mjd) {
  const auto own = static_cast<double>(calfactor(detector, header.filter, mjd));
  const auto reference = static_cast<double>(calfactor(detector, detector == Detector::C2 ? "Orange" : "Clear", mjd));
  const double filter_mag = own > 0 ? -2.5 * std::log10(own / reference) : 0;
  return core_zero_point(detector) + filter_mag - (through_polarizer(header) ? kPolarizerLoss_mag : 0);
}

// Of a pixel, DN. HCOMPRESS rounds the coefficients of the H-transform, which are twice those of an orthonormal one, to a step; products
// keep the letter of the program only. 32 (C3) is 4.6 DN, more than the noise of an exposure of 5 s.
double compression_noise(const std::string &program, const Header &cards) {
  double step = cards.get_double("HCOMP_SF").value_or(0);
  if (!(step > 0)) step = program.find('#') != std::string::npos ? 32 : program.find('%') != std::string::npos ? 64 : 0;
  return step / 2 / std::sqrt(12.0);
}

// As the chain does: what contradicts the number of pixels is mended, or refused.
void check_sums(LascoHeader &header, int rebin, std::vector<std::string> &warnings) {
  if (auto warning = mend_sums(header, header.naxis1, header.naxis2, true)) warnings.push_back(std::move(*warning));
  if (header.xsumming() == rebin && header.ysumming() == rebin) return;
  throw Error(CORKIT_ERROR_DIMENSIONS, "the image has " + std::to_string(header.naxis1) + " x " + std::to_string(header.naxis2) +
                                           " pixels, but R1COL..R2ROW with SUMCOL " + std::to_string(header.sumcol) + ", SUMROW " +
                                           std::to_string(header.sumrow) + ", LEBXSUM " + std::to_string(header.lebxsum) + ", LEBYSUM " +
                                           std::to_string(header.lebysum) + " describe another size: correct the header");
}

FrameMap level05_frame(LascoHeader &header, std::vector<std::string> &warnings) {
  require_field_on_chip(header);
  LascoHeader placed = header;
  const Field field = field_of(header, header.naxis1, header.naxis2);
  placed.r1col = field.r1col;
  placed.r1row = field.r1row;
  placed.r2col = field.r2col;
  placed.r2row = field.r2row;
  const BlockFrame blocks = block_frame(header.naxis1, header.naxis2, placed);
  check_sums(header, blocks.rebin, warnings);
  const double bin = blocks.rebin;
  return {bin, blocks.field.fxstart + (bin - 1) / 2, blocks.field.fystart + (bin - 1) / 2};
}

FrameMap product_frame(int nx, int ny) {
  constexpr int kFull = 1024;
  if (nx != ny || nx < 1 || kFull % nx != 0 || kFull / nx > 4)
    throw Error(CORKIT_ERROR_DIMENSIONS, "a level-1 image of " + std::to_string(nx) + " x " + std::to_string(ny) +
                                             " pixels: stars are looked for in those of 1024, 512 and 256");
  const double bin = kFull / nx;
  return {bin, (bin - 1) / 2, (bin - 1) / 2};
}

// What is no angle says nothing about the roll: the whole circle is searched anyhow.
double angle_of(float degrees) { return std::isfinite(degrees) ? std::remainder(static_cast<double>(degrees), 360.0) : 0; }

void require_pixel(float value, const char *keyword) {
  constexpr float kFarthest = 4096;
  if (!(std::abs(value) <= kFarthest))
    throw Error(CORKIT_ERROR_KEYWORD_VALUE, std::string(keyword) + " is no pixel of the image or near it: correct the keyword");
}

void settle_time(const CalibrationStore &store, LascoHeader &header, const Header &cards, const SolveOptions &options, Scene &scene) {
  for (auto &warning : settle_observation_time(header, cards, scene.level1)) scene.warnings.push_back(std::move(warning));
  if (header.time_corrected) {
    scene.clock_corrected = true;
  } else if (!options.no_time_correction) {
    try {
      const auto correction = time_correction2(store, idl::strtrim(header.date_obs), idl::strtrim(header.time_obs), false);
      scene.clock_corrected = correction.error_s >= 0;
      if (scene.clock_corrected) scene.clock_s = static_cast<double>(correction.offset_s);
    } catch (const Error &error) {
      if (error.status() != CORKIT_ERROR_CALIBRATION_MISSING) throw;
    }
  }
  const double start_s = utc_to_tai({parse_mjd(header.date_obs).value_or(0), parse_ms(header.time_obs).value_or(0)});
  scene.utc = tai_to_utc(start_s - scene.clock_s + scene.exposure_s / 2);
}

}  // namespace

Scene scene_of(const CalibrationStore &store, const AnyImage &image, const Header &cards, const SolveOptions &options) {
  LascoHeader header = lasco_fitshdr2struct(cards);
  header.naxis1 = width(image);
  header.naxis2 = height(image);
  Scene scene;
  scene.detector = coronagraph(header);
  scene.level1 = !level1_objections(cards, header.filename).empty();
  for (const auto &objection : input_objections(header, cards)) {
    if (scene.level1 && objection.sentence == level1_objections(cards, header.filename).front().sentence) continue;
    bool about_level = false;
    for (const auto &other : level1_objections(cards, header.filename)) about_level = about_level || other.sentence == objection.sentence;
    if (!about_level) throw Error(static_cast<corkit_status>(objection.status), objection.sentence + ": " + objection.remedy);
  }
  scene.exposure_s = std::isfinite(header.exptime) && header.exptime > 0 ? static_cast<double>(header.exptime) : 0;
  settle_time(store, header, cards, options, scene);
  const int mjd = scene.utc.mjd;
  scene.colours_known = idl::strtrim(header.filter) == (scene.detector == Detector::C2 ? "Orange" : "Clear");
  scene.zero_point_mag = expected_zero_point(scene.detector, header, mjd);
  if (scene.level1) {
    scene.frame = product_frame(header.naxis1, header.naxis2);
    require_pixel(header.crpix1, "CRPIX1");
    require_pixel(header.crpix2, "CRPIX2");
    const Pixel sun = scene.frame.full({static_cast<double>(header.crpix1) - 1, static_cast<double>(header.crpix2) - 1});
    scene.optics = product_optics(scene.detector, sun, std::abs(cards.get_double("RECTIFY").value_or(0)) > 90);
    if (has_sky_geometry(cards)) {
      // Tangent to the sky at the Sun.
      scene.optics.centre = sun;
      scene.optics.scale_arcsec = scene.optics.product_scale_arcsec = lasco::camera_geometry(scene.detector).product_arcsec;
    }
    scene.roll_deg = angle_of(header.crota);
    const auto factor = static_cast<double>(scene.detector == Detector::C2 ? c2_calfactor(header, false) : c3_calfactor(header, false));
    scene.rate_of_unit = factor > 0 ? 1 / factor : 1;
    scene.least_noise = scene.exposure_s > 0 ? compression_noise(header.comprssn, cards) / scene.exposure_s / scene.rate_of_unit : 0;
    return scene;
  }
  if (!(scene.exposure_s > 0))
    throw Error(CORKIT_ERROR_KEYWORD_VALUE, "EXPTIME is not positive: the brightness of stars needs it; correct the keyword");
  scene.frame = level05_frame(header, scene.warnings);
  scene.optics = optics_of(scene.detector);
  scene.roll_deg = angle_of(header.crota1);
  scene.rate_of_unit = 1 / scene.exposure_s;
  scene.least_noise = compression_noise(header.comprssn, cards);
  return scene;
}

}  // namespace corkit::sky
