// The test program's main function: Boost.Test makes it where BOOST_TEST_MODULE is defined.
#include <boost/test/unit_test.hpp>

// CFITSIO 4.2 does not free the buffer of a tile it cannot decompress; the rest of its memory is watched.
extern "C" const char *__lsan_default_suppressions();
extern "C" const char *__lsan_default_suppressions() { return "leak:imcomp_decompress_tile\n"; }
