// The analytic corona of the demonstration set: what the camera would see, and what vignetting it has.
//
// Notes     1. All in pixels of the full 1024 x 1024 frame, 0-based, as stored. Brightness in DN of a nominal exposure, without bias.
//           2. Sizes, falls with distance and vignetting resemble real images (C3 Clear: 5900 DN at 120 px from the centre, 3400 at 200,
//              1100 at 350; C2 Orange: 2400 DN between 200 and 300 px, 1500 at 500), so that every stage does what it does with those.
#pragma once

#include <cstdint>
#include <vector>

namespace tool::demo {

inline constexpr int frame = 1024;
inline constexpr int block = 32;  // a telemetry block

struct Camera {
  bool c3 = false;
  double occulter_x, occulter_y;  // centre of the occulter's shadow
  double sun_x, sun_y;            // Sun centre
  double pixels_per_radius;       // of a solar radius
  double shadow;                  // radius of the occulter's shadow
  double exposure_s;              // nominal
  double bias;                    // DN
};

Camera c2_camera();
Camera c3_camera();

// Share of the light that passes, 0..1.1, and its inverse as the calibration files hold it.
double transmission(const Camera &camera, double x, double y);
float inverse_vignetting(const Camera &camera, int x, int y);
// C3: pixels behind the occulter, its pylon, or outside the field.
bool masked(const Camera &camera, int x, int y);

// Corona and stray light that are there in every image [DN, vignetted].
double background(const Camera &camera, double x, double y);
// Streamers, and a mass ejection whose front is at front solar radii [DN before vignetting].
double streamers(const Camera &camera, double x, double y);
double mass_ejection(const Camera &camera, double x, double y, double front);

// Blocks that the camera never sends (behind the occulter, in the corners), as 32*row + column, ascending.
std::vector<int> unsent_blocks(const Camera &camera);

// Pseudo-random numbers that are the same on every machine (SplitMix64).
class Random {
 public:
  explicit Random(uint64_t seed) : state_(seed) {}
  double uniform();  // [0, 1)
  double normal();   // mean 0, standard deviation 1

 private:
  uint64_t state_;
};

}  // namespace tool::demo
