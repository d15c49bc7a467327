#include "generator.hpp"

#include <algorithm>
#include <cmath>
#include <cstdio>
#include <cstdlib>
#include <ostream>

#include "recipe.hpp"
#include "time/utc.hpp"

namespace corkit::test {

namespace {

constexpr int kFrame = 1024;

int factor_of(const Exposure &exposure) { return exposure.sums == Sums::none ? 1 : 2; }

std::string quoted(std::string text) {
  text.resize(std::max<std::size_t>(text.size(), 8), ' ');
  return "'" + text + "'";
}

std::string printed(double value) {
  char digits[32];
  std::snprintf(digits, sizeof digits, "%#.6G", value);
  return digits;
}

struct Instrument {
  bool c3 = false;
  std::string filter, polar, port;
};

Instrument random_instrument(Draw &draw, const std::string &port) {
  Instrument i;
  i.c3 = draw.chance(0.6);
  i.filter = i.c3 ? draw.pick<const char *>({"Clear", "Clear", "Clear", "Orange", "Blue", "DeepRd", "IR"})
                  : draw.pick<const char *>({"Orange", "Orange", "Orange", "Blue", "DeepRd", "Halpha"});
  i.polar = draw.pick<const char *>({"Clear", "Clear", "+60 Deg", "0 Deg", "-60 Deg"});
  i.port = !port.empty() ? port : draw.chance(0.8) ? "C" : draw.pick<const char *>({"A", "B", "D"});
  return i;
}

std::vector<std::string> random_cards(Draw &draw, const Instrument &instrument, Sums sums) {
  const int size = sums == Sums::none ? kFrame : kFrame / 2;
  const int day = draw.between(mjd_of(1996, 1, 24), mjd_of(2020, 12, 31));
  const int ms = draw.between(0, 86390000);
  const double exptime = draw.real(1, instrument.c3 ? 300 : 60);
  const int middle = ms + static_cast<int>(500 * exptime);
  char name[16];
  std::snprintf(name, sizeof name, "%c2%06d.fts", instrument.c3 ? '3' : '2', draw.between(0, 999999));
  std::vector<std::string> cards;
  const auto text = [&](const char *keyword, const std::string &value) { cards.push_back(card_of(keyword, quoted(value))); };
  const auto number = [&](const char *keyword, double value) { cards.push_back(card_of(keyword, printed(value))); };
  const auto integer = [&](const char *keyword, int value) { cards.push_back(card_of(keyword, std::to_string(value))); };
  cards.push_back(card_of("SIMPLE", "T"));
  integer("BITPIX", 16);
  integer("NAXIS", 2);
  integer("NAXIS1", size);
  integer("NAXIS2", size);
  text("FILENAME", name);
  text("FILEORIG", format_yymmdd(day) + "_120000.img");
  text("DATE", format_date(day + 1) + " 23:03:55.204");
  text("DATE-OBS", format_date(day));
  text("TIME-OBS", format_time(ms));
  integer("P1COL", 20);
  integer("P1ROW", 1);
  integer("P2COL", 1043);
  integer("P2ROW", 1024);
  integer("VERSION", 2);
  number("EXPTIME", exptime);
  number("EXPCMD", exptime - 2);
  text("TELESCOP", "SOHO");
  text("INSTRUME", "LASCO");
  text("DETECTOR", instrument.c3 ? "C3" : "C2");
  text("READPORT", instrument.port);
  integer("SUMROW", sums == Sums::chip ? 2 : 0);
  integer("SUMCOL", sums == Sums::chip ? 2 : 0);
  integer("LEBXSUM", sums == Sums::leb ? 2 : 1);
  integer("LEBYSUM", sums == Sums::leb ? 2 : 1);
  integer("SHUTTR", 0);
  integer("LAMP", 0);
  text("FILTER", instrument.filter);
  text("POLAR", instrument.polar);
  text("LP_NUM", "Normal");
  text("COMPRSSN", "X#");
  integer("MID_DATE", day + middle / 86400000);
  cards.push_back(card_of("MID_TIME", printed(middle % 86400000 / 1000.0)));
  integer("R1COL", 20);
  integer("R1ROW", 1);
  integer("R2COL", 1043);
  integer("R2ROW", 1024);
  text("EFFPORT", instrument.port);
  text("RECTIFY", "TRUE");
  number("CRPIX1", draw.real(500, 525));
  number("CRPIX2", draw.real(500, 535));
  number("CROTA1", draw.chance(0.5) ? 0 : draw.chance(0.5) ? draw.real(-8, 8) : draw.real(172, 188));
  text("CTYPE1", "SOLAR-X");
  text("CTYPE2", "SOLAR-Y");
  number("CDELT1", instrument.c3 ? 56 : 11.9);
  number("CDELT2", instrument.c3 ? 56 : 11.9);
  for (const char *history : {"V15 18 Jun 1997 MAKE_FITS_HDR", "2"}) cards.push_back("HISTORY " + std::string(history));
  return cards;
}

Image<std::int16_t> random_pixels(Draw &draw, Sums sums) {
  const int size = sums == Sums::none ? kFrame : kFrame / 2;
  const int parts = sums == Sums::none ? 1 : 4;
  const double bias = 480 * (sums == Sums::leb ? 4 : 1);
  const double brightest = parts * draw.real(3000, 13000);
  const double noise = draw.real(0, 0.05);
  const double x0 = size * draw.real(0.48, 0.52), y0 = size * draw.real(0.48, 0.52);
  auto pixels = Image<std::int16_t>::uninitialized(size, size);
  for (int y = 0; y < size; ++y)
    for (int x = 0; x < size; ++x) {
      const double r = std::hypot(x - x0, y - y0) / size;
      const double corona = brightest * (r < 0.08 ? 0.05 : 0.05 + 0.9 * std::exp(-6 * (r - 0.08)));
      const double counts = bias + parts * 100 + corona * (1 + draw.real(-noise, noise));
      pixels(x, y) = static_cast<std::int16_t>(static_cast<std::uint16_t>(counts));
    }
  return pixels;
}

}  // namespace

std::ostream &operator<<(std::ostream &out, const Seed &seed) {
  return out << "CORKIT_TEST_SEED=" << seed.base << ", case " << seed.number;
}

std::ostream &operator<<(std::ostream &out, Sums sums) {
  return out << (sums == Sums::none ? "no sums" : sums == Sums::leb ? "summed in the processor" : "summed on the chip");
}

std::ostream &operator<<(std::ostream &out, const Field &f) {
  return out << "columns from " << f.left << ", " << f.width << ", rows from " << f.bottom << ", " << f.height;
}

std::vector<Seed> seeds(int number) {
  const char *asked = std::getenv("CORKIT_TEST_SEED");
  const auto base = static_cast<unsigned>(asked == nullptr ? 0 : std::strtoul(asked, nullptr, 10));
  std::vector<Seed> list;
  for (int k = 0; k < number; ++k) list.push_back({base, k});
  return list;
}

Exposure random_exposure(Draw &draw, Sums sums, const std::string &port) {
  const auto instrument = random_instrument(draw, port);
  corkit::Header header(random_cards(draw, instrument, sums));
  return {std::move(header), random_pixels(draw, sums), sums};
}

Field random_field(Draw &draw) {
  const auto side = [&](int &first, int &length) {
    length = 32 * draw.between(6, 28);
    first = 32 * draw.between(0, 32 - length / 32);
  };
  Field field;
  side(field.left, field.width);
  side(field.bottom, field.height);
  return field;
}

Exposure read_out(const Exposure &whole, const Field &field) {
  const int n = factor_of(whole);
  Exposure part{whole.header, Image<std::int16_t>::uninitialized(field.width / n, field.height / n), whole.sums};
  for (int y = 0; y < part.pixels.ny(); ++y)
    std::copy_n(whole.pixels.row(field.bottom / n + y) + field.left / n, part.pixels.nx(), part.pixels.row(y));
  part.header.set("NAXIS1", part.pixels.nx());
  part.header.set("NAXIS2", part.pixels.ny());
  part.header.set("R1COL", field.left + 20);
  part.header.set("R1ROW", field.bottom + 1);
  part.header.set("R2COL", field.left + field.width + 19);
  part.header.set("R2ROW", field.bottom + field.height);
  return part;
}

Exposure summed(const Exposure &whole, Sums sums, int bias) {
  Exposure sum{whole.header, Image<std::int16_t>::uninitialized(whole.pixels.nx() / 2, whole.pixels.ny() / 2), sums};
  for (int y = 0; y < sum.pixels.ny(); ++y)
    for (int x = 0; x < sum.pixels.nx(); ++x) {
      const auto &p = whole.pixels;
      const int four = p(2 * x, 2 * y) + p(2 * x + 1, 2 * y) + p(2 * x, 2 * y + 1) + p(2 * x + 1, 2 * y + 1);
      sum.pixels(x, y) = static_cast<std::int16_t>(static_cast<std::uint16_t>(sums == Sums::chip ? four - 3 * bias : four));
    }
  sum.header.set("NAXIS1", sum.pixels.nx());
  sum.header.set("NAXIS2", sum.pixels.ny());
  for (const char *keyword : {"SUMCOL", "SUMROW"}) sum.header.set(keyword, sums == Sums::chip ? 2 : 0);
  for (const char *keyword : {"LEBXSUM", "LEBYSUM"}) sum.header.set(keyword, sums == Sums::leb ? 2 : 1);
  return sum;
}

void lose_blocks(Exposure &exposure, Draw &draw, int number) {
  auto &p = exposure.pixels;
  for (int k = 0; k < number; ++k) {
    const int x0 = 32 * draw.between(0, p.nx() / 32 - 1), y0 = 32 * draw.between(0, p.ny() / 32 - 1);
    for (int y = y0; y < y0 + 32; ++y) std::fill_n(p.row(y) + x0, 32, std::int16_t{0});
  }
}

std::string random_text(Draw &draw, int longest) {
  std::string text;
  const int length = draw.between(0, longest);
  for (int k = 0; k < length; ++k)
    text += draw.chance(0.2) ? draw.pick({' ', '\'', '/', '=', '&'}) : static_cast<char>(draw.between(' ', '~'));
  return text.substr(0, text.find_last_not_of(' ') + 1);
}

std::vector<std::string> unread_cards(Draw &draw) {
  const std::string keyword = "XQ" + std::to_string(draw.between(100, 99999));
  switch (draw.between(0, 6)) {
    case 0:
      return {card_of(keyword, std::to_string(draw.between(-100000, 100000)))};
    case 1:
      return {card_of(keyword, printed(draw.real(-1e6, 1e6)))};
    case 2:
      return {card_of(keyword, draw.chance(0.5) ? "T" : "F")};
    case 3:
      return {"HIERARCH ESO " + keyword + " = 'EXPTIME = 5'"};
    case 4:
      return {"         " + random_text(draw, 60)};
    case 5:
      return {keyword + std::string(8 - keyword.size(), ' ') + "= 'a text of which the rest follows&'",
              "CONTINUE  'EXPTIME =                    5.0' / and its comment"};
    default: {
      corkit::Header one;
      one.set(keyword, HeaderValue{random_text(draw, 60)}, random_text(draw, 20));
      return one.cards();
    }
  }
}

}  // namespace corkit::test
