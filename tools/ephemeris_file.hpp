// The --ephemeris option.
#pragma once

#include <string>

namespace tool {

// Failure where the file is no ephemeris of SOHO that the library would take: told once, before the first image. "" is none.
void require_ephemeris(const std::string &file);

}  // namespace tool
