#include "stages/observation_time.hpp"

#include <cstdlib>

#include "core/error.hpp"
#include "idl/numbers.hpp"
#include "time/utc.hpp"

namespace corkit {
namespace {

constexpr int kSameTime_ms = 1;  // rounding of the last digit

// "0" is how SolarSoft's structure says that a keyword is missing.
std::string given(const std::string &text) {
  const std::string trimmed = idl::strtrim(text);
  return trimmed == "0" ? std::string{} : trimmed;
}

[[noreturn]] void refuse(const LascoHeader &h) {
  throw Error(CORKIT_ERROR_KEYWORD_VALUE, "DATE-OBS '" + h.date_obs.substr(0, 40) + "', TIME-OBS '" + h.time_obs.substr(0, 40) + "' of " +
                                              h.filename.substr(0, 80) +
                                              " is no date and time: correct these keywords to yyyy/mm/dd and hh:mm:ss.sss");
}

// Whether a level-1 header says of its time that it was corrected.
bool says_corrected(const Header &cards) {
  for (const auto &line : cards.cards())
    if (line.starts_with("DATE-OBS=") && line.find("Final Correction") != std::string::npos) return true;
  return false;
}

}  // namespace

std::vector<std::string> settle_observation_time(LascoHeader &h, const Header &cards, bool level1) {
  const std::string text = given(h.date_obs);
  const auto mjd = parse_mjd(text);
  if (!mjd) refuse(h);
  const auto end = text.find_first_of("T ");
  const std::string in_date = end == std::string::npos ? std::string{} : idl::strtrim(text.substr(end + 1));
  const std::string date = text.substr(0, end);
  const std::string normal = format_date(*mjd, date.find('-') == std::string::npos ? '/' : '-');
  const std::string time = given(h.time_obs);
  const auto ms = parse_ms(time);
  const auto ms_in_date = parse_ms(in_date);
  // What follows the digits of the day is a time or nothing.
  if (date.find_first_not_of("0123456789/-") != std::string::npos || (!in_date.empty() && !ms_in_date)) refuse(h);
  if (!ms && !ms_in_date) refuse(h);

  std::vector<std::string> warnings;
  constexpr int kSameDay = 1;  // a corrected time may cross midnight
  const auto other = parse_mjd(idl::strtrim(cards.get_string("DATE_OBS").value_or("")));
  if (cards.has("DATE-OBS") && other && std::abs(*other - *mjd) > kSameDay)
    warnings.push_back("DATE-OBS is " + text.substr(0, 40) + ", DATE_OBS is of another day, " + format_date(*other, '/') +
                       ": DATE-OBS is used; correct the one that is wrong");
  if (ms) {
    if (ms_in_date && std::abs(*ms - *ms_in_date) > kSameTime_ms)
      warnings.push_back("DATE-OBS says " + in_date + ", TIME-OBS " + time + ": TIME-OBS is used; correct the one that is wrong");
  } else if (!time.empty()) {
    warnings.push_back("TIME-OBS '" + time.substr(0, 40) + "' is no time: that of DATE-OBS, " + in_date + ", is taken as the camera's");
  } else if (!level1) {
    warnings.push_back("TIME-OBS is blank: the time of DATE-OBS, " + in_date +
                       ", is taken as the camera's; if it was corrected before, use --no-time-correction");
  }
  h.time_corrected = !ms && time.empty() && level1;
  h.claims_final_time = h.time_corrected && says_corrected(cards);
  h.date_obs = normal;
  // An ISO time may end with Z; the time that TIME-OBS gives is kept as it is.
  h.time_obs = ms ? h.time_obs : format_time(*ms_in_date);
  return warnings;
}

}  // namespace corkit
