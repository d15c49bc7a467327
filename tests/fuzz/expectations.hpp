// What every target expects of a reader.
#pragma once

#include <string>
#include <string_view>

#include "core/error.hpp"
#include "targets.hpp"

namespace corkit::fuzz {

// Aborts unless it held: what a fuzzer notices, in every build.
void check(bool held, const char *what);

// The bytes as a file, in memory where the system has memfd; the same file each time.
std::string file_of(Bytes bytes);

// One line, no control characters, valid for a terminal; with a path, it names it. CORKIT_FUZZ_TELL in the environment prints it.
void check_sentence(std::string_view sentence, std::string_view path = {});

// Runs it; an Error is an answer like another, if its sentence is right. Anything else leaves and ends the program.
template <class Read>
void read_or_refuse(const std::string &path, Read &&read) {
  try {
    read();
  } catch (const Error &error) {
    check(error.status() != CORKIT_ERROR_INTERNAL, "no internal error");
    check_sentence(error.what(), path);
  }
}

}  // namespace corkit::fuzz
