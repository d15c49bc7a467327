// The test program's main function: Boost.Test makes it where BOOST_TEST_MODULE is defined.
#include <boost/test/unit_test.hpp>
