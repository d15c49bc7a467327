// The forms that tables of JPL Horizons have, and heads that are refused.
#include <boost/test/unit_test.hpp>

#include "horizons_text.hpp"

using namespace corkit;
using namespace corkit::test;

namespace {

const std::string kLabels = "JDTDB\n   X     Y     Z\n   VX    VY    VZ\n   LT    RG    RR\n*****\n";
const std::string kOldEcliptic =
    "Reference frame : ICRF/J2000.0                                                 \n"
    "Coordinate systm: Ecliptic and Mean Equinox of Reference Epoch                 \n";

// Observer tables have the place that SOHO had a light time before.
std::string observer_row(int hour, bool sexagesimal, const char *date_format) {
  const Utc utc{kFirstMjd + 3, hour * 3600000};
  Utc left = utc;
  sky::Vec3 km{};
  for (int i = 0; i < 3; ++i) {
    km = soho_km(left);
    left = tai_to_utc(utc_to_tai(utc) - sky::length(km) / 299792.458);
  }
  char date[60], row[300];
  std::snprintf(date, sizeof date, date_format, hour);
  const double ra = sky::ra_degrees(km), dec = sky::dec_degrees(km), hours = ra / 15, south = std::abs(dec);
  if (sexagesimal)
    std::snprintf(row, sizeof row, " %s, , ,%02d %02d %.6f, %s%02d %02d %.5f, %.14f, 0.1,\n", date, static_cast<int>(hours),
                  static_cast<int>(hours * 60) % 60, std::fmod(hours * 3600, 60.0), dec < 0 ? "-" : "+", static_cast<int>(south),
                  static_cast<int>(south * 60) % 60, std::fmod(south * 3600, 60.0), sky::length(km) / kAu_km);
  else
    std::snprintf(row, sizeof row, " %s, , , %.10f, %.10f, %.14f, 0.1,\n", date, ra, dec, sky::length(km) / kAu_km);
  return row;
}

std::string observer(const std::string &columns, bool sexagesimal, const char *date_format) {
  std::string text = kBody + "Range units     : AU\n" + columns + "\n*****\n$$SOE\n";
  for (int hour = 0; hour < 8; ++hour) text += observer_row(hour, sexagesimal, date_format);
  return text + "$$EOE\n";
}

const std::string kObserverColumns = " Date__(UT)__HR:MN, , ,R.A._(ICRF), DEC_(ICRF),            delta,     deldot,";
constexpr const char *kMinutes = "2003-Jul-21 %02d:00", *kFractions = "2003-Jul-21 %02d:00:00.000";

}  // namespace

BOOST_AUTO_TEST_CASE(vectors_in_csv_are_read_in_km_and_in_au) {
  BOOST_TEST(error_km(vectors(8)) < 1);
  BOOST_TEST(error_km(vectors(8, vector_head("KM-D") + kCsvColumns)) < 1);
  BOOST_TEST(error_km(vectors(8, vector_head("AU-D") + kCsvColumns, {kAu_km})) < 1);
}

BOOST_AUTO_TEST_CASE(vectors_with_labels_are_read_in_km_and_in_au) {
  BOOST_TEST(error_km(vectors(8, vector_head() + kLabels, {1, false, true})) < 1);
  BOOST_TEST(error_km(vectors(8, vector_head("AU-D") + kLabels, {kAu_km, false, true})) < 1);
}

BOOST_AUTO_TEST_CASE(vectors_without_labels_are_read) {
  BOOST_TEST(error_km(vectors(8, vector_head() + "JDTDB\n   X     Y     Z\n*****\n", {1, false, true, false})) < 1);
}

BOOST_AUTO_TEST_CASE(ecliptic_vectors_are_turned_to_the_equator_whichever_way_the_head_says_so) {
  for (const auto &frame : {std::string("Reference frame : Ecliptic of J2000.0\n"), kOldEcliptic}) {
    BOOST_TEST(error_km(vectors(8, vector_head("KM-S", frame) + kCsvColumns, {1, true})) < 1);
    BOOST_TEST(error_km(vectors(8, vector_head("KM-S", frame) + kLabels, {1, true, true})) < 1);
  }
}

BOOST_AUTO_TEST_CASE(the_names_of_time_that_older_tables_have_are_known) {
  BOOST_TEST(error_km(vectors(8, vector_head() + with(with(kCsvColumns, "JDTDB", "JDCT "), "(TDB)", "(CT)"))) < 1);
  // In UT the same numbers are 64 seconds later: SOHO goes 30 km a second.
  const double apart = error_km(vectors(8, vector_head() + with(with(kCsvColumns, "JDTDB", "JDUT "), "(TDB)", "(UT)")));
  BOOST_TEST(apart > 64.0 * 28);
  BOOST_TEST(apart < 64.3 * 30);
}

BOOST_AUTO_TEST_CASE(lines_may_end_as_on_windows) {
  std::string text;
  for (const char letter : vectors(8)) text += letter == '\n' ? std::string("\r\n") : std::string(1, letter);
  BOOST_TEST(error_km(text) < 1);
}

BOOST_AUTO_TEST_CASE(an_observer_table_has_places_of_a_light_time_before) {
  const Utc utc{kFirstMjd + 3, 9000000};
  for (const bool sexagesimal : {false, true}) {
    BOOST_TEST(error_km(observer(kObserverColumns, sexagesimal, kMinutes), utc) < 10);
    BOOST_TEST(
        error_km(observer(with(with(kObserverColumns, "HR:MN", "HR:MN:SC.fff"), "(ICRF)", "(ICRF/J2000.0)"), sexagesimal, kFractions),
                 utc) < 10);
  }
}

BOOST_AUTO_TEST_CASE(observer_tables_that_cannot_be_used_are_refused_with_the_reason) {
  const auto said = [](const std::string &columns) { return refusal(observer(columns, false, kMinutes)); };
  BOOST_TEST(says(said(" Date__(UT)__HR:MN, , ,R.A.__(a-app), DEC__(a-app), delta, deldot,"), "neither X, Y, Z nor R.A. (ICRF)"));
  BOOST_TEST(says(said(" Date__(ZONE)_HR:MN, , ,R.A._(ICRF), DEC_(ICRF), delta, deldot,"), "neither UT nor TDB"));
  BOOST_TEST(says(said(" Date__(UT)__HR:MN     R.A._____(ICRF)_____DEC            delta      deldot"), "separated by commas"));
  BOOST_TEST(says(said(" Date__(UT)__HR:MN     R.A._____(ICRF)_____DEC            delta      deldot"), "CSV_FORMAT='YES'"));
  BOOST_TEST(says(refusal(with(observer(kObserverColumns, false, kMinutes), "2003-Jul-21 02:00", "B.C. 2003-Jul-21 02:00")),
                  "its date cannot be read"));
}

BOOST_AUTO_TEST_CASE(the_head_has_to_be_that_of_soho_seen_from_the_sun) {
  const auto text = vectors(8);
  BOOST_TEST(says(refusal(with(text, "SOHO (spacecraft) (-21)", "ACE (spacecraft) (-92)")), "it is not of SOHO (-21), but of 'ACE"));
  BOOST_TEST(says(refusal(with(text, "Sun (10)", "Earth (399)")), "it is not heliocentric, its centre is 'Earth (399)"));
  BOOST_TEST(says(refusal(with(text, "Sun (10)", "Solar System Barycenter (0)")), "not heliocentric"));
  BOOST_TEST(says(refusal(with(text, "BODY CENTER", "(user defined site below)")), "not that of the Sun, but the site"));
  BOOST_TEST(says(refusal(with(text, "Target body name: SOHO", "SOHO")), "does not say 'Target body name'"));
  BOOST_TEST(says(refusal(with(text, "Center body name:", "Center:")), "'Center body name'"));
}

BOOST_AUTO_TEST_CASE(units_frames_and_corrections_that_are_not_understood_are_refused) {
  const auto said = [](const std::string &units, const std::string &frame) {
    return refusal(vectors(8, vector_head(units, frame) + kCsvColumns));
  };
  BOOST_TEST(says(said("MILES-D", "Reference frame : ICRF\n"), "neither km nor au"));
  BOOST_TEST(says(said("KM-S", "Reference frame : FK4/B1950.0\n"), "neither ICRF nor J2000"));
  BOOST_TEST(says(said("KM-S", ""), "does not say 'Reference frame'"));
  BOOST_TEST(says(said("KM-S", "Reference frame : ICRF/J2000.0\nCoordinate systm: Earth True Equator and Equinox of Date\n"), "of Date"));
  BOOST_TEST(says(said("KM-S", "Reference frame : ICRF/J2000.0\nCoordinate systm: Body Mean Equator and Node of Date\n"), "Body Mean"));
  BOOST_TEST(says(refusal(with(vectors(8), "Output units", "Units")), "does not say 'Output units'"));
  BOOST_TEST(says(refusal(with(vectors(8), "GEOMETRIC cartesian states", "LT+S CORRECTED cartesian states")), "corrected for light time"));
}

BOOST_AUTO_TEST_CASE(rows_that_are_damaged_are_refused_with_their_line) {
  const auto labelled = vectors(8, vector_head() + kLabels, {1, false, true});
  BOOST_TEST(says(refusal(with(labelled, " X =", " W =")), "line "));
  BOOST_TEST(says(refusal(with(labelled, " X =", " W =")), "are no numbers"));
  auto cut = labelled;
  cut.resize(cut.rfind(" X =", cut.find("$$EOE")));
  BOOST_TEST(says(refusal(cut + "$$EOE\n"), "cut off"));
  BOOST_TEST(says(refusal(with(vectors(8), "E+08", "E+xx")), "is no number"));
  BOOST_TEST(says(refusal(with(vectors(8), "2452839.5", "0000000.5")), "not of SOHO's time"));
  BOOST_TEST(says(refusal(with(observer(kObserverColumns, false, kMinutes), ", 0.1,", "E308, 0.1,")), "delta is no distance"));
  BOOST_TEST(says(refusal(with(vectors(8), "2452839.5", "2452838.5")), "is not after the line before"));
}

BOOST_AUTO_TEST_CASE(what_is_no_table_is_refused) {
  BOOST_TEST(says(refusal("<html>"), "no $$SOE"));
  BOOST_TEST(says(refusal(vectors(3)), "it has 3 rows, interpolation needs four"));
  auto cut = vectors(8);
  cut.resize(cut.find("$$EOE"));
  BOOST_TEST(says(refusal(cut), "$$EOE is missing"));
  BOOST_TEST(says(refusal("$$SOE\n1,2\n$$EOE\n"), "names of the columns"));
}
