/* Reduces LASCO level-0.5 files to level 1 and prints what came out.
 *
 *   cc reduce.c $(pkg-config --cflags --libs corkit) -o reduce
 *   ./reduce /calibration /output 32130223.fts ...
 */
#include <corkit/corkit.h>
#include <stdio.h>

int main(int argc, char **argv) {
  if (argc < 4) {
    printf("corkit %s, following %s\nusage: reduce CALIBRATION OUTPUT FILE...\n", corkit_version(), corkit_solarsoft_version());
    return 2;
  }

  corkit_config config;
  corkit_config_default(&config);
  config.calibration = argv[1];
  corkit_error error;
  corkit_context *ctx = corkit_context_create(&config, &error);
  if (ctx == NULL) {
    fprintf(stderr, "%s: %s\n", corkit_status_name(error.status), error.message);
    return 1;
  }

  /* One context for all images: calibration files are read once. It may be shared by threads. */
  int failed = 0;
  for (int i = 3; i < argc; ++i) {
    corkit_product *product = NULL;
    if (corkit_reduce_level1(ctx, argv[i], argv[2], NULL, &product) != CORKIT_OK) {
      fprintf(stderr, "%s\n", corkit_last_error(ctx));
      failed = 1;
      continue;
    }
    const corkit_array *image = corkit_product_calibrated(product); /* mean solar brightness, borrowed from the product */
    double crpix1 = 0, crpix2 = 0;
    corkit_header_get_double(corkit_product_header(product), "CRPIX1", &crpix1);
    corkit_header_get_double(corkit_product_header(product), "CRPIX2", &crpix2);
    printf("%s: %s, %d x %d, Sun centre (%.2f, %.2f), %d missing blocks\n", corkit_product_path(product), corkit_product_detector(product),
           image->nx, image->ny, crpix1, crpix2, corkit_product_nmissing(product));
    product = corkit_product_free(product);
  }
  ctx = corkit_context_destroy(ctx);
  return failed;
}
