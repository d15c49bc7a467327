// What IDL itself printed of TRIANGULATE and of TRIGRID /QUINTIC (reference_data/idl).
//
// Notes     1. The surfaces are of data of 1e-25, where IDL's iteration for the gradients stops after one sweep (idl/quintic.hpp).
//           2. IDL's surface is FLOAT, as its input is; in DOUBLE the numbers are missed by that rounding.
#include <algorithm>
#include <array>
#include <boost/test/unit_test.hpp>
#include <cmath>
#include <fstream>
#include <sstream>
#include <string>
#include <vector>

#include "idl/quintic.hpp"
#include "idl/triangulate.hpp"
#include "support/measurements.hpp"
#include "text_reference.hpp"

using namespace corkit;
using namespace corkit::test;

namespace {

struct Nodes {
  std::vector<double> x, y;
  Image<double> z;
};

// First line: a name and the x; then one line for each y.
Nodes read_nodes(const std::string &name) {
  std::ifstream file(committed_reference("idl/" + name));
  BOOST_REQUIRE(file);
  const auto numbers = [](const std::string &line) {
    std::vector<double> values;
    std::istringstream fields(line);
    for (std::string field; std::getline(fields, field, ',');) values.push_back(std::stod(field));
    return values;
  };
  Nodes nodes;
  std::string line;
  std::getline(file, line);
  nodes.x = numbers(line.substr(line.find(',') + 1));
  std::vector<double> all;
  while (std::getline(file, line)) {
    const auto row = numbers(line);
    nodes.y.push_back(row[0]);
    all.insert(all.end(), row.begin() + 1, row.end());
  }
  nodes.z = Image<double>(static_cast<int>(nodes.x.size()), static_cast<int>(nodes.y.size()));
  BOOST_REQUIRE_EQUAL(all.size(), nodes.z.size());
  std::copy(all.begin(), all.end(), nodes.z.begin());
  return nodes;
}

// INTERPOLATE's CUBIC=-1: cubic convolution with parameter -1, of the four values around a fraction.
double cubic(const std::array<double, 4> &values, double fraction) {
  const auto near = [](double s) { return (s - 2) * s * s + 1; };
  const auto far = [](double s) { return ((-s + 5) * s - 8) * s + 4; };
  return values[0] * far(1 + fraction) + values[1] * near(fraction) + values[2] * near(1 - fraction) + values[3] * far(2 - fraction);
}

enum class Stored { as_float, as_double };

// TRIGRID /QUINTIC on 101 x 101 points, then INTERPOLATE /CUBIC.
double quintic(const Nodes &nodes, double x, double y, Stored stored, Oracle oracle = Oracle::idl) {
  constexpr int points = 101;
  constexpr int sweeps = 1;
  const idl::NodeGrid grid{idl::Axis::at(nodes.x), idl::Axis::at(nodes.y)};
  const auto cuts = idl::grid_diagonals(nodes.x, nodes.y, oracle);
  const auto derivatives = idl::renka_derivatives(nodes.z, grid, cuts, sweeps);
  const double step_x = (nodes.x.back() - nodes.x.front()) / (points - 1);
  const double step_y = (nodes.y.back() - nodes.y.front()) / (points - 1);
  const double at_x = (x - nodes.x.front()) / step_x;
  const double at_y = (y - nodes.y.front()) / step_y;
  std::array<double, 4> rows{};
  for (int j = 0; j < 4; ++j) {
    std::array<double, 4> row{};
    for (int i = 0; i < 4; ++i) {
      const double surface = idl::quintic_at(nodes.z, derivatives, grid, cuts, nodes.x.front() + step_x * (std::floor(at_x) + i - 1),
                                             nodes.y.front() + step_y * (std::floor(at_y) + j - 1));
      row[static_cast<std::size_t>(i)] = stored == Stored::as_float ? static_cast<double>(static_cast<float>(surface)) : surface;
    }
    rows[static_cast<std::size_t>(j)] = cubic(row, at_x - std::floor(at_x));
  }
  return cubic(rows, at_y - std::floor(at_y));
}

double bilinear(const Nodes &nodes, double x, double y) {
  const auto column = idl::Axis::at(nodes.x).place(x);
  const auto row = idl::Axis::at(nodes.y).place(y);
  BOOST_REQUIRE((column && row));
  const auto along = [&](int l) { return (1 - column->s) * nodes.z(column->cell, l) + column->s * nodes.z(column->cell + 1, l); };
  return (1 - row->s) * along(row->cell) + row->s * along(row->cell + 1);
}

constexpr double kTemperature = 10000;
const double kDensity = std::log10(5000.0);

// Quintic over bilinear.
double ratio(const Nodes &nodes, Stored stored, Oracle oracle = Oracle::idl) {
  return quintic(nodes, kTemperature, kDensity, stored, oracle) / bilinear(nodes, kTemperature, kDensity);
}

constexpr double kHbeta = 0.996385975;
constexpr double kHeii = 0.11199059 / 0.11228817;  // H-beta's ratio over He II's

void record_number(const std::string &what, const std::string &against, const std::string &must_be, std::size_t compared,
                   std::size_t identical, double largest, bool passed) {
  Measurement m;
  m.table = "idl";
  m.what = what;
  m.against = against;
  m.must_be = must_be;
  m.oracle = "idl";
  m.reference = "committed (reference_data/idl)";
  m.compared = static_cast<double>(compared);
  m.identical = static_cast<double>(identical);
  m.largest = largest;
  m.unit = "relative";
  m.passed = passed;
  record("idl", m);
}

}  // namespace

BOOST_AUTO_TEST_SUITE(idl_numbers)

BOOST_AUTO_TEST_CASE(triangulate_gives_the_list_that_idl_printed) {
  const Nodes nodes = read_nodes("nodes_hbeta.csv");  // the list's grid
  std::vector<double> x, y;
  for (const double at_y : nodes.y)
    for (const double at_x : nodes.x) {
      x.push_back(at_x);
      y.push_back(at_y);
    }
  const auto triangles = idl::triangulate(x, y, Oracle::idl);
  BOOST_TEST(triangles.size() == 216U);

  std::ifstream file(committed_reference("idl/triangles_10x13.txt"));
  BOOST_REQUIRE(file);
  std::size_t rows = 0, found = 0;
  auto next = triangles.begin();
  bool gap = false;
  for (std::string line; std::getline(file, line);) {
    if (line.starts_with("#")) continue;
    if (line == "...") {
      gap = true;
      continue;
    }
    idl::Triangle expected;
    std::istringstream(line) >> expected.a >> expected.b >> expected.c;
    if (gap) next = std::find(next, triangles.end(), expected);
    gap = false;
    ++rows;
    const bool same = next != triangles.end() && *next == expected;
    BOOST_TEST(same, "row " << rows << ", " << line);
    if (same) {
      ++found;
      ++next;
    }
  }
  BOOST_TEST(rows == 61U);
  record_number("TRIANGULATE of a 10 x 13 grid", "reference_data/idl/triangles_10x13.txt", "every visible row, in order", rows, found, 0,
                found == rows);
}

BOOST_AUTO_TEST_CASE(trigrid_quintic_gives_the_h_beta_that_idl_printed) {
  const Nodes hbeta = read_nodes("nodes_hbeta.csv");
  const double off = std::abs(ratio(hbeta, Stored::as_float) - kHbeta);
  BOOST_TEST(off < 1.6e-8);                                                           // the digits printed
  BOOST_TEST(std::abs(ratio(hbeta, Stored::as_double) - kHbeta) < 6e-8);              // a FLOAT's rounding
  BOOST_TEST(std::abs(ratio(hbeta, Stored::as_float, Oracle::gdl) - kHbeta) > 1e-4);  // other diagonals miss it
  record_number("TRIGRID /QUINTIC, H-beta 4861", "0.996385975(16)", "1.6e-8, the digits printed", 1, off < 1.6e-8 ? 1 : 0, off,
                off < 1.6e-8);
}

BOOST_AUTO_TEST_CASE(trigrid_quintic_gives_the_he_ii_that_idl_printed) {
  const Nodes heii = read_nodes("nodes_heii.csv");
  const double printed = kHbeta / kHeii;
  const auto off = [&](Stored stored, Oracle oracle) { return std::abs(ratio(heii, stored, oracle) / printed - 1); };
  const double largest = off(Stored::as_float, Oracle::idl);
  BOOST_TEST(largest < 9e-9);  // less than the digits printed, 5e-8
  BOOST_TEST(off(Stored::as_double, Oracle::idl) < 1e-8);
  BOOST_TEST(off(Stored::as_float, Oracle::gdl) > 1e-4);
  record_number("TRIGRID /QUINTIC, He II 4686", "0.11199059 / 0.11228817 with H-beta's divided in", "9e-9; the digits printed are 5e-8", 1,
                largest < 9e-9 ? 1 : 0, largest, largest < 9e-9);
}

BOOST_AUTO_TEST_SUITE_END()
