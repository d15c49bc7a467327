// Which C library a test runs on: the references' own one can be compared with, others cannot.
#pragma once

#include <cstdlib>
#include <string>
#if defined(__GLIBC__)
#include <gnu/libc-version.h>
#endif

namespace corkit::test {

// Whether atan2f, sinf and cosf have the references' bits: glibc 2.28 to 2.40 on x86-64.
inline bool has_references_c_library() {
#if defined(__GLIBC__) && defined(__x86_64__)
  const std::string version = gnu_get_libc_version();
  if (version.rfind("2.", 0) != 0) return false;
  const int minor = std::atoi(version.c_str() + 2);
  return minor >= 28 && minor <= 40;
#else
  return false;
#endif
}

}  // namespace corkit::test
