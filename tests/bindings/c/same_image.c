/* One image through the C API, as a file and as an array of the program's own: products, cards and pixels for comparison with
 * other languages.
 *
 *   same_image_c CALIBRATION IMAGE FOLDER        writes FOLDER/c_file and FOLDER/c_array (see ../compare.sh) */
#include <corkit/corkit.h>
#include <stdint.h>
#include <stdio.h>
#include <stdlib.h>
#include <sys/stat.h>

static void check(int status, const char *what) {
  if (status == CORKIT_OK) return;
  fprintf(stderr, "%s: %d %s\n", what, status, corkit_last_error(NULL));
  exit(1);
}

static void save(corkit_context *ctx, const corkit_product *product, const char *folder) {
  char path[4096];
  snprintf(path, sizeof path, "%s/cards.txt", folder);
  FILE *cards = fopen(path, "w");
  if (cards == NULL) exit(1);
  const corkit_header *header = corkit_product_header(product);
  for (size_t i = 0; i < corkit_header_count(header); ++i) {
    char card[81];
    check(corkit_header_card(header, i, card), "corkit_header_card");
    fprintf(cards, "%-80s\n", card);
  }
  fclose(cards);
  snprintf(path, sizeof path, "%s/msb.fts", folder);
  check(corkit_writefits(ctx, path, corkit_product_calibrated(product), header), "corkit_writefits");
  snprintf(path, sizeof path, "%s/missing.fts", folder);
  check(corkit_writefits(ctx, path, corkit_product_missing(product), NULL), "corkit_writefits");
}

int main(int argc, char **argv) {
  if (argc != 4) return 2;
  corkit_config config;
  corkit_config_default(&config);
  config.calibration = argv[1];
  corkit_error error;
  corkit_context *ctx = corkit_context_create(&config, &error);
  check(error.status, "corkit_context_create");

  char folder[2048];
  snprintf(folder, sizeof folder, "%s/c_file", argv[3]);
  mkdir(folder, 0777);
  corkit_product *product = NULL;
  check(corkit_reduce_level1(ctx, argv[2], folder, NULL, &product), "corkit_reduce_level1");
  save(ctx, product, folder);
  corkit_product_free(product);

  snprintf(folder, sizeof folder, "%s/c_array", argv[3]);
  mkdir(folder, 0777);
  corkit_array *image = NULL;
  corkit_header *header = NULL;
  check(corkit_lasco_readfits(ctx, argv[2], &image, &header), "corkit_lasco_readfits");
  const size_t n = (size_t)image->nx * (size_t)image->ny;
  int16_t *pixels = malloc(n * sizeof *pixels);
  check(corkit_array_get(image, CORKIT_INT16, pixels, n), "corkit_array_get");
  const corkit_array own = {pixels, CORKIT_INT16, image->nx, image->ny};
  check(corkit_reduce_level1_array(ctx, &own, header, folder, NULL, &product), "corkit_reduce_level1_array");
  free(pixels);
  save(ctx, product, folder);
  corkit_product_free(product);
  corkit_array_free(image);
  corkit_header_free(header);
  corkit_context_destroy(ctx);
  return 0;
}
