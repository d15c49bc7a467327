// Host programs in odd states: their rounding mode and flushing to zero change no product, and are theirs again afterwards.

#include <boost/test/data/monomorphic.hpp>
#include <boost/test/data/test_case.hpp>
#include <boost/test/unit_test.hpp>
#include <cfenv>

#include "level05.hpp"
#include "products.hpp"

#if defined(__x86_64__)
#include <xmmintrin.h>
#endif

namespace {

using namespace corkit::test;
namespace fs = std::filesystem;

class Environment {
 public:
  Environment() { std::fegetenv(&saved_); }
  ~Environment() { std::fesetenv(&saved_); }
  Environment(const Environment &) = delete;
  Environment &operator=(const Environment &) = delete;

 private:
  std::fenv_t saved_{};
};

}  // namespace

BOOST_DATA_TEST_CASE(the_callers_rounding_mode_changes_no_product, boost::unit_test::data::make({FE_UPWARD, FE_DOWNWARD, FE_TOWARDZERO}),
                     mode) {
  const auto folder = fresh_folder("rounding");
  const auto c3 = Level05::c3(1024).lose_block(12, 20).write(folder / "c3.fts");
  const auto c2 = Level05::c2().write(folder / "c2.fts");
  const auto expected_c3 = product_bytes(c3, folder / "plain"), expected_c2 = product_bytes(c2, folder / "plain");
  std::string odd_c3, odd_c2;
  int after = 0;
  {
    const Environment restored;
    std::fesetround(mode);
    odd_c3 = product_bytes(c3, folder / "odd");
    odd_c2 = product_bytes(c2, folder / "odd");
    after = std::fegetround();
  }
  BOOST_TEST(after == mode);
  BOOST_TEST((without_times(odd_c3) == without_times(expected_c3)));
  BOOST_TEST((without_times(odd_c2) == without_times(expected_c2)));
}

#if defined(__x86_64__)
BOOST_AUTO_TEST_CASE(flushing_to_zero_and_raised_flags_stay_the_callers) {
  const auto folder = fresh_folder("flush");
  const auto c3 = Level05::c3().write(folder / "c3.fts");
  const auto expected = product_bytes(c3, folder / "plain");
  constexpr unsigned kFlush = 0x8040;  // FTZ, DAZ
  std::string odd;
  unsigned after = 0, before = 0;
  {
    const Environment restored;
    _mm_setcsr(_mm_getcsr() | kFlush);
    before = _mm_getcsr();
    const auto ctx = make_context({.all = calibration_tree().string(), .lasco_data = {}, .nrl_lib = {}, .ancil_data = {}});
    corkit_product *product = nullptr;
    const auto options = default_options();
    BOOST_TEST(corkit_reduce_level1(ctx.get(), c3.c_str(), (folder / "odd").c_str(), &options, &product) == CORKIT_OK);
    after = _mm_getcsr();
    odd = file_bytes(corkit_product_path(product));
    corkit_product_free(product);
  }
  BOOST_TEST(((before ^ after) & ~0x3fU) == 0U);
  BOOST_TEST((without_times(odd) == without_times(expected)));
}
#endif

// What a damaged or hostile file holds reaches no terminal.
BOOST_AUTO_TEST_CASE(sentences_show_what_files_hold_escaped) {
  const auto folder = fresh_folder("escapes");
  const auto ctx = make_context({.all = calibration_tree().string(), .lasco_data = {}, .nrl_lib = {}, .ancil_data = {}});
  const auto options = default_options();
  const auto printable = [](const std::string &text) {
    return std::all_of(text.begin(), text.end(), [](char c) { return c >= ' ' && c < '\x7f'; });
  };
  for (const char *keyword : {"DETECTOR", "FILENAME", "DATE-OBS", "TIME-OBS"}) {
    const auto in = Level05::c3().set(keyword, "'\x1b[31mC3\xff'").write(folder / "in.fts");
    BOOST_TEST(corkit_reduce_level1(ctx.get(), in.c_str(), (folder / "out").c_str(), &options, nullptr) != CORKIT_OK);
    BOOST_TEST(printable(corkit_last_error(ctx.get())), keyword << ": " << corkit_last_error(ctx.get()));
  }
  const auto product = reduce(ctx, Level05::c3().set("FILTER", "'\x1b[31m'").write(folder / "in.fts"), folder / "out", options);
  BOOST_REQUIRE(corkit_product_warning(product.get(), 0, nullptr) > 0);
  for (std::size_t k = 0; k < corkit_product_warning(product.get(), 0, nullptr); ++k) {
    const char *sentence = "";
    corkit_product_warning(product.get(), k, &sentence);
    BOOST_TEST(printable(sentence), sentence);
  }
}

BOOST_AUTO_TEST_CASE(absurd_sums_are_refused) {
  const auto folder = fresh_folder("absurd_sums");
  const auto ctx = make_context({.all = calibration_tree().string(), .lasco_data = {}, .nrl_lib = {}, .ancil_data = {}});
  const auto options = default_options();
  for (const char *keyword : {"LEBXSUM", "LEBYSUM", "SUMCOL", "SUMROW"})
    for (const char *value : {"2147483647", "-2147483648", "1025", "-1"}) {
      const auto in = Level05::c2().set(keyword, value).write(folder / "in.fts");
      BOOST_TEST(corkit_reduce_level1(ctx.get(), in.c_str(), (folder / "out").c_str(), &options, nullptr) == CORKIT_ERROR_KEYWORD_VALUE);
      BOOST_TEST(std::string(corkit_last_error(ctx.get())).find(keyword) != std::string::npos);
    }
}
