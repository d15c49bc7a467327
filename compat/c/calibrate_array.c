/* Calibrates an image that the program holds already, without writing anything: here it is read from a file, and could come from
 * anywhere. Prints the header's HISTORY and the brightest pixel.
 *
 *   cc calibrate_array.c $(pkg-config --cflags --libs corkit) -o calibrate_array
 *   ./calibrate_array /calibration 32130223.fts
 */
#include <corkit/corkit.h>
#include <stdint.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

static int fail(void) {
  fprintf(stderr, "%s\n", corkit_last_error(NULL));
  return 1;
}

/* dn: nx * ny pixels, x fastest; msb: the same number, mean solar brightness. */
static int calibrate(corkit_context *ctx, int32_t *dn, int nx, int ny, const corkit_header *header, double *msb) {
  const corkit_array image = {dn, CORKIT_INT32, nx, ny}; /* the program's own memory: nothing to free */
  corkit_level1_options options;
  corkit_level1_options_default(&options);
  options.no_warp = 1; /* keep the pixels where they are */

  corkit_product *product = NULL;
  if (corkit_reduce_level1_array(ctx, &image, header, NULL, &options, &product) != CORKIT_OK) return fail();
  const int status = corkit_array_get(corkit_product_calibrated(product), CORKIT_FLOAT64, msb, (size_t)nx * (size_t)ny);
  const corkit_header *level1 = corkit_product_header(product);
  for (size_t i = 0; i < corkit_header_count(level1); ++i) {
    char card[81];
    corkit_header_card(level1, i, card);
    if (strncmp(card, "HISTORY", 7) == 0) printf("%s\n", card);
  }
  for (size_t i = 0; i < corkit_product_warning(product, i, NULL); ++i) {
    const char *sentence = NULL;
    corkit_product_warning(product, i, &sentence);
    printf("warning: %s\n", sentence);
  }
  corkit_product_free(product);
  return status == CORKIT_OK ? 0 : fail();
}

int main(int argc, char **argv) {
  if (argc != 3) {
    printf("usage: calibrate_array CALIBRATION FILE\n");
    return 2;
  }
  corkit_config config;
  corkit_config_default(&config);
  config.calibration = argv[1];
  corkit_context *ctx = corkit_context_create(&config, NULL);
  if (ctx == NULL) return fail();

  int failed = 1;
  corkit_array *read = NULL;
  corkit_header *header = NULL;
  if (corkit_lasco_readfits(ctx, argv[2], &read, &header) == CORKIT_OK) {
    const size_t n = (size_t)read->nx * (size_t)read->ny;
    int32_t *dn = malloc(n * sizeof *dn);
    double *msb = malloc(n * sizeof *msb);
    if (dn != NULL && msb != NULL && corkit_array_get(read, CORKIT_INT32, dn, n) == CORKIT_OK)
      failed = calibrate(ctx, dn, read->nx, read->ny, header, msb);
    if (!failed) {
      double largest = msb[0];
      for (size_t i = 1; i < n; ++i)
        if (msb[i] > largest) largest = msb[i];
      printf("mean solar brightness, %d x %d pixels, largest %.6e\n", read->nx, read->ny, largest);
    }
    free(dn);
    free(msb);
  } else {
    fail();
  }
  corkit_array_free(read);
  corkit_header_free(header);
  corkit_context_destroy(ctx);
  return failed;
}
