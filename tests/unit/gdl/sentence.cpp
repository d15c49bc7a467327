#include "host/sentence.hpp"

#include <array>
#include <boost/test/unit_test.hpp>
#include <filesystem>
#include <fstream>
#include <iterator>
#include <regex>
#include <string>
#include <vector>

#include "host/host.h"

namespace fs = std::filesystem;
using corkit_host::session_sentence;

namespace {

// An option of the command; a dash within a word begins none.
const std::regex option("(^|[^A-Za-z0-9_-])--[a-z]");

// The string literals of the library's source; comments have no quotation marks that matter here.
std::vector<std::string> literals() {
  const std::regex literal(R"re("((?:[^"\\]|\\.)*)")re");
  std::vector<std::string> found;
  for (const auto &entry : fs::recursive_directory_iterator(fs::path(CORKIT_SOURCE_DIR) / "libcorkit" / "src")) {
    if (entry.path().extension() != ".cpp" && entry.path().extension() != ".hpp") continue;
    std::ifstream file(entry.path());
    for (std::string line; std::getline(file, line);) {
      line = line.substr(0, std::min(line.find("// "), line.size()));
      for (std::sregex_iterator it(line.begin(), line.end(), literal), end; it != end; ++it) found.push_back((*it)[1]);
    }
  }
  return found;
}

}  // namespace

BOOST_AUTO_TEST_SUITE(sentences)

BOOST_AUTO_TEST_CASE(no_sentence_of_the_library_keeps_an_option_of_the_command) {
  std::size_t with_option = 0;
  for (const auto &text : literals()) {
    if (std::regex_search(text, option)) ++with_option;
    BOOST_TEST(!std::regex_search(session_sentence(text), option), text);
  }
  BOOST_TEST(with_option > 20U);
}

BOOST_AUTO_TEST_CASE(options_become_keywords_and_variables) {
  const std::array<std::array<const char *, 2>, 10> pairs{{
      {"3 pixels; --saturate-negatives stores them as the darkest", "3 pixels; /SATURATE_NEGATIVES stores them as the darkest"},
      {"90 degrees apart; stars can tell which is right: --pointing stars",
       "90 degrees apart; stars can tell which is right: POINTING='stars'"},
      {"--geometry sky changes nothing", "GEOMETRY='sky' changes nothing"},
      {"or insist on reducing it (option insist: --insist, /INSIST)", "or insist on reducing it (/INSIST)"},
      {"if it was corrected before, use --no-time-correction", "if it was corrected before, use /NOTIMECORRECTION"},
      {"set LASCO_DATA (file in $LASCO_DATA/calib) or --calib DIR, or fetch it",
       "set LASCO_DATA (file in $LASCO_DATA/calib) or CORKIT_DATA, or fetch it"},
      {"run `corkit data demo DIR` and use --calib DIR", "run `corkit data demo DIR` and set CORKIT_DATA=DIR"},
      {"give --weights FILE, set CORKIT_WEIGHTS, or use --fill membrane", "set CORKIT_WEIGHTS, or use FILL='membrane'"},
      {"nothing to fill it from; use --fill none", "nothing to fill it from; use FILL='none'"},
      {"the learned fill (--fill dl) needs the plug-in", "the learned fill (FILL='dl') needs the plug-in"},
  }};
  for (const auto &[command, session] : pairs) BOOST_TEST(session_sentence(command) == session);
}

BOOST_AUTO_TEST_CASE(the_routines_own_name_goes_and_a_files_name_stays) {
  BOOST_TEST(session_sentence("c2_calibrate: DETECTOR is 'C3', not C2") == "DETECTOR is 'C3', not C2");
  BOOST_TEST(session_sentence("strmap2mb: a map") == "a map");
  BOOST_TEST(session_sentence("image_1: no pixels") == "image_1: no pixels");
  BOOST_TEST(session_sentence("/data/c2_calibrate: no pixels") == "/data/c2_calibrate: no pixels");
  BOOST_TEST(session_sentence("/data/x--insist.fts: no pixels") == "/data/x--insist.fts: no pixels");
  BOOST_TEST(session_sentence("").empty());
}

BOOST_AUTO_TEST_CASE(the_c_form_fits_its_buffer_and_may_be_its_own_source) {
  std::array<char, 24> said{};
  corkit_host_sentence("use --saturate-negatives or not", said.data(), said.size());
  BOOST_TEST(std::string(said.data()) == "use /SATURATE_NEGATIVES");
  corkit_host_sentence(said.data(), said.data(), said.size());
  BOOST_TEST(std::string(said.data()) == "use /SATURATE_NEGATIVES");
  corkit_host_sentence("anything", said.data(), 0);
}

BOOST_AUTO_TEST_SUITE_END()
