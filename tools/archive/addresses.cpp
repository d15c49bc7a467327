#include "archive/addresses.hpp"

#include <fmt/format.h>

#include <array>
#include <utility>

#include "command.hpp"

namespace tool::archive {

namespace {

// SolarSoft trees: the SOHO archive at GSFC and the SolarSoft distribution's second host.
constexpr std::array<const char *, 2> solarsoft_trees = {"https://soho.nascom.nasa.gov/solarsoft", "https://hesperia.gsfc.nasa.gov/ssw"};
// SOHO's ancillary data; not part of SolarSoft's tree.
constexpr const char *ancillary = "https://soho.nascom.nasa.gov/data/ancillary";
// Images: NRL holds levels 0.5 and 1, the latter to 2017-08-31; the SDAC at GSFC level 0.5 to February 2025.
constexpr const char *nrl_images = "https://lasco-www.nrl.navy.mil/lz";
constexpr const char *sdac_level05 = "https://umbra.nascom.nasa.gov/pub/lasco_level05";

constexpr std::array<CalibrationName, 19> names = {{
    {"c2vig_final.fts", Place::lasco_calib},
    {"c3vig_preint_final.fts", Place::lasco_calib},
    {"c3vig_postint_final.fts", Place::lasco_calib},
    {"c3_cl_mask_lvl1.fts", Place::lasco_calib},
    {"C3ramp.fts", Place::lasco_calib},
    {"3m_clcl_all.fts", Place::lasco_calib},
    {"c2nullblocks.txt", Place::lasco_calib},
    {"c2_pre_recovery_adj_xyr_medv2.sav", Place::nrl_calib},
    {"c2_post_recovery_adj_xyr_medv2.sav", Place::nrl_calib},
    {"c3_pre_recovery_adj_xyr_medv2.sav", Place::nrl_calib},
    {"c3_post_recovery_adj_xyr_medv2.sav", Place::nrl_calib},
    {"c2_c3_last_post_recovery_day.sav", Place::nrl_calib},
    {"c2_012496t1544_082997t1827_timeoffsets.sav", Place::nrl_calib},
    {"c2_101997t1828_102797t2241_timeoffsets.sav", Place::nrl_calib},
    {"c2_120697t0027_123097t2023_timeoffsets.sav", Place::nrl_calib},
    {"TIME_DIFF.DAT", Place::nrl_calib},
    {"c3_occltr_cntr.dat", Place::convert},
    {"occulter_center.dat", Place::convert},
    {"nominal_roll_attitude.dat", Place::attitude},
}};

// corkit's folders, SolarSoft's below its root as the public servers have it, and the same where lasco/lasco, a link to lasco/idl, is not
// followed.
struct Folders {
  const char *own, *solarsoft, *linked;
};

Folders folders_of(Place place) {
  switch (place) {
    case Place::lasco_calib:
      return {"lasco_data/calib/", "soho/lasco/lasco/data/calib/", "soho/lasco/idl/data/calib/"};
    case Place::nrl_calib:
      return {"nrl_lib/idl/data/calib/", "soho/lasco/idl/data/calib/", "soho/lasco/lasco/data/calib/"};
    case Place::convert:
      return {"nrl_lib/idl/convert/", "soho/lasco/idl/convert/", "soho/lasco/lasco/convert/"};
    case Place::expfac:
      return {"nrl_lib/idl/expfac/data/", "soho/lasco/lasco/expfac/data/", "soho/lasco/idl/expfac/data/"};
    case Place::attitude:
      break;
  }
  return {"ancil/attitude/roll/", "ancillary/attitude/roll/", "data/ancillary/attitude/roll/"};
}

Source source_of(Place place, const std::string &name, const std::vector<std::string> &mirrors) {
  const Folders folders = folders_of(place);
  Source source{folders.own + name, {}};
  for (const std::string &mirror : mirrors) {
    for (const char *folder : {folders.own, folders.solarsoft, folders.linked})
      source.urls.push_back(fmt::format("{}/{}{}", mirror, folder, name));
  }
  if (!mirrors.empty()) return source;
  if (place == Place::attitude) {
    source.urls.push_back(std::string(ancillary) + "/attitude/roll/" + name);
  } else {
    for (const char *tree : solarsoft_trees) source.urls.push_back(std::string(tree) + '/' + folders.solarsoft + name);
  }
  return source;
}

}  // namespace

std::span<const CalibrationName> calibration_names() { return names; }

Source calibration_source(const CalibrationName &file, const std::vector<std::string> &mirrors) {
  return source_of(file.place, file.name, mirrors);
}

Source exposure_source(const std::string &camera, const std::string &yymmdd, const std::vector<std::string> &mirrors) {
  return source_of(Place::expfac, yymmdd.substr(0, 4) + '/' + camera + "_expfactor_" + yymmdd + ".dat", mirrors);
}

std::vector<std::string> day_addresses(const Day &day, const std::vector<std::string> &mirrors) {
  const std::string within = day.yymmdd + '/' + day.camera;
  const bool raw = day.level == "level_05";
  std::vector<std::string> urls;
  for (const std::string &mirror : mirrors) {
    urls.push_back(fmt::format("{}/{}", mirror, day.folder()));
    if (raw) urls.push_back(fmt::format("{}/{}", mirror, within));
  }
  if (!mirrors.empty()) return urls;
  urls.push_back(std::string(nrl_images) + '/' + day.folder());
  if (raw) urls.push_back(std::string(sdac_level05) + '/' + within);
  return urls;
}

std::vector<std::string> checked_addresses(const std::string &option, std::vector<std::string> addresses) {
  for (std::string &address : addresses) {
    if (!address.starts_with("http://") && !address.starts_with("https://"))
      throw UsageError(fmt::format("{} {}: give an address that begins with http:// or https://", option, address));
    while (address.ends_with('/')) address.pop_back();
  }
  return addresses;
}

std::vector<std::string> checked_mirrors(std::vector<std::string> mirrors) { return checked_addresses("--mirror", std::move(mirrors)); }

}  // namespace tool::archive
