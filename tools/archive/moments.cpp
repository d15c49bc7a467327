#include "archive/moments.hpp"

#include <fmt/format.h>

#include <chrono>
#include <cstdlib>
#include <regex>

#include "command.hpp"

namespace tool::archive {

namespace {

using namespace std::chrono;

constexpr int first_year = 1995, last_year = 2089;  // SOHO's launch; what two digits can say

sys_days day_of(const std::string &moment) {
  const auto part = [&](size_t at, size_t count) { return std::atoi(moment.substr(at, count).c_str()); };
  return sys_days{year{part(0, 4)} / part(5, 2) / part(8, 2)};
}

}  // namespace

std::string parse_moment(const std::string &option, const std::string &text, bool end) {
  static const std::regex form(R"((\d{4})[-/](\d\d)[-/](\d\d)(?:[T ](\d\d):(\d\d)(?::(\d\d)(\.\d+)?)?Z?)?)");
  std::smatch part;
  const auto number = [&](size_t i) { return std::atoi(part[i].str().c_str()); };
  const bool formed = std::regex_match(text, part, form);
  const bool valid = formed && (year{number(1)} / number(2) / number(3)).ok() && number(1) >= first_year && number(1) <= last_year &&
                     (!part[4].matched || (number(4) < 24 && number(5) < 60 && number(6) < 61));
  if (!valid) {
    throw UsageError(fmt::format("{} {}: give a date such as 2002-05-21, or with a time, 2002-05-21T00:30:05; {} to {}", option, text,
                                 first_year, last_year));
  }
  const std::string date = fmt::format("{}/{}/{}", part[1].str(), part[2].str(), part[3].str());
  if (!part[4].matched) return date + (end ? " 23:59:59.999" : " 00:00:00");
  const std::string seconds = part[6].matched ? part[6].str() : "00";
  const std::string fraction = part[7].matched ? part[7].str() : end ? ".999" : "";
  return fmt::format("{} {}:{}:{}{}", date, part[4].str(), part[5].str(), seconds, fraction);
}

std::vector<std::string> days_between(const std::string &from, const std::string &to) {
  if (to < from) throw UsageError(fmt::format("--to {} is before --from {}", to, from));
  std::vector<std::string> days;
  for (sys_days day = day_of(from); day <= day_of(to); day += std::chrono::days{1}) {
    const year_month_day date{day};
    days.push_back(fmt::format("{:02}{:02}{:02}", static_cast<int>(date.year()) % 100, static_cast<unsigned>(date.month()),
                               static_cast<unsigned>(date.day())));
  }
  return days;
}

}  // namespace tool::archive
