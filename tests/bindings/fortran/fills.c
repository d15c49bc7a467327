/* The fills of corkit.h on one image, for comparison with Fortran: files that must be the same byte for byte.
 *
 *   fills_c CALIBRATION IMAGE CONTEXT FOLDER        writes FOLDER/level1/, FOLDER/filled.fts and FOLDER/array_*.fts */
#include <corkit/corkit.h>
#include <stdio.h>
#include <stdlib.h>

static void check(const char *label, int status) {
  if (status == CORKIT_OK) return;
  fprintf(stderr, "%s %d %s\n", label, status, corkit_last_error(NULL));
  exit(1);
}

static void save(corkit_context *ctx, const char *folder, const char *name, const corkit_array *image) {
  char path[4096];
  snprintf(path, sizeof path, "%s/%s", folder, name);
  check(name, corkit_writefits(ctx, path, image, NULL));
}

static corkit_array *converted(const corkit_array *image, int type) {
  corkit_array *result = corkit_array_create(type, image->nx, image->ny);
  check("convert", corkit_array_get(image, type, result->data, (size_t)image->nx * (size_t)image->ny));
  return result;
}

/* The image with its zero pixels lost, but for the first row, which is left out. */
static void arrays(corkit_context *ctx, const char *path, const char *other, const char *folder, int type, const char *suffix) {
  corkit_array *image, *before, *out, *filled;
  corkit_header *header, *of_before;
  check("readfits", corkit_lasco_readfits(ctx, path, &image, &header));
  check("readfits", corkit_lasco_readfits(ctx, other, &before, &of_before));
  corkit_array *pixels = converted(image, type), *context = converted(before, type);
  corkit_array *missing = corkit_array_create(CORKIT_UINT8, image->nx, image->ny);
  float *values = malloc(sizeof *values * (size_t)image->nx * (size_t)image->ny);
  check("values", corkit_array_get(image, CORKIT_FLOAT32, values, (size_t)image->nx * (size_t)image->ny));
  for (int i = 0; i < image->nx * image->ny; ++i) ((unsigned char *)missing->data)[i] = i < image->nx ? 2 : values[i] == 0;
  free(values);

  char name[64];
  check("fill_membrane", corkit_fill_membrane(NULL, pixels, missing, NULL, &out, &filled));
  snprintf(name, sizeof name, "array_%s.fts", suffix);
  save(ctx, folder, name, out);
  snprintf(name, sizeof name, "array_%s_map.fts", suffix);
  save(ctx, folder, name, filled);
  corkit_array_free(out);
  corkit_array_free(filled);

  corkit_fill_options options;
  corkit_fill_options_default(&options);
  const corkit_array *others[2] = {context, pixels};
  const double weights[2] = {1.0, 0.25};
  options.anisotropy = 4;
  options.sun_x = 515.5;
  options.sun_y = 500.25;
  options.context = others;
  options.context_weight = weights;
  options.ncontext = 2;
  check("fill_membrane", corkit_fill_membrane(ctx, pixels, missing, &options, &out, &filled));
  snprintf(name, sizeof name, "array_%s_context.fts", suffix);
  save(ctx, folder, name, out);
  corkit_array_free(out);
  corkit_array_free(filled);

  corkit_array_free(pixels);
  corkit_array_free(context);
  corkit_array_free(missing);
  corkit_array_free(image);
  corkit_array_free(before);
  corkit_header_free(header);
  corkit_header_free(of_before);
}

int main(int argc, char **argv) {
  if (argc != 5) return 2;
  const char *path = argv[2], *other = argv[3], *folder = argv[4];
  char out[4096];
  corkit_config config;
  corkit_config_default(&config);
  config.calibration = argv[1];
  corkit_context *ctx = corkit_context_create(&config, NULL);
  check("context", ctx == NULL ? CORKIT_ERROR_CALIBRATION : CORKIT_OK);

  corkit_level1_options options;
  corkit_level1_options_default(&options);
  options.fill = CORKIT_FILL_MEMBRANE;
  options.context = &other;
  options.ncontext = 1;
  options.fill_mask = 1;
  corkit_product *product;
  snprintf(out, sizeof out, "%s/level1", folder);
  check("reduce", corkit_reduce_level1(ctx, path, out, &options, &product));
  save(ctx, folder, "product_map.fts", corkit_product_filled(product));
  save(ctx, folder, "product_sigma.fts", corkit_product_fill_sigma(product));
  printf("nfilled %lld\n", corkit_product_nfilled(product));
  corkit_product_free(product);

  corkit_fill_file_options of_file;
  corkit_fill_file_options_default(&of_file);
  of_file.context = &other;
  of_file.ncontext = 1;
  of_file.fill_mask = 1;
  of_file.isotropic = 1;
  corkit_fill_report report = {.size = sizeof report};
  snprintf(out, sizeof out, "%s/filled.fts", folder);
  check("fill_file", corkit_fill_file(ctx, path, out, &of_file, &report));
  printf("report %s %s %d %lld %lld\n", report.detector, report.method, report.level1, report.nmissing, report.nfilled);

  arrays(ctx, path, other, folder, CORKIT_FLOAT32, "e");
  arrays(ctx, path, other, folder, CORKIT_FLOAT64, "d");
  corkit_context_destroy(ctx);
  return 0;
}
