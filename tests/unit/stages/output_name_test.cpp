#include <boost/test/data/monomorphic.hpp>
#include <boost/test/data/test_case.hpp>
#include <boost/test/unit_test.hpp>

#include "core/error.hpp"
#include "stages/output_name.hpp"

using namespace corkit;
namespace data = boost::unit_test::data;

BOOST_AUTO_TEST_SUITE(output_names)

const std::vector<std::string> kIn{"21180003.fts",       "22299383.fts",        "33180003.fts",
                                   "3m_clcl_050513.fts", "3mr_clcl_050513.fts", "22180003.x.fts"};
const std::vector<std::string> kOut{"24180003.fts",        "25299383.fts",         "34180003.fts",
                                    "3m1_clcl_050513.fts", "3mr1_clcl_050513.fts", "25180003.fts"};

BOOST_DATA_TEST_CASE(source_digit_names_the_product, data::make(kIn) ^ data::make(kOut), in, out) {
  BOOST_TEST(output_name(in).name == out);
}

const std::vector<std::string> kBad{"",
                                    "2",
                                    "29180003.fts",
                                    "../../etc/passwd",
                                    "22/80003.fts",
                                    ".22180003.fts",
                                    "22180003 .fts",
                                    "-2180003.fts",
                                    "22..fts",
                                    std::string("22\0x.fts", 8),
                                    std::string(300, '2')};

BOOST_DATA_TEST_CASE(names_that_could_leave_the_folder_are_refused, data::make(kBad), bad) {
  BOOST_CHECK_EXCEPTION(output_name(bad), Error, [](const Error &e) {
    return e.status() == CORKIT_ERROR_SOURCE_NAME && std::string(e.what()).find("FILENAME") != std::string::npos;
  });
}

BOOST_AUTO_TEST_SUITE_END()
