// corkit_array_get: pixels that a type cannot hold are refused, never bent; corkit_set_error: a caller's own sentence.

#include <boost/test/unit_test.hpp>
#include <cmath>
#include <cstdint>
#include <limits>
#include <string>
#include <vector>

#include "support/capi.hpp"

namespace {

template <class To>
int get(corkit_array array, int type, std::vector<To> &out) {
  return corkit_array_get(&array, type, out.data(), out.size());
}

// Whether one double can be had as int16.
bool holds_int16(double value) {
  std::vector<std::int16_t> out(1);
  const bool held = get({&value, CORKIT_FLOAT64, 1, 1}, CORKIT_INT16, out) == CORKIT_OK;
  if (held) BOOST_TEST(static_cast<double>(out[0]) == value);
  return held;
}

}  // namespace

BOOST_AUTO_TEST_CASE(integers_at_the_edge_of_a_type_are_kept_and_others_refused) {
  BOOST_TEST(holds_int16(-32768.0));
  BOOST_TEST(holds_int16(32767.0));
  BOOST_TEST(holds_int16(-0.0));
  BOOST_TEST(!holds_int16(32768.0));
  BOOST_TEST(!holds_int16(0.5));
  BOOST_TEST(!holds_int16(std::nan("")));
  BOOST_TEST(!holds_int16(std::numeric_limits<double>::infinity()));
}

BOOST_AUTO_TEST_CASE(unsigned_pixels_need_a_wider_signed_type) {
  std::uint16_t pixels[] = {0, 65535};
  std::vector<std::int16_t> narrow(2, 7);
  BOOST_TEST(get({pixels, CORKIT_UINT16, 2, 1}, CORKIT_INT16, narrow) == CORKIT_ERROR_ARGUMENT);
  BOOST_TEST(std::string(corkit_last_error(nullptr)).find("pixel (1, 0) is 65535") != std::string::npos);
  BOOST_TEST(narrow[0] == 7);  // nothing was copied
  std::vector<std::int32_t> wide(2);
  BOOST_TEST(get({pixels, CORKIT_UINT16, 2, 1}, CORKIT_INT32, wide) == CORKIT_OK);
  BOOST_TEST(wide[1] == 65535);
}

BOOST_AUTO_TEST_CASE(doubles_become_floats_by_rounding) {
  double pixel = 0.1;
  std::vector<float> out(1);
  BOOST_TEST(get({&pixel, CORKIT_FLOAT64, 1, 1}, CORKIT_FLOAT32, out) == CORKIT_OK);
  BOOST_TEST(out[0] == 0.1F);
}

BOOST_AUTO_TEST_CASE(room_types_and_pointers_are_checked) {
  std::int16_t pixels[6] = {};
  std::vector<std::int16_t> out(5);
  BOOST_TEST(get({pixels, CORKIT_INT16, 3, 2}, CORKIT_INT16, out) == CORKIT_ERROR_ARGUMENT);
  BOOST_TEST(get({pixels, CORKIT_INT16, -3, -1}, CORKIT_INT16, out) == CORKIT_ERROR_ARGUMENT);
  BOOST_TEST(get({pixels, CORKIT_INT16, 2, 2}, 99, out) == CORKIT_ERROR_ARGUMENT);
  BOOST_TEST(get({pixels, 99, 2, 2}, CORKIT_INT16, out) == CORKIT_ERROR_ARGUMENT);
  BOOST_TEST(get({nullptr, CORKIT_INT16, 2, 2}, CORKIT_INT16, out) == CORKIT_ERROR_ARGUMENT);
  BOOST_TEST(corkit_array_get(nullptr, CORKIT_INT16, out.data(), out.size()) == CORKIT_ERROR_ARGUMENT);
}

BOOST_AUTO_TEST_CASE(a_layer_above_reports_through_the_last_error) {
  BOOST_TEST(corkit_set_error(CORKIT_ERROR_HEADER, "a sentence\nof two lines") == CORKIT_ERROR_HEADER);
  BOOST_TEST(std::string(corkit_last_error(nullptr)) == "a sentence of two lines");
  BOOST_TEST(corkit_set_error(CORKIT_ERROR_IO, nullptr) == CORKIT_ERROR_IO);
  BOOST_TEST(std::string(corkit_last_error(nullptr)).empty());
}

BOOST_AUTO_TEST_CASE(an_array_that_cannot_be_made_leaves_a_sentence) {
  BOOST_TEST(corkit_array_create(CORKIT_INT16, 0, 4) == nullptr);
  BOOST_TEST(std::string(corkit_last_error(nullptr)).find("0 x 4") != std::string::npos);
}
