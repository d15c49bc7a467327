// Compares corkit's FLOAT functions with the C library's, argument by argument: sin and cos of every float of [-pi, pi], atan of every
// float >= 0, atan2 of 10^8 pairs of random bit patterns and 10^8 vectors as the distortion's nodes have them. About two minutes on two
// cores. Exit 0 if no bit differs, 1 if one does, 2 on a C library that is not the references'.
#include <algorithm>
#include <atomic>
#include <bit>
#include <cmath>
#include <cstdint>
#include <cstdio>
#include <numbers>
#include <random>
#include <thread>
#include <utility>

#include "core/thread_group.hpp"
#include "idl/float_functions.hpp"
#include "support/c_library.hpp"

using namespace corkit;

namespace {

bool same(float a, float b) {
  return std::bit_cast<std::uint32_t>(a) == std::bit_cast<std::uint32_t>(b) || (std::isnan(a) && std::isnan(b));
}

// What part(thread, threads) counts, added up.
template <class Part>
long long in_parallel(const Part &part) {
  const unsigned threads = std::max(1U, std::thread::hardware_concurrency());
  std::atomic<long long> sum{0};
  {
    ThreadGroup group;
    for (unsigned t = 0; t < threads; ++t) group.start([&, t] { sum += part(t, threads); });
  }
  return sum;
}

// Bit patterns 0 ... last.
template <class Differs>
long long over_patterns(std::uint32_t last, const Differs &differs) {
  return in_parallel([&](unsigned thread, unsigned threads) {
    long long different = 0;
    for (std::uint64_t pattern = thread; pattern <= last; pattern += threads)
      different += differs(std::bit_cast<float>(static_cast<std::uint32_t>(pattern)));
    return different;
  });
}

template <class Draw>
long long over_pairs(long long pairs, const Draw &draw) {
  return in_parallel([&](unsigned thread, unsigned threads) {
    std::mt19937_64 random(thread + 1);
    long long different = 0;
    for (long long k = thread; k < pairs; k += threads) {
      const auto [y, x] = draw(random);
      different += !same(idl::atan2(y, x), ::atan2f(y, x));
    }
    return different;
  });
}

bool report(const char *what, long long tried, long long different) {
  std::printf("%-52s %13lld tried, %lld different\n", what, tried, different);
  return different == 0;
}

}  // namespace

int main() {
  if (!test::has_references_c_library()) {
    std::fputs("check_float_functions: the C library or the processor is not the references' (glibc 2.28 to 2.40 on x86-64)\n", stderr);
    return 2;
  }
  bool good = true;
  const std::uint32_t pi = std::bit_cast<std::uint32_t>(std::numbers::pi_v<float>);
  const long long angles = 2 * (static_cast<long long>(pi) + 1);
  good &= report("sin, [-pi, pi]", angles,
                 over_patterns(pi, [](float x) { return !same(idl::sin(x), ::sinf(x)) + !same(idl::sin(-x), ::sinf(-x)); }));
  good &= report("cos, [-pi, pi]", angles,
                 over_patterns(pi, [](float x) { return !same(idl::cos(x), ::cosf(x)) + !same(idl::cos(-x), ::cosf(-x)); }));
  // atan2(y, 1) is atan(y).
  constexpr std::uint32_t infinity = 0x7f800000;
  good &= report("atan, all >= 0", static_cast<long long>(infinity) + 1,
                 over_patterns(infinity, [](float x) { return static_cast<int>(!same(idl::atan2(x, 1.0F), ::atanf(x))); }));
  constexpr long long pairs = 100000000;
  good &= report("atan2, random bit patterns", pairs, over_pairs(pairs, [](auto &random) {
                   const std::uint64_t both = random();
                   return std::pair{std::bit_cast<float>(static_cast<std::uint32_t>(both)),
                                    std::bit_cast<float>(static_cast<std::uint32_t>(both >> 32))};
                 }));
  good &= report("atan2, from a centre of 504 to 540", pairs, over_pairs(pairs, [](auto &random) {
                   std::uniform_real_distribution<float> centre(504, 540);
                   const int node = static_cast<int>(random() % 1089);
                   const float y = static_cast<float>(node / 33 * 32) - centre(random);
                   return std::pair{y, static_cast<float>(node % 33 * 32) - centre(random)};
                 }));
  return good ? 0 : 1;
}
