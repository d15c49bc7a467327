#include "attitude.hpp"

#include <algorithm>
#include <array>
#include <cmath>
#include <cstdio>

#include "core/error.hpp"
#include "sky/vectors.hpp"
#include "stages/input_warnings.hpp"
#include "stages/pointing.hpp"
#include "time/solar_ephem.hpp"
#include "time/utc.hpp"

namespace corkit {
namespace {

constexpr double kSameRoll_deg = 0.1, kSameCentre_px = 0.5;  // stars and tables

std::string fixed(double value, int decimals) {
  std::array<char, 64> text;
  const int n = std::snprintf(text.data(), text.size(), "%.*f", decimals, value);
  return {text.data(), static_cast<std::size_t>(n)};
}

// As plan_rectification() wants it: within half a turn of the image as it will be turned.
double within_half_turn(double roll_deg, const LascoHeader &h) {
  const double about = std::abs(h.crota1) > 170 ? 180 : 0;
  return about + std::remainder(roll_deg - about, 360.0);
}

double apart_deg(double a, double b) { return std::abs(std::remainder(a - b, 360.0)); }

const char *option_of(Pointing pointing) { return pointing == Pointing::stars ? "--pointing stars" : "--pointing auto"; }

// Tables, else interim values.
struct Known {
  Tcr tcr;
  Roll roll;
  Position sun;
};

Known find_known(const CalibrationStore &store, const LascoHeader &h, bool compat_bugs, Attitude &attitude) {
  Known known;
  known.tcr = adjust_hdr_tcr(store, h, compat_bugs);
  attitude.history = known.tcr.history;
  if (known.tcr.available) {
    known.roll.degrees = known.tcr.roll_deg;
    known.sun = {known.tcr.xpos, known.tcr.ypos, {}};
    attitude.cards.date = known.tcr.date;
    attitude.cards.time = known.tcr.time;
  } else {
    known.roll = get_roll(store, h);
    known.sun = get_sun_center(store, h);
    const auto [date, time] = interim_time(h);
    attitude.cards.date = date;
    attitude.cards.time = time;
  }
  attitude.cards.final_correction = known.tcr.available;
  return known;
}

void say_stars(const sky::Solution &stars, Attitude &attitude) {
  std::string line = " corkit pointing: " + std::to_string(stars.stars.size()) + " stars, rms " + fixed(stars.rms_px, 2) + " px, roll " +
                     fixed(static_cast<double>(attitude.roll_deg), 4) + " +- " + fixed(stars.roll_error_deg, 4) + " deg";
  attitude.history.push_back(line);
  attitude.history.push_back(stars.sun ? " corkit pointing: Sun centre by SOHO's ephemeris, +- " + fixed(stars.position_error_px, 3) + " px"
                                       : std::string(" corkit pointing: no ephemeris of SOHO, Sun centre not from stars"));
}

void take_stars(const sky::Solution &stars, const LascoHeader &h, Attitude &attitude) {
  attitude.roll_deg = static_cast<float>(within_half_turn(stars.sun_roll_deg.value_or(stars.roll_deg), h));
  attitude.cards.roll_from_stars = true;
  if (stars.sun) {
    const auto sun = stars.frame.full(*stars.sun);
    attitude.sun_x = static_cast<float>(sun.x);
    attitude.sun_y = static_cast<float>(sun.y);
    attitude.cards.sun_from_stars = true;
  }
  say_stars(stars, attitude);
}

void compare_with_tables(const Tcr &tcr, Attitude &attitude) {
  const double rolls = apart_deg(static_cast<double>(attitude.roll_deg), static_cast<double>(tcr.roll_deg));
  const double suns = sky::hypotenuse(static_cast<double>(attitude.sun_x - tcr.xpos), static_cast<double>(attitude.sun_y - tcr.ypos));
  if (rolls <= kSameRoll_deg && suns <= kSameCentre_px) return;
  attitude.warnings.push_back("stars in the image and the pointing tables disagree, by " + fixed(rolls, 3) + " degrees of roll" +
                              (attitude.cards.sun_from_stars ? " and " + fixed(suns, 2) + " pixels of the Sun's centre" : std::string()) +
                              ": the stars are used");
}

void say_interim(const Known &known, const LascoHeader &h, Attitude &attitude) {
  const auto &cards = attitude.cards;
  if (!cards.roll_from_stars) attitude.history.push_back(" ROLL: " + known.roll.source);
  if (!cards.sun_from_stars) attitude.history.push_back(" get_sun_center: " + known.sun.source);
  // The clock's correction goes with the tables, as in SolarSoft.
  std::string clock = cards.no_time_correction || h.time_corrected ? "" : "DATE-OBS is by the camera's clock, 20 to 120 s ahead of UTC";
  std::string interim;
  if (!cards.sun_from_stars)
    interim =
        (cards.roll_from_stars ? "the roll is from stars, the Sun centre an interim value (" : "Sun centre and roll are interim values (") +
        known.sun.source + (clock.empty() ? ")" : "), ");
  if (!interim.empty() || !clock.empty()) attitude.warnings.push_back("no final pointing for " + h.date_obs + ": " + interim + clock);
}

void warn_about_header(const Known &known, const LascoHeader &h, const Header &cards, const Level1Options &options, Attitude &attitude) {
  const bool tables = known.tcr.available, stars = attitude.cards.roll_from_stars;
  const char *whose = tables ? "of the pointing tables" : stars ? "that stars in the image show" : "that is used (interim)";
  auto warning = roll_warning(h, cards, tables ? known.roll.degrees : attitude.roll_deg, whose);
  if (!warning) return;
  if (tables && stars)
    *warning += "; the roll of the stars, " + fixed(static_cast<double>(attitude.roll_deg), 3) + " degrees, is used";
  else if (options.pointing == Pointing::tables)
    *warning += "; stars in the image can tell which is right: --pointing stars";
  attitude.warnings.push_back(std::move(*warning));
}

std::string source_comment(const Attitude &attitude, const Known &known) {
  const std::string other = known.tcr.available ? "the pointing tables" : "interim values";
  const auto &cards = attitude.cards;
  if (cards.roll_from_stars && cards.sun_from_stars) return " Roll and Sun centre are from stars in the image.";
  if (cards.roll_from_stars) return " Roll is from stars in the image, Sun centre from " + other + '.';
  return " Roll and Sun centre are from " + other + '.';
}

}  // namespace

std::optional<sky::Solution> look_at_stars(const Level1Context &context, const AnyImage &image, const Header &cards, const LascoHeader &h,
                                           const Level1Options &options) {
  if (options.pointing == Pointing::tables) return std::nullopt;
  // Read even where the tables reach: a wrong name is told with the first image, not with the first one that needs it.
  const auto ephemeris = options.ephemeris.empty() ? nullptr : context.ephemeris(options.ephemeris);
  if (options.pointing == Pointing::automatic && adjust_hdr_tcr(context.store(), h, options.compat_bugs).available) return std::nullopt;
  const auto table = context.star_table();
  try {
    return sky::solve_stars(context.store(), *table, ephemeris.get(), image, cards, {});
  } catch (const Error &e) {
    // What the chain can reduce and the stars cannot be looked for in: a sum of 8, a model.
    if (e.status() != CORKIT_ERROR_UNSUPPORTED && e.status() != CORKIT_ERROR_DIMENSIONS && e.status() != CORKIT_ERROR_KEYWORD_VALUE) throw;
    sky::Solution none;
    none.reason = e.what();
    return none;
  }
}

Attitude find_attitude(const Level1Context &context, const LascoHeader &h, const Header &cards, const Level1Options &options,
                       const std::optional<sky::Solution> &stars) {
  Attitude attitude;
  const Known known = find_known(context.store(), h, options.compat_bugs, attitude);
  attitude.sun_x = known.sun.x;
  attitude.sun_y = known.sun.y;
  attitude.roll_deg = known.roll.degrees;
  attitude.cards.no_time_correction = options.no_time_correction;
  attitude.cards.rsun_arcsec = solar_radius_arcsec(*parse_mjd(h.date_obs));
  if (stars && stars->solved) {
    take_stars(*stars, h, attitude);
    if (known.tcr.available) compare_with_tables(known.tcr, attitude);
  } else if (stars) {
    attitude.history.push_back(" corkit pointing: no solution from stars");
    attitude.warnings.push_back(std::string(option_of(options.pointing)) + ": the stars in the image give no solution (" + stars->reason +
                                "), " + (known.tcr.available ? "the pointing tables are used" : "interim values are used"));
  }
  if (!known.tcr.available) say_interim(known, h, attitude);
  if (options.pointing != Pointing::tables) attitude.comments.push_back(source_comment(attitude, known));
  warn_about_header(known, h, cards, options, attitude);
  return attitude;
}

}  // namespace corkit
