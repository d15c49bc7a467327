#include "ephemeris_file.hpp"

#include "core/error.hpp"
#include "handles.hpp"
#include "sky/ephemeris.hpp"

namespace tool {

void require_ephemeris(const std::string &file) {
  if (file.empty()) return;
  try {
    corkit::sky::read_ephemeris(file);
  } catch (const corkit::Error &error) {
    throw Failure(error.status(), std::string("--ephemeris ") + error.what());
  }
}

}  // namespace tool
