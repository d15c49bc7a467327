/* Median wall time of corkit_reduce_level1 itself, file written: what bench.sh compares GDL with. Usage: library_level1 IMAGE FOLDER N */
#include <stdio.h>
#include <stdlib.h>
#include <time.h>

#include "corkit/corkit.h"

static double now_ms(void) {
  struct timespec t;
  timespec_get(&t, TIME_UTC);
  return (double)t.tv_sec * 1e3 + (double)t.tv_nsec * 1e-6;
}

static int ascending(const void *a, const void *b) {
  const double x = *(const double *)a, y = *(const double *)b;
  return (x > y) - (x < y);
}

int main(int argc, char **argv) {
  enum { most = 1000 };
  static double t[most];
  corkit_error err;
  const int n = argc == 4 ? atoi(argv[3]) : 0;
  corkit_context *context = corkit_context_create(NULL, &err);
  if (context == NULL || n < 1 || n > most) return 2;
  for (int i = -1; i < n; i++) { /* the first call reads the calibration data */
    const double start = now_ms();
    corkit_product *product = NULL;
    if (corkit_reduce_level1(context, argv[1], argv[2], NULL, &product) != CORKIT_OK) {
      fprintf(stderr, "%s\n", corkit_last_error(context));
      return 1;
    }
    corkit_product_free(product);
    if (i >= 0) t[i] = now_ms() - start;
  }
  qsort(t, (size_t)n, sizeof t[0], ascending);
  printf("median %.2f ms, least %.2f ms\n", t[n / 2], t[0]);
  corkit_context_destroy(context);
  return 0;
}
