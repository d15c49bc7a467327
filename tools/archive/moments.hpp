// Dates and times as users write them.
#pragma once

#include <string>
#include <vector>

namespace tool::archive {

// 2002-05-21, 2002/05/21, each also with T or a blank and 00:30 or 00:30:05, as "2002/05/21 00:30:05" (level-0.5 headers' form, which
// sorts). end: a date alone means its last moment, a second its end. UsageError that names the option.
std::string parse_moment(const std::string &option, const std::string &text, bool end);

// From the day of one moment to that of another, as yymmdd. UsageError if they are in the wrong order.
std::vector<std::string> days_between(const std::string &from, const std::string &to);

}  // namespace tool::archive
