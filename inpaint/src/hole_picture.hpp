// One hole by several methods as a labelled row of panels.
#pragma once

#include <vector>

#include "gallery.hpp"
#include "hole_trial.hpp"

namespace corkit::inpaint {

// Truth, lost, fuzzy, membrane, learned, and the error of the best of them.
Panel pictured(const SourceImage &image, const Trial &trial, const HolePlace &hole, const std::vector<MethodFill> &fills);

// Context (may be null), truth, membrane and the learned fill (where there is one) without and with context, and the error of the last.
Panel pictured_in_time(const SourceImage &image, const SourceImage *context, const Trial &trial, const HolePlace &hole,
                       const std::vector<MethodFill> &fills);

}  // namespace corkit::inpaint
