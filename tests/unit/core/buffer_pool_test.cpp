#include "core/buffer_pool.hpp"

#include <boost/test/unit_test.hpp>
#include <cstdint>
#include <thread>
#include <vector>

#include "core/image.hpp"

using namespace corkit;

namespace {

bool pool_is_on() {
  detail::give_buffer(detail::take_buffer(detail::kSmallest), detail::kSmallest);
  return detail::kept_buffer_bytes() > 0;
}

}  // namespace

BOOST_AUTO_TEST_SUITE(buffer_pool)

BOOST_AUTO_TEST_CASE(a_freed_image_is_the_memory_of_the_next_of_its_size) {
  if (!pool_is_on()) {
    BOOST_TEST_MESSAGE("not tested: no pool under a sanitizer");
    return;
  }
  const float *memory = Image<float>::uninitialized(512, 512).data();
  const auto smaller = Image<float>::uninitialized(512, 256);
  const auto next = Image<float>::uninitialized(512, 512);
  BOOST_TEST(next.data() == memory);
  BOOST_TEST(smaller.data() != memory);
}

BOOST_AUTO_TEST_CASE(an_image_with_a_value_has_it_everywhere_in_reused_memory) {
  { const Image<float> first(512, 512, 7.0F); }
  const Image<float> second(512, 512);
  BOOST_TEST((second == Image<float>(512, 512, 0.0F)));
}

BOOST_AUTO_TEST_CASE(a_thread_keeps_no_more_than_the_limit) {
  {
    std::vector<Image<double>> many;
    for (int k = 0; k < 40; ++k) many.push_back(Image<double>::uninitialized(512, 512 + k));
  }
  BOOST_TEST(detail::kept_buffer_bytes() <= detail::kKeptBytes);
  { const auto huge = Image<std::uint8_t>::uninitialized(1, static_cast<int>(detail::kKeptBytes) + 1); }
  BOOST_TEST(detail::kept_buffer_bytes() <= detail::kKeptBytes);
}

BOOST_AUTO_TEST_CASE(buffers_on_small_pages_are_kept_longest) {
  if (!pool_is_on()) return;
  const std::uint8_t *memory = Image<std::uint8_t>::uninitialized(1021, 1024).data();
  {
    std::vector<Image<float>> large;
    for (int k = 0; k < 8; ++k) large.push_back(Image<float>::uninitialized(1024, 1024));
  }
  BOOST_TEST(Image<std::uint8_t>::uninitialized(1021, 1024).data() == memory);
}

BOOST_AUTO_TEST_CASE(buffers_are_aligned_for_vector_registers) {
  for (const std::size_t bytes : {std::size_t{1}, std::size_t{1000}, detail::kSmallest, detail::kSmallest * 3 + 5}) {
    void *buffer = detail::take_buffer(bytes);
    BOOST_TEST(reinterpret_cast<std::uintptr_t>(buffer) % 64 == 0U);
    detail::give_buffer(buffer, bytes);
  }
}

BOOST_AUTO_TEST_CASE(images_may_be_freed_by_another_thread) {
  std::vector<Image<float>> images;
  std::vector<std::thread> threads;
  for (int k = 0; k < 4; ++k) images.emplace_back(256, 256, static_cast<float>(k));
  for (int k = 0; k < 4; ++k)
    threads.emplace_back([&image = images[static_cast<std::size_t>(k)], k] {
      for (int round = 0; round < 50; ++round) image = Image<float>(256, 256, static_cast<float>(k + round));
    });
  for (auto &thread : threads) thread.join();
  for (int k = 0; k < 4; ++k) BOOST_TEST(images[static_cast<std::size_t>(k)](255, 255) == static_cast<float>(k + 49));
}

BOOST_AUTO_TEST_CASE(an_impossible_size_is_bad_alloc) {
  if (!pool_is_on()) return;  // a sanitizer's allocator ends the program
  BOOST_CHECK_THROW(detail::take_buffer(std::size_t(-1) / 2), std::bad_alloc);
}

BOOST_AUTO_TEST_SUITE_END()
