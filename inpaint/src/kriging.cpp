#include "kriging.hpp"

#include <Eigen/Cholesky>
#include <algorithm>
#include <cmath>
#include <optional>

namespace corkit::inpaint {
namespace {

constexpr double kCell = 4;       // pixels
constexpr int kMargin = 8;        // cells around the hole that are binned
constexpr int kReach = 4;         // cells around the hole that are used
constexpr int kLargest = 192;     // pixels a side of a hole
constexpr int kMostCells = 1600;  // of a system
constexpr int kFewest = 12;
constexpr double kOutlier = 4;  // deviations
constexpr double kR0 = 350;     // pixels

// One hole on its cells: rows along the radius, columns across.
struct Cells {
  PolarGrid grid;         // n unused
  double i0 = 0, j0 = 0;  // place of cell (0, 0) in grid's cells
  int nu = 0, nv = 0;     // along, across
  std::vector<double> value, count, missing, total;
  std::size_t index(int u, int v) const { return static_cast<std::size_t>(u) * static_cast<std::size_t>(nv) + static_cast<std::size_t>(v); }
  bool cell_of(double x, double y, double &v, double &u) const {
    grid.locate(x, y, v, u);
    v -= i0;
    u -= j0;
    return u > -0.5 && v > -0.5 && u < nu - 0.5 && v < nv - 0.5;
  }
};

double median_of(std::vector<double> &values) {
  const auto middle = values.begin() + static_cast<std::ptrdiff_t>(values.size() / 2);
  std::nth_element(values.begin(), middle, values.end());
  return *middle;
}

bool is_missing(const Scene &scene, int x, int y) { return scene.known(x, y) != 0 && scene.measured(x, y) == 0; }

class Hole {
 public:
  Hole(const Scene &scene, const RadialProfile &profile, const Box &box, const Kernel &kernel)
      : scene_(scene), profile_(profile), box_(box), kernel_(kernel) {}

  // Estimated logarithm on the cells; empty when it cannot be had.
  bool estimate() {
    if (!lay_out() || !bin()) return false;
    std::vector<std::size_t> known, wanted;
    choose(known, wanted);
    if (known.size() < kFewest || known.size() > kMostCells) return false;
    return solve(known, wanted);
  }

  void write(Image<float> &guess) const {
    for (int y = box_.y0; y <= box_.y1; ++y) {
      for (int x = box_.x0; x <= box_.x1; ++x) {
        if (!is_missing(scene_, x, y)) continue;
        double v = 0, u = 0;
        if (!cells_.cell_of(x, y, v, u)) continue;
        const auto base = base_of(x, y);
        if (!base) continue;
        const double value = *base * std::exp(static_cast<double>(read_patch(field_, v, u)));
        if (std::isfinite(value)) guess(x, y) = static_cast<float>(value);
      }
    }
  }

 private:
  // What the image is divided by.
  std::optional<double> base_of(int x, int y) const {
    if (!scene_.reference.empty()) {
      if (scene_.reference_valid(x, y) == 0 || !(scene_.reference(x, y) > 0)) return std::nullopt;
      return static_cast<double>(scene_.reference(x, y));
    }
    return profile_(std::max(1.0, std::hypot(x - scene_.sun_x, y - scene_.sun_y)));
  }

  bool lay_out() {
    if (box_.width() > kLargest || box_.height() > kLargest) return false;
    cells_.grid = grid_around(box_.x0, box_.y0, box_.x1, box_.y1, scene_.sun_x, scene_.sun_y, kCell, 0, 1);
    if (cells_.grid.r0 < kLargest / 2.0) return false;
    double low_i = 1e9, high_i = -1e9, low_j = 1e9, high_j = -1e9;
    for (int y = box_.y0; y <= box_.y1; ++y) {
      for (int x = box_.x0; x <= box_.x1; ++x) {
        if (!is_missing(scene_, x, y)) continue;
        double i = 0, j = 0;
        cells_.grid.locate(x, y, i, j);
        low_i = std::min(low_i, i);
        high_i = std::max(high_i, i);
        low_j = std::min(low_j, j);
        high_j = std::max(high_j, j);
      }
    }
    if (low_i > high_i) return false;
    cells_.i0 = std::floor(low_i) - kMargin;
    cells_.j0 = std::floor(low_j) - kMargin;
    cells_.nv = static_cast<int>(std::ceil(high_i) - cells_.i0) + kMargin + 1;
    cells_.nu = static_cast<int>(std::ceil(high_j) - cells_.j0) + kMargin + 1;
    return true;
  }

  bool bin() {
    const auto n = static_cast<std::size_t>(cells_.nu) * static_cast<std::size_t>(cells_.nv);
    std::vector<std::vector<double>> logs(n);
    cells_.missing.assign(n, 0);
    cells_.total.assign(n, 0);
    const int reach = static_cast<int>((kMargin + 4) * kCell * 1.5);
    for (int y = std::max(0, box_.y0 - reach); y <= std::min(scene_.image.ny() - 1, box_.y1 + reach); ++y) {
      for (int x = std::max(0, box_.x0 - reach); x <= std::min(scene_.image.nx() - 1, box_.x1 + reach); ++x) {
        double v = 0, u = 0;
        if (!cells_.cell_of(x, y, v, u)) continue;
        const std::size_t k = cells_.index(static_cast<int>(std::lround(u)), static_cast<int>(std::lround(v)));
        cells_.total[k] += 1;
        if (is_missing(scene_, x, y)) cells_.missing[k] += 1;
        if (scene_.measured(x, y) == 0 || !(scene_.image(x, y) > 0)) continue;
        if (const auto base = base_of(x, y)) logs[k].push_back(std::log(static_cast<double>(scene_.image(x, y)) / *base));
      }
    }
    return average(logs);
  }

  // Mean of each cell without its outliers, and the variance of one pixel.
  bool average(std::vector<std::vector<double>> &logs) {
    std::vector<double> medians(logs.size(), 0), deviations;
    for (std::size_t k = 0; k < logs.size(); ++k) {
      if (logs[k].size() < 5) continue;
      medians[k] = median_of(logs[k]);
      for (const double q : logs[k]) deviations.push_back(std::abs(q - medians[k]));
    }
    if (deviations.size() < 100) return false;
    const double sigma = 1.4826 * median_of(deviations);
    pixel_variance_ = sigma * sigma;
    cells_.value.assign(logs.size(), 0);
    cells_.count.assign(logs.size(), 0);
    for (std::size_t k = 0; k < logs.size(); ++k) {
      if (logs[k].size() < 5) continue;
      for (const double q : logs[k]) {
        if (std::abs(q - medians[k]) > kOutlier * sigma) continue;
        cells_.value[k] += q;
        cells_.count[k] += 1;
      }
      if (cells_.count[k] > 0) cells_.value[k] /= cells_.count[k];
    }
    return true;
  }

  // known: cells measured well enough and near the hole; wanted: the hole's and two around it.
  void choose(std::vector<std::size_t> &known, std::vector<std::size_t> &wanted) const {
    const auto near_hole = [&](int u, int v, int reach) {
      for (int b = std::max(0, u - reach); b <= std::min(cells_.nu - 1, u + reach); ++b)
        for (int a = std::max(0, v - reach); a <= std::min(cells_.nv - 1, v + reach); ++a)
          if (cells_.missing[cells_.index(b, a)] > 0) return true;
      return false;
    };
    for (int u = 0; u < cells_.nu; ++u) {
      for (int v = 0; v < cells_.nv; ++v) {
        const std::size_t k = cells_.index(u, v);
        if (cells_.count[k] >= std::max(6.0, 0.4 * cells_.total[k]) && near_hole(u, v, kReach)) known.push_back(k);
        if (near_hole(u, v, 2)) wanted.push_back(k);
      }
    }
  }

  // Covariance by lag: it depends on nothing else.
  std::vector<double> covariance_table() const {
    std::vector<double> table(static_cast<std::size_t>(cells_.nu) * static_cast<std::size_t>(cells_.nv));
    const double s = cells_.grid.r0 / kR0;
    const double gain = std::pow(s, kernel_.amplitude_power), along = std::pow(s, kernel_.along_power) * kCell,
                 across = std::pow(s, kernel_.across_power) * kCell;
    for (int u = 0; u < cells_.nu; ++u) {
      for (int v = 0; v < cells_.nv; ++v) {
        const double s1 = std::hypot(u * along / kernel_.along1, v * across / kernel_.across1),
                     s2 = std::hypot(u * along / kernel_.along2, v * across / kernel_.across2);
        table[cells_.index(u, v)] =
            gain * (kernel_.a1 * kernel_.a1 * (1 + s1) * std::exp(-s1) + kernel_.a2 * kernel_.a2 * std::exp(-s2)) + kernel_.constant;
      }
    }
    return table;
  }

  bool solve(const std::vector<std::size_t> &known, const std::vector<std::size_t> &wanted) {
    const std::vector<double> table = covariance_table();
    const auto nv = static_cast<long>(cells_.nv);
    const auto covariance = [&](std::size_t a, std::size_t b) {
      const long u = static_cast<long>(a) / nv - static_cast<long>(b) / nv, v = static_cast<long>(a) % nv - static_cast<long>(b) % nv;
      return table[static_cast<std::size_t>(std::abs(u) * nv + std::abs(v))];
    };
    const auto n = static_cast<Eigen::Index>(known.size());
    Eigen::MatrixXd matrix(n, n);
    Eigen::VectorXd values(n);
    for (Eigen::Index a = 0; a < n; ++a) {
      const std::size_t ka = known[static_cast<std::size_t>(a)];
      values[a] = cells_.value[ka];
      for (Eigen::Index b = a; b < n; ++b) matrix(b, a) = covariance(ka, known[static_cast<std::size_t>(b)]);
      matrix(a, a) += kernel_.noise * pixel_variance_ / cells_.count[ka] + kernel_.floor * kernel_.floor;
    }
    const Eigen::LLT<Eigen::MatrixXd> cholesky(matrix);
    if (cholesky.info() != Eigen::Success) return false;
    const Eigen::VectorXd weights = cholesky.solve(values);
    field_ = Image<float>(cells_.nv, cells_.nu);
    for (const std::size_t k : wanted) {
      double sum = 0;
      for (Eigen::Index a = 0; a < n; ++a) sum += weights[a] * covariance(k, known[static_cast<std::size_t>(a)]);
      field_[k] = static_cast<float>(sum);
    }
    return true;
  }

  const Scene &scene_;
  const RadialProfile &profile_;
  Box box_;
  const Kernel &kernel_;
  Cells cells_;
  double pixel_variance_ = 0;
  Image<float> field_;
};

}  // namespace

int krige(Scene &scene, const RadialProfile &profile, const std::vector<Box> &holes, const Kernel &kernel) {
  if (!scene.reference.empty()) {
    Scene bare = scene;
    bare.reference = {};
    krige(bare, profile, holes, kernel);
    scene.alone = std::move(bare.guess);
  }
  int done = 0;
  for (const Box &box : holes) {
    Hole hole(scene, profile, box, kernel);
    if (!hole.estimate()) continue;
    hole.write(scene.guess);
    ++done;
  }
  return done;
}

}  // namespace corkit::inpaint
