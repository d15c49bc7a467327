// The level-1 chain: options, product, the context that holds what images share, and the pipeline.
//
// Follows   reduce_level_1.pro 1.68 (07/31/18)
#pragma once

#include <functional>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "calib/locate.hpp"
#include "calib/store.hpp"
#include "core/image.hpp"
#include "core/memo.hpp"
#include "core/oracle.hpp"
#include "fill/fill_image.hpp"
#include "fits/header.hpp"
#include "sky/ephemeris.hpp"
#include "sky/star_table.hpp"
#include "stages/calibration_set.hpp"
#include "stages/warp.hpp"

namespace corkit {

// Where roll and Sun centre come from. automatic: tables where they reach, else stars, else interim values.
enum class Pointing { tables, stars, automatic };

enum class Fill { standard, fuzzy, none, membrane, learned };

struct Level1Options {
  Fill fill = Fill::standard;
  bool no_vig = false;
  bool no_mask = false;
  bool no_warp = false;
  bool no_stat = false;
  bool no_scale = false;
  bool no_roll_correction = false;
  bool no_time_correction = false;
  bool noimg = false;
  Oracle oracle = Oracle::idl;
  bool compat_bugs = false;
  bool saturate_negatives = false;
  Geometry geometry = Geometry::solarsoft;
  Pointing pointing = Pointing::tables;
  std::string ephemeris;  // file of JPL Horizons; of Pointing::stars and automatic
  bool insist = false;    // reduces what is no level-0.5 image of the corona
  // Of Fill::membrane and Fill::learned.
  std::vector<std::string> context;  // files
  FillSettings fill_settings;        // its method follows fill
  bool fill_mask = false;            // extensions in the file
  bool keep_state = false;           // product.state, whatever the fill
  bool is_context = false;           // nothing is said of what was filled before: it counts as lost
  std::function<void(int index, const char *name, const Image<double> &image)> stage_hook;
};

struct StageTime {
  const char *name;
  double seconds;
};

struct Level1Product {
  std::string name;    // 25180003.fts
  std::string folder;  // <yymmdd>/<c2|c3>, as /PIPELINE lays products out
  std::string detector;
  Header header;                // as written
  AnyImage image;               // as written: int16 (C3 Clear), float, double (/NOSCALE)
  RealImage calibrated;         // b: MSB, after mask and rotation; empty where it is `image`
  Image<std::uint8_t> missing;  // 1: depends on a pixel lost in telemetry
  int nmissing = 0;
  Image<std::uint8_t> filled;  // 1: filled, now or before; of the fuzzy fill only where a FILLMASK is written; empty otherwise
  Image<float> fill_sigma;     // MSB; empty unless learned
  std::size_t nfilled = 0;     // now
  Image<std::uint8_t> state;   // of each pixel (fill/pixel_state.hpp), before it was filled; empty unless keep_state or filled
  std::vector<StageTime> stages;
  std::vector<std::string> warnings;
};

// Calibration files and everything computed from them once: immutable, shared by all threads.
class Level1Context {
 public:
  explicit Level1Context(const CalibrationRequest &request) : store_(locate_calibration(request)) {}

  const CalibrationStore &store() const { return store_; }
  std::shared_ptr<const C2Calibration> c2_calibration(const CalibrationKey &key) const;
  std::shared_ptr<const C3Calibration> c3_calibration(const CalibrationKey &key) const;
  std::shared_ptr<const WarpMap> warp_map(const LascoHeader &header, int nx, int ny, Oracle oracle,
                                          Geometry geometry = Geometry::solarsoft) const;
  std::shared_ptr<const std::vector<sky::Star>> star_table(const std::string &file = {}) const;  // "": the installed one
  std::shared_ptr<const sky::Ephemeris> ephemeris(const std::string &path) const;

 private:
  CalibrationStore store_;
  Memo<CalibrationKey, C2Calibration> c2_;
  Memo<CalibrationKey, C3Calibration> c3_;
  Memo<WarpKey, WarpMap> maps_;
  Memo<std::string, std::vector<sky::Star>> stars_;
  Memo<std::string, sky::Ephemeris> ephemerides_;
};

struct FilledBefore;

inline constexpr const char *kVersion = "0.1.0";
inline constexpr const char *kSolarSoftVersion = "reduce_level_1 1.68";

// Reduces one image. header: the level-0.5 header. name: FILENAME, or the name of the file for monthly models.
// before: what was filled; nullptr: what the header says of it.
Level1Product reduce_level1(const Level1Context &context, AnyImage image, const Header &header, const Level1Options &options,
                            const FilledBefore *before = nullptr);

// The checks that come before any arithmetic: Error naming the keyword and the remedy.
void check_level05(const LascoHeader &header, const Header &cards, bool noimg);

// What else an archive's header may hold: Error, or with insist a warning, for what is no level-0.5 image of the corona; warnings for what
// is doubtful. Settles the time of the observation (stages/observation_time.hpp).
std::vector<std::string> check_input(LascoHeader &header, const Header &cards, bool insist);

// A monthly or daily model, by its FILENAME.
bool is_model(const LascoHeader &header);

}  // namespace corkit
