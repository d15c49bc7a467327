// A request of the corkit command, carried out.
#pragma once

#include <string>

#include "reporter.hpp"

namespace corkit::inpaint {

// request: JSON (include/corkit_inpaint_command.h). Throws Error.
void run_command(const std::string &request, const Reporter &reporter);

}  // namespace corkit::inpaint
