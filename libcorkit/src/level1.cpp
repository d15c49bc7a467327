#include "level1.hpp"

#include <algorithm>
#include <chrono>
#include <cmath>
#include <cstddef>
#include <iterator>
#include <type_traits>
#include <utility>

#include "attitude.hpp"
#include "context_images.hpp"
#include "core/error.hpp"
#include "fill/blocks.hpp"
#include "fill/earlier_fill.hpp"
#include "fill/learned.hpp"
#include "fill/pixel_state.hpp"
#include "fill_choice.hpp"
#include "filled_before.hpp"
#include "fits/writer.hpp"
#include "lasco/lasco_header.hpp"
#include "stages/c2_calibrate.hpp"
#include "stages/c3_calibrate.hpp"
#include "stages/calfactor.hpp"
#include "stages/carry_flat.hpp"
#include "stages/carry_state.hpp"
#include "stages/distortion_comment.hpp"
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

// What a reduction leaves beside its image: the header as it grows, warnings, times.
class Notes {
 public:
  explicit Notes(const Level1Options &options) : hook_(options.stage_hook) {}

  Header header;
  std::vector<std::string> warnings;
  std::vector<StageTime> stages;

  void history(const std::string &line) { header.add_history(line); }
  void history(const std::vector<std::string> &lines) {
    for (const auto &line : lines) header.add_history(line);
  }
  void comment(const std::string &line) { header.add_comment(line); }
  void warn(const std::optional<std::string> &sentence) {
    if (sentence) warnings.push_back(*sentence);
  }
  void warn(std::vector<std::string> sentences) {
    warnings.insert(warnings.end(), std::make_move_iterator(sentences.begin()), std::make_move_iterator(sentences.end()));
  }

  // Notes the stage's time and hands its image to the hook.
  template <class... Ts>
  void done(const char *name, const std::variant<Ts...> &result) {
    const auto now = std::chrono::steady_clock::now();
    stages.push_back({name, std::chrono::duration<double>(now - mark_).count()});
    if (hook_) hook_(static_cast<int>(stages.size()), name, convert<double>(result));
    mark_ = std::chrono::steady_clock::now();
  }

 private:
  const std::function<void(int, const char *, const Image<double> &)> &hook_;
  std::chrono::steady_clock::time_point mark_ = std::chrono::steady_clock::now();
};

// What every step may look at: the options, the header and the size of the full frame.
struct Scene {
  const Level1Context &context;
  const Level1Options &options;
  const LascoHeader &h;
  int nx, ny;

  // An image that is not warped keeps SolarSoft's scale and centre.
  Geometry geometry() const { return options.no_warp || options.noimg ? Geometry::solarsoft : options.geometry; }
  bool sky() const { return geometry() == Geometry::sky; }
  std::shared_ptr<const WarpMap> map() const { return context.warp_map(h, nx, ny, options.oracle, geometry()); }
  CalibrationKey calibration() const { return calibration_key(h, nx, ny, options.compat_bugs); }
};

// What telemetry lost.
struct Losses {
  int blocks = 0;
  int outside = 0;  // of them: outside of a sub-field
  std::string list = "None";
  Image<std::uint8_t> pixels;  // 1: the image depends on a lost one
  bool any = false;
  bool fuzzy = false;                 // they were filled in the calibration
  std::optional<PixelStates> states;  // what is to be filled, where that is asked for
  Image<std::uint8_t> filled_before;  // 1: the image depends on a pixel that was filled before; empty: not known

  void warp(const WarpMap &map) {
    if (any) pixels = warp_touched(pixels, map);
    if (!filled_before.empty()) filled_before = warp_touched(filled_before, map);
    if (states) states->warp(map);
  }
  void rectify(const Rectification &plan, Oracle oracle) {
    if (any) pixels = rectify_touched(std::move(pixels), plan, oracle);
    if (!filled_before.empty()) filled_before = rectify_touched(std::move(filled_before), plan, oracle);
    if (states) states->rectify(plan, oracle);
  }
};

struct Reduced {
  RealImage image;  // MSB
  Losses losses;
  bool warped = true;
};

Losses find_losses(const Scene &scene, const PreparedField &field, const std::vector<int> &null_blocks) {
  Losses losses;
  losses.pixels = lost_pixels(field.image, scene.h, null_blocks);
  losses.any = any(losses.pixels);
  losses.filled_before = field.marked;
  if (fills_last(scene.options.fill) || scene.options.keep_state)
    losses.states.emplace(field.image, losses.pixels, field.outside, scene.h.is_pb_product() || scene.h.is_monthly_model());
  return losses;
}

// Distortion, or the comment that says it was skipped.
RealImage warped(const Scene &scene, RealImage image, Notes &notes) {
  if (scene.options.no_warp) {
    notes.comment(kNoWarpComment);
    return image;
  }
  image = std::visit([&](const auto &pixels) -> RealImage { return warp(pixels, *scene.map()); }, image);
  notes.history(scene.sky() ? sky_history(scene.h) : kWarpHistory);
  if (scene.sky())
    for (const auto &line : sky_comments(scene.h)) notes.comment(line);
  return image;
}

void note_exposure(const Calibrated &calibrated, Notes &notes) {
  if (calibrated.exposure_found) notes.header.set("EXPTIME", calibrated.exptime_s, calibrated.exptime_comment);
}

void warn_about_factor(const LascoHeader &h, float calfac, Notes &notes) {
  if (calfac == 0)
    notes.warn("FILTER '" + h.filter + "' with POLAR '" + h.polar +
               "' has no calibration factor: it is 0, as in SolarSoft, and so is the image");
}

void warn_about_bias(const Scene &scene, const AnyImage &raw, const ExposureFactor &exposure, Notes &notes) {
  const LascoHeader &h = scene.h;
  // No bias is subtracted from these.
  if (h.is_pb_product() || is_model(h) || (h.detector == "C3" && h.is_monthly_model())) return;
  notes.warn(exposure_warning(h, exposure));
  notes.warn(port_warning(h, exposure));
  if (!scene.options.insist) notes.warn(darkness_warning(raw, h, exposure));
}

void warn_about_monthly_branch(const LascoHeader &h, bool model, Notes &notes) {
  if (h.is_monthly_model() && !model)
    notes.warn("FILEORIG is '" + h.fileorig.substr(0, 40) +
               "': the image is taken for a monthly model, as in SolarSoft, and no bias is subtracted; set FILEORIG "
               "to the name of the telemetry file, yymmdd_hhmmss.img");
}

Reduced reduce_c2(const Scene &scene, const PreparedField &field, Notes &notes) {
  const auto &[context, options, h, nx, ny] = scene;
  const AnyImage &raw = field.image;
  const auto calibration = context.c2_calibration(scene.calibration());
  const auto exposure = get_exp_factor(context.store(), h);
  notes.warn(calibration->warnings);
  auto calibrated = c2_calibrate(raw, h, exposure, *calibration, {});
  notes.history(calibrated.history);
  note_exposure(calibrated, notes);
  warn_about_factor(h, c2_calfactor(h, false), notes);
  warn_about_bias(scene, raw, exposure, notes);
  notes.done("c2_calibrate", calibrated.image);

  RealImage image = warped(scene, std::move(calibrated.image), notes);
  notes.done("c2_warp", image);

  const auto null_blocks = context.store().c2_null_blocks();
  const auto missing = c2_missing_blocks(raw, *null_blocks, h.binning(), options.compat_bugs);
  Losses losses = find_losses(scene, field, *null_blocks);
  losses.blocks = missing.count;
  losses.outside = std::min(missing.count, c2_blocks_outside(field.outside, *null_blocks, h.binning()));
  losses.list = missing.list;
  if (missing.count > 0) {
    // The mask is warped even when the image is not: SolarSoft's behaviour, kept.
    const auto sent = data_mask(raw);
    image = std::visit([&](const auto &pixels) -> RealImage { return times_warped(pixels, sent, *scene.map()); }, image);
    notes.history(" Masked missing blocks only");
  }
  if (!options.no_warp)
    losses.warp(*scene.map());
  else if (losses.states && missing.count > 0)
    losses.states->add_warped(*scene.map());
  notes.done("mask", image);
  return {std::move(image), std::move(losses), !options.no_warp};
}

C3CalibrateOptions c3_options(const Level1Options &options) {
  C3CalibrateOptions c3;
  c3.no_vig = options.no_vig;
  c3.lost = masks_lost(options.fill) ? LostPixels::none : LostPixels::fuzzy;
  c3.fuzzy = {options.oracle, options.compat_bugs};
  return c3;
}

Reduced reduce_c3(const Scene &scene, const PreparedField &field, Notes &notes) {
  const auto &[context, options, h, nx, ny] = scene;
  const AnyImage &raw = field.image;
  const auto calibration = context.c3_calibration(scene.calibration());
  const auto exposure = get_exp_factor(context.store(), h);
  notes.warn(calibration->warnings);
  auto calibrated = c3_calibrate(raw, h, exposure, *calibration, c3_options(options));
  notes.history(calibrated.history);
  note_exposure(calibrated, notes);
  warn_about_factor(h, c3_calfactor(h, false), notes);
  warn_about_bias(scene, raw, exposure, notes);
  notes.done("c3_calibrate", calibrated.image);

  const bool unwarped_product = options.no_mask && options.compat_bugs;  // Q3
  RealImage unwarped;
  if (unwarped_product) unwarped = calibrated.image;
  RealImage image = warped(scene, std::move(calibrated.image), notes);
  notes.done("c3_warp", image);

  const auto missing = find_miss_blocks(raw, h);
  Losses losses = find_losses(scene, field, {});
  losses.blocks = missing.count;
  losses.outside = blocks_outside(missing.map, field.outside);
  const bool masked = missing.count > 0 && (calibrated.mask_blocks > 0 || masks_lost(options.fill));
  losses.fuzzy = calibrated.filled_blocks > 0 && !masked;
  if (missing.count > 0) {
    losses.list = calibrated.mask_blocks == 0 && h.binning() > 2 ? "Not computed for summed images." : missing.list;
    notes.comment(" MISSLIST is base-32 rep of missing blocks; use strmap2mb.pro.");
  }
  if (masked && !fills_last(options.fill)) notes.comment(kLostBlocksMaskedComment);
  if (masked && !options.no_mask) notes.warn(given_up_warning(options));
  if (!options.no_mask) {
    Image<std::uint8_t> block_mask;
    if (masked) {
      block_mask = data_mask(raw);
      if (!options.no_warp) block_mask = warp(block_mask, *scene.map());
    }
    image = apply_mask(std::move(image), block_mask, *calibration->mask);
    notes.history(" " + calibration->mask_name + " " + calibration->mask_date);
  } else if (unwarped_product) {
    image = std::move(unwarped);
  }
  const bool is_warped = !options.no_warp && !unwarped_product;
  if (is_warped) losses.warp(*scene.map());
  if (losses.states && !options.no_mask) losses.states->mask(*calibration->mask);
  notes.done("mask", image);
  return {std::move(image), std::move(losses), is_warped};
}

void see_sky(const Scene &scene, Attitude &attitude, Notes &notes) {
  notes.warn(sky_warning(scene.h, scene.options.geometry, scene.geometry()));
  if (!scene.sky()) return;
  const auto sun = SkyGeometry(*parse_detector(scene.h.detector))
                       .product_of_raw({static_cast<double>(attitude.sun_x), static_cast<double>(attitude.sun_y)});
  attitude.sun_x = static_cast<float>(sun.x);
  attitude.sun_y = static_cast<float>(sun.y);
  attitude.cards.arcsec_per_pixel = sky_plate_scale(scene.h);
}

Attitude settle_attitude(const Scene &scene, const Header &given, const std::optional<sky::Solution> &stars, Notes &notes) {
  Attitude attitude = find_attitude(scene.context, scene.h, given, scene.options, stars);
  notes.history(attitude.history);
  for (const auto &line : attitude.comments) notes.comment(line);
  notes.warn(std::move(attitude.warnings));
  see_sky(scene, attitude, notes);
  return attitude;
}

// What would stop the fill is said before anything is computed. Returns the context files.
std::vector<Observation> prepare_fill(const Scene &scene, const AnyImage &raw, const Header &given) {
  const Level1Options &options = scene.options;
  if (!fills_last(options.fill) || options.noimg) return {};
  if (options.fill == Fill::learned) require_learned_fill(options.fill_settings.weights, scene.h.detector);
  require_finite(raw);
  auto image = observe(given, scene.h.filename, width(raw), height(raw));
  image.sky_geometry = scene.sky();
  image.no_warp = options.no_warp;
  return observe_contexts(image, options.context);
}

// Membrane or network, the last step before scaling: fills the image, and says what it did in the product.
void fill_lost(const Scene &scene, const Rectification &plan, double rsun_arcsec, const std::vector<Observation> &contexts, bool warped,
               RealImage &image, Level1Product &product, Notes &notes) {
  const LascoHeader &h = scene.h;
  FillScene fill_scene{h.detector, h.filter, h.polar, true, static_cast<double>(h.exptime), plan.xc, plan.yc, 0, {}};
  fill_scene.rsun_pixels = rsun_arcsec / static_cast<double>(scene.sky() ? sky_plate_scale(h) : get_sec_pixel(h));
  FillSettings settings = scene.options.fill_settings;
  settings.method = scene.options.fill == Fill::learned ? FillMethod::learned : FillMethod::membrane;
  std::vector<ContextImage> images;
  if (std::find(product.state.begin(), product.state.end(), kMissing) != product.state.end()) {
    images = level1_contexts(scene.context, contexts, scene.nx, scene.ny, plan.crota_deg, scene.options);
    if (settings.method == FillMethod::learned)
      fill_scene.flat = carried_flat(learned_flat(settings.weights, h.detector), warped ? scene.map().get() : nullptr, plan, scene.nx,
                                     scene.ny, scene.options.oracle);
  }
  notes.warn(warnings_of(images));
  auto outcome = fill_image(convert<double>(image), product.state, fill_scene, std::move(images), settings);
  std::visit([&](auto &pixels) { patch(pixels, outcome); }, image);
  notes.done("fill", image);
  add_fill_cards(notes.header, outcome);
  notes.warn(std::move(outcome.warnings));
  if (outcome.nfilled < outcome.nmissing)
    notes.warn(std::to_string(outcome.nmissing - outcome.nfilled) + " lost pixels have no measured neighbour and stay masked");
  product.nfilled = outcome.nfilled;
  product.filled = std::move(outcome.filled);
  product.fill_sigma = std::move(outcome.sigma);
}

// Fuzzy fill is a step of the calibration. Its product has SolarSoft's header, unless that tells of earlier fills.
void note_fuzzy(const Losses &losses, const RealImage &image, const EarlierFill &earlier, bool writes_mask, Level1Product &product,
                Notes &notes) {
  auto filled = losses.fuzzy ? losses.pixels : Image<std::uint8_t>(width(image), height(image), 0);
  take_out_what_is_masked(image, filled);
  if (remaining(earlier, losses.filled_before, filled).any() && any(filled))
    set_fill_cards(notes.header, "FUZZY", std::count(filled.begin(), filled.end(), 1));
  if (writes_mask) product.filled = std::move(filled);
}

// Cards; the image is capped where SolarSoft caps it.
void add_statistics(const Level1Options &options, RealImage &image, std::optional<float> satmax, Notes &notes) {
  if (options.no_stat) return;
  for (const auto &card : reduce_statistics2(image, satmax, std::nullopt)) notes.header.set(card.keyword, card.value, card.comment);
}

std::optional<std::string> wrap_warning(const Level1Options &options, const RealImage &image) {
  if (options.saturate_negatives) return std::nullopt;
  const auto wrapped = count_negative(image);
  if (wrapped == 0) return std::nullopt;
  return std::to_string(wrapped) +
         " negative pixels are stored as raw 32767, the brightest value, as SolarSoft does; "
         "--saturate-negatives stores them as the darkest";
}

struct Scaled {
  AnyImage image;        // as it is written
  RealImage calibrated;  // as it was; empty where that is the image
};

Scaled scaled(const Scene &scene, RealImage image, Notes &notes) {
  if (scene.options.no_scale) return {std::visit([](auto &pixels) -> AnyImage { return std::move(pixels); }, image), {}};
  if (scene.h.detector == "C3" && scene.h.filter == "Clear") {
    add_statistics(scene.options, image, kScaleMax, notes);
    notes.warn(wrap_warning(scene.options, image));
    add_scaling_cards(notes.header);
    AnyImage words = scale_to_int16(image, scene.options.saturate_negatives);
    return {std::move(words), std::move(image)};
  }
  add_statistics(scene.options, image, std::nullopt, notes);
  if (auto *floats = std::get_if<Image<float>>(&image)) return {std::move(*floats), {}};
  AnyImage floats = convert<float>(image);
  return {std::move(floats), std::move(image)};
}

// NaN and infinite pixels go through the arithmetic as they do in SolarSoft.
std::optional<std::string> no_numbers_warning(const AnyImage &raw) {
  const auto no_numbers = [](const auto &pixels) -> std::ptrdiff_t {
    using T = typename std::decay_t<decltype(pixels)>::value_type;
    if constexpr (std::is_floating_point_v<T>) return std::count_if(pixels.begin(), pixels.end(), [](T v) { return !std::isfinite(v); });
    return 0;
  };
  const auto count = std::visit(no_numbers, raw);
  if (count == 0) return std::nullopt;
  return std::to_string(count) + (count == 1 ? " pixel is" : " pixels are") +
         " NaN or infinite: the product has no value there, nor where the distortion and the rotation spread "
         "them; correct the image, or set lost pixels to 0";
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

Level1Product reduce_level1(const Level1Context &context, AnyImage image, const Header &header, const Level1Options &options,
                            const FilledBefore *before) {
  Notes notes(options);
  LascoHeader h = lasco_fitshdr2struct(header);
  check_level05(h, header, options.noimg);
  notes.warn(check_input(h, header, options.insist));
  const OutputName name = output_name(h.filename);
  h.naxis1 = width(image);
  h.naxis2 = height(image);
  if (!name.model) notes.warn(mend_sums(h, h.naxis1, h.naxis2, !options.noimg));
  if (!options.noimg) notes.warn(no_numbers_warning(image));
  if (!options.noimg) notes.warn(sameness_warning(image));
  const auto earlier = before == nullptr ? earlier_fill(header, {}) : before->cards;
  const Image<std::uint8_t> not_known;
  const auto &filled_before = before == nullptr ? not_known : before->mask;
  const bool writes_mask = writes_fill_mask(options, h, !filled_before.empty());
  if (earlier.any() && !options.noimg && !options.is_context) notes.warn(earlier_fill_warning(earlier, writes_mask));
  if (!options.noimg) notes.warn(no_fill_mask_warning(options, h, !filled_before.empty()));
  if (!options.noimg) notes.warn(no_fuzzy_fill_warning(options, h));
  const auto contexts = prepare_fill({context, options, h, h.naxis1, h.naxis2}, image, header);
  const auto stars = look_at_stars(context, image, header, h, options);
  if (stars) notes.done("stars", image);
  auto field = prepare_field(context.store(), std::move(image), h, {name.model, options.noimg, options.compat_bugs, filled_before});
  notes.warn(std::move(field.warnings));
  notes.header = begin_product_header(field.image, h, name.name);
  reread_times(notes.header, h);
  notes.done("prepare", field.image);

  // From here on the header is that of the full frame.
  const Scene scene{context, options, h, width(field.image), height(field.image)};
  if (h.detector == "C3" && !options.noimg) warn_about_monthly_branch(h, name.model, notes);
  Reduced reduced;
  if (!options.noimg) {
    reduced = h.detector == "C2" ? reduce_c2(scene, field, notes) : reduce_c3(scene, field, notes);
    field = {};
  }
  const Attitude attitude = settle_attitude(scene, header, stars, notes);
  const auto plan =
      plan_rectification(h, attitude.sun_x, attitude.sun_y, attitude.roll_deg, options.no_roll_correction, options.noimg, scene.sky());
  if (!options.noimg) {
    reduced.image = rectify(std::move(reduced.image), plan, options.oracle);
    reduced.losses.rectify(plan, options.oracle);
  }
  notes.history(" " + plan.message);
  add_pointing_cards(notes.header, h, name.name, plan, attitude.cards);

  Level1Product product;
  product.name = name.name;
  product.detector = h.detector;
  product.folder = pipeline_folder(name, attitude.cards.date, h.detector);
  if (options.noimg) {
    product.image = std::move(field.image);
  } else {
    notes.done("rectify", reduced.image);
    notes.header.set("NMISSING", reduced.losses.blocks, " Number of missing blocks.");
    notes.header.set("MISSLIST", reduced.losses.list);
    if (reduced.losses.outside > 0)
      notes.warn(std::to_string(reduced.losses.blocks) + " missing blocks, " + std::to_string(reduced.losses.outside) +
                 " of them outside the field: SolarSoft counts those, too, in NMISSING and MISSLIST");
    notes.header.set("BUNIT", "MSB", " Mean Solar Brightness");
    if (reduced.losses.states) product.state = reduced.losses.states->product_state(reduced.image);
    take_out_what_is_masked(reduced.image, reduced.losses.filled_before);
    if (fills_last(options.fill))
      fill_lost(scene, plan, attitude.cards.rsun_arcsec, contexts, reduced.warped, reduced.image, product, notes);
    if (fills_fuzzily(options.fill, h) && (writes_mask || earlier.any()))
      note_fuzzy(reduced.losses, reduced.image, earlier, writes_mask, product, notes);
    carry_fill_cards(remaining(earlier, reduced.losses.filled_before, product.filled), notes.header);
    product.filled = both_fills(std::move(reduced.losses.filled_before), product.filled);
    mark_unknown_sigma(product.fill_sigma, product.filled);
    auto [stored, calibrated] = scaled(scene, std::move(reduced.image), notes);
    notes.done("scale", stored);
    product.image = std::move(stored);
    product.calibrated = std::move(calibrated);
    product.missing = std::move(reduced.losses.pixels);
    product.nmissing = reduced.losses.blocks;
  }
  if (context.store().synthetic()) notes.history("corkit: SYNTHETIC calibration data, not for science");
  notes.history(std::string("corkit ") + kVersion + " (" + kSolarSoftVersion + " semantics)");
  conform_header(notes.header, product.image, now_systime());
  product.header = std::move(notes.header);
  product.stages = std::move(notes.stages);
  product.warnings = std::move(notes.warnings);
  for (auto &warning : product.warnings) warning = escaped(warning);  // it may quote a card
  return product;
}

}  // namespace corkit
