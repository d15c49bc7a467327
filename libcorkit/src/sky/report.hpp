// What a proved pointing says: the numbers of a solution.
#pragma once

#include "sky/search.hpp"

namespace corkit::sky {

void report(const Sight &sight, const std::vector<Star> &table, const Found &found, bool sun_known, Solution &solution);

}  // namespace corkit::sky
