#include "photon_noise.hpp"

#include <cmath>
#include <vector>

#include "median.hpp"

namespace corkit::inpaint {

double photon_gain(const Image<float> &brightness, const Image<std::uint8_t> &valid) {
  std::vector<double> differences;
  for (int y = 0; y < brightness.ny(); ++y) {
    for (int x = 0; x + 1 < brightness.nx(); ++x) {
      if (valid(x, y) == 0 || valid(x + 1, y) == 0) continue;
      const auto a = static_cast<double>(brightness(x, y)), b = static_cast<double>(brightness(x + 1, y));
      if (a > 0 && b > 0) differences.push_back(std::abs(a - b) / std::sqrt(a + b));
    }
  }
  if (differences.empty()) return 0;
  const double deviation = 1.4826 * upper_median(differences);
  return deviation * deviation;
}

void add_photon_noise(Random &random, Image<float> &brightness, const Image<std::uint8_t> &valid, double gain) {
  for (std::size_t k = 0; k < brightness.size(); ++k) {
    if (valid[k] == 0 || !(brightness[k] > 0)) continue;
    const auto value = static_cast<double>(brightness[k]);
    const double noisy = value + std::sqrt(gain * value) * random.normal();
    if (noisy > 0) brightness[k] = static_cast<float>(noisy);
  }
}

}  // namespace corkit::inpaint
