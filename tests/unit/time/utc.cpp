#include "time/utc.hpp"

#include <boost/test/unit_test.hpp>
#include <cstdlib>
#include <ostream>
#include <string>

#include "core/error.hpp"

using namespace corkit;

namespace {

struct Day {
  const char *text;
  int mjd;
};
std::ostream &operator<<(std::ostream &out, const Day &day) { return out << day.text; }

const Day kDays[] = {{"1858/11/17", 0},     {"1958/01/01", 36204},   {"1972/01/01", 41317},  {"1995/12/02", 50053},
                     {"2000/02/29", 51603}, {"2005/05/13", 53503},   {"2016/12/31", 57753},  {"2017/01/01", 57754},
                     {"1900/03/01", 15079}, {"9999/12/31", 2973483}, {"0001/01/01", -678575}};

struct Text {
  const char *text;
};
std::ostream &operator<<(std::ostream &out, const Text &text) { return out << '"' << text.text << '"'; }

const Text kBadDates[] = {{""},           {"0"},          {"2005"},        {"2005/05"},     {"2005/13/01"}, {"2005/02/29"},
                          {"2005/00/10"}, {"2005/01/00"}, {"05/01/02"},    {"2005/05-13"},  {"2005.05.13"}, {"20050513"},
                          {"abcd/ef/gh"}, {"0000/01/01"}, {"2005/05/133"}, {"-2005/05/13"}, {"2005//13"}};

struct Clock {
  const char *text;
  int ms;
  const char *formatted;
};
std::ostream &operator<<(std::ostream &out, const Clock &clock) { return out << clock.text; }

const Clock kClocks[] = {{"00:00:00", 0, "00:00:00.000"},
                         {"12:30:11.410", 45011410, "12:30:11.410"},
                         {"12:30:11.410Z", 45011410, "12:30:11.410"},
                         {" 12:30:11.41 ", 45011410, "12:30:11.410"},
                         {"23:59:59.999", 86399999, "23:59:59.999"},
                         {"23:59:60.999", 86400999, "23:59:60.999"},
                         {"00:00:00.0004", 0, "00:00:00.000"},
                         {"00:00:00.0006", 1, "00:00:00.001"},
                         {"9:05:07.5", 32707500, "09:05:07.500"}};

const Text kBadTimes[] = {{""},         {"0"},          {"12"},           {"12:30"},     {"24:00:00"}, {"12:60:00"},
                          {"12:00:60"}, {"23:59:61"},   {"12:30:xx"},     {"12:30:1e1"}, {"12:30:-1"}, {"12:30:nan"},
                          {"12:30:"},   {"12:30:11 x"}, {"00:27.37.672"}, {"12-30-11"},  {"-1:00:00"}};

class Environment {
 public:
  Environment(const char *name, const char *value) : name_(name) { setenv(name, value, 1); }
  ~Environment() { unsetenv(name_); }
  Environment(const Environment &) = delete;
  Environment &operator=(const Environment &) = delete;

 private:
  const char *name_;
};

}  // namespace

BOOST_AUTO_TEST_SUITE(utc)

BOOST_AUTO_TEST_CASE(dates_round_trip) {
  for (const auto &sample : kDays) BOOST_TEST_CONTEXT(sample) {
      const auto mjd = parse_mjd(sample.text);
      BOOST_REQUIRE(mjd);
      BOOST_TEST(*mjd == sample.mjd);
      BOOST_TEST(format_date(sample.mjd) == sample.text);
    }
}

BOOST_AUTO_TEST_CASE(dates_with_dashes_and_what_follows_are_read) {
  BOOST_TEST(parse_mjd("2005-05-13").value() == 53503);
  BOOST_TEST(parse_mjd("2005-05-13T12:30:11.410").value() == 53503);
  BOOST_TEST(parse_mjd("2005/05/13 23:03:55.204").value() == 53503);
  BOOST_TEST(parse_mjd("  2005/5/3").value() == 53493);
  BOOST_TEST(format_date(53503, '-') == "2005-05-13");
  BOOST_TEST(format_yymmdd(53503) == "050513");
  BOOST_TEST(format_yymmdd(51603) == "000229");
}

BOOST_AUTO_TEST_CASE(unreadable_dates_are_empty) {
  for (const auto &sample : kBadDates) BOOST_TEST(!parse_mjd(sample.text).has_value(), sample);
}

BOOST_AUTO_TEST_CASE(every_day_of_two_centuries_round_trips) {
  for (int mjd = 15020; mjd < 88069; ++mjd) {
    const auto again = parse_mjd(format_date(mjd));
    if (!again || *again != mjd) BOOST_ERROR("MJD " << mjd << " becomes " << format_date(mjd));
  }
}

BOOST_AUTO_TEST_CASE(times_are_rounded_to_a_millisecond) {
  for (const auto &sample : kClocks) BOOST_TEST_CONTEXT(sample) {
      const auto ms = parse_ms(sample.text);
      BOOST_REQUIRE(ms);
      BOOST_TEST(*ms == sample.ms);
      BOOST_TEST(format_time(*ms) == sample.formatted);
    }
}

BOOST_AUTO_TEST_CASE(unreadable_times_are_empty) {
  for (const auto &sample : kBadTimes) BOOST_TEST(!parse_ms(sample.text).has_value(), sample);
}

BOOST_AUTO_TEST_CASE(tai_counts_leap_seconds) {
  BOOST_TEST(utc_to_tai({36204, 0}) == 0.0);
  BOOST_TEST(utc_to_tai({41316, 0}) == (41316 - 36204) * 86400.0);
  BOOST_TEST(utc_to_tai({41317, 0}) == (41317 - 36204) * 86400.0 + 10);
  BOOST_TEST(utc_to_tai({50083, 0}) == (50083 - 36204) * 86400.0 + 30);  // 1996-01-01
  BOOST_TEST(utc_to_tai({53503, 0}) == (53503 - 36204) * 86400.0 + 32);
  BOOST_TEST(utc_to_tai({57753, 86400000}) == utc_to_tai({57754, 0}) - 1);
  BOOST_TEST(utc_to_tai({60000, 0}) == (60000 - 36204) * 86400.0 + 37);
}

// Every day on which a leap second was added, at its end: 23:59:59, 23:59:60 and 00:00:00 are three different seconds.
BOOST_AUTO_TEST_CASE(leap_second_days_round_trip) {
  for (const int day : {41498, 41682, 42047, 42412, 42777, 43143, 43508, 43873, 44238, 44785, 45150, 45515, 46246, 47160,
                        47891, 48256, 48803, 49168, 49533, 50082, 50629, 51178, 53735, 54831, 56108, 57203, 57753}) {
    for (const int ms : {86399000, 86399999, 86400000, 86400500, 86400999}) {
      const Utc utc{day, ms};
      BOOST_TEST((tai_to_utc(utc_to_tai(utc)) == utc));
    }
    BOOST_TEST((tai_to_utc(utc_to_tai({day, 86400999}) + 0.001) == Utc{day + 1, 0}));
    BOOST_TEST((tai_to_utc(utc_to_tai({day + 1, 0}) - 1.0) == Utc{day, 86400000}));
  }
  BOOST_TEST(format_time(86400500) == "23:59:60.500");
}

BOOST_AUTO_TEST_CASE(ordinary_days_have_no_second_60) {
  BOOST_TEST((tai_to_utc(utc_to_tai({53503, 86399999}) + 0.001) == Utc{53504, 0}));
  BOOST_TEST((tai_to_utc(utc_to_tai({53503, 86399999}) + 0.0006) == Utc{53504, 0}));
  BOOST_TEST((tai_to_utc(utc_to_tai({53503, 0}) - 0.0004) == Utc{53503, 0}));
  BOOST_TEST((tai_to_utc(utc_to_tai({41316, 86399999})) == Utc{41316, 86399999}));
  BOOST_TEST((tai_to_utc(utc_to_tai({41317, 0}) - 5.0) == Utc{41317, 0}));
}

BOOST_AUTO_TEST_CASE(utc_round_trips_through_tai) {
  for (int mjd = 36204; mjd < 70000; mjd += 37)
    for (const int ms : {0, 1, 37000, 43200000, 49325410, 86399999}) {
      const Utc utc{mjd, ms};
      if (tai_to_utc(utc_to_tai(utc)) != utc) BOOST_ERROR("MJD " << mjd << " ms " << ms);
    }
}

BOOST_AUTO_TEST_CASE(source_date_epoch_fixes_the_clock) {
  const Environment epoch("SOURCE_DATE_EPOCH", "1795352554");
  BOOST_TEST(now_iso() == "2026-11-22T13:02:34.000");
  BOOST_TEST(now_systime() == "Sun Nov 22 13:02:34 2026");
}

BOOST_AUTO_TEST_CASE(days_below_ten_are_padded_in_systime) {
  const Environment epoch("SOURCE_DATE_EPOCH", "1023390239");
  BOOST_TEST(now_systime() == "Thu Jun  6 19:03:59 2002");
}

BOOST_AUTO_TEST_CASE(with_an_empty_epoch_the_clock_runs) {
  const Environment epoch("SOURCE_DATE_EPOCH", "");
  const auto iso = now_iso();
  BOOST_TEST(iso.size() == 23U);
  BOOST_TEST(parse_mjd(iso).value() > 60000);
  BOOST_TEST(iso[10] == 'T');
  BOOST_TEST(now_systime().size() == 24U);
}

BOOST_AUTO_TEST_CASE(an_epoch_that_is_no_whole_number_of_seconds_is_an_error) {
  for (const char *text : {"yesterday", "-1", "-0", "-00", "+1", " 1", "12x", "1.5", "253402300800", "99999999999999999999"}) {
    const Environment epoch("SOURCE_DATE_EPOCH", text);
    const auto names_it = [&](const Error &error) {
      const std::string sentence = error.what();
      return error.status() == CORKIT_ERROR_ARGUMENT && sentence.find(std::string("SOURCE_DATE_EPOCH is '") + text + "'") != sentence.npos;
    };
    BOOST_CHECK_EXCEPTION(now_iso(), Error, names_it);
    BOOST_CHECK_EXCEPTION(now_systime(), Error, names_it);
  }
}

BOOST_AUTO_TEST_SUITE_END()
