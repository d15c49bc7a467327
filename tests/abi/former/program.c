/* A program built against the first structs of 0.1.0, run with the library of today: program CALIBRATION
 * Behind each struct lie guard bytes. Prints nothing when all is well. */
#include <stdio.h>
#include <string.h>

#include "corkit_0_1_0.h"

enum { GUARD_BYTES = 256, GUARD = 0xa5 };

static int failures = 0;

static void check(int ok, const char *what) {
  if (!ok) {
    fprintf(stderr, "%s\n", what);
    ++failures;
  }
}

static int untouched(const unsigned char *bytes) {
  size_t k;
  for (k = 0; k < GUARD_BYTES; ++k)
    if (bytes[k] != GUARD) return 0;
  return 1;
}

/* A struct with guard bytes behind it, as its default function leaves it. */
#define CHECK_DEFAULT(name, function)                                           \
  do {                                                                          \
    struct {                                                                    \
      name options;                                                             \
      unsigned char guard[GUARD_BYTES];                                         \
    } room;                                                                     \
    memset(&room, GUARD, sizeof room);                                          \
    function(&room.options);                                                    \
    check(room.options.size == sizeof(name), #function "() sets another size"); \
    check(untouched(room.guard), #function "() writes behind the struct");      \
  } while (0)

static corkit_header *dark_image(void) {
  static const char *const kCards[] = {
      "DETECTOR= 'C3'",           "DATE-OBS= '2005/05/13'", "TIME-OBS= '12:42:05.410'", "EXPTIME =              19.0996",
      "FILENAME= '32180003.fts'", "FILTER  = 'Clear'",      "POLAR   = 'Clear'",        "TELESCOP= 'SOHO'",
      "LP_NUM  = 'Dark'",
  };
  enum { COUNT = sizeof kCards / sizeof kCards[0] };
  char cards[COUNT * 80];
  size_t k;
  memset(cards, ' ', sizeof cards);
  for (k = 0; k < COUNT; ++k) memcpy(cards + 80 * k, kCards[k], strlen(kCards[k]));
  return corkit_header_from_cards(cards, COUNT);
}

int main(int argc, char **argv) {
  static short pixels[64 * 64];
  corkit_array image = {pixels, 2, 64, 64};
  corkit_config config;
  corkit_error error;
  corkit_context *ctx;
  corkit_header *header = dark_image();
  corkit_product *product = NULL;
  corkit_level1_options options;
  size_t k;

  CHECK_DEFAULT(corkit_config, corkit_config_default);
  CHECK_DEFAULT(corkit_level1_options, corkit_level1_options_default);
  CHECK_DEFAULT(corkit_c3_calibrate_options, corkit_c3_calibrate_options_default);
  CHECK_DEFAULT(corkit_std_size_options, corkit_std_size_options_default);
  CHECK_DEFAULT(corkit_fill_options, corkit_fill_options_default);
  CHECK_DEFAULT(corkit_fill_file_options, corkit_fill_file_options_default);
  corkit_level1_options_default(NULL);

  corkit_config_default(&config);
  config.calibration = argc > 1 ? argv[1] : NULL;
  ctx = corkit_context_create(&config, &error);
  check(ctx != NULL, "no context");

  /* Members that came later keep their defaults, whatever lies behind the last one that it has: insist would reduce a dark image. */
  corkit_level1_options_default(&options);
  check(options.fill == 0 && options.fill_threads == 0 && options.stage_hook == NULL, "the members have other defaults");
  for (k = offsetof(corkit_level1_options, fill_threads) + sizeof(int); k < sizeof options; ++k) ((unsigned char *)&options)[k] = GUARD;
  check(corkit_reduce_level1_array(ctx, &image, header, NULL, &options, &product) == 700 && product == NULL &&
            strstr(corkit_last_error(ctx), "LP_NUM") != NULL,
        "a dark image is not refused as by default");

  corkit_header_free(header);
  corkit_context_destroy(ctx);
  return failures;
}
