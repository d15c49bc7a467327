// Akima's quintic on each triangle of a rectangular grid, with estimated or given derivatives.
//
// Given     nodes and their positions; cuts (grid_diagonals); value, gradient and second derivatives at the nodes
// Returned  z = sum p_jk u^j v^k on each triangle, C1 across its sides (spec/quintic.md 4.1)
// Notes     1. Along each side the derivative normal to it is a cubic: with exact derivatives, polynomials up to degree 4 come back.
//           2. On a common side either triangle may be taken; nodes on the hull count as inside, beyond it the surface is 0.
// References H. Akima 1978, ACM TOMS 4, 148 (Algorithm 526, IDPTIP)
#include "idl/quintic.hpp"

#include <algorithm>
#include <array>
#include <cmath>
#include <optional>
#include <vector>

#include "core/error.hpp"

namespace corkit::idl {

namespace {

struct Corner {
  int k, l;  // node relative to the cell's lower left one
};

// u runs from the first corner to the second, v from the first to the third.
using Corners = std::array<Corner, 3>;

constexpr std::array<Corners, 4> kTriangles = {{
    {{{0, 0}, {1, 0}, {1, 1}}},  // rising cut, below
    {{{0, 0}, {1, 1}, {0, 1}}},  // rising cut, above
    {{{0, 0}, {1, 0}, {0, 1}}},  // falling cut, below
    {{{1, 1}, {0, 1}, {1, 0}}},  // falling cut, above
}};

// Value and derivatives at a vertex, along u and v.
struct Jet {
  double z, u, v, uu, uv, vv;
};

// What depends on a triangle's shape only; Akima's names.
class Shape {
 public:
  Shape(const Corners &corners, double dx, double dy)
      : a_((corners[1].k - corners[0].k) * dx),
        b_((corners[2].k - corners[0].k) * dx),
        c_((corners[1].l - corners[0].l) * dy),
        d_((corners[2].l - corners[0].l) * dy),
        determinant_(a_ * d_ - b_ * c_) {
    const double lu = std::sqrt(a_ * a_ + c_ * c_);
    const double lv = std::sqrt(b_ * b_ + d_ * d_);
    const double along_u = std::atan2(c_, a_);
    const double between = std::atan2(d_, b_) - along_u;
    p41_per_p50_ = 5 * lv * std::cos(between) / lu;
    p14_per_p05_ = 5 * lu * std::cos(between) / lv;
    const double us = std::atan2(d_ - c_, b_ - a_) - along_u;
    const double sv = between - us;
    const double A = std::sin(sv) / lu;
    const double B = -std::cos(sv) / lu;
    const double C = std::sin(us) / lv;
    const double D = std::cos(us) / lv;
    g1_ = A * (A * C) * (3 * B * C + 2 * A * D);
    g2_ = C * (A * C) * (3 * A * D + 2 * B * C);
    from_p50_ = -A * A * A * 5 * A * B;
    from_p41_ = -A * A * A * (4 * B * C + A * D);
    from_p05_ = -C * C * C * 5 * C * D;
    from_p14_ = -C * C * C * (4 * A * D + B * C);
  }

  // Derivatives along x and y turned into those along u and v.
  Jet jet(double z, double zx, double zy, double zxx, double zxy, double zyy) const {
    return {z,
            a_ * zx + c_ * zy,
            b_ * zx + d_ * zy,
            a_ * a_ * zxx + 2 * a_ * c_ * zxy + c_ * c_ * zyy,
            a_ * b_ * zxx + (a_ * d_ + b_ * c_) * zxy + c_ * d_ * zyy,
            b_ * b_ * zxx + 2 * b_ * d_ * zxy + d_ * d_ * zyy};
  }

  double u(double x, double y) const { return (d_ * x - b_ * y) / determinant_; }
  double v(double x, double y) const { return (a_ * y - c_ * x) / determinant_; }
  double p41(double p50) const { return p41_per_p50_ * p50; }
  double p14(double p05) const { return p14_per_p05_ * p05; }

  // From the condition on the side opposite the first vertex.
  double p22(double p50, double p41, double p05, double p14, double h2, double h3) const {
    const double h1 = from_p50_ * p50 + from_p41_ * p41 + from_p05_ * p05 + from_p14_ * p14;
    return (g1_ * h2 + g2_ * h3 - h1) / (g1_ + g2_);
  }

 private:
  double a_, b_, c_, d_, determinant_;
  double p41_per_p50_, p14_per_p05_, g1_, g2_, from_p50_, from_p41_, from_p05_, from_p14_;
};

class Polynomial {
 public:
  Polynomial(const Shape &shape, const Jet &at1, const Jet &at2, const Jet &at3) {
    at(0, 0) = at1.z;
    at(1, 0) = at1.u;
    at(0, 1) = at1.v;
    at(2, 0) = at1.uu / 2;
    at(1, 1) = at1.uv;
    at(0, 2) = at1.vv / 2;

    double h1 = at2.z - at(0, 0) - at(1, 0) - at(2, 0);
    double h2 = at2.u - at(1, 0) - at1.uu;
    double h3 = at2.uu - at1.uu;
    at(3, 0) = 10 * h1 - 4 * h2 + h3 / 2;
    at(4, 0) = -15 * h1 + 7 * h2 - h3;
    at(5, 0) = 6 * h1 - 3 * h2 + h3 / 2;

    h1 = at3.z - at(0, 0) - at(0, 1) - at(0, 2);
    h2 = at3.v - at(0, 1) - at1.vv;
    h3 = at3.vv - at1.vv;
    at(0, 3) = 10 * h1 - 4 * h2 + h3 / 2;
    at(0, 4) = -15 * h1 + 7 * h2 - h3;
    at(0, 5) = 6 * h1 - 3 * h2 + h3 / 2;

    at(4, 1) = shape.p41(at(5, 0));
    at(1, 4) = shape.p14(at(0, 5));

    h1 = at2.v - at(0, 1) - at(1, 1) - at(4, 1);
    h2 = at2.uv - at(1, 1) - 4 * at(4, 1);
    at(2, 1) = 3 * h1 - h2;
    at(3, 1) = -2 * h1 + h2;

    h1 = at3.u - at(1, 0) - at(1, 1) - at(1, 4);
    h2 = at3.uv - at(1, 1) - 4 * at(1, 4);
    at(1, 2) = 3 * h1 - h2;
    at(1, 3) = -2 * h1 + h2;

    h2 = at2.vv / 2 - at(0, 2) - at(1, 2);
    h3 = at3.uu / 2 - at(2, 0) - at(2, 1);
    at(2, 2) = shape.p22(at(5, 0), at(4, 1), at(0, 5), at(1, 4), h2, h3);
    at(3, 2) = h2 - at(2, 2);
    at(2, 3) = h3 - at(2, 2);
  }

  double operator()(double u, double v) const {
    double sum = 0;
    for (int j = 5; j >= 0; --j) {
      double along_v = 0;
      for (int k = 5 - j; k >= 0; --k) along_v = along_v * v + at(j, k);
      sum = sum * u + along_v;
    }
    return sum;
  }

 private:
  static std::size_t index(int j, int k) { return 6 * static_cast<std::size_t>(j) + static_cast<std::size_t>(k); }
  double &at(int j, int k) { return p_[index(j, k)]; }
  double at(int j, int k) const { return p_[index(j, k)]; }

  std::array<double, 36> p_{};  // p_jk, j+k <= 5
};

void check_derivatives(const Image<double> &nodes, const Derivatives &derivatives) {
  for (const Image<double> *field : {&derivatives.zx, &derivatives.zy, &derivatives.zxx, &derivatives.zxy, &derivatives.zyy})
    if (field->nx() != nodes.nx() || field->ny() != nodes.ny())
      throw Error(CORKIT_ERROR_ARGUMENT, "TRI_SURF: the derivatives have another shape than the nodes; give one value for each node");
}

class Surface {
 public:
  Surface(const Image<double> &nodes, const Derivatives &derivatives, const NodeGrid &grid, const Image<std::uint8_t> &cuts)
      : nodes_(nodes), derivatives_(derivatives), grid_(grid), cuts_(cuts), shapes_(index(grid.x.kinds(), grid.y.kinds() - 1, 0)) {}

  // Index into kTriangles.
  std::size_t triangle(const Axis::Place &x, const Axis::Place &y) const {
    if (cuts_(x.cell, y.cell) == 0) return x.s >= y.s ? 0 : 1;
    return x.s + y.s <= 1 ? 2 : 3;
  }

  Polynomial polynomial(int cell_x, int cell_y, std::size_t triangle) {
    const Shape &with = shape(cell_x, cell_y, triangle);
    const auto jet = [&](std::size_t vertex) {
      const int k = cell_x + kTriangles[triangle][vertex].k;
      const int l = cell_y + kTriangles[triangle][vertex].l;
      return with.jet(nodes_(k, l), derivatives_.zx(k, l), derivatives_.zy(k, l), derivatives_.zxx(k, l), derivatives_.zxy(k, l),
                      derivatives_.zyy(k, l));
    };
    return Polynomial(with, jet(0), jet(1), jet(2));
  }

  double value(const Polynomial &polynomial, std::size_t triangle, int cell_x, int cell_y, double x, double y) {
    const Corner origin = kTriangles[triangle][0];
    const double from_x = x - grid_.x.position(cell_x + origin.k);
    const double from_y = y - grid_.y.position(cell_y + origin.l);
    const Shape &with = shape(cell_x, cell_y, triangle);
    return polynomial(with.u(from_x, from_y), with.v(from_x, from_y));
  }

 private:
  std::size_t index(int kind_x, int kind_y, std::size_t triangle) const {
    return (static_cast<std::size_t>(kind_y) * static_cast<std::size_t>(grid_.x.kinds()) + static_cast<std::size_t>(kind_x)) *
               kTriangles.size() +
           triangle;
  }

  // Made when first needed.
  const Shape &shape(int cell_x, int cell_y, std::size_t triangle) {
    auto &made = shapes_[index(grid_.x.kind(cell_x), grid_.y.kind(cell_y), triangle)];
    if (!made) made.emplace(kTriangles[triangle], grid_.x.step(cell_x), grid_.y.step(cell_y));
    return *made;
  }

  const Image<double> &nodes_;
  const Derivatives &derivatives_;
  const NodeGrid &grid_;
  const Image<std::uint8_t> &cuts_;
  std::vector<std::optional<Shape>> shapes_;
};

}  // namespace

double quintic_at(const Image<double> &nodes, const Derivatives &derivatives, const NodeGrid &grid, const Image<std::uint8_t> &cuts,
                  double x, double y) {
  check_cuts("TRI_SURF", nodes, cuts);
  check_grid("TRI_SURF", nodes, grid);
  check_derivatives(nodes, derivatives);
  Surface surface(nodes, derivatives, grid, cuts);
  const auto along_x = grid.x.place(x);
  const auto along_y = grid.y.place(y);
  if (!along_x || !along_y) return 0;
  const std::size_t triangle = surface.triangle(*along_x, *along_y);
  return surface.value(surface.polynomial(along_x->cell, along_y->cell, triangle), triangle, along_x->cell, along_y->cell, x, y);
}

Image<double> trigrid_quintic(const Image<double> &nodes, const NodeGrid &grid, const Image<std::uint8_t> &cuts, int nx, int ny) {
  check_result("TRI_SURF", nx, ny);
  return trigrid_quintic(nodes, grid, cuts, Image<std::uint8_t>(nx, ny, 1));
}

Image<double> trigrid_quintic(const Image<double> &nodes, const NodeGrid &grid, const Image<std::uint8_t> &cuts,
                              const Image<std::uint8_t> &wanted) {
  check_cuts("TRI_SURF", nodes, cuts);
  check_grid("TRI_SURF", nodes, grid);
  const Derivatives derivatives = renka_derivatives(nodes, grid, cuts);
  Surface surface(nodes, derivatives, grid, cuts);

  std::vector<std::optional<Axis::Place>> columns;
  columns.reserve(static_cast<std::size_t>(wanted.nx()));
  for (int x = 0; x < wanted.nx(); ++x) columns.push_back(grid.x.place(x));

  // The polynomials of one row of cells, made when first needed.
  std::vector<std::array<std::optional<Polynomial>, 4>> made(static_cast<std::size_t>(nodes.nx() - 1));
  int made_for = -1;
  Image<double> out(wanted.nx(), wanted.ny(), 0.0);
  for (int y = 0; y < wanted.ny(); ++y) {
    const auto row = grid.y.place(y);
    if (!row) continue;
    if (row->cell != made_for) {
      std::fill(made.begin(), made.end(), std::array<std::optional<Polynomial>, 4>{});
      made_for = row->cell;
    }
    for (int x = 0; x < wanted.nx(); ++x) {
      const auto &column = columns[static_cast<std::size_t>(x)];
      if (!column || wanted(x, y) == 0) continue;
      const std::size_t triangle = surface.triangle(*column, *row);
      auto &polynomial = made[static_cast<std::size_t>(column->cell)][triangle];
      if (!polynomial) polynomial = surface.polynomial(column->cell, row->cell, triangle);
      out(x, y) = surface.value(*polynomial, triangle, column->cell, row->cell, x, y);
    }
  }
  return out;
}

}  // namespace corkit::idl
