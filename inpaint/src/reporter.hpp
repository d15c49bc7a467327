// How long work tells what it does, and learns that it is to stop.
#pragma once

#include <functional>
#include <string>

namespace corkit::inpaint {

struct Reporter {
  // One JSON object, without line feed, whose "event" says what it is.
  std::function<void(const std::string &)> line;
  // True once the user wants to stop; state is saved and the work ends.
  std::function<bool()> stop;
};

}  // namespace corkit::inpaint
