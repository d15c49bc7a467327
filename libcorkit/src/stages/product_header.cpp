#include "stages/product_header.hpp"

#include <algorithm>

#include "fits/fxhmake.hpp"
#include "idl/numbers.hpp"
#include "stages/plate_scale.hpp"
#include "stages/scale.hpp"
#include "time/utc.hpp"

namespace corkit {
namespace {

constexpr const char *kUncorrected = "WARNING: Original (Uncorrected)";

std::string dashes(std::string date) {
  std::replace(date.begin(), date.end(), '/', '-');
  return date;
}

// The lines that are copied: blanks around them are dropped, and a blank line ends them.
std::vector<std::string> until_blank(const std::vector<std::string> &lines) {
  std::vector<std::string> copied;
  for (const auto &line : lines) {
    copied.push_back(idl::strtrim(line));
    if (copied.back().empty()) {
      copied.pop_back();
      break;
    }
  }
  return copied;
}

// 7:28:00 is no time in a FITS date; a time as the camera wrote it stays to the letter.
std::string two_digits(const std::string &time) {
  const bool as_written = time.size() > 7 && time[2] == ':' && time[5] == ':';
  const auto ms = parse_ms(time);
  return as_written || !ms ? time : format_time(*ms);
}

}  // namespace

Header begin_product_header(const AnyImage &image, const LascoHeader &h, const std::string &product_name) {
  Header out = fxhmake(image);
  out.set("FILENAME", h.filename);
  out.set("FILEORIG", h.fileorig);
  out.set("DATE-OBS", h.date_obs, kUncorrected);
  out.set("TIME-OBS", h.time_obs, kUncorrected);
  out.set("EXPTIME", h.exptime);
  out.set("TELESCOP", h.telescop);
  out.set("INSTRUME", h.instrume);
  out.set("DETECTOR", h.detector);
  out.set("READPORT", h.readport);
  out.set("SUMROW", h.sumrow);
  out.set("SUMCOL", h.sumcol);
  out.set("LEBXSUM", h.lebxsum);
  out.set("LEBYSUM", h.lebysum);
  out.set("FILTER", h.filter);
  out.set("POLAR", h.polar);
  out.set("COMPRSSN", h.comprssn);
  out.set("MID_DATE", h.mid_date, kUncorrected);
  out.set("MID_TIME", h.mid_time, kUncorrected);
  out.set("R1COL", h.r1col);
  out.set("R1ROW", h.r1row);
  out.set("R2COL", h.r2col);
  out.set("R2ROW", h.r2row);
  out.set("LEVEL", "1.0");
  for (const auto &line : until_blank(h.history))
    if (line.size() > 2 && line.find("bias") == std::string::npos) out.add_history(" " + idl::strcompress(line));
  for (const auto &line : until_blank(h.comment)) out.add_comment(" " + line);
  out.add_history(" reduce_level_1.pro 1.68, 07/31/18,'" + h.filename + "','" + product_name + "'");
  return out;
}

void reread_times(const Header &product, LascoHeader &header) {
  const auto read = [&product](const char *keyword, float &value) {
    if (const auto printed = product.get_double(keyword)) value = static_cast<float>(*printed);
  };
  read("EXPTIME", header.exptime);
  read("MID_TIME", header.mid_time);
}

void add_pointing_cards(Header &out, const LascoHeader &h, const std::string &product_name, const Rectification &plan,
                        const PointingCards &pointing) {
  const std::string comment = pointing.final_correction ? "Final Correction " : "WARNING: Interim value ";
  // The time of a level-1 header is as final as that header says.
  const bool final_time = pointing.final_correction && (!h.time_corrected || h.claims_final_time);
  const std::string time_comment = final_time ? "Final Correction " : "WARNING: Original uncorrected value";
  const std::string sun_comment = pointing.sun_from_stars ? "From stars " : comment;
  const std::string roll_source = pointing.roll_from_stars ? "From stars " : comment;
  const std::string roll_comment = plan.rotate ? roll_source + ": image corrected to solar north" : roll_source;
  const float crpix1 = plan.xc + 1.0F;
  const float crpix2 = plan.yc + 1.0F;
  const float scale = pointing.arcsec_per_pixel ? *pointing.arcsec_per_pixel : get_sec_pixel(h);
  const auto center = [scale](int naxis, float crpix) { return 0 + scale * (static_cast<float>(naxis + 1) / 2.0F - crpix); };

  out.set("RECTIFY", plan.rectify);
  out.set("FILENAME", product_name);
  out.set("CRPIX1", crpix1, " sun center pixel (X), " + sun_comment);
  out.set("CRPIX2", crpix2, " sun center pixel (Y), " + sun_comment);
  out.add_comment(" FITS coordinate for center of full image is (512.5,512.5).");
  out.set("CROTA", plan.crota_deg, roll_comment);
  out.add_comment(" Rotate image CROTA degrees CCW to correct.");
  out.set("CROTA1", plan.crota_deg, roll_comment);
  out.set("CROTA2", plan.crota_deg, roll_comment);
  out.set("CRVAL1", 0);
  out.set("CRVAL2", 0);
  out.set("CTYPE1", "HPLN-TAN");
  out.set("CTYPE2", "HPLT-TAN");
  out.set("CUNIT1", "arcsec");
  out.set("CUNIT2", "arcsec");
  out.set("CDELT1", scale, " Arcsec/pixel");
  out.set("CDELT2", scale, " Arcsec/pixel");
  out.set("XCEN", center(h.naxis1, crpix1), " Arcsec");
  out.set("YCEN", center(h.naxis2, crpix2), " Arcsec");
  if (pointing.no_time_correction) {
    out.set("DATE-OBS", h.date_obs + "T" + two_digits(h.time_obs), "WARNING: Original uncorrected value");
    out.add_comment("WARNING: DATE-OBS is original uncorrected value");
  } else {
    const std::string date_obs = dashes(pointing.date) + "T" + pointing.time;
    out.set("DATE-OBS", date_obs, time_comment);
    out.set("DATE_OBS", date_obs);
  }
  out.set("TIME-OBS", "", " Obsolete");
  out.set("RSUN", pointing.rsun_arcsec, " Arcsec");
}

void add_scaling_cards(Header &out) {
  out.set("BSCALE", kBscale, "Data value = FITS value x BSCALE + BZERO");
  out.set("BZERO", kBzero);
  out.set("BLANK", -32768);
  out.add_comment(" Data is scaled between 0 and " + idl::string(kScaleMax));
  out.add_comment(" Percentile values are before scaling.");
}

}  // namespace corkit
