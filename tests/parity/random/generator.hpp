// Made-up level-0.5 images with random valid headers, for properties that need no reference.
//
// Notes     1. A case is a seed: CORKIT_TEST_SEED in the environment (0 unless given) and its number. Boost.Test prints both when a
//              check fails; the same two make the same image again, with any compiler.
//           2. Pixels: a corona that falls off with distance, the shadow of the occulter, noise. Nothing in them is measured.
#pragma once

#include <cstdint>
#include <initializer_list>
#include <iosfwd>
#include <iterator>
#include <random>
#include <string>
#include <vector>

#include "core/image.hpp"
#include "fits/header.hpp"

namespace corkit::test {

// Random numbers that do not depend on the standard library's distributions.
class Draw {
 public:
  explicit Draw(std::uint64_t seed) : engine_(seed) {}

  int between(int low, int high) { return low + static_cast<int>(engine_() % static_cast<std::uint64_t>(high - low + 1)); }
  double real(double low, double high) { return low + (high - low) * static_cast<double>(engine_() >> 11) * 0x1p-53; }
  bool chance(double probability) { return real(0, 1) < probability; }
  template <class T>
  T pick(std::initializer_list<T> of) {
    return *std::next(of.begin(), between(0, static_cast<int>(of.size()) - 1));
  }
  template <class T>
  void shuffle(std::vector<T> &items) {
    for (std::size_t k = items.size(); k > 1; --k)
      std::swap(items[k - 1], items[static_cast<std::size_t>(between(0, static_cast<int>(k) - 1))]);
  }

 private:
  std::mt19937_64 engine_;
};

struct Seed {
  unsigned base = 0;
  int number = 0;

  Draw draw() const { return Draw((static_cast<std::uint64_t>(base) << 32) + static_cast<std::uint64_t>(number)); }
};
std::ostream &operator<<(std::ostream &out, const Seed &seed);

std::vector<Seed> seeds(int number);

enum class Sums { none, leb, chip };  // 2x2
std::ostream &operator<<(std::ostream &out, Sums sums);

struct Exposure {
  corkit::Header header;
  Image<std::int16_t> pixels;  // as stored: sums beyond 32767 are negative
  Sums sums = Sums::none;

  bool c3() const { return header.get_string("DETECTOR") == "C3"; }
};

// The whole field, no block lost, no pixel 0. port: READPORT, or any.
Exposure random_exposure(Draw &draw, Sums sums, const std::string &port = "");

// The part of a whole field that reads out columns left.. and rows bottom.. (pixels of the frame, from 0; multiples of 32).
struct Field {
  int left = 0, bottom = 0, width = 1024, height = 1024;
};
std::ostream &operator<<(std::ostream &out, const Field &field);
Field random_field(Draw &draw);
Exposure read_out(const Exposure &whole, const Field &field);

// The same exposure summed 2x2, in the processor or on the chip (then with one bias instead of four). Whole fields without sums only.
Exposure summed(const Exposure &whole, Sums sums, int bias);

// Some blocks of 32 x 32 pixels set to 0, as losses in telemetry are.
void lose_blocks(Exposure &exposure, Draw &draw, int number);

// A card that no program of SolarSoft's reads: any kind of value, a long string, HIERARCH, blank.
std::vector<std::string> unread_cards(Draw &draw);
std::string random_text(Draw &draw, int longest);  // printable, no blank at the end

}  // namespace corkit::test
