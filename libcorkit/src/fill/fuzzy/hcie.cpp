#include "fill/fuzzy/hcie.hpp"

#include <numbers>
#include <vector>

#include "fill/fuzzy/gradient.hpp"
#include "fill/fuzzy/line_map.hpp"
#include "idl/arrays.hpp"
#include "idl/quintic.hpp"
#include "idl/spline.hpp"
#include "idl/triangulate.hpp"
#include "idl/trigrid.hpp"

namespace corkit::fuzzy {
namespace {

constexpr int kNodeStep = 4;       // pixels a side
constexpr double kFirstNode = 2;   // pixel of the first cell's value
constexpr std::size_t kShort = 3;  // lines of so many pixels are not smoothed

}  // namespace

const Image<std::uint8_t> &CellCuts::of(int nx, int ny) {
  const auto [entry, added] = cuts_.try_emplace({nx, ny});
  if (added) entry->second = idl::grid_diagonals(nx, ny, kFirstNode, kNodeStep, oracle_);
  return entry->second;
}

Image<float> fill_cells(const Image<float> &cells, double angle) {
  Image<float> filled = cells;
  const LineMap lines(cells.nx(), cells.ny(), angle);
  std::vector<double> x;
  std::vector<double> y;
  std::vector<double> at;
  std::vector<std::size_t> unknown;
  for (int i = 0; i < lines.count(); ++i) {
    x.clear();
    y.clear();
    at.clear();
    unknown.clear();
    double position = 0;
    for (const std::int32_t element : lines.line(i)) {
      const auto k = static_cast<std::size_t>(element);
      if (cells[k] != 0) {
        x.push_back(position);
        y.push_back(cells[k]);
      } else {
        at.push_back(position);
        unknown.push_back(k);
      }
      ++position;
    }
    if (x.size() < 2 || at.empty()) continue;
    const std::vector<double> values = idl::spl_interp(x, y, idl::spl_init(x, y), at);
    for (std::size_t k = 0; k < values.size(); ++k) filled[unknown[k]] = static_cast<float>(values[k]);
  }
  return filled;
}

Image<float> smooth_lines(const Image<float> &zone, const Image<float> &filled, double angle) {
  Image<float> smooth = filled;
  const LineMap lines(zone.nx(), zone.ny(), angle + std::numbers::pi / 2);
  for (int i = 0; i < lines.count(); ++i) {
    const auto line = lines.line(i);
    if (line.size() <= kShort) continue;
    for (std::size_t k = 1; k + 1 < line.size(); ++k) {
      const auto before = static_cast<std::size_t>(line[k - 1]);
      const auto here = static_cast<std::size_t>(line[k]);
      const auto after = static_cast<std::size_t>(line[k + 1]);
      if (zone[here] == 0) smooth[here] = static_cast<float>((double{filled[before]} + filled[here] + filled[after]) / 3);
    }
  }
  return smooth;
}

Image<float> hcie_zone(const Image<float> &zone, CellCuts &cuts) {
  const double angle = grad_zone(zone);
  const Image<float> cells = fill_cells(idl::rebin(zone, zone.nx() / kNodeStep, zone.ny() / kNodeStep), angle);
  const auto nodes = convert<double>(cells);
  const auto &cut = cuts.of(cells.nx(), cells.ny());
  Image<std::uint8_t> gap(zone.nx(), zone.ny(), 0);
  for (std::size_t k = 0; k < zone.size(); ++k) gap[k] = zone[k] == 0 ? 1 : 0;
  const Image<double> surface =
      cuts.oracle() == Oracle::idl
          ? idl::trigrid_quintic(nodes, idl::NodeGrid::regular(nodes.nx(), nodes.ny(), kFirstNode, kNodeStep), cut, gap)
          : idl::trigrid_linear(nodes, kFirstNode, kNodeStep, cut, zone.nx(), zone.ny());
  Image<float> closed = zone;
  for (std::size_t k = 0; k < zone.size(); ++k)
    if (zone[k] == 0) closed[k] = static_cast<float>(surface[k]);
  return smooth_lines(zone, closed, angle);
}

}  // namespace corkit::fuzzy
