#include "calib/sav_reader.hpp"

#include <boost/test/unit_test.hpp>
#include <random>

#include "core/error.hpp"
#include "scratch.hpp"

using namespace corkit;
using corkit::test::ScratchFolder;

namespace {

const std::filesystem::path kFolder = CORKIT_SOURCE_DIR "/reference_data/sav";

using Numbers = std::vector<double>;
using Strings = std::vector<std::string>;

struct Expected {
  const char *name;
  int type;
  std::vector<int> dimensions;
  std::variant<Numbers, Strings> values;
};

// What scipy.io.readsav makes of the same files (dimensions in IDL's order).
const std::vector<Expected> kTypes = {
    {"B", 1, {}, Numbers{5}},
    {"I", 2, {}, Numbers{-3}},
    {"L", 3, {}, Numbers{123456}},
    {"F", 4, {}, Numbers{1.5}},
    {"D", 5, {}, Numbers{2.5}},
    {"S", 7, {}, Strings{"hello"}},
    {"ES", 7, {}, Strings{""}},
    {"U", 12, {}, Numbers{65535}},
    {"UL", 13, {}, Numbers{4000000000.0}},
    {"L64", 14, {}, Numbers{-5}},
    {"UL64", 15, {}, Numbers{7}},
    {"BA", 1, {5}, Numbers{1, 2, 3, 4, 5}},
    {"IA", 2, {3}, Numbers{-1, 2, -3}},
    {"LA", 3, {2, 3}, Numbers{0, 1, 2, 3, 4, 5}},
    {"FA", 4, {4}, Numbers{0, 0.1F, 0.2F, 3 * 0.1F}},
    {"DA", 5, {3}, Numbers{0, 1 / 3.0, 2 / 3.0}},
    {"SA", 7, {3}, Strings{"a", "", "abcde"}},
    {"UA", 12, {3}, Numbers{1, 65535, 3}},
    {"ULA", 13, {2}, Numbers{4000000000.0, 1}},
    {"L64A", 14, {2}, Numbers{-5, 5}},
    {"UL64A", 15, {2}, Numbers{1, 2}},
    {"C_UTC", 8, {3}, Numbers{}},
};

const std::vector<Expected> kPython = {
    {"X", 4, {3}, Numbers{0.5, -1.25, 3e10F}},    {"N", 3, {}, Numbers{-42}},
    {"DATES", 7, {2}, Strings{"1996/01/25", ""}}, {"M", 1, {5}, Numbers{0, 1, 127, 128, 255}},
    {"K", 2, {3}, Numbers{-32768, 0, 32767}},
};

void check(const SavFile &file, const std::vector<Expected> &expected) {
  BOOST_TEST(file.size() == expected.size());
  for (const auto &variable : expected) BOOST_TEST_CONTEXT(variable.name) {
      const auto found = file.find(variable.name);
      BOOST_REQUIRE((found != file.end()));
      BOOST_TEST(found->second.idl_type == variable.type);
      BOOST_TEST(found->second.dimensions == variable.dimensions, boost::test_tools::per_element());
      BOOST_TEST((found->second.values == variable.values));
    }
}

bool damaged(const Error &error) {
  const std::string text = error.what();
  return error.status() == CORKIT_ERROR_CALIBRATION_DAMAGED && text.find('\n') == std::string::npos &&
         text.find(".sav") != std::string::npos;
}

SavFile parse(const std::string &bytes) {
  return parse_sav({reinterpret_cast<const unsigned char *>(bytes.data()), bytes.size()}, "damaged.sav");
}

// Reads or throws Error; anything else ends the test program.
bool reads(const std::string &bytes) {
  try {
    parse(bytes);
    return true;
  } catch (const Error &error) {
    if (!damaged(error)) BOOST_ERROR("unexpected error: " << error.what());
    return false;
  }
}

}  // namespace

BOOST_AUTO_TEST_SUITE(sav_reader)

BOOST_AUTO_TEST_CASE(every_type_is_read_as_scipy_reads_it) {
  for (const char *name : {"types.sav", "types_z.sav"}) BOOST_TEST_CONTEXT(name) check(read_sav(kFolder / name), kTypes);
}

BOOST_AUTO_TEST_CASE(files_made_from_the_description_of_the_format_are_read) {
  for (const char *name : {"python.sav", "python_z.sav", "promote64.sav"})
    BOOST_TEST_CONTEXT(name) check(read_sav(kFolder / name), kPython);
}

BOOST_AUTO_TEST_CASE(numbers_and_strings_are_told_apart) {
  auto file = read_sav(kFolder / "tiny.sav");
  BOOST_TEST(file.at("L").numbers().front() == 123456);
  BOOST_TEST(file.at("S").strings().front() == "hello");
  BOOST_CHECK_THROW(file.at("L").strings(), Error);
  BOOST_CHECK_THROW(file.at("S").numbers(), Error);
}

BOOST_AUTO_TEST_CASE(types_that_calibration_files_do_not_use_are_refused) {
  BOOST_CHECK_EXCEPTION(read_sav(kFolder / "complex.sav"), Error, damaged);
  BOOST_CHECK_EXCEPTION(read_sav(kFolder / "pointer.sav"), Error, damaged);
}

BOOST_AUTO_TEST_CASE(foreign_and_missing_files_are_refused) {
  const ScratchFolder scratch;
  for (const std::string &bytes :
       {std::string(), std::string("SR"), std::string("SIMPLE  =                    T"), std::string("SR\0\5", 4), std::string("SR\0\4", 4),
        std::string(100000, '\xff'), std::string(100000, '\0')})
    BOOST_TEST(!reads(bytes));
  BOOST_CHECK_EXCEPTION(read_sav(scratch.path() / "none.sav"), Error,
                        [](const Error &e) { return e.status() == CORKIT_ERROR_CALIBRATION_MISSING; });
  BOOST_CHECK_EXCEPTION(read_sav(scratch.path()), Error, [](const Error &e) { return e.status() == CORKIT_ERROR_CALIBRATION_MISSING; });
}

BOOST_AUTO_TEST_CASE(a_file_cut_anywhere_is_refused) {
  for (const char *name : {"tiny.sav", "tiny_z.sav", "python.sav", "python_z.sav", "promote64.sav"}) BOOST_TEST_CONTEXT(name) {
      const auto bytes = corkit::test::read_all(kFolder / name);
      // GDL leaves bytes of an earlier state behind the end marker of a compressed file.
      std::size_t whole = 0;
      for (std::size_t length = bytes.size(); length-- > 0;) {
        if (reads(bytes.substr(0, length))) whole = length;
      }
      // The shortest that can be read still has every variable.
      if (whole > 0) BOOST_TEST(parse(bytes.substr(0, whole)).size() == parse(bytes).size());
    }
}

BOOST_AUTO_TEST_CASE(no_damaged_byte_crashes_the_reader) {
  for (const char *name : {"tiny.sav", "python_z.sav", "promote64.sav"}) {
    const auto bytes = corkit::test::read_all(kFolder / name);
    for (std::size_t at = 0; at < bytes.size(); ++at)
      for (const int flip : {0x01, 0x80, 0xff}) {
        auto copy = bytes;
        copy[at] = static_cast<char>(copy[at] ^ flip);
        reads(copy);
      }
  }
}

BOOST_AUTO_TEST_CASE(no_damaged_word_crashes_the_reader) {
  std::mt19937 random(20240601);
  for (const char *name : {"tiny.sav", "python_z.sav", "promote64.sav"}) {
    const auto bytes = corkit::test::read_all(kFolder / name);
    for (int round = 0; round < 1500; ++round) {
      auto copy = bytes;
      for (int k = 0; k < 1 + round % 4; ++k) {
        const auto at = 4 * (random() % (bytes.size() / 4));
        const std::string word = std::vector<std::string>{std::string("\x7f\xff\xff\xff", 4), std::string("\xff\xff\xff\xff", 4),
                                                          std::string("\0\0\0\0", 4), std::string("\x10\0\0\0", 4)}[random() % 4];
        copy.replace(at, 4, word);
      }
      reads(copy);
    }
  }
}

BOOST_AUTO_TEST_CASE(the_reference_set_is_read) {
  const auto folder = corkit::test::reference_calibration();
  if (folder.empty()) {
    BOOST_TEST_MESSAGE("skipped: no reference calibration set (CORKIT_TEST_CALIB or " CORKIT_TEST_DATA_DIR "/calib)");
    return;
  }
  int files = 0;
  for (const auto &entry : std::filesystem::directory_iterator(folder / "nrl_lib/idl/data/calib"))
    if (entry.path().extension() == ".sav") {
      BOOST_TEST(!read_sav(entry.path()).empty());
      ++files;
    }
  BOOST_TEST(files == 6);
}

BOOST_AUTO_TEST_SUITE_END()
