// A library's abort() for want of memory, FFTW's above all, is an error like any other: one sentence, status 1.
//
// Notes     1. What is being written then has no name yet or a temporary one, as when the program is killed.
//           2. exec() gives a child the default again; one that is only forked is answered for as its parent is.
#pragma once

#include <string_view>

namespace tool {

inline constexpr std::string_view want_of_memory =
    "corkit: there is not enough memory: end other programs, or give corkit fewer threads (-j)\n";

// From now on. Any other SIGABRT, a bug's or one that somebody sends, ends the program by this signal as ever.
void answer_aborts_for_want_of_memory();

}  // namespace tool
