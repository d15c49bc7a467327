#include "stars/report.hpp"

#include <fmt/format.h>

#include <cmath>
#include <nlohmann/json.hpp>

#include "core/printable.hpp"

namespace tool {
namespace {

using nlohmann::ordered_json;

ordered_json number(double value) { return std::isfinite(value) ? ordered_json(value) : ordered_json(nullptr); }
ordered_json text(const std::string &value) { return value.empty() ? ordered_json(nullptr) : ordered_json(corkit::escaped(value)); }
ordered_json pair(double x, double y) { return std::isfinite(x) && std::isfinite(y) ? ordered_json{x, y} : ordered_json(nullptr); }

ordered_json pointing(const std::optional<Pointing> &told, const corkit_stars_result &r) {
  if (!told) return nullptr;
  ordered_json out;
  out["source"] = corkit::escaped(told->source);
  out["roll_deg"] = number(told->roll_deg);
  out["sun"] = pair(told->sun_x, told->sun_y);
  out["roll_difference_deg"] = r.solved != 0 ? number(angle_between(r.roll_deg, told->roll_deg)) : ordered_json(nullptr);
  out["sun_difference_px"] = pair(r.sun_x - told->sun_x, r.sun_y - told->sun_y);
  return out;
}

std::string reason_of(const Finding &finding) { return finding.failure.empty() ? finding.result.reason : finding.failure; }

// CSV: quoted where it has to be.
std::string field(const std::string &value) {
  const std::string plain = corkit::escaped(value);
  if (plain.find_first_of(",\"") == std::string::npos) return plain;
  std::string quoted = "\"";
  for (const char c : plain) quoted += c == '"' ? std::string("\"\"") : std::string(1, c);
  return quoted + '"';
}
std::string field(double value, int digits) { return std::isfinite(value) ? fmt::format("{:.{}f}", value, digits) : std::string(); }

std::string line(const char *what, const std::string &value) { return fmt::format("  {:<18}{}\n", what, value); }

std::string told_line(const Pointing &told, const corkit_stars_result &r) {
  std::string text = std::isfinite(told.roll_deg) ? fmt::format("roll {:.3f}, stars {:+.4f} degrees from it", told.roll_deg,
                                                                angle_between(r.roll_deg, told.roll_deg))
                                                  : std::string("no roll that is an angle");
  if (std::isfinite(told.sun_x)) text += fmt::format("; Sun ({:.2f}, {:.2f})", told.sun_x, told.sun_y);
  if (std::isfinite(told.sun_x - r.sun_x))
    text += fmt::format(", stars ({:+.2f}, {:+.2f}) px from it", r.sun_x - told.sun_x, r.sun_y - told.sun_y);
  return text;
}

}  // namespace

std::string as_json_line(const Finding &finding) {
  const auto &r = finding.result;
  const bool solved = r.solved != 0, read = finding.failure.empty();
  ordered_json out;
  const auto only = [solved](double value) { return solved ? number(value) : ordered_json(nullptr); };
  out["kind"] = "image";
  out["input"] = corkit::escaped(finding.input);
  out["camera"] = text(finding.camera);
  out["status"] = solved ? "solved" : "no solution";
  out["reason"] = text(solved ? "" : reason_of(finding));
  out["stars"] = r.nstars;
  out["rms_px"] = only(r.rms_px);
  out["noise_rms_px"] = only(r.noise_rms_px);
  out["geocentric_sun"] = solved ? pair(r.geocentric_x, r.geocentric_y) : ordered_json(nullptr);
  out["position_error_px"] = only(r.position_error_px);
  out["roll_deg"] = only(r.roll_deg);
  out["roll_error_deg"] = only(r.roll_error_deg);
  out["sun"] = solved ? pair(r.sun_x, r.sun_y) : ordered_json(nullptr);
  out["scale_arcsec"] = only(r.scale_arcsec);
  out["zero_point_mag"] = only(r.zero_point_mag);
  out["seconds"] = finding.seconds;
  out["error"] = text(finding.failure);
  out["level"] = read ? ordered_json(r.level1 != 0 ? "1" : "0.5") : ordered_json(nullptr);
  out["time"] = text(r.time);
  out["clock_corrected"] = r.clock_corrected != 0;
  out["clock_s"] = r.clock_s;
  out["points"] = r.npoints;
  out["seeable"] = r.nseeable;
  out["chance"] = r.chance;
  out["nominal_sun"] = read ? pair(r.nominal_x, r.nominal_y) : ordered_json(nullptr);
  out["nominal_sky_deg"] = solved ? pair(r.nominal_ra_deg, r.nominal_dec_deg) : ordered_json(nullptr);
  out["sun_roll_deg"] = only(r.sun_roll_deg);
  out["scale_error_arcsec"] = only(r.scale_error_arcsec);
  out["zero_point_scatter_mag"] = only(r.zero_point_scatter_mag);
  out["photometric_stars"] = r.nphotometric;
  out["header"] = pointing(finding.header, r);
  out["tables"] = pointing(finding.tables, r);
  out["interim"] = pointing(finding.interim, r);
  out["warnings"] = ordered_json::array();
  for (const auto &warning : finding.warnings) out["warnings"].push_back(corkit::escaped(warning));
  return out.dump(-1, ' ', false, ordered_json::error_handler_t::replace);
}

std::string as_text(const Finding &finding, bool photometry) {
  const auto &r = finding.result;
  if (r.solved == 0) return fmt::format("{}: no solution: {}\n", corkit::escaped(finding.input), corkit::escaped(reason_of(finding)));
  std::string out = fmt::format("{}: {}, level {}, {} {}\n", corkit::escaped(finding.input), r.detector, r.level1 != 0 ? "1" : "0.5",
                                r.time, r.clock_corrected != 0 ? "UTC" : "by the camera's clock");
  out += line("stars", fmt::format("{} matched of {} to be expected, rms {:.3f} px an axis, by the noise of the image {:.3f}", r.nstars,
                                   r.nseeable, r.rms_px, r.noise_rms_px));
  out += line("roll",
              fmt::format("{:.4f} +- {:.4f} degrees at pixel ({:.1f}, {:.1f})", r.roll_deg, r.roll_error_deg, r.nominal_x, r.nominal_y));
  out += line("that pixel sees", fmt::format("RA {:.5f}, Dec {:.5f} degrees", r.nominal_ra_deg, r.nominal_dec_deg));
  out += line("geocentric Sun", fmt::format("({:.2f}, {:.2f}) +- {:.3f} px", r.geocentric_x, r.geocentric_y, r.position_error_px));
  out += line("Sun", std::isfinite(r.sun_x) ? fmt::format("({:.2f}, {:.2f}) +- {:.3f} px, roll there {:.4f} degrees", r.sun_x, r.sun_y,
                                                          r.position_error_px, r.sun_roll_deg)
                                            : "not known without --ephemeris: SOHO's orbit shifts it by up to 930 arcsec");
  if (std::isfinite(r.scale_arcsec))
    out += line("scale", fmt::format("{:.3f} +- {:.3f} arcsec a pixel", r.scale_arcsec, r.scale_error_arcsec));
  if (finding.header) out += line("header", told_line(*finding.header, r));
  for (const auto &[name, known] : {std::pair{"tables", &finding.tables}, {"interim pointing", &finding.interim}})
    if (*known) out += line(name, told_line(**known, r) + " [" + corkit::escaped((*known)->source) + "]");
  if (photometry && std::isfinite(r.zero_point_mag))
    out += line("zero point",
                fmt::format("{:.3f} mag from {} stars, scatter {:.3f} mag", r.zero_point_mag, r.nphotometric, r.zero_point_scatter_mag));
  return out;
}

std::string image_table(const std::vector<Finding> &findings) {
  std::string out =
      "input,camera,level,time,status,reason,stars,rms_px,geocentric_sun_x,geocentric_sun_y,position_error_px,roll_deg,roll_error_deg,"
      "sun_x,sun_y,scale_arcsec,zero_point_mag,zero_point_scatter_mag,photometric_stars,header_roll_deg,noise_rms_px,clock_corrected\n";
  for (const auto &finding : findings) {
    const auto &r = finding.result;
    const bool solved = r.solved != 0;
    const auto only = [solved](double value, int digits) { return solved ? field(value, digits) : std::string(); };
    out +=
        fmt::format("{},{},{},{},{},{},{},{},{},{},{},{},{},{},{},{},{},{},{},{},{},{}\n", field(finding.input), field(finding.camera),
                    finding.failure.empty() ? (r.level1 != 0 ? "1" : "0.5") : "", r.time, solved ? "solved" : "no solution",
                    solved ? "" : field(reason_of(finding)), r.nstars, only(r.rms_px, 3), only(r.geocentric_x, 3), only(r.geocentric_y, 3),
                    only(r.position_error_px, 3), only(r.roll_deg, 4), only(r.roll_error_deg, 4), only(r.sun_x, 3), only(r.sun_y, 3),
                    only(r.scale_arcsec, 4), only(r.zero_point_mag, 3), only(r.zero_point_scatter_mag, 3), r.nphotometric,
                    finding.header ? field(finding.header->roll_deg, 4) : "", only(r.noise_rms_px, 3), r.clock_corrected);
  }
  return out;
}

std::string star_table(const std::vector<Finding> &findings) {
  std::string out =
      "input,camera,level,time,ra_deg,dec_deg,v_mag,b_v_mag,x,y,off_x,off_y,radius_px,rate,zero_point_mag,image_zero_point_mag,counted,"
      "noise_px\n";
  for (const auto &finding : findings) {
    const auto &r = finding.result;
    for (const auto &star : finding.stars)
      out += fmt::format("{},{},{},{},{},{},{},{},{},{},{},{},{},{},{},{},{},{}\n", field(finding.input), field(finding.camera),
                         r.level1 != 0 ? "1" : "0.5", r.time, field(star.ra_deg, 5), field(star.dec_deg, 5), field(star.v_mag, 2),
                         field(star.b_v_mag, 2), field(star.x, 3), field(star.y, 3), field(star.off_x, 3), field(star.off_y, 3),
                         field(std::hypot(star.x - r.nominal_x, star.y - r.nominal_y), 1),
                         std::isfinite(star.rate) ? fmt::format("{:.5g}", star.rate) : "", field(star.zero_point_mag, 3),
                         field(r.zero_point_mag, 3), star.photometric, field(star.noise_px, 3));
  }
  return out;
}

}  // namespace tool
