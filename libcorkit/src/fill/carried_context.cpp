#include "fill/carried_context.hpp"

#include <algorithm>
#include <array>
#include <cmath>
#include <numbers>
#include <span>

#include "core/distance.hpp"

#include "fill/corona_kriging.hpp"
#include "fill/pixel_state.hpp"

namespace corkit {
namespace {

constexpr std::array<int, 5> kSteps{0, 3, 6, 9, 12};  // cells that a context is carried outward
constexpr std::array<int, 3> kAside{-3, 0, 3};        // and across,
constexpr double kAsideShare = 0.5;                   // half as much as outward
constexpr int kReach = 4;                             // cells around the hole that are used
constexpr int kWanted = 2;                            // cells around the hole that are estimated
constexpr std::size_t kFewestCells = 12, kMostCells = 1600, kMostVariances = 256;
constexpr std::size_t kFewestInContext = 5;
constexpr int kSectors = 12;  // of the surroundings, each foretold by the others
constexpr double kLeastVariance = 1e-8;

// Of an estimate's weight, and of the expected error: fitted to holes in the training images (inpaint/README.md).
constexpr std::array<double, 4> kPreference{0, 0.6, -0.3, 0.4};  // alone, at rest, carried by the covariance of images, of changes
constexpr double kSharpness = 6;                                 // power of the mean square error of the sectors
// At rest hardly anything but the brightness has changed; what has, the carried candidates tell.
constexpr std::array<double, 2> kStillAmplitudes{0.01, 0.04};
constexpr std::array<double, 4> kCarriedAmplitudes{0.04, 0.2, 1, 5};
// What moves differs over a hole. The covariance of changes leaves that to the remainder.
constexpr DriftPrior kLocalCoefficients{0.5, 0.15, 16};
constexpr double kNoiseShare = 1.3;  // of the error of the sectors, in units of the noise of a cell
constexpr double kErrorScale = 3.54, kErrorVariance = 0.51, kErrorSectors = 0.34, kErrorDiscord = 0.40;

struct HoleMap {
  std::vector<double> missing, total;  // pixels by cell
  std::vector<std::size_t> known, wanted;
};

HoleMap map_of(const PolarCells &cells, const CarryScene &scene, const std::vector<std::size_t> &hole, const CellValues &values) {
  const auto nx = static_cast<std::size_t>(scene.image->nx());
  HoleMap map;
  map.missing.assign(cells.size(), 0);
  map.total.assign(cells.size(), 0);
  const auto count = [&](std::vector<double> &in, int x, int y) {
    double u = 0, v = 0;
    if (cells.locate(x, y, u, v)) in[cells.index(static_cast<int>(std::lround(u)), static_cast<int>(std::lround(v)))] += 1;
  };
  const PixelBox box = pixels_of(cells, scene.image->nx(), scene.image->ny());
  for (int y = box.y0; y <= box.y1; ++y)
    for (int x = box.x0; x <= box.x1; ++x) count(map.total, x, y);
  for (const std::size_t k : hole) count(map.missing, static_cast<int>(k % nx), static_cast<int>(k / nx));
  const auto near_hole = [&](int u, int v, int reach) {
    for (int b = std::max(0, u - reach); b <= std::min(cells.nu - 1, u + reach); ++b)
      for (int a = std::max(0, v - reach); a <= std::min(cells.nv - 1, v + reach); ++a)
        if (map.missing[cells.index(b, a)] > 0) return true;
    return false;
  };
  for (int u = 0; u < cells.nu; ++u) {
    for (int v = 0; v < cells.nv; ++v) {
      const std::size_t k = cells.index(u, v);
      if (!near_hole(u, v, kReach)) continue;
      if (values.count[k] >= std::max(6.0, 0.4 * map.total[k])) map.known.push_back(k);
      if (near_hole(u, v, kWanted)) map.wanted.push_back(k);
    }
  }
  return map;
}

struct Drift {
  std::vector<double> field;  // by cells, mean over the known ones 0
  int step = 0;
  double share = 1;  // of a coefficient's usual deviation; the field has it as a factor
};

// A context carried; cells of which it knows nothing get the mean.
std::vector<Drift> drifts_of(const PolarCells &cells, const HoleMap &map, const CellValues &context, double hours) {
  std::vector<Drift> drifts;
  const int outward = hours > 0 ? -1 : 1;
  for (std::size_t i = 0; i < kSteps.size() * kAside.size(); ++i) {
    const int step = kSteps[i / kAside.size()], aside = kAside[i % kAside.size()];
    if (!std::isfinite(hours) && (step != 0 || aside != 0)) continue;
    Drift drift{std::vector<double>(cells.size(), 0), step, aside == 0 ? 1 : kAsideShare};
    std::vector<std::uint8_t> has(cells.size(), 0);
    for (int u = 0; u < cells.nu; ++u) {
      const int from = u - outward * step;
      if (from < 0 || from >= cells.nu) continue;
      for (int v = std::max(0, aside); v < cells.nv + std::min(0, aside); ++v) {
        if (context.pixels[cells.index(from, v - aside)] < kFewestInContext) continue;
        drift.field[cells.index(u, v)] = context.value[cells.index(from, v - aside)];
        has[cells.index(u, v)] = 1;
      }
    }
    double sum = 0, n = 0;
    for (const std::size_t k : map.known) {
      if (has[k] == 0) continue;
      sum += drift.field[k];
      n += 1;
    }
    if (n < 0.5 * static_cast<double>(map.known.size())) continue;
    for (std::size_t k = 0; k < cells.size(); ++k) drift.field[k] = has[k] != 0 ? drift.share * (drift.field[k] - sum / n) : 0;
    drifts.push_back(std::move(drift));
  }
  return drifts;
}

bool knows_hole(const HoleMap &map, const CellValues &context) {
  return std::all_of(map.wanted.begin(), map.wanted.end(), [&](std::size_t k) {
    return context.pixels[k] >= kFewestInContext || map.missing[k] < static_cast<double>(kFewestInContext);
  });
}

// Each known cell's sector about the middle of the hole.
std::vector<int> sectors_of(const PolarCells &cells, const HoleMap &map) {
  double u = 0, v = 0, n = 0;
  for (std::size_t k = 0; k < map.missing.size(); ++k) {
    if (map.missing[k] <= 0) continue;
    u += static_cast<double>(k / static_cast<std::size_t>(cells.nv));
    v += static_cast<double>(k % static_cast<std::size_t>(cells.nv));
    n += 1;
  }
  std::vector<int> sectors;
  for (const std::size_t k : map.known) {
    const double du = static_cast<double>(k / static_cast<std::size_t>(cells.nv)) - u / n,
                 dv = static_cast<double>(k % static_cast<std::size_t>(cells.nv)) - v / n;
    const double turn = (std::atan2(dv, du) + std::numbers::pi) / (2 * std::numbers::pi);
    sectors.push_back(std::min(static_cast<int>(turn * kSectors), kSectors - 1));
  }
  return sectors;
}

// Cells of the hole, or, of large ones, every second, third ... along and across; `of` says which of them stands for a cell.
struct HoleSample {
  std::vector<std::size_t> cells;
  std::vector<std::size_t> hole, of;
};

HoleSample sample_hole(const PolarCells &cells, const HoleMap &map) {
  HoleSample sample;
  for (std::size_t k = 0; k < map.missing.size(); ++k)
    if (map.missing[k] > 0) sample.hole.push_back(k);
  const auto nv = static_cast<std::size_t>(cells.nv);
  for (std::size_t step = 1; sample.cells.empty() || sample.cells.size() > kMostVariances; ++step) {
    sample.cells.clear();
    for (const std::size_t k : sample.hole)
      if (k / nv % step == 0 && k % nv % step == 0) sample.cells.push_back(k);
    if (sample.cells.empty()) sample.cells.push_back(sample.hole[sample.hole.size() / 2]);
  }
  const auto apart = [nv](std::size_t a, std::size_t b) {
    const auto difference = [](std::size_t p, std::size_t q) { return p > q ? p - q : q - p; };
    return difference(a / nv, b / nv) + difference(a % nv, b % nv);
  };
  for (const std::size_t k : sample.hole) {
    std::size_t best = 0;
    for (std::size_t i = 1; i < sample.cells.size(); ++i)
      if (apart(k, sample.cells[i]) < apart(k, sample.cells[best])) best = i;
    sample.of.push_back(best);
  }
  return sample;
}

struct Candidate {
  std::size_t kind = 0;          // place in kPreference
  double sectors = 0;            // mean square error of the sectors
  std::vector<double> value;     // of the wanted cells
  std::vector<double> variance;  // of the hole's sample
  double rest = 0, moved = 0;    // coefficients of the contexts at rest; sum of coefficients times displacement
  double coefficients = 0;       // their sum
};

class Candidates {
 public:
  Candidates(const PolarCells &cells, const HoleMap &map)
      : cells_(cells), map_(map), sectors_(sectors_of(cells, map)), sample_(sample_hole(cells, map)) {}

  // add: by cells, what was taken off the values; null: nothing.
  void add(const CellValues &of, const std::vector<Drift> &by, const Covariance &covariance, std::size_t kind,
           const std::vector<double> *back, std::span<const double> amplitudes = kUsualAmplitudes, const DriftPrior &prior = {}) {
    const KrigingCells cells{cells_.nu, cells_.nv, cells_.r0, kCellPixels, &map_.known, &of.value, &of.count, of.pixel_variance};
    std::vector<const DriftField *> fields;
    fields.reserve(by.size());
    for (const Drift &drift : by) fields.push_back(&drift.field);
    CoronaKriging kriging(cells, covariance, fields, amplitudes, prior);
    if (!kriging.solve()) return;
    Candidate one{kind, kriging.left_out(sectors_, kSectors), {}, kriging.variances(sample_.cells), 0, 0, 0};
    if (!std::isfinite(one.sectors)) return;
    for (const std::size_t k : map_.wanted) one.value.push_back(kriging.value(k) + (back != nullptr ? (*back)[k] : 0));
    if (back != nullptr) one.rest = one.coefficients = 1;
    for (const Drift &drift : by) {
      const double coefficient = drift.share * std::max(0.0, kriging.coefficient(drift.field));
      if (drift.step == 0 && drift.share == 1) one.rest += coefficient;
      one.moved += coefficient * drift.step * kCellPixels;
      one.coefficients += coefficient;
    }
    candidates_.push_back(std::move(one));
  }

  // cell_noise: variance of a known cell's value.
  bool average(double cell_noise, CarriedEstimate &estimate) const {
    if (candidates_.empty()) return false;
    const std::vector<double> weights = weights_of();
    estimate.best = mean_of(weights, {0, 1, 2, 3});
    estimate.alone = mean_of(weights, {0});
    estimate.at_rest = mean_of(weights, {1});
    estimate.carried = mean_of(weights, {2, 3});
    double moved = 0, all = 0;
    for (std::size_t s = 0; s < candidates_.size(); ++s) {
      moved += weights[s] * candidates_[s].moved;
      all += weights[s] * candidates_[s].coefficients;
    }
    estimate.moved_pixels = all > 0 ? moved / all : 0;
    estimate.structure = std::max(0.0, 1 - kNoiseShare * cell_noise / mean_sectors(weights));
    estimate.deviation = deviations(weights, estimate.best.log_ratio);
    return true;
  }

 private:
  // Of the kinds named; of all where there are none of them.
  CarriedField mean_of(const std::vector<double> &weights, const std::vector<std::size_t> &kinds) const {
    CarriedField field{std::vector<double>(cells_.size(), 0), 0};
    double sum = 0;
    for (std::size_t s = 0; s < candidates_.size(); ++s) {
      const Candidate &one = candidates_[s];
      if (std::find(kinds.begin(), kinds.end(), one.kind) == kinds.end()) continue;
      for (std::size_t i = 0; i < map_.wanted.size(); ++i) field.log_ratio[map_.wanted[i]] += weights[s] * one.value[i];
      field.rest += weights[s] * one.rest;
      sum += weights[s];
    }
    if (!(sum > 0)) return mean_of(std::vector<double>(weights.size(), 1), {0, 1, 2, 3});
    for (double &value : field.log_ratio) value /= sum;
    field.rest = std::clamp(field.rest / sum, 0.0, 1.0);
    return field;
  }

  std::vector<double> deviations(const std::vector<double> &weights, const std::vector<double> &best) const {
    std::vector<std::size_t> place(cells_.size(), 0);
    for (std::size_t i = 0; i < map_.wanted.size(); ++i) place[map_.wanted[i]] = i;
    const double sectors = std::log(mean_sectors(weights));
    std::vector<double> out(cells_.size(), 0);
    for (std::size_t i = 0; i < sample_.hole.size(); ++i) {
      const std::size_t k = sample_.hole[i];
      double variance = kLeastVariance, discord = kLeastVariance;
      for (std::size_t s = 0; s < candidates_.size(); ++s) {
        const double off = candidates_[s].value[place[k]] - best[k];
        variance += weights[s] * candidates_[s].variance[sample_.of[i]];
        discord += weights[s] * off * off;
      }
      out[k] =
          std::exp(0.5 * (kErrorScale + kErrorVariance * std::log(variance) + kErrorSectors * sectors + kErrorDiscord * std::log(discord)));
    }
    return out;
  }

  // Mean square error of the sectors, the geometric mean over the candidates.
  double mean_sectors(const std::vector<double> &weights) const {
    double sum = 0;
    for (std::size_t s = 0; s < candidates_.size(); ++s) sum += weights[s] * std::log(candidates_[s].sectors);
    return std::exp(sum);
  }

  std::vector<double> weights_of() const {
    std::vector<double> weights;
    weights.reserve(candidates_.size());
    for (const Candidate &one : candidates_) weights.push_back(kPreference[one.kind] - kSharpness * std::log(one.sectors));
    const double most = *std::max_element(weights.begin(), weights.end());
    double sum = 0;
    for (double &weight : weights) sum += weight = std::exp(weight - most);
    for (double &weight : weights) weight /= sum;
    return weights;
  }

  const PolarCells &cells_;
  const HoleMap &map_;
  std::vector<int> sectors_;
  HoleSample sample_;
  std::vector<Candidate> candidates_;
};

}  // namespace

double CarriedEstimate::value(const CarryScene &scene, const CarriedField &field, int x, int y) const {
  double u = 0, v = 0;
  cells.locate(x, y, u, v);
  const double p = (*scene.profile)(std::max(1.0, distance(x - scene.sun_x, y - scene.sun_y)));
  const double ratio = (*scene.reference)(x, y) / p;
  const double fine = ratio > 0 ? std::log(ratio) - read_cells(cells, fine_base, u, v) : 0;
  return p * std::exp(read_cells(cells, field.log_ratio, u, v) + field.rest * fine);
}

double CarriedEstimate::error(int x, int y) const {
  double u = 0, v = 0;
  return cells.locate(x, y, u, v) ? deviation[cells.index(static_cast<int>(std::lround(u)), static_cast<int>(std::lround(v)))] : 0;
}

std::optional<CarriedEstimate> carry_into(const CarryScene &scene, const std::vector<std::size_t> &hole) {
  const auto cells = cells_over(hole, scene.image->nx(), scene.sun_x, scene.sun_y, kReach + kSteps.back(), kReach + 1 + kAside.back());
  if (!cells) return std::nullopt;
  CellValues values, fine;
  if (!average_cells(*cells, *scene.image, scene.state, kMeasured, *scene.profile, values)) return std::nullopt;
  const HoleMap map = map_of(*cells, scene, hole, values);
  if (map.known.size() < kFewestCells || map.known.size() > kMostCells) return std::nullopt;
  std::vector<Drift> drifts;
  for (const CarriedImage &one : scene.contexts) {
    CellValues context;
    if (!average_cells(*cells, *one.image, nullptr, 0, *scene.profile, context, values.pixel_variance) || !knows_hole(map, context))
      continue;
    for (Drift &drift : drifts_of(*cells, map, context, one.hours)) drifts.push_back(std::move(drift));
  }
  if (drifts.empty() || !average_cells(*cells, *scene.reference, nullptr, 0, *scene.profile, fine, values.pixel_variance))
    return std::nullopt;

  Candidates candidates(*cells, map);
  CellValues change = values;
  for (std::size_t k = 0; k < change.value.size(); ++k) change.value[k] -= fine.value[k];
  candidates.add(values, {}, scene.single, 0, nullptr);
  candidates.add(change, {}, scene.change, 1, &fine.value, kStillAmplitudes);
  candidates.add(values, drifts, scene.single, 2, nullptr, kUsualAmplitudes, kLocalCoefficients);
  candidates.add(values, drifts, scene.change, 3, nullptr, kCarriedAmplitudes);
  CarriedEstimate estimate;
  estimate.cells = *cells;
  double pixels = 0;
  for (const std::size_t k : map.known) pixels += values.count[k];
  const double cell_noise = values.pixel_variance * static_cast<double>(map.known.size()) / pixels;
  if (!candidates.average(cell_noise, estimate)) return std::nullopt;
  estimate.fine_base = std::move(fine.value);
  estimate.pixel_variance = values.pixel_variance;
  return estimate;
}

}  // namespace corkit
