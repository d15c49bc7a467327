#include "calib/store.hpp"

#include <algorithm>
#include <cctype>
#include <cmath>
#include <string_view>
#include <type_traits>

#include "calib/text.hpp"
#include "core/error.hpp"
#include "core/file_kind.hpp"
#include "fits/reader.hpp"

namespace corkit {

namespace {

namespace fs = std::filesystem;

constexpr int kSide = 1024;
constexpr std::size_t kMaxDays = 128;

constexpr const char *kImages[] = {"c2vig_final.fts", "c3vig_preint_final.fts", "c3vig_postint_final.fts", "c3_cl_mask_lvl1.fts",
                                   "C3ramp.fts",      "3m_clcl_all.fts"};
constexpr const char *kPointingFiles[] = {"c2_pre_recovery_adj_xyr_medv2.sav", "c2_post_recovery_adj_xyr_medv2.sav",
                                          "c3_pre_recovery_adj_xyr_medv2.sav", "c3_post_recovery_adj_xyr_medv2.sav"};
constexpr const char *kOffsetFiles[] = {"c2_012496t1544_082997t1827_timeoffsets.sav", "c2_101997t1828_102797t2241_timeoffsets.sav",
                                        "c2_120697t0027_123097t2023_timeoffsets.sav"};
constexpr const char *kLastDayFile = "c2_c3_last_post_recovery_day.sav";
constexpr const char *kTimeDiffFile = "TIME_DIFF.DAT";
constexpr const char *kNullBlocksFile = "c2nullblocks.txt";
constexpr const char *kC3OcculterFile = "c3_occltr_cntr.dat";
constexpr const char *kOcculterFile = "occulter_center.dat";
constexpr const char *kNominalRollFile = "nominal_roll_attitude.dat";

// Where SolarSoft's users get a file, and the variable that says where it is.
struct Origin {
  const char *variable;
  const char *place;
  const char *url;
};
constexpr Origin kLascoOrigin = {"LASCO_DATA", "calib/", "https://soho.nascom.nasa.gov/solarsoft/soho/lasco/lasco/data/calib/"};
constexpr Origin kNrlOrigin = {"NRL_LIB", "idl/data/calib/", "https://soho.nascom.nasa.gov/solarsoft/soho/lasco/idl/data/calib/"};

[[noreturn]] void throw_missing(const CalibrationPaths &paths, const std::string &name, const Origin &origin) {
  std::string where = "no calibration folder is set";
  if (paths.demo)
    where = paths.source + " does not hold it: run `corkit data demo DIR` and use --calib DIR";
  else if (!paths.source.empty())
    where = "it is not in " + paths.source;
  throw Error(CORKIT_ERROR_CALIBRATION_MISSING,
              "calibration file " + name + " not found: " + where +
                  (paths.demo ? std::string()
                              : std::string("; set ") + origin.variable + " (file in $" + origin.variable + "/" + origin.place +
                                    ") or --calib DIR, or fetch it with `corkit data fetch`, from " + origin.url));
}

bool holds_word_synthetic(std::string text) {
  std::transform(text.begin(), text.end(), text.begin(),
                 [](char c) { return static_cast<char>(std::tolower(static_cast<unsigned char>(c))); });
  return text.find("synthetic") != std::string::npos;
}

bool says_synthetic(const Header &header) {
  if (header.get_int("SYNTHET").value_or(0) != 0) return true;
  const auto any = [](const std::vector<std::string> &lines) { return std::any_of(lines.begin(), lines.end(), holds_word_synthetic); };
  return any(header.comments()) || any(header.history());
}

template <class T>
bool mostly_finite(const Image<T> &image) {
  if constexpr (!std::is_floating_point_v<T>) {
    return true;
  } else {
    const auto finite = std::count_if(image.begin(), image.end(), [](T x) { return std::isfinite(x); });
    return 2 * static_cast<std::size_t>(finite) >= image.size();
  }
}

std::shared_ptr<const CalibrationImage> load_image(const fs::path &path, const std::string &name) {
  FitsImage fits;
  try {
    fits = read_fits(path);
  } catch (const Error &error) {
    if (error.status() == CORKIT_ERROR_MEMORY) throw;
    throw Error(CORKIT_ERROR_CALIBRATION_DAMAGED, "calibration file " + name + " cannot be used (" + error.what() + "): fetch it again");
  }
  if (fits.lossy)
    throw Error(CORKIT_ERROR_CALIBRATION_DAMAGED,
                "calibration file " + name + " (" + path.string() +
                    ") was fpacked with a loss, so its numbers are not SolarSoft's: fetch it again, or compress the original with gzip or "
                    "fpack -g -q 0");
  if (width(fits.pixels) != kSide || height(fits.pixels) != kSide)
    throw_damaged(
        path, 0,
        "its image is " + std::to_string(width(fits.pixels)) + " x " + std::to_string(height(fits.pixels)) + " pixels, not 1024 x 1024");
  if (!std::visit([](const auto &image) { return mostly_finite(image); }, fits.pixels))
    throw_damaged(path, 0, "most of its pixels are not numbers (NaN)");
  auto image = std::make_shared<CalibrationImage>();
  image->integer =
      std::visit([](const auto &pixels) { return std::is_integral_v<typename std::decay_t<decltype(pixels)>::value_type>; }, fits.pixels);
  if (auto *floats = std::get_if<Image<float>>(&fits.pixels))
    image->pixels = std::move(*floats);
  else
    image->pixels = convert<float>(fits.pixels);
  image->header = std::move(fits.header);
  image->name = name;
  image->date = file_date(path);
  for (const auto &warning : fits.warnings) image->warnings.push_back("calibration file " + path.string() + ": " + warning);
  return image;
}

// A table that need not be there.
template <class T, class Read>
std::shared_ptr<const T> load_optional(const fs::path &path, Read read) {
  return path.empty() ? nullptr : std::make_shared<const T>(read(path));
}

}  // namespace

CalibrationStore::CalibrationStore(CalibrationPaths paths) : paths_(std::move(paths)) {}

template <class T>
std::shared_ptr<const T> CalibrationStore::cached(Cache &cache, const std::string &key,
                                                  const std::function<std::shared_ptr<const T>()> &load) const {
  std::shared_ptr<Entry> entry;
  {
    const std::lock_guard lock(mutex_);
    if (&cache == &days_ && cache.size() >= kMaxDays && cache.find(key) == cache.end()) cache.clear();
    auto &slot = cache[key];
    if (!slot) slot = std::make_shared<Entry>();
    entry = slot;
  }
  const std::lock_guard lock(entry->mutex);
  if (!entry->loaded) {
    entry->value = load();
    entry->loaded = true;
  }
  return std::static_pointer_cast<const T>(entry->value);
}

bool CalibrationStore::synthetic() const {
  const auto find = [this] {
    const auto marked = [](const fs::path &folder) {
      if (folder.empty()) return false;
      const auto there = [&](const char *name) { return file_kind(folder / name, CORKIT_ERROR_CALIBRATION) != FileKind::none; };
      return there("SYNTHETIC") || there("SYNTHETIC.txt");
    };
    bool found = paths_.demo;
    for (const auto &folder : {paths_.flat, paths_.lasco_data, paths_.lasco_data.parent_path(), paths_.nrl_lib, paths_.ancil_data})
      found = found || marked(folder);
    for (const auto &folder : paths_.lasco_calib_folders()) found = found || marked(folder);
    for (const char *name : kImages) {
      if (found) break;
      try {
        const auto path = paths_.lasco_calib(name);
        found = !path.empty() && says_synthetic(read_fits_header(path));
      } catch (const Error &) {
        // A file that cannot be asked for or is damaged is reported by those who need its pixels.
      }
    }
    return std::make_shared<const bool>(found);
  };
  return *cached<bool>(files_, "synthetic", find);
}

std::shared_ptr<const CalibrationImage> CalibrationStore::image(const std::string &name) const {
  std::shared_ptr<ImageEntry> entry;
  {
    const std::lock_guard lock(mutex_);
    auto &slot = images_[name];
    if (!slot) slot = std::make_shared<ImageEntry>();
    entry = slot;
  }
  const std::lock_guard lock(entry->mutex);
  if (auto in_use = entry->image.lock()) return in_use;
  const auto path = paths_.lasco_calib(name);
  if (path.empty()) throw_missing(paths_, name, kLascoOrigin);
  auto loaded = load_image(path, name);
  entry->image = loaded;
  return loaded;
}

std::shared_ptr<const std::vector<int>> CalibrationStore::c2_null_blocks() const {
  return cached<std::vector<int>>(files_, kNullBlocksFile, [&] {
    const auto path = paths_.lasco_calib(kNullBlocksFile);
    if (path.empty()) throw_missing(paths_, kNullBlocksFile, kLascoOrigin);
    return std::make_shared<const std::vector<int>>(read_null_blocks(path));
  });
}

std::shared_ptr<const CalibrationStore::ExposureTable> CalibrationStore::exposure_table(Detector detector, int mjd) const {
  if (detector != Detector::C2 && detector != Detector::C3) return nullptr;
  constexpr int kLastMjd = 100000;  // 2132: MID_DATE may hold anything
  if (mjd < 0 || mjd > kLastMjd) return nullptr;
  const auto yymmdd = format_yymmdd(mjd);
  const std::string file = std::string(detector == Detector::C2 ? "c2" : "c3") + "_expfactor_" + yymmdd + ".dat";
  return cached<ExposureTable>(days_, file, [&]() -> std::shared_ptr<const ExposureTable> {
    const auto path = paths_.expfac(yymmdd.substr(0, 4), file);
    if (path.empty()) return nullptr;
    return std::make_shared<const ExposureTable>(ExposureTable{read_exposure_table(path), file, file_date(path)});
  });
}

std::shared_ptr<const std::vector<OcculterRow>> CalibrationStore::c3_occulter_centers() const {
  using Rows = std::vector<OcculterRow>;
  return cached<Rows>(files_, kC3OcculterFile,
                      [&] { return load_optional<Rows>(paths_.nrl_convert(kC3OcculterFile), read_c3_occulter_centers); });
}

std::shared_ptr<const std::vector<std::array<OcculterCenter, 2>>> CalibrationStore::occulter_centers() const {
  using Rows = std::vector<std::array<OcculterCenter, 2>>;
  return cached<Rows>(files_, kOcculterFile, [&] { return load_optional<Rows>(paths_.nrl_convert(kOcculterFile), read_occulter_centers); });
}

std::shared_ptr<const TimeDiff> CalibrationStore::time_diff() const {
  return cached<TimeDiff>(files_, kTimeDiffFile, [&] {
    const auto path = paths_.nrl_calib(kTimeDiffFile);
    if (path.empty()) throw_missing(paths_, kTimeDiffFile, kNrlOrigin);
    return std::make_shared<const TimeDiff>(path);
  });
}

std::shared_ptr<const TimeOffsets> CalibrationStore::time_offsets(const std::string &name) const {
  return cached<TimeOffsets>(files_, name, [&] {
    const auto path = paths_.nrl_calib(name);
    if (path.empty()) throw_missing(paths_, name, kNrlOrigin);
    return std::make_shared<const TimeOffsets>(read_time_offsets(path));
  });
}

std::shared_ptr<const PointingTable> CalibrationStore::pointing(const std::string &name) const {
  return cached<PointingTable>(files_, name, [&] { return load_optional<PointingTable>(paths_.nrl_calib(name), read_pointing); });
}

std::shared_ptr<const std::string> CalibrationStore::last_post_recovery_day() const {
  return cached<std::string>(files_, kLastDayFile,
                             [&] { return load_optional<std::string>(paths_.nrl_calib(kLastDayFile), read_last_day); });
}

std::shared_ptr<const std::vector<RollRow>> CalibrationStore::nominal_roll() const {
  using Rows = std::vector<RollRow>;
  return cached<Rows>(files_, kNominalRollFile, [&] { return load_optional<Rows>(paths_.attitude(kNominalRollFile), read_nominal_roll); });
}

std::shared_ptr<const std::vector<RollRow>> CalibrationStore::predicted_roll(int mjd) const {
  using Rows = std::vector<RollRow>;
  const auto day = format_date(mjd);
  const std::string stem = "SO_AT_ROL_" + day.substr(0, 4) + day.substr(5, 2) + day.substr(8, 2) + "_V";
  return cached<Rows>(days_, stem, [&]() -> std::shared_ptr<const Rows> {
    for (int version = 99; version >= 0; --version) {
      const auto path = paths_.attitude(stem + (version < 10 ? "0" : "") + std::to_string(version) + ".DAT");
      if (!path.empty()) return std::make_shared<const Rows>(read_attitude_roll(path));
    }
    return nullptr;
  });
}

std::vector<CalibrationFileState> CalibrationStore::check() const {
  std::vector<CalibrationFileState> states;
  const auto add = [&](const std::string &name, const std::function<fs::path()> &find, const std::function<void()> &load) {
    CalibrationFileState state{name, "", "missing"};
    try {
      state.path = find().string();
      if (!state.path.empty()) {
        load();
        state.state = "ok";
      }
    } catch (const std::exception &error) {
      state.state = std::string("damaged: ") + error.what();
    }
    states.push_back(std::move(state));
  };
  for (const std::string name : kImages)
    add(
        name, [&] { return paths_.lasco_calib(name); },
        [&] {
          const auto loaded = image(name);
          if (name == "3m_clcl_all.fts" && !(loaded->header.get_double("EXPTIME").value_or(0) > 0))
            throw Error(CORKIT_ERROR_CALIBRATION_DAMAGED, "keyword EXPTIME is missing or not positive: fetch the file again");
        });
  add(
      kNullBlocksFile, [&] { return paths_.lasco_calib(kNullBlocksFile); }, [&] { c2_null_blocks(); });
  for (const std::string name : kPointingFiles)
    add(
        name, [&] { return paths_.nrl_calib(name); }, [&] { pointing(name); });
  add(
      kLastDayFile, [&] { return paths_.nrl_calib(kLastDayFile); }, [&] { last_post_recovery_day(); });
  for (const std::string name : kOffsetFiles)
    add(
        name, [&] { return paths_.nrl_calib(name); }, [&] { time_offsets(name); });
  add(
      kTimeDiffFile, [&] { return paths_.nrl_calib(kTimeDiffFile); },
      [&] {
        const auto table = time_diff();
        table->record(1);
        table->record(std::max(1, table->count() - 1));
      });
  add(
      kC3OcculterFile, [&] { return paths_.nrl_convert(kC3OcculterFile); }, [&] { c3_occulter_centers(); });
  add(
      kOcculterFile, [&] { return paths_.nrl_convert(kOcculterFile); }, [&] { occulter_centers(); });
  add(
      kNominalRollFile, [&] { return paths_.attitude(kNominalRollFile); }, [&] { nominal_roll(); });
  return states;
}

}  // namespace corkit
