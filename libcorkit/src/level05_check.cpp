// What must be right in a level-0.5 header before anything is computed from it.
#include <cmath>

#include "core/error.hpp"
#include "lasco/lasco_header.hpp"
#include "level1.hpp"
#include "stages/field.hpp"
#include "stages/input_kind.hpp"
#include "stages/input_warnings.hpp"
#include "stages/observation_time.hpp"
#include "time/utc.hpp"

namespace corkit {
namespace {

void require(const Header &cards, const char *keyword, const char *alternative = nullptr) {
  if (cards.has(keyword) || (alternative != nullptr && cards.has(alternative))) return;
  throw Error(CORKIT_ERROR_KEYWORD_MISSING,
              std::string(keyword) + " is missing: this is no LASCO level-0.5 header; add the keyword or take another file");
}

[[noreturn]] void bad_value(const std::string &keyword, const std::string &value, const std::string &remedy) {
  throw Error(CORKIT_ERROR_KEYWORD_VALUE, keyword + " is " + value + ": " + remedy);
}

void check_summing(const char *keyword, int value) {
  if (value < 0 || value > 32) bad_value(keyword, std::to_string(value), "it must be between 0 and 32; correct the header");
}

}  // namespace

void check_level05(const LascoHeader &h, const Header &cards, bool noimg) {
  require(cards, "DETECTOR");
  require(cards, "DATE-OBS", "DATE_OBS");
  require(cards, "EXPTIME");
  require(cards, "FILENAME");
  const auto detector = parse_detector(h.detector);
  if (detector == Detector::C1)
    throw Error(CORKIT_ERROR_UNSUPPORTED, "DETECTOR is C1: reduce_level_1 is not implemented for C1; only C2 and C3 images can be reduced");
  if (detector != Detector::C2 && detector != Detector::C3)
    throw Error(CORKIT_ERROR_UNSUPPORTED, said("DETECTOR", h.detector) + ": only C2 and C3 images can be reduced");
  if (!parse_mjd(h.date_obs)) bad_value("DATE-OBS", "'" + h.date_obs + "'", "it must be a date like 2005/05/13; correct the header");
  if (!noimg && !(std::isfinite(h.exptime) && h.exptime > 0))
    bad_value("EXPTIME", "'" + cards.get_string("EXPTIME").value_or("").substr(0, 40) + "'",
              "it must be a positive number of seconds; correct the header");
  check_summing("SUMROW", h.sumrow);
  check_summing("SUMCOL", h.sumcol);
  check_summing("LEBXSUM", h.lebxsum);
  check_summing("LEBYSUM", h.lebysum);
  require_field_on_chip(h);
}

bool is_model(const LascoHeader &h) { return h.filename.size() > 1 && (h.filename[1] == 'm' || h.filename[1] == 'd'); }

std::vector<std::string> check_input(LascoHeader &h, const Header &cards, bool insist) {
  auto warnings = refuse_unless(insist, input_objections(h, cards));
  const auto add = [&](const std::vector<std::string> &more) { warnings.insert(warnings.end(), more.begin(), more.end()); };
  add(settle_observation_time(h, cards, !level1_objections(cards, h.filename).empty()));
  add(duplicate_warnings(cards));
  add(number_warnings(cards));
  if (!is_model(h)) add(date_warnings(h));
  return warnings;
}

}  // namespace corkit
