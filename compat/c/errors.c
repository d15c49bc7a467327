/* Provokes one failure of every class of corkit.h and prints status, name and sentence of each: what to expect, and what to
 * test for.
 *
 *   cc errors.c $(pkg-config --cflags --libs corkit) -o errors
 *   ./errors /calibration 32130223.fts /tmp/scratch
 *
 * CALIBRATION must be whole, the image one of C3, SCRATCH an existing folder, in which files are made. Exit status 1: a failure
 * did not come as expected. */
#include <corkit/corkit.h>
#include <stdio.h>
#include <string.h>
#include <sys/stat.h>

typedef struct scene {
  corkit_context *ctx;
  corkit_array *image;
  corkit_header *header;
  const char *scratch;
  int surprises;
} scene;

static void report(scene *s, const char *what, int expected, int status) {
  printf("%3d %-34s %s: %s\n", status, corkit_status_name(status), what, status == CORKIT_OK ? "no failure" : corkit_last_error(NULL));
  if (status != expected) {
    printf("    %d was expected\n", expected);
    s->surprises++;
  }
}

static const char *in_scratch(const scene *s, const char *name) {
  static char path[4096];
  snprintf(path, sizeof path, "%s/%s", s->scratch, name);
  return path;
}

static void write_text(const char *path, const char *text) {
  FILE *file = fopen(path, "wb");
  if (file == NULL) return;
  fputs(text, file);
  fclose(file);
}

static int reduce(const scene *s, const corkit_header *header) {
  return corkit_reduce_level1_array(s->ctx, s->image, header, NULL, NULL, NULL);
}

static void argument(scene *s) {
  float arcsec;
  report(s, "a NULL pointer", CORKIT_ERROR_ARGUMENT, corkit_reduce_level1(s->ctx, NULL, NULL, NULL, NULL));
  report(s, "an unknown telescope", CORKIT_ERROR_ARGUMENT, corkit_subtense("HUBBLE", &arcsec));
  corkit_level1_options options;
  memset(&options, 0, sizeof options); /* instead of corkit_level1_options_default() */
  report(s, "options without defaults", CORKIT_ERROR_ARGUMENT, corkit_reduce_level1(s->ctx, "x.fts", NULL, &options, NULL));
}

static void input(scene *s) {
  report(s, "no such file", CORKIT_ERROR_FILE_NOT_FOUND, corkit_reduce_level1(s->ctx, in_scratch(s, "none.fts"), s->scratch, NULL, NULL));
  char name[512];
  memset(name, 'x', sizeof name);
  name[sizeof name - 1] = '\0';
  report(s, "a name that no system takes", CORKIT_ERROR_INPUT, corkit_reduce_level1(s->ctx, name, s->scratch, NULL, NULL));
  const char *path = in_scratch(s, "text.fts");
  write_text(path, "not a FITS file\n");
  report(s, "a text file", CORKIT_ERROR_NOT_FITS, corkit_reduce_level1(s->ctx, path, s->scratch, NULL, NULL));

  corkit_array *out = NULL;
  corkit_array flat = *s->image;
  flat.ny = 0;
  report(s, "an image without rows", CORKIT_ERROR_DIMENSIONS, corkit_fixwrap(&flat, &out));
  corkit_array *small = corkit_array_create(CORKIT_INT16, 64, 64);
  report(s, "a small image", CORKIT_ERROR_ZERO_IMAGE, corkit_reduce_level1_array(s->ctx, small, s->header, NULL, NULL, NULL));
  corkit_array_free(small);
}

static void header(scene *s) {
  corkit_header *changed = corkit_header_create();
  report(s, "an empty header", CORKIT_ERROR_KEYWORD_MISSING, reduce(s, changed));
  corkit_header_free(changed);

  changed = corkit_header_copy(s->header);
  corkit_header_set_double(changed, "EXPTIME", -1.0, NULL);
  report(s, "a negative exposure time", CORKIT_ERROR_KEYWORD_VALUE, reduce(s, changed));
  corkit_header_free(changed);

  changed = corkit_header_copy(s->header);
  corkit_header_set_string(changed, "FILENAME", "../../32130223.fts", NULL);
  report(s, "FILENAME leads elsewhere", CORKIT_ERROR_SOURCE_NAME, reduce(s, changed));
  corkit_header_free(changed);
}

/* Status of a reduction with the calibration files of a folder. */
static int with_calibration(const scene *s, const char *folder) {
  corkit_config config;
  corkit_config_default(&config);
  config.calibration = folder;
  corkit_error error;
  corkit_context *ctx = corkit_context_create(&config, &error);
  if (ctx == NULL) return error.status;
  const int status = corkit_reduce_level1_array(ctx, s->image, s->header, NULL, NULL, NULL);
  corkit_context_destroy(ctx);
  return status;
}

static void calibration(scene *s) {
  char folder[4096];
  snprintf(folder, sizeof folder, "%s/empty", s->scratch);
  mkdir(folder, 0777);
  report(s, "a folder without calibration files", CORKIT_ERROR_CALIBRATION_MISSING, with_calibration(s, folder));

  /* Every file is there, none can be read. */
  snprintf(folder, sizeof folder, "%s/damaged", s->scratch);
  mkdir(folder, 0777);
  const char *name = NULL;
  const size_t count = corkit_calibration_file(s->ctx, 0, &name, NULL, NULL);
  for (size_t i = 0; i < count; ++i) {
    char path[8192];
    corkit_calibration_file(s->ctx, i, &name, NULL, NULL);
    snprintf(path, sizeof path, "%s/%s", folder, name);
    write_text(path, "damaged\n");
  }
  report(s, "damaged calibration files", CORKIT_ERROR_CALIBRATION_DAMAGED, with_calibration(s, folder));
}

static void output(scene *s) {
  char folder[4096];
  snprintf(folder, sizeof folder, "%s/text.fts/level1", s->scratch);
  report(s, "a folder that cannot be made", CORKIT_ERROR_IO, corkit_reduce_level1_array(s->ctx, s->image, s->header, folder, NULL, NULL));

  corkit_product *product = NULL;
  corkit_level1_options options;
  corkit_level1_options_default(&options);
  options.nofits = 1;
  if (corkit_reduce_level1_array(s->ctx, s->image, s->header, NULL, &options, &product) != CORKIT_OK) return;
  snprintf(folder, sizeof folder, "%s/%s", s->scratch, corkit_product_name(product));
  corkit_product_free(product);
  write_text(folder, "notes of mine");
  report(s, "a file that is no product", CORKIT_ERROR_OTHER_PRODUCT,
         corkit_reduce_level1_array(s->ctx, s->image, s->header, s->scratch, NULL, NULL));
}

static void unsupported(scene *s) {
  corkit_header *changed = corkit_header_copy(s->header);
  corkit_header_set_string(changed, "DETECTOR", "C1", NULL);
  report(s, "an image of C1", CORKIT_ERROR_UNSUPPORTED, reduce(s, changed));
  corkit_header_free(changed);
}

/* These cannot be provoked at will. */
static void by_name(void) {
  static const int statuses[] = {CORKIT_ERROR_HEADER, CORKIT_ERROR_CALIBRATION, CORKIT_ERROR_MEMORY, CORKIT_ERROR_INTERNAL};
  for (size_t i = 0; i < sizeof statuses / sizeof *statuses; ++i) printf("%3d %s\n", statuses[i], corkit_status_name(statuses[i]));
}

int main(int argc, char **argv) {
  if (argc != 4) {
    printf("usage: errors CALIBRATION IMAGE SCRATCH\n");
    return 2;
  }
  corkit_config config;
  corkit_config_default(&config);
  config.calibration = argv[1];
  corkit_error error;
  scene s = {corkit_context_create(&config, &error), NULL, NULL, argv[3], 0};
  if (s.ctx == NULL) {
    fprintf(stderr, "%s: %s\n", corkit_status_name(error.status), error.message);
    return 1;
  }
  if (corkit_lasco_readfits(s.ctx, argv[2], &s.image, &s.header) != CORKIT_OK) {
    fprintf(stderr, "%s\n", corkit_last_error(s.ctx));
    corkit_context_destroy(s.ctx);
    return 1;
  }
  argument(&s);
  input(&s);
  header(&s);
  calibration(&s);
  output(&s);
  unsupported(&s);
  by_name();
  corkit_array_free(s.image);
  corkit_header_free(s.header);
  corkit_context_destroy(s.ctx);
  return s.surprises == 0 ? 0 : 1;
}
