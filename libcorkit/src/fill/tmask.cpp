// get_tmask: which of the 32 x 32 telemetry blocks carry an image.
//
// Follows   get_tmask.pro (spec/level1.md 10.1)
// Given     rebin_index: 0 for 1024 x 1024, 1 for 512 x 512, 2 and more for smaller images; the mask is 32 x 32 at every index
// Notes     1. Values are assigned in the order corner, centre, fringe, north-south fringe, east-west fringe.
#include <span>

#include "core/error.hpp"
#include "fill/blocks.hpp"

namespace corkit {
namespace {

// Blocks first..last of the flat index 32*j + i, both included.
struct Run {
  std::int16_t first, last;
};

constexpr Run kC2Corners0[] = {{0, 1}, {30, 32}, {63, 63}, {960, 960}, {991, 993}, {1022, 1023}};
constexpr Run kC2Center0[] = {{397, 401}, {429, 434}, {460, 467}, {492, 499}, {524, 531}, {556, 563}, {589, 594}, {622, 625}};
constexpr Run kC2Center1[] = {{398, 401}, {430, 433}, {460, 467}, {492, 499}, {524, 531}, {556, 563}, {590, 593}, {622, 625}};
constexpr Run kC2Fringe[] = {{333, 338}, {365, 371}, {403, 404}, {426, 427}, {436, 437}, {458, 459}, {468, 469},
                             {490, 491}, {500, 501}, {522, 523}, {532, 533}, {554, 555}, {564, 565}, {587, 588},
                             {595, 596}, {619, 621}, {626, 628}, {652, 659}, {686, 689}};
constexpr Run kC2NorthSouth[] = {{335, 336}, {367, 368}, {655, 656}, {687, 688}};
constexpr Run kC2EastWest[] = {{458, 459}, {468, 469}, {490, 491}, {500, 501}, {522, 523}, {532, 533}};

constexpr Run kC3Corners0[] = {{0, 7},     {24, 37},   {58, 68},   {91, 100},  {125, 132}, {158, 161}, {190, 192}, {223, 224},
                               {800, 800}, {832, 832}, {863, 865}, {895, 898}, {926, 931}, {957, 964}, {988, 997}, {1018, 1023}};
constexpr Run kC3Center0[] = {{495, 496}, {527, 529}, {559, 560}};
constexpr Run kC3Corners1[] = {{0, 5},     {26, 37},   {58, 67},   {94, 99},   {126, 129}, {158, 161},
                               {190, 191}, {896, 897}, {926, 929}, {958, 963}, {988, 995}, {1020, 1023}};
constexpr Run kC3Corners2[] = {{0, 3}, {32, 35}, {64, 67}, {96, 99}};
constexpr Run kC3Fringe[] = {{462, 465}, {494, 494}, {497, 498}, {526, 526}, {530, 530}, {558, 558}, {561, 562}, {591, 593}};
constexpr Run kC3NorthSouth[] = {{463, 464}, {591, 592}};
constexpr Run kC3EastWest[] = {{526, 526}, {530, 530}};

void assign(Image<std::int16_t> &mask, std::span<const Run> runs, std::int16_t value) {
  for (const Run run : runs)
    for (std::int16_t k = run.first; k <= run.last; ++k) mask[static_cast<std::size_t>(k)] = value;
}

}  // namespace

Image<std::int16_t> get_tmask(Detector detector, int rebin_index) {
  if (detector != Detector::C2 && detector != Detector::C3)
    throw Error(CORKIT_ERROR_UNSUPPORTED,
                "DETECTOR " + std::string(name(detector)) + " has no table of useful blocks: use a C2 or C3 image");
  if (rebin_index < 0) throw Error(CORKIT_ERROR_ARGUMENT, "get_tmask: rebin_index is negative: give 0, 1 or 2");

  Image<std::int16_t> mask(kBlocksPerSide, kBlocksPerSide, 1);
  const bool c2 = detector == Detector::C2;
  std::span<const Run> corners;
  std::span<const Run> center;
  if (rebin_index == 0) {
    corners = c2 ? std::span<const Run>(kC2Corners0) : kC3Corners0;
    center = c2 ? std::span<const Run>(kC2Center0) : kC3Center0;
  } else if (rebin_index == 1) {
    if (c2)
      center = kC2Center1;
    else
      corners = kC3Corners1;
  } else if (!c2) {
    corners = kC3Corners2;
  }
  assign(mask, corners, -2);
  assign(mask, center, -1);
  assign(mask, c2 ? std::span<const Run>(kC2Fringe) : kC3Fringe, 2);
  assign(mask, c2 ? std::span<const Run>(kC2NorthSouth) : kC3NorthSouth, 3);
  assign(mask, c2 ? std::span<const Run>(kC2EastWest) : kC3EastWest, 4);
  return mask;
}

Image<std::int16_t> sampled_tmask(Detector detector, int rebin) {
  const auto mask = get_tmask(detector, rebin / 2);
  const int n = kBlocksPerSide / rebin;
  auto sampled = Image<std::int16_t>::uninitialized(n, n);
  for (int j = 0; j < n; ++j)
    for (int i = 0; i < n; ++i) sampled(i, j) = mask(i * rebin, j * rebin);
  return sampled;
}

}  // namespace corkit
