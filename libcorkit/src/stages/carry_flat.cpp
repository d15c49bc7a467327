#include "stages/carry_flat.hpp"

#include "fill/flat_field.hpp"

namespace corkit {

Image<float> carried_flat(const Image<float> &frame, const WarpMap *map, const Rectification &rectification, int nx, int ny,
                          Oracle oracle) {
  if (frame.empty() || frame.nx() % nx != 0 || frame.ny() % ny != 0) return {};
  auto flat = flat_of_field(frame, {frame.nx() / nx, frame.ny() / ny, 0, 0}, nx, ny);
  if (map != nullptr) flat = warp(flat, *map);
  flat = convert<float>(rectify(RealImage(std::move(flat)), rectification, oracle));
  // A rotation leaves nothing in the corners.
  for (float &response : flat)
    if (!(response > 0.5F)) response = 1;
  return flat;
}

}  // namespace corkit
