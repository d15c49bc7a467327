// Whether a level-1 context has lost blocks that SolarSoft's fuzzy fill closed, and that no FILLMASK names.
#pragma once

#include <optional>

#include "core/oracle.hpp"
#include "fill/earlier_fill.hpp"
#include "filled_before.hpp"
#include "fits/reader.hpp"
#include "level1.hpp"

namespace corkit {

// Of C3 Clear products, SolarSoft's own too. Empty where nothing tells of it.
std::optional<FuzzyFill> fuzzily_filled(const Level1Context &context, const FitsImage &fits, const FilledBefore &before, Oracle oracle);

}  // namespace corkit
