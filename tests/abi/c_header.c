/* The public header as a C99 program sees it: it compiles without warnings, its structs have the documented beginnings, and the
 * library answers. Prints nothing when all is well. */
#include "corkit/corkit.h"

#include <stdio.h>
#include <string.h>

static int failures = 0;

static void check(int ok, const char *what) {
  if (!ok) {
    fprintf(stderr, "%s\n", what);
    ++failures;
  }
}

int main(void) {
  corkit_config config;
  corkit_level1_options options;
  corkit_c3_calibrate_options c3;
  corkit_std_size_options std_size;
  corkit_error error;
  corkit_header *header;
  corkit_array *array;
  corkit_product *product = (corkit_product *)&error; /* anything but NULL: a failed call must set it to NULL */
  char expected[32];
  double value = 0;

  sprintf(expected, "%d.%d.%d", CORKIT_VERSION_MAJOR, CORKIT_VERSION_MINOR, CORKIT_VERSION_PATCH);
  check(strcmp(corkit_version(), expected) == 0, "corkit_version() is not the header's version");
  check(strstr(corkit_solarsoft_version(), "reduce_level_1 ") != NULL, "corkit_solarsoft_version() names no reduce_level_1");

  /* An options struct knows its size, so that a later library can tell an older caller's. */
  memset(&config, 0xff, sizeof config);
  corkit_config_default(&config);
  check(config.size == sizeof config && config.calibration == NULL, "corkit_config_default()");
  memset(&options, 0xff, sizeof options);
  corkit_level1_options_default(&options);
  check(options.size == sizeof options && options.oracle == CORKIT_ORACLE_IDL && options.fill == CORKIT_FILL_DEFAULT &&
            options.stage_hook == NULL,
        "corkit_level1_options_default()");
  memset(&c3, 0xff, sizeof c3);
  corkit_c3_calibrate_options_default(&c3);
  check(c3.size == sizeof c3, "corkit_c3_calibrate_options_default()");
  memset(&std_size, 0xff, sizeof std_size);
  corkit_std_size_options_default(&std_size);
  check(std_size.size == sizeof std_size, "corkit_std_size_options_default()");

  /* The numbers are stable. */
  check(CORKIT_OK == 0 && CORKIT_ERROR_ARGUMENT == 100 && CORKIT_ERROR_INPUT == 200 && CORKIT_ERROR_HEADER == 300 &&
            CORKIT_ERROR_CALIBRATION == 400 && CORKIT_ERROR_IO == 500 && CORKIT_ERROR_MEMORY == 600 && CORKIT_ERROR_UNSUPPORTED == 700 &&
            CORKIT_ERROR_INTERNAL == 900,
        "a status number has changed");
  check(CORKIT_UINT8 == 1 && CORKIT_INT16 == 2 && CORKIT_INT32 == 3 && CORKIT_FLOAT32 == 4 && CORKIT_FLOAT64 == 5 && CORKIT_UINT16 == 12,
        "a pixel type has changed");
  check(corkit_type_size(CORKIT_INT16) == 2 && corkit_type_size(CORKIT_FLOAT64) == 8 && corkit_type_size(99) == 0, "corkit_type_size()");
  check(strcmp(corkit_status_name(CORKIT_ERROR_KEYWORD_MISSING), "CORKIT_ERROR_KEYWORD_MISSING") == 0, "corkit_status_name()");
  check(corkit_status_name(-12345) != NULL, "corkit_status_name() of an unknown number");

  array = corkit_array_create(CORKIT_FLOAT32, 3, 2);
  check(array != NULL && array->nx == 3 && array->ny == 2 && array->type == CORKIT_FLOAT32 && ((float *)array->data)[5] == 0.0f,
        "corkit_array_create()");
  check(corkit_array_free(array) == NULL, "corkit_array_free()");
  check(corkit_array_create(CORKIT_FLOAT32, 0, 2) == NULL && corkit_array_create(CORKIT_FLOAT32, 16385, 2) == NULL &&
            corkit_array_create(77, 2, 2) == NULL,
        "corkit_array_create() takes any size");

  header = corkit_header_create();
  check(header != NULL && corkit_header_set_float(header, "EXPTIME", 25.1f, "seconds") == CORKIT_OK, "corkit_header_set_float()");
  check(corkit_header_get_double(header, "EXPTIME", &value) == CORKIT_OK && value > 25.09 && value < 25.11, "corkit_header_get_double()");
  check(corkit_header_get_double(header, "NOTHERE", &value) == CORKIT_ERROR_KEYWORD_MISSING, "a missing keyword");
  check(strlen(corkit_last_error(NULL)) > 0, "corkit_last_error() after a failure");
  check(corkit_header_free(header) == NULL, "corkit_header_free()");

  check(corkit_reduce_level1(NULL, "x.fts", ".", NULL, &product) == CORKIT_ERROR_ARGUMENT && product == NULL,
        "corkit_reduce_level1() without a context");
  check(corkit_context_destroy(NULL) == NULL && corkit_product_free(NULL) == NULL && corkit_array_free(NULL) == NULL &&
            corkit_header_free(NULL) == NULL,
        "releasing NULL");
  return failures == 0 ? 0 : 1;
}
