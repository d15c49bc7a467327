#include "archive/moments.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <chrono>
#include <cstdlib>
#include <string_view>

#include "command.hpp"

namespace tool::archive {

namespace {

using namespace std::chrono;

constexpr int first_year = 1995, last_year = 2089;  // SOHO's launch; what two digits can say

sys_days day_of_moment(const std::string &moment) {
  const auto part = [&](size_t at, size_t count) { return std::atoi(moment.substr(at, count).c_str()); };
  return sys_days{year{part(0, 4)} / part(5, 2) / part(8, 2)};
}

bool has_form(std::string_view text, std::string_view form) {
  const auto fits = [](char c, char f) { return f == '9' ? c >= '0' && c <= '9' : f == '-' ? c == '-' || c == '/' : c == f; };
  return text.size() == form.size() && std::equal(text.begin(), text.end(), form.begin(), fits);
}

// "00:30:05" or "00:30:05.412" of a time of day that may lack the seconds; "" if it is none.
std::string time_of(std::string_view text, bool end) {
  if (text.ends_with('Z')) text.remove_suffix(1);
  std::string_view fraction;
  if (const auto dot = text.find('.'); dot != std::string_view::npos) {
    fraction = text.substr(dot);
    text = text.substr(0, dot);
    if (text.size() != 8 || fraction.size() < 2 || fraction.find_first_not_of("0123456789", 1) != std::string_view::npos) return "";
  }
  // Lists have whole seconds, and text is what is compared.
  if (!end && fraction.find_first_not_of(".0") == std::string_view::npos) fraction = {};
  if (!has_form(text, "99:99:99") && !has_form(text, "99:99")) return "";
  const std::string time = std::string(text) + (text.size() == 5 ? ":00" : "");
  if (time.substr(0, 2) > "23" || time.substr(3, 2) > "59" || time.substr(6, 2) > "60") return "";
  return time + (!fraction.empty() ? std::string(fraction) : end ? ".999" : "");
}

}  // namespace

std::string parse_moment(const std::string &option, const std::string &text, bool end) {
  const std::string_view date(text.data(), std::min<size_t>(text.size(), 10));
  const std::string_view rest = std::string_view(text).substr(date.size());
  std::string time = end ? "23:59:59.999" : "00:00:00";
  if (!rest.empty()) time = rest.front() == 'T' || rest.front() == ' ' ? time_of(rest.substr(1), end) : "";
  const auto part = [&](size_t at, size_t count) { return std::atoi(std::string(date.substr(at, count)).c_str()); };
  const bool valid = !time.empty() && has_form(date, "9999-99-99") && (year{part(0, 4)} / part(5, 2) / part(8, 2)).ok() &&
                     part(0, 4) >= first_year && part(0, 4) <= last_year;
  if (!valid) {
    throw UsageError(fmt::format("{} {}: give a date such as 2002-05-21, or with a time, 2002-05-21T00:30:05; {} to {}", option, text,
                                 first_year, last_year));
  }
  return fmt::format("{}/{}/{} {}", date.substr(0, 4), date.substr(5, 2), date.substr(8, 2), time);
}

std::vector<std::string> days_between(const std::string &from, const std::string &to) {
  if (to < from) throw UsageError(fmt::format("--to {} is before --from {}", to, from));
  std::vector<std::string> days;
  for (sys_days day = day_of_moment(from); day <= day_of_moment(to); day += std::chrono::days{1}) {
    const year_month_day date{day};
    days.push_back(fmt::format("{:02}{:02}{:02}", static_cast<int>(date.year()) % 100, static_cast<unsigned>(date.month()),
                               static_cast<unsigned>(date.day())));
  }
  return days;
}

}  // namespace tool::archive
