#include "picture/marks.hpp"

#include <algorithm>
#include <array>

namespace corkit::picture {

std::optional<Box> room_for_label(Point circle, double radius, double width, double height, const Box &picture,
                                  const std::vector<Box> &taken) {
  constexpr double kGap = 2;
  const double reach = radius + kGap;
  const auto box_at = [&](double left, double top) { return Box{left, top, left + width, top + height}; };
  const std::array places{
      box_at(circle.x + reach, circle.y - height / 2),
      box_at(circle.x - reach - width, circle.y - height / 2),
      box_at(circle.x - width / 2, circle.y - reach - height),
      box_at(circle.x - width / 2, circle.y + reach),
  };
  for (const Box &place : places)
    if (place.within(picture) && std::none_of(taken.begin(), taken.end(), [&](const Box &box) { return box.meets(place); })) return place;
  return std::nullopt;
}

}  // namespace corkit::picture
