#include "fill_image.hpp"

#include <algorithm>
#include <cmath>
#include <limits>

#include "holes.hpp"
#include "kriging.hpp"
#include "tensors.hpp"

namespace corkit::inpaint {
namespace {

struct Answer {
  Image<float> correction, error;  // expected error of the cells; in units of I / P
};

Answer ask(const CorrectionNet &net, const NetworkInput &in) {
  const at::NoGradGuard no_gradients;
  const Correction out = net.forward(batch_of({&in}));
  Answer answer{image_of(out.value), image_of(out.log_sigma)};
  for (float &v : answer.correction) v *= static_cast<float>(in.scale);
  for (float &v : answer.error) v = static_cast<float>(in.noise * std::exp(static_cast<double>(v)));
  return answer;
}

// Of the logarithm of a pixel, by the noise of a patch's cells.
double pixel_variance_of(const NetworkInput &in) {
  const double noise = in.grid.cell * in.noise / in.mean;
  return std::isfinite(noise) ? noise * noise : 0;
}

// The guess and its expected error, without a network.
void take_guess(const Scene &scene, const Image<std::uint8_t> &missing, const Box &hole, double pixel_variance, double sigma_factor,
                Filled &out) {
  for (int y = hole.y0; y <= hole.y1; ++y) {
    for (int x = hole.x0; x <= hole.x1; ++x) {
      if (missing(x, y) == 0 || out.filled(x, y) != 0) continue;
      const double value = scene.guess(x, y), expected = scene.expected(x, y);
      out.image(x, y) = scene.guess(x, y);
      out.sigma(x, y) = static_cast<float>(sigma_factor * std::sqrt(expected * expected + pixel_variance * value * value));
      out.filled(x, y) = 1;
    }
  }
}

}  // namespace

Filled fill_image(const Model &model, Scene scene) {
  const int nx = scene.image.nx(), ny = scene.image.ny();
  Filled out{Image<float>(nx, ny), Image<float>(nx, ny), Image<std::uint8_t>(nx, ny), {}, {}, {}};
  Image<std::uint8_t> missing(nx, ny);
  for (std::size_t k = 0; k < missing.size(); ++k) missing[k] = scene.known[k] != 0 && scene.measured[k] == 0 ? 1 : 0;
  const std::vector<Box> holes = holes_of(missing);
  if (holes.empty()) {
    out.guess = std::move(scene.guess);
    return out;
  }
  const RadialProfile profile = profile_of(scene, 0, std::hypot(nx, ny) * 2);
  if (model.context) scene.keep_candidates = true;
  const std::vector<HoleGuess> guesses = krige(scene, profile, holes, model.single->shape().covariance, model.change);
  Image<float> weight(nx, ny);
  for (std::size_t h = 0; h < holes.size(); ++h) {
    const Box &hole = holes[h];
    if (guesses[h].carried && !model.context) {
      take_guess(scene, missing, hole, guesses[h].pixel_variance, model.context_sigma_factor, out);
      continue;
    }
    const bool carried = guesses[h].carried;
    double pixel_variance = guesses[h].pixel_variance, pixels = 1;
    out.network = true;
    const CorrectionNet &net = carried ? *model.context : *model.single;
    for (const Box &tile : tiles_of(hole)) {
      const auto [x0, y0, x1, y1] = tile;
      const PolarGrid grid = grid_around(x0, y0, x1, y1, scene.sun_x, scene.sun_y, net.shape().cell, net.shape().margin, net.multiple());
      const NetworkInput in = network_input(scene, profile, grid, carried);
      const Answer answer = ask(net, in);
      if (!(pixel_variance > 0)) pixel_variance = pixel_variance_of(in);
      pixels = in.grid.cell * in.grid.cell;
      for (int y = y0; y <= y1; ++y) {
        for (int x = x0; x <= x1; ++x) {
          if (missing(x, y) == 0 || out.filled(x, y) != 0) continue;
          double i = 0, j = 0;
          grid.locate(x, y, i, j);
          const auto w = static_cast<float>(blending(tile, hole, x, y));
          out.image(x, y) += w * read_patch(answer.correction, i, j);
          out.sigma(x, y) += w * read_patch(answer.error, i, j);
          weight(x, y) += w;
        }
      }
    }
    const double factor = carried ? model.context_sigma_factor : model.sigma_factor;
    // The expected error of a cell holds the noise of its mean; a pixel has the rest of its own.
    const double rest = (1 - 1 / pixels) * pixel_variance;
    for (int y = hole.y0; y <= hole.y1; ++y) {
      for (int x = hole.x0; x <= hole.x1; ++x) {
        if (weight(x, y) <= 0 || out.filled(x, y) != 0) continue;
        const auto p = static_cast<float>(profile(std::max(1.0, std::hypot(x - scene.sun_x, y - scene.sun_y))));
        const float value = scene.guess(x, y) + p * out.image(x, y) / weight(x, y);
        const auto expected = static_cast<double>(p * out.sigma(x, y) / weight(x, y)), level = static_cast<double>(value);
        const auto sigma = static_cast<float>(factor * std::sqrt(expected * expected + rest * level * level));
        // A first guess beats an answer that is no number.
        out.image(x, y) = std::isfinite(value) ? value : scene.guess(x, y);
        out.sigma(x, y) = std::isfinite(sigma) ? sigma : std::numeric_limits<float>::max();
        out.filled(x, y) = 1;
      }
    }
  }
  out.guess = std::move(scene.guess);
  out.at_rest = std::move(scene.at_rest);
  out.carried = std::move(scene.carried);
  return out;
}

}  // namespace corkit::inpaint
