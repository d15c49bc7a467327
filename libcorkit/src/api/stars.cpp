// The stars in an image.
#include <cmath>
#include <limits>

#include "api/handles.hpp"
#include "api/sized.hpp"
#include "fits/reader.hpp"

using namespace corkit;
using namespace corkit::api;

namespace {

constexpr double kUnknown = std::numeric_limits<double>::quiet_NaN();

std::string iso(const Utc &utc) { return format_date(utc.mjd, '-') + 'T' + format_time(utc.ms); }

// A caller's struct may be that of an older header; what it has no room for is left out.
template <class Struct>
void store(const Struct &full, Struct *given, const char *name) {
  const std::size_t size = given->size;
  if (size < sizeof(std::size_t) || size > sizeof(Struct))
    throw Error(CORKIT_ERROR_ARGUMENT, std::string(name) + " has an unknown size (" + std::to_string(size) + " bytes): set it to sizeof(" +
                                           name + "), and use the library that the header belongs to");
  std::memcpy(given, &full, size);
  given->size = size;
}

corkit_stars_result result_of(const sky::Solution &s) {
  corkit_stars_result r{};
  r.solved = s.solved ? 1 : 0;
  copy_text(s.reason, r.reason, sizeof r.reason);
  copy_text(name(s.detector), r.detector, sizeof r.detector);
  r.level1 = s.level1 ? 1 : 0;
  copy_text(iso(s.utc), r.time, sizeof r.time);
  r.clock_s = s.clock_s;
  r.clock_corrected = s.clock_corrected ? 1 : 0;
  r.nstars = static_cast<int>(s.stars.size());
  r.npoints = s.points;
  r.nseeable = s.seeable;
  r.chance = s.chance;
  r.nominal_x = s.nominal_sun.x;
  r.nominal_y = s.nominal_sun.y;
  const auto known = [&s](double value) { return s.solved ? value : kUnknown; };
  r.rms_px = known(s.rms_px);
  r.geocentric_x = known(s.geocentric_sun.x);
  r.geocentric_y = known(s.geocentric_sun.y);
  r.position_error_px = known(s.position_error_px);
  r.roll_deg = known(s.roll_deg);
  r.roll_error_deg = known(s.roll_error_deg);
  r.nominal_ra_deg = known(s.nominal_ra_deg);
  r.nominal_dec_deg = known(s.nominal_dec_deg);
  r.sun_x = s.sun ? s.sun->x : kUnknown;
  r.sun_y = s.sun ? s.sun->y : kUnknown;
  r.sun_roll_deg = s.sun_roll_deg.value_or(kUnknown);
  r.scale_arcsec = s.scale_arcsec.value_or(kUnknown);
  r.scale_error_arcsec = s.scale_arcsec ? s.scale_error_arcsec : kUnknown;
  r.zero_point_mag = s.zero_point_mag.value_or(kUnknown);
  r.zero_point_scatter_mag = s.zero_point_mag ? s.zero_point_scatter_mag : kUnknown;
  r.nphotometric = s.photometric_stars;
  r.noise_rms_px = known(s.noise_rms_px);
  return r;
}

corkit_star star_of(const sky::MatchedStar &m) {
  corkit_star star{};
  star.ra_deg = m.star.ra_deg;
  star.dec_deg = m.star.dec_deg;
  star.v_mag = m.star.v_mag;
  star.b_v_mag = m.star.b_v_mag;
  star.x = m.measured.x;
  star.y = m.measured.y;
  star.off_x = m.off.x;
  star.off_y = m.off.y;
  star.rate = m.rate.value_or(kUnknown);
  star.zero_point_mag = m.rate ? m.zero_point_mag : kUnknown;
  star.photometric = m.photometric ? 1 : 0;
  star.noise_px = m.noise_px;
  return star;
}

const sky::Camera &camera_of(const corkit_stars *solution) {
  if (!solution->solution.camera)
    throw Error(CORKIT_ERROR_ARGUMENT,
                "the image has no solution (" + solution->solution.reason + "): its pixels have no places in the sky");
  return *solution->solution.camera;
}

}  // namespace

void corkit_stars_options_default(corkit_stars_options *options) {
  if (options == nullptr) return;
  *options = corkit_stars_options{};
  options->size = sizeof(corkit_stars_options);
}

int corkit_stars_solve(corkit_context *ctx, const corkit_array *image, const corkit_header *header, const corkit_stars_options *options,
                       corkit_stars **solution) {
  if (solution != nullptr) *solution = nullptr;
  return guarded([&] {
    require_all("corkit_stars_solve", static_cast<const void *>(ctx), static_cast<const void *>(image), static_cast<const void *>(header),
                static_cast<const void *>(solution));
    const auto o = read_options(options, "corkit_stars_options", corkit_stars_options_default);
    const auto stars = ctx->level1.star_table(text(o.star_table));
    std::shared_ptr<const sky::Ephemeris> ephemeris;
    if (const std::string file = text(o.ephemeris); !file.empty()) ephemeris = ctx->level1.ephemeris(file);
    sky::SolveOptions settings;
    settings.no_time_correction = o.no_time_correction != 0;
    auto made = std::make_unique<corkit_stars>();
    made->solution =
        sky::solve_stars(ctx->level1.store(), *stars, ephemeris.get(), physical(as_image(image), header->cards), header->cards, settings);
    for (auto &warning : made->solution.warnings) warning = escaped(warning);
    *solution = made.release();
  });
}

corkit_stars *corkit_stars_free(corkit_stars *solution) {
  const std::unique_ptr<corkit_stars> owned(solution);
  return nullptr;
}

int corkit_stars_get(const corkit_stars *solution, corkit_stars_result *result) {
  return guarded([&] {
    require_all("corkit_stars_get", static_cast<const void *>(solution), static_cast<const void *>(result));
    store(result_of(solution->solution), result, "corkit_stars_result");
  });
}

size_t corkit_stars_star(const corkit_stars *solution, size_t i, corkit_star *star) {
  if (solution == nullptr) return 0;
  const auto &stars = solution->solution.stars;
  if (i < stars.size() && star != nullptr) guarded([&] { store(star_of(stars[i]), star, "corkit_star"); });
  return stars.size();
}

size_t corkit_stars_warning(const corkit_stars *solution, size_t i, const char **sentence) {
  if (solution == nullptr) return 0;
  const auto &warnings = solution->solution.warnings;
  if (i < warnings.size() && sentence != nullptr) *sentence = warnings[i].c_str();
  return warnings.size();
}

int corkit_stars_sky(const corkit_stars *solution, double x, double y, double *ra_deg, double *dec_deg) {
  return guarded([&] {
    require_all("corkit_stars_sky", static_cast<const void *>(solution), static_cast<const void *>(ra_deg),
                static_cast<const void *>(dec_deg));
    const auto direction = camera_of(solution).direction(solution->solution.frame.full({x, y}));
    *ra_deg = sky::ra_degrees(direction);
    *dec_deg = sky::dec_degrees(direction);
  });
}

int corkit_stars_pixel(const corkit_stars *solution, double ra_deg, double dec_deg, double *x, double *y) {
  return guarded([&] {
    require_all("corkit_stars_pixel", static_cast<const void *>(solution), static_cast<const void *>(x), static_cast<const void *>(y));
    const auto full = camera_of(solution).pixel(sky::from_degrees(ra_deg, dec_deg));
    if (!full) throw Error(CORKIT_ERROR_ARGUMENT, "corkit_stars_pixel: the direction is more than 60 degrees off the camera's axis");
    const auto pixel = solution->solution.frame.image(*full);
    *x = pixel.x;
    *y = pixel.y;
  });
}
