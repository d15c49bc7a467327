#include "level1.hpp"

#include <algorithm>
#include <chrono>
#include <cmath>
#include <cstddef>
#include <type_traits>
#include <utility>

#include "attitude.hpp"
#include "context_images.hpp"
#include "core/error.hpp"
#include "fill/blocks.hpp"
#include "fill/learned.hpp"
#include "fill/pixel_state.hpp"
#include "fits/writer.hpp"
#include "lasco/lasco_header.hpp"
#include "stages/c2_calibrate.hpp"
#include "stages/c3_calibrate.hpp"
#include "stages/calfactor.hpp"
#include "stages/carry_state.hpp"
#include "stages/exposure.hpp"
#include "stages/input_warnings.hpp"
#include "stages/lost_pixels.hpp"
#include "stages/mask.hpp"
#include "stages/output_name.hpp"
#include "stages/plate_scale.hpp"
#include "stages/pointing.hpp"
#include "stages/prepare_field.hpp"
#include "stages/product_header.hpp"
#include "stages/rectify.hpp"
#include "stages/scale.hpp"
#include "stages/statistics.hpp"
#include "time/utc.hpp"

namespace corkit {
namespace {

// One image on its way through the chain.
struct Run {
  const Level1Context &context;
  const Level1Options &options;
  LascoHeader h;
  AnyImage raw;
  RealImage image;
  Header out;
  Image<std::uint8_t> lost;
  bool any_lost = false;
  std::optional<PixelStates> states;  // what is to be filled, where that is asked for
  Image<std::uint8_t> outside_field;  // of a sub-field; else empty
  int nmissing = 0;
  std::string misslist = "None";
  Level1Product product;
  std::chrono::steady_clock::time_point mark = std::chrono::steady_clock::now();

  void history(const std::string &line) { out.add_history(line); }
  void history(const std::vector<std::string> &lines) {
    for (const auto &line : lines) out.add_history(line);
  }
  void comment(const std::string &line) { out.add_comment(line); }
  void warn(const std::optional<std::string> &sentence) {
    if (sentence) product.warnings.push_back(*sentence);
  }

  // Notes the stage's time and hands its image to the hook.
  template <class... Ts>
  void done(const char *name, const std::variant<Ts...> &result) {
    const auto now = std::chrono::steady_clock::now();
    product.stages.push_back({name, std::chrono::duration<double>(now - mark).count()});
    if (options.stage_hook) options.stage_hook(static_cast<int>(product.stages.size()), name, convert<double>(result));
    mark = std::chrono::steady_clock::now();
  }

  std::shared_ptr<const WarpMap> map() const { return context.warp_map(h, width(raw), height(raw), options.oracle, geometry()); }
  // An image that is not warped keeps SolarSoft's scale and centre.
  Geometry geometry() const { return options.no_warp || options.noimg ? Geometry::solarsoft : options.geometry; }
  bool sky() const { return geometry() == Geometry::sky; }
};

RealImage warp_image(const RealImage &image, const WarpMap &map) {
  return std::visit([&](const auto &pixels) -> RealImage { return warp(pixels, map); }, image);
}

// Distortion, or the comment that says it was skipped.
RealImage warped(Run &run) {
  if (run.options.no_warp) {
    run.comment("/NOWARP applied");
    return run.image;
  }
  auto result = warp_image(run.image, *run.map());
  run.history(run.sky() ? sky_history(run.h) : kWarpHistory);
  if (run.sky())
    for (const auto &line : sky_comments(run.h)) run.comment(line);
  return result;
}

void note_exposure(Run &run, const Calibrated &calibrated) {
  if (calibrated.exposure_found) run.out.set("EXPTIME", calibrated.exptime_s, calibrated.exptime_comment);
}

void warn_about_factor(Run &run, float calfac) {
  if (calfac == 0)
    run.product.warnings.push_back("FILTER '" + run.h.filter + "' with POLAR '" + run.h.polar +
                                   "' has no calibration factor: it is 0, as in SolarSoft, and so is the image");
}

void warn_about_bias(Run &run, const ExposureFactor &exposure) {
  // No bias is subtracted from these.
  if (run.h.is_pb_product() || is_model(run.h) || (run.h.detector == "C3" && run.h.is_monthly_model())) return;
  run.warn(exposure_warning(run.h, exposure));
  run.warn(port_warning(run.h, exposure));
  if (!run.options.insist) run.warn(darkness_warning(run.raw, run.h, exposure));
}

void warn_about_monthly_branch(Run &run, bool model) {
  if (run.h.is_monthly_model() && !model)
    run.product.warnings.push_back("FILEORIG is '" + run.h.fileorig.substr(0, 40) +
                                   "': the image is taken for a monthly model, as in SolarSoft, and no bias is subtracted; set FILEORIG "
                                   "to the name of the telemetry file, yymmdd_hhmmss.img");
}

bool fills_last(Fill fill) { return fill == Fill::membrane || fill == Fill::learned; }
// SolarSoft's mask instead of its fill: so that what is not filled is that of --fill none.
bool masks_lost(Fill fill) { return fill == Fill::none || fills_last(fill); }

void find_lost(Run &run, const std::vector<int> &null_blocks) {
  run.lost = lost_pixels(run.raw, run.h, null_blocks);
  run.any_lost = any(run.lost);
  if (fills_last(run.options.fill) || run.options.keep_state)
    run.states.emplace(run.raw, run.lost, run.outside_field, run.h.is_pb_product() || run.h.is_monthly_model());
}

CalibrationKey key_of(const Run &run) { return calibration_key(run.h, width(run.raw), height(run.raw), run.options.compat_bugs); }

void reduce_c2(Run &run) {
  const auto calibration = run.context.c2_calibration(key_of(run));
  const auto exposure = get_exp_factor(run.context.store(), run.h);
  auto calibrated = c2_calibrate(run.raw, run.h, exposure, *calibration, {});
  run.history(calibrated.history);
  note_exposure(run, calibrated);
  warn_about_factor(run, c2_calfactor(run.h, false));
  warn_about_bias(run, exposure);
  run.image = std::move(calibrated.image);
  run.done("c2_calibrate", run.image);

  run.image = warped(run);
  run.done("c2_warp", run.image);

  const auto null_blocks = run.context.store().c2_null_blocks();
  const auto missing = c2_missing_blocks(run.raw, *null_blocks, run.h.binning(), run.options.compat_bugs);
  run.nmissing = missing.count;
  run.misslist = missing.list;
  find_lost(run, *null_blocks);
  if (missing.count > 0) {
    // The mask is warped even when the image is not: SolarSoft's behaviour, kept.
    const auto sent = data_mask(run.raw);
    run.image = std::visit([&](const auto &pixels) -> RealImage { return times_warped(pixels, sent, *run.map()); }, run.image);
    run.history(" Masked missing blocks only");
  }
  if (run.any_lost && !run.options.no_warp) run.lost = warp_touched(run.lost, *run.map());
  if (run.states && !run.options.no_warp) run.states->warp(*run.map());
  if (run.states && run.options.no_warp && missing.count > 0) run.states->add_warped(*run.map());
  run.done("mask", run.image);
}

C3CalibrateOptions c3_options(const Level1Options &options) {
  C3CalibrateOptions c3;
  c3.no_vig = options.no_vig;
  c3.lost = masks_lost(options.fill) ? LostPixels::none : LostPixels::fuzzy;
  c3.fuzzy = {options.oracle, options.compat_bugs};
  return c3;
}

void reduce_c3(Run &run) {
  const auto calibration = run.context.c3_calibration(key_of(run));
  const auto exposure = get_exp_factor(run.context.store(), run.h);
  auto calibrated = c3_calibrate(run.raw, run.h, exposure, *calibration, c3_options(run.options));
  run.history(calibrated.history);
  note_exposure(run, calibrated);
  warn_about_factor(run, c3_calfactor(run.h, false));
  warn_about_bias(run, exposure);
  run.image = std::move(calibrated.image);
  run.done("c3_calibrate", run.image);

  const bool unwarped_product = run.options.no_mask && run.options.compat_bugs;  // Q3
  auto undistorted = warped(run);
  if (!unwarped_product) run.image = {};
  run.done("c3_warp", undistorted);

  const auto missing = find_miss_blocks(run.raw, run.h);
  run.nmissing = missing.count;
  find_lost(run, {});
  const bool masked = missing.count > 0 && (calibrated.mask_blocks > 0 || masks_lost(run.options.fill));
  if (missing.count > 0) {
    run.misslist = calibrated.mask_blocks == 0 && run.h.binning() > 2 ? "Not computed for summed images." : missing.list;
    run.comment(" MISSLIST is base-32 rep of missing blocks; use strmap2mb.pro.");
  }
  if (masked && !fills_last(run.options.fill)) run.comment(" Missing blocks masked if GT 16 in a zone OR occurs on an edge.");
  if (!run.options.no_mask) {
    Image<std::uint8_t> block_mask;
    if (masked) {
      block_mask = data_mask(run.raw);
      if (!run.options.no_warp) block_mask = warp(block_mask, *run.map());
    }
    run.image = apply_mask(std::move(undistorted), block_mask, *calibration->mask);
    run.history(" " + calibration->mask_name + " " + calibration->mask_date);
  } else if (!unwarped_product) {
    run.image = std::move(undistorted);
  }
  if (run.any_lost && !run.options.no_warp && !unwarped_product) run.lost = warp_touched(run.lost, *run.map());
  if (run.states && !run.options.no_warp && !unwarped_product) run.states->warp(*run.map());
  if (run.states && !run.options.no_mask) run.states->mask(*calibration->mask);
  run.done("mask", run.image);
}

void see_sky(Run &run, Attitude &attitude) {
  run.warn(sky_warning(run.h, run.options.geometry, run.geometry()));
  if (!run.sky()) return;
  const auto sun = SkyGeometry(*parse_detector(run.h.detector))
                       .product_of_raw({static_cast<double>(attitude.sun_x), static_cast<double>(attitude.sun_y)});
  attitude.sun_x = static_cast<float>(sun.x);
  attitude.sun_y = static_cast<float>(sun.y);
  attitude.cards.arcsec_per_pixel = sky_plate_scale(run.h);
}

// Membrane or network, the last step before scaling.
void fill_lost(Run &run, const Rectification &plan, double rsun_arcsec, const std::vector<Observation> &contexts) {
  run.product.state = run.states->product_state(run.image);
  if (!fills_last(run.options.fill)) return;
  FillScene scene{run.h.detector, run.h.filter, run.h.polar, true, static_cast<double>(run.h.exptime), plan.xc, plan.yc, 0};
  scene.rsun_pixels = rsun_arcsec / static_cast<double>(run.sky() ? sky_plate_scale(run.h) : get_sec_pixel(run.h));
  FillSettings settings = run.options.fill_settings;
  settings.method = run.options.fill == Fill::learned ? FillMethod::learned : FillMethod::membrane;
  std::vector<ContextImage> images;
  if (std::find(run.product.state.begin(), run.product.state.end(), kMissing) != run.product.state.end())
    images = level1_contexts(run.context, contexts, width(run.image), height(run.image), plan.crota_deg, run.options);
  for (auto &warning : warnings_of(images)) run.product.warnings.push_back(std::move(warning));
  auto outcome = fill_image(convert<double>(run.image), run.product.state, scene, images, settings);
  std::visit([&](auto &pixels) { patch(pixels, outcome); }, run.image);
  run.done("fill", run.image);
  add_fill_cards(run.out, outcome);
  if (outcome.nfilled < outcome.nmissing)
    run.product.warnings.push_back(std::to_string(outcome.nmissing - outcome.nfilled) +
                                   " lost pixels have no measured neighbour and stay masked");
  run.product.nfilled = outcome.nfilled;
  run.product.filled = std::move(outcome.filled);
  run.product.fill_sigma = std::move(outcome.sigma);
}

// What would stop the fill is said before anything is computed. Returns the context files.
std::vector<Observation> prepare_fill(const Run &run, const Header &header) {
  if (!fills_last(run.options.fill) || run.options.noimg) return {};
  if (run.options.fill == Fill::learned) require_learned_fill(run.options.fill_settings.weights, run.h.detector);
  require_finite(run.raw);
  auto image = observe(header, run.h.filename);
  image.nx = width(run.raw);
  image.ny = height(run.raw);
  image.sky_geometry = run.sky();
  return observe_contexts(image, run.options.context);
}

void add_statistics(Run &run, std::optional<float> satmax) {
  if (run.options.no_stat) return;
  for (const auto &card : reduce_statistics2(run.image, satmax, std::nullopt)) run.out.set(card.keyword, card.value, card.comment);
}

void warn_about_wrap(Run &run) {
  if (run.options.saturate_negatives) return;
  const auto wrapped =
      std::visit([](const auto &pixels) { return std::count_if(pixels.begin(), pixels.end(), [](auto v) { return v < 0; }); }, run.image);
  if (wrapped > 0)
    run.product.warnings.push_back(std::to_string(wrapped) +
                                   " negative pixels are stored as raw 32767, the brightest value, as SolarSoft does; "
                                   "--saturate-negatives stores them as the darkest");
}

void scale(Run &run) {
  if (run.options.no_scale) {
    run.product.image = std::visit([](auto &&pixels) -> AnyImage { return std::move(pixels); }, std::move(run.image));
    run.image = {};
  } else if (run.h.detector == "C3" && run.h.filter == "Clear") {
    add_statistics(run, kScaleMax);
    warn_about_wrap(run);
    run.product.image = scale_to_int16(run.image, run.options.saturate_negatives);
    add_scaling_cards(run.out);
  } else {
    add_statistics(run, std::nullopt);
    if (auto *floats = std::get_if<Image<float>>(&run.image)) {
      run.product.image = std::move(*floats);
      run.image = {};
    } else {
      run.product.image = convert<float>(run.image);
    }
  }
  run.done("scale", run.product.image);
}

// NaN and infinite pixels go through the arithmetic as they do in SolarSoft.
void warn_about_no_numbers(Run &run) {
  if (run.options.noimg) return;
  const auto no_numbers = [](const auto &pixels) -> std::ptrdiff_t {
    using T = typename std::decay_t<decltype(pixels)>::value_type;
    if constexpr (std::is_floating_point_v<T>) return std::count_if(pixels.begin(), pixels.end(), [](T v) { return !std::isfinite(v); });
    return 0;
  };
  const auto count = std::visit(no_numbers, run.raw);
  if (count > 0)
    run.product.warnings.push_back(std::to_string(count) + (count == 1 ? " pixel is" : " pixels are") +
                                   " NaN or infinite: the product has no value there, nor where the distortion and the rotation spread "
                                   "them; correct the image, or set lost pixels to 0");
}

std::string pipeline_folder(const OutputName &name, const std::string &date, const std::string &detector) {
  const auto mjd = parse_mjd(date);
  const std::string day = name.model || !mjd ? "monthly" : format_yymmdd(*mjd);
  return day + (detector == "C2" ? "/c2" : "/c3");
}

}  // namespace

std::shared_ptr<const C2Calibration> Level1Context::c2_calibration(const CalibrationKey &key) const {
  return c2_.get(key, [&] { return load_c2_calibration(store_, key); });
}

std::shared_ptr<const C3Calibration> Level1Context::c3_calibration(const CalibrationKey &key) const {
  return c3_.get(key, [&] { return load_c3_calibration(store_, key); });
}

std::shared_ptr<const std::vector<sky::Star>> Level1Context::star_table(const std::string &file) const {
  const std::string found = sky::find_star_table(file).string();
  return stars_.get(found, [&] { return sky::read_star_table(found); });
}

std::shared_ptr<const sky::Ephemeris> Level1Context::ephemeris(const std::string &path) const {
  return ephemerides_.get(path, [&] { return sky::read_ephemeris(path); });
}

std::shared_ptr<const WarpMap> Level1Context::warp_map(const LascoHeader &header, int nx, int ny, Oracle oracle, Geometry geometry) const {
  const auto key = geometry == Geometry::sky ? sky_warp_key(header, nx, ny) : warp_key(header, occltr_cntr(store_, header), nx, ny, oracle);
  return maps_.get(key, [&] { return corkit::warp_map(key); });
}

Level1Product reduce_level1(const Level1Context &context, AnyImage image, const Header &header, const Level1Options &options) {
  Run run{context, options, lasco_fitshdr2struct(header),    std::move(image), {}, {}, {}, false, {}, {}, 0,
          "None",  {},      std::chrono::steady_clock::now()};
  check_level05(run.h, header, options.noimg);
  run.product.warnings = check_input(run.h, header, options.insist);
  const OutputName name = output_name(run.h.filename);
  run.product.name = name.name;
  run.product.detector = run.h.detector;
  run.h.naxis1 = width(run.raw);
  run.h.naxis2 = height(run.raw);
  if (!name.model) run.warn(mend_sums(run.h, run.h.naxis1, run.h.naxis2, !options.noimg));
  warn_about_no_numbers(run);
  const auto contexts = prepare_fill(run, header);
  const auto stars = look_at_stars(context, run.raw, header, run.h, options);
  if (stars) run.done("stars", run.raw);
  auto prepared = prepare_field(context.store(), std::move(run.raw), run.h, {name.model, options.noimg, options.compat_bugs});
  run.raw = std::move(prepared.image);
  run.outside_field = std::move(prepared.outside);
  for (auto &warning : prepared.warnings) run.product.warnings.push_back(std::move(warning));
  run.out = begin_product_header(run.raw, run.h, name.name);
  reread_times(run.out, run.h);
  run.done("prepare", run.raw);

  if (run.h.detector == "C3" && !options.noimg) warn_about_monthly_branch(run, name.model);
  if (!options.noimg) run.h.detector == "C2" ? reduce_c2(run) : reduce_c3(run);

  if (!options.noimg) run.raw = {};
  Attitude attitude = find_attitude(context, run.h, header, options, stars);
  run.history(attitude.history);
  for (const auto &line : attitude.comments) run.comment(line);
  for (auto &warning : attitude.warnings) run.warn(std::move(warning));
  see_sky(run, attitude);
  const auto plan =
      plan_rectification(run.h, attitude.sun_x, attitude.sun_y, attitude.roll_deg, options.no_roll_correction, options.noimg, run.sky());
  if (!options.noimg) {
    run.image = rectify(std::move(run.image), plan, options.oracle);
    if (run.any_lost) run.lost = rectify_touched(std::move(run.lost), plan, options.oracle);
    if (run.states) run.states->rectify(plan, options.oracle);
  }
  run.history(" " + plan.message);
  add_pointing_cards(run.out, run.h, name.name, plan, attitude.cards);
  run.product.folder = pipeline_folder(name, attitude.cards.date, run.h.detector);
  if (options.noimg) {
    run.product.image = std::move(run.raw);
  } else {
    run.done("rectify", run.image);
    run.out.set("NMISSING", run.nmissing, " Number of missing blocks.");
    run.out.set("MISSLIST", run.misslist);
    run.out.set("BUNIT", "MSB", " Mean Solar Brightness");
    if (run.states) fill_lost(run, plan, attitude.cards.rsun_arcsec, contexts);
    scale(run);
  }
  if (context.store().synthetic()) run.history("corkit: SYNTHETIC calibration data, not for science");
  run.history(std::string("corkit ") + kVersion + " (" + kSolarSoftVersion + " semantics)");
  conform_header(run.out, run.product.image, now_systime());
  run.product.header = std::move(run.out);
  run.product.calibrated = std::move(run.image);
  run.product.missing = std::move(run.lost);
  run.product.nmissing = run.nmissing;
  for (auto &warning : run.product.warnings) warning = escaped(warning);  // it may quote a card
  return std::move(run.product);
}

}  // namespace corkit
