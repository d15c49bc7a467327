// What the lack of a calibration file does to an image that needs it.
#pragma once

#include <string>

namespace tool::archive {

std::string effect_of_absence(const std::string &name);

}  // namespace tool::archive
