// What programs call that were linked when a struct was shorter: a corkit_*_options_default() that writes no further than that.
//
// Notes     1. ELF symbols have versions (cmake/corkit.map): a program keeps the one it was linked with, CORKIT_0 for the first
//              structs. What is compiled or looked up by name today gets the newest.
//           2. A struct that grows gets a function here for its former size, a node of the map for the new one, and its new size below.
#include <corkit/corkit.h>

#include <cstddef>
#include <cstring>

namespace {

constexpr std::size_t kLevel1Options_0_1 = 128;
constexpr std::size_t kFillOptions_0_1 = 64;

static_assert(sizeof(void *) != 8 ||
                  (sizeof(corkit_config) == 40 && sizeof(corkit_level1_options) == 152 && sizeof(corkit_c2_calibrate_options) == 16 &&
                   sizeof(corkit_c3_calibrate_options) == 32 && sizeof(corkit_std_size_options) == 32 &&
                   sizeof(corkit_fill_options) == 72 && sizeof(corkit_fill_file_options) == 64 && sizeof(corkit_stars_options) == 32),
              "a struct has grown: see note 2");

}  // namespace

extern "C" {

CORKIT_API void level1_options_default_0_1(void *options);

void level1_options_default_0_1(void *options) {
  if (options == nullptr) return;
  std::memset(options, 0, kLevel1Options_0_1);
  std::memcpy(options, &kLevel1Options_0_1, sizeof kLevel1Options_0_1);
}

__asm__(".symver level1_options_default_0_1,corkit_level1_options_default@CORKIT_0");

CORKIT_API void fill_options_default_0_1(void *options);

// What it wrote begins as today's does.
void fill_options_default_0_1(void *options) {
  if (options == nullptr) return;
  corkit_fill_options now;
  corkit_fill_options_default(&now);
  now.size = kFillOptions_0_1;
  std::memcpy(options, &now, kFillOptions_0_1);
}

__asm__(".symver fill_options_default_0_1,corkit_fill_options_default@CORKIT_0");
}
