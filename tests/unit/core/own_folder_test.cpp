#include "core/own_folder.hpp"

#include <boost/test/data/monomorphic.hpp>
#include <boost/test/data/test_case.hpp>
#include <boost/test/unit_test.hpp>

using namespace corkit;

namespace {

struct Place {
  const char *folder, *prefix;
};
std::ostream &operator<<(std::ostream &out, const Place &place) { return out << place.folder; }

const Place places[] = {{"/opt/corkit/lib", "/opt/corkit"},
                        {"/opt/corkit/lib64", "/opt/corkit"},
                        {"/opt/corkit/bin", "/opt/corkit"},
                        {"/usr/lib/x86_64-linux-gnu", "/usr"},
                        {"/usr/lib/x86_64-linux-gnu/corkit", "/usr"},
                        {"/home/a/lib/corkit/share/corkit/idl/pro", "/home/a/lib/corkit"},
                        {"/opt/corkit/share/corkit/idl/dlm", "/opt/corkit"},
                        {"/home/a/venv/lib/python3.11/site-packages/corkit", "/home/a/venv"},
                        {"/usr/lib/python3/dist-packages/corkit", "/usr"},
                        {"/src/corkit/build/release/lib/idl_dlm", "/src/corkit/build/release"},
                        {"/lib", "/"},
                        {"/home/a/objects", ""},
                        {"/home/lib/a/b/c/d/e", ""},
                        {"/", ""},
                        {"", ""}};

}  // namespace

BOOST_DATA_TEST_CASE(the_prefix_of_every_installed_part_is_found, boost::unit_test::data::make(places), place) {
  BOOST_TEST(prefix_of(place.folder).string() == place.prefix);
}

BOOST_AUTO_TEST_CASE(this_program_lies_in_the_build_folder) {
  BOOST_TEST(own_folder().filename().string() == "bin");
  BOOST_TEST(prefix_of(own_folder()) == own_folder().parent_path());
}
