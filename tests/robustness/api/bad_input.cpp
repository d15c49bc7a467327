// Files that are not what they should be: a status, one sentence that says what and where, and nothing written.

#include <boost/test/data/monomorphic.hpp>
#include <boost/test/data/test_case.hpp>
#include <functional>
#include <ostream>

#include "level05.hpp"
#include "support/capi.hpp"
#include "support/rounds.hpp"

namespace {

using namespace corkit::test;
namespace fs = std::filesystem;

struct BadFile {
  std::string what;
  std::function<void(const fs::path &)> make;
  std::vector<int> statuses;  // any of these
  std::string names;          // the sentence names this keyword; "" : the file only
};
std::ostream &operator<<(std::ostream &out, const BadFile &b) { return out << b.what; }

std::function<void(const fs::path &)> bytes(std::string content) {
  return [content = std::move(content)](const fs::path &path) { std::ofstream(path, std::ios::binary) << content; };
}

std::function<void(const fs::path &)> changed(const std::string &keyword, const std::string &value) {
  return [=](const fs::path &path) { Level05::c3().set(keyword, value).write(path); };
}

std::function<void(const fs::path &)> without(const std::string &keyword) {
  return [=](const fs::path &path) { Level05::c3().remove(keyword).write(path); };
}

std::function<void(const fs::path &)> axes(const std::vector<std::string> &sizes) {
  return [=](const fs::path &path) {
    auto file = Level05::c3();
    file.remove("NAXIS1").remove("NAXIS2").set("NAXIS", std::to_string(sizes.size()));
    for (std::size_t k = 0; k < sizes.size(); ++k)
      file.cards().insert(file.cards().begin() + 3 + static_cast<std::ptrdiff_t>(k),
                          Level05::card("NAXIS" + std::to_string(k + 1), sizes[k]));
    file.write(path);
  };
}

std::vector<BadFile> bad_files() {
  const std::string whole = Level05::c3().bytes();
  const std::vector<int> not_fits = {CORKIT_ERROR_NOT_FITS};
  const std::vector<int> size = {CORKIT_ERROR_DIMENSIONS, CORKIT_ERROR_NOT_FITS};
  const std::vector<int> value = {CORKIT_ERROR_KEYWORD_VALUE, CORKIT_ERROR_DIMENSIONS};
  const std::vector<int> missing = {CORKIT_ERROR_KEYWORD_MISSING};
  const std::vector<int> name = {CORKIT_ERROR_SOURCE_NAME};
  const std::vector<int> unsupported = {CORKIT_ERROR_UNSUPPORTED};
  return {
      {"a file that is not there", [](const fs::path &) {}, {CORKIT_ERROR_FILE_NOT_FOUND}, ""},
      {"a folder", [](const fs::path &path) { fs::create_directory(path); }, {CORKIT_ERROR_NOT_FITS, CORKIT_ERROR_FILE_NOT_FOUND}, ""},
      {"an empty file", bytes(""), not_fits, ""},
      {"text", bytes("This is not a FITS file.\n"), not_fits, ""},
      {"zeros", bytes(std::string(28800, '\0')), not_fits, ""},
      {"half a header", bytes(whole.substr(0, 1000)), not_fits, ""},
      {"a header without END", bytes(whole.substr(0, 2400)), not_fits, ""},
      {"a header without data", bytes(whole.substr(0, 2880)), not_fits, ""},
      {"half the data", bytes(whole.substr(0, whole.size() / 2)), not_fits, ""},
      {"all but the last block", bytes(whole.substr(0, whole.size() - 2880)), not_fits, ""},
      {"no image", axes({}), size, ""},
      {"one axis", axes({"262144"}), size, ""},
      {"three axes", axes({"512", "512", "2"}), size, ""},
      {"999 axes", changed("NAXIS", "999"), size, ""},
      {"1000 axes", changed("NAXIS", "1000"), size, ""},
      {"an absurd size", axes({"2147483647", "2147483647"}), size, ""},
      {"a size beyond 64 bits", axes({"99999999999999999999", "512"}), size, ""},
      {"a negative size", axes({"-512", "512"}), size, ""},
      {"no columns", axes({"0", "512"}), {CORKIT_ERROR_DIMENSIONS, CORKIT_ERROR_NOT_FITS, CORKIT_ERROR_ZERO_IMAGE}, ""},
      {"a million columns", axes({"1000000", "1"}), size, ""},
      {"BITPIX 7", changed("BITPIX", "7"), not_fits, ""},
      {"a tiny image", axes({"100", "100"}), {CORKIT_ERROR_ZERO_IMAGE, CORKIT_ERROR_DIMENSIONS}, ""},
      {"no DETECTOR", without("DETECTOR"), missing, "DETECTOR"},
      {"no DATE-OBS", without("DATE-OBS"), missing, "DATE-OBS"},
      {"no EXPTIME", without("EXPTIME"), missing, "EXPTIME"},
      {"no FILENAME", without("FILENAME"), {CORKIT_ERROR_KEYWORD_MISSING, CORKIT_ERROR_SOURCE_NAME}, "FILENAME"},
      {"EXPTIME 0", changed("EXPTIME", "0.0"), value, "EXPTIME"},
      {"EXPTIME negative", changed("EXPTIME", "-19.1"), value, "EXPTIME"},
      {"EXPTIME NaN", changed("EXPTIME", "NaN"), value, "EXPTIME"},
      {"EXPTIME infinite", changed("EXPTIME", "1E999"), value, "EXPTIME"},
      {"EXPTIME a word", changed("EXPTIME", "'long'"), value, "EXPTIME"},
      {"DATE-OBS a word", changed("DATE-OBS", "'yesterday'"), value, "DATE-OBS"},
      {"DATE-OBS of no calendar", changed("DATE-OBS", "'2005/13/45'"), value, "DATE-OBS"},
      {"C1", changed("DETECTOR", "'C1'"), unsupported, "C1"},
      {"EIT", changed("DETECTOR", "'EIT'"), unsupported, "EIT"},
      {"an unknown camera", changed("DETECTOR", "'XYZ'"), {CORKIT_ERROR_UNSUPPORTED, CORKIT_ERROR_KEYWORD_VALUE}, "XYZ"},
      {"FILENAME of another source", changed("FILENAME", "'39180003.fts'"), name, "FILENAME"},
      {"FILENAME climbing folders", changed("FILENAME", "'32/../../../tmp/x.fts'"), name, "FILENAME"},
      {"FILENAME from the root", changed("FILENAME", "'/2180003.fts'"), name, "FILENAME"},
      {"FILENAME with a backslash", changed("FILENAME", "'32\\180003.fts'"), name, "FILENAME"},
      {"FILENAME of dots", changed("FILENAME", "'..'"), name, "FILENAME"},
      {"FILENAME starting with a dot", changed("FILENAME", "'.2180003.fts'"), name, "FILENAME"},
      {"FILENAME without a root", changed("FILENAME", "'32.fts/'"), name, "FILENAME"},
      {"FILENAME empty", changed("FILENAME", "''"), {CORKIT_ERROR_SOURCE_NAME, CORKIT_ERROR_KEYWORD_MISSING}, "FILENAME"},
      {"LEBXSUM absurd", changed("LEBXSUM", "100000"), value, ""},
      {"a field beyond the frame", changed("R2COL", "30000"), value, ""},
      {"a field of negative size", changed("R2COL", "-30000"), value, ""},
  };
}

const Context &bad_input_context() {
  static const Context made = make_context({.all = calibration_tree().string(), .lasco_data = {}, .nrl_lib = {}, .ancil_data = {}});
  return made;
}

}  // namespace

BOOST_DATA_TEST_CASE(a_bad_file_gives_one_clear_sentence_and_no_output, boost::unit_test::data::make(bad_files()), bad) {
  const auto folder = fresh_folder("bad_input");
  const auto path = folder / "the_input.fts";
  bad.make(path);
  const auto options = default_options();
  static int anything;
  auto *product = reinterpret_cast<corkit_product *>(&anything);  // not NULL
  const int status = corkit_reduce_level1(bad_input_context().get(), path.c_str(), (folder / "out").c_str(), &options, &product);
  const std::string sentence = corkit_last_error(bad_input_context().get());
  BOOST_TEST_MESSAGE(bad.what << " -> " << status << " " << sentence);
  BOOST_TEST((std::find(bad.statuses.begin(), bad.statuses.end(), status) != bad.statuses.end()),
             "status " << corkit_status_name(status) << ": " << sentence);
  BOOST_TEST(product == nullptr);
  BOOST_TEST(sentence.find("the_input.fts") != std::string::npos, "the file is not named: " << sentence);
  BOOST_TEST(sentence.find('\n') == std::string::npos);
  BOOST_TEST(sentence.find(bad.names) != std::string::npos, "'" << bad.names << "' is not named: " << sentence);
  BOOST_TEST(files_in(folder / "out").empty());
  if (status == CORKIT_OK) corkit_product_free(product);
}

BOOST_AUTO_TEST_CASE(an_unknown_filter_keeps_the_factor_zero_and_warns) {
  const auto folder = fresh_folder("unknown_filter");
  const auto product =
      reduce(bad_input_context(), Level05::c3().set("FILTER", "'Purple'").write(folder / "in.fts"), folder / "out", default_options());
  const auto pixels = as_double(corkit_product_calibrated(product.get()));
  BOOST_TEST(std::all_of(pixels.begin(), pixels.end(), [](double p) { return p == 0; }));
  std::string warnings;
  const char *sentence = nullptr;
  for (std::size_t i = 0; i < corkit_product_warning(product.get(), i, &sentence); ++i) {
    BOOST_REQUIRE(sentence != nullptr);
    warnings += sentence;
  }
  BOOST_TEST(warnings.find("Purple") != std::string::npos, "warnings: " << warnings);
}

BOOST_AUTO_TEST_CASE(dots_inside_a_file_name_do_no_harm) {
  const auto folder = fresh_folder("dots");
  const auto product = reduce(bad_input_context(), Level05::c3().set("FILENAME", "'32180003.x.y.fts'").write(folder / "in.fts"),
                              folder / "out", default_options());
  BOOST_TEST(corkit_product_name(product.get()) == std::string("35180003.fts"));
  BOOST_TEST(files_in(folder / "out") == std::vector<std::string>{"35180003.fts"});
}

BOOST_AUTO_TEST_CASE(a_bad_file_leaves_the_context_usable) {
  const auto folder = fresh_folder("after_bad");
  const auto good = Level05::c3().write(folder / "good.fts");
  const auto before = reduce(bad_input_context(), good, folder / "a", default_options());
  Level05::c3().remove("EXPTIME").write(folder / "bad.fts");
  const auto options = default_options();
  BOOST_TEST(corkit_reduce_level1(bad_input_context().get(), (folder / "bad.fts").c_str(), folder.c_str(), &options, nullptr) != CORKIT_OK);
  const auto after = reduce(bad_input_context(), good, folder / "b", default_options());
  BOOST_TEST(as_double(corkit_product_calibrated(before.get())) == as_double(corkit_product_calibrated(after.get())));
}

// Cards changed at random: whatever comes, it is a product or an error, never a crash (run under the sanitizers in CI).
BOOST_AUTO_TEST_CASE(random_damage_of_the_header_is_survived) {
  const auto folder = fresh_folder("random_header");
  std::uint32_t state = 0;
  const auto next = [&state](std::uint32_t limit) {
    state = state * 1664525U + 1013904223U;
    return (state >> 8) % limit;
  };
  const std::vector<std::string> values = {"0",
                                           "-1",
                                           "1",
                                           "2",
                                           "3",
                                           "1023",
                                           "65536",
                                           "2147483647",
                                           "-2147483648",
                                           "9223372036854775807",
                                           "1E308",
                                           "-1E-308",
                                           "NaN",
                                           "T",
                                           "''",
                                           "'x'",
                                           "'2005-05-13T12:42:05'",
                                           "'Clear'",
                                           "'/'",
                                           "'180'",
                                           "1.5",
                                           "'''"};
  int good = 0, refused = 0;
  for (std::uint32_t k = 0; k < 200; k += round_step) {
    state = 12345 + k * 2654435761U;
    auto file = k % 2 == 0 ? Level05::c3() : Level05::c2();
    auto &cards = file.cards();
    for (std::uint32_t times = 1 + next(3); times > 0; --times) {
      auto &card = cards[3 + next(static_cast<std::uint32_t>(cards.size()) - 3)];
      switch (next(3)) {
        case 0:
          card = Level05::card(card.substr(0, card.find_first_of(" =")), values[next(static_cast<std::uint32_t>(values.size()))]);
          break;
        case 1:
          card[next(80)] = static_cast<char>(next(256));
          break;
        default:
          card = std::string(80, ' ');
          break;
      }
    }
    const auto path = file.write(folder / "in.fts");
    const auto options = default_options();
    corkit_product *product = nullptr;
    const int status = corkit_reduce_level1(bad_input_context().get(), path.c_str(), (folder / "out").c_str(), &options, &product);
    BOOST_TEST(status != CORKIT_ERROR_INTERNAL, corkit_last_error(nullptr));
    BOOST_TEST((product != nullptr) == (status == CORKIT_OK));
    corkit_product_free(product);
    status == CORKIT_OK ? ++good : ++refused;
  }
  BOOST_TEST_MESSAGE(good << " reduced, " << refused << " refused");
  for (const auto &name : files_in(folder / "out")) BOOST_TEST(name.ends_with(".fts"), "left behind: " << name);
}
