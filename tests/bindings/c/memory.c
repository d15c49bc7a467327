/* Memory of a process that calls the library again and again: it must not grow.
 *
 *   memory CALIBRATION IMAGE CALLS REDUCTIONS [THREADS]
 *
 * CALLS rounds of cheap calls (headers, arrays, failures, contexts), then REDUCTIONS of one image in THREADS threads that share a
 * context. Resident memory is looked at after a fifth, when caches are full, and at the end; fewer than 100 rounds tell nothing. */
#include <corkit/corkit.h>
#include <pthread.h>
#include <stdio.h>
#include <stdlib.h>
#include <unistd.h>

/* What the allocator may keep for itself. Growth is looked for over 800 rounds: 640 bytes lost in each are found. */
enum { allowed_cheap_kib = 512, allowed_reductions_kib = 4096, max_threads = 16, few = 100 };

typedef struct job {
  corkit_context *ctx;
  const corkit_array *image;
  const corkit_header *header;
  int count;
  int failed;
} job;

static long resident_kib(void) {
  long total = 0, resident = 0;
  FILE *file = fopen("/proc/self/statm", "r");
  if (file == NULL) return -1;
  if (fscanf(file, "%ld %ld", &total, &resident) != 2) resident = -1;
  fclose(file);
  return resident * (sysconf(_SC_PAGESIZE) / 1024);
}

static int cheap(corkit_context *ctx, const char *calibration) {
  corkit_header *header = corkit_header_create();
  corkit_header_set_string(header, "DETECTOR", "C3", "camera");
  corkit_header_set_double(header, "EXPTIME", 19.1, NULL);
  corkit_header_add_history(header, "once more");
  corkit_header *copy = corkit_header_copy(header);
  char text[80];
  double value = 0;
  int failed = corkit_header_get_string(copy, "DETECTOR", text, sizeof text) != CORKIT_OK;
  failed |= corkit_header_get_double(copy, "MISSING", &value) != CORKIT_ERROR_KEYWORD_MISSING;
  corkit_header_free(header);
  corkit_header_free(copy);

  corkit_array *array = corkit_array_create(CORKIT_INT16, 256, 256), *wrapped = NULL;
  failed |= corkit_fixwrap(array, &wrapped) != CORKIT_OK;
  corkit_array_free(array);
  corkit_array_free(wrapped);
  failed |= corkit_reduce_level1(ctx, "/nonexistent/32130223.fts", NULL, NULL, NULL) != CORKIT_ERROR_FILE_NOT_FOUND;

  corkit_config config;
  corkit_config_default(&config);
  config.calibration = calibration;
  corkit_context *other = corkit_context_create(&config, NULL);
  failed |= other == NULL;
  corkit_context_destroy(other);
  return failed;
}

static void *reduce(void *argument) {
  job *j = argument;
  for (int i = 0; i < j->count && !j->failed; ++i) {
    corkit_product *product = NULL;
    j->failed = corkit_reduce_level1_array(j->ctx, j->image, j->header, NULL, NULL, &product) != CORKIT_OK;
    corkit_product_free(product);
  }
  if (j->failed) fprintf(stderr, "%s\n", corkit_last_error(j->ctx));
  return NULL;
}

static int reduce_in_threads(const job *what, int count, int threads) {
  pthread_t ids[max_threads];
  job jobs[max_threads];
  int failed = 0;
  for (int t = 0; t < threads; ++t) {
    jobs[t] = *what;
    jobs[t].count = count / threads + (t < count % threads);
    if (pthread_create(&ids[t], NULL, reduce, &jobs[t]) != 0) return 1;
  }
  for (int t = 0; t < threads; ++t) {
    pthread_join(ids[t], NULL);
    failed |= jobs[t].failed;
  }
  return failed;
}

static int steady(const char *what, int count, long before, long after, long allowed_kib) {
  printf("%d %s: resident %ld KiB after a fifth, %ld KiB at the end\n", count, what, before, after);
  if (count < few) return 0;
  if (before > 0 && after <= before + allowed_kib) return 0;
  fprintf(stderr, "memory grew by %ld KiB, %ld are allowed\n", after - before, allowed_kib);
  return 1;
}

int main(int argc, char **argv) {
  if (argc < 5) return 2;
  const int calls = atoi(argv[3]), reductions = atoi(argv[4]);
  const int threads = argc > 5 && atoi(argv[5]) < max_threads ? atoi(argv[5]) : 1;
  corkit_config config;
  corkit_config_default(&config);
  config.calibration = argv[1];
  corkit_context *ctx = corkit_context_create(&config, NULL);
  corkit_array *image = NULL;
  corkit_header *header = NULL;
  if (ctx == NULL || corkit_lasco_readfits(ctx, argv[2], &image, &header) != CORKIT_OK) {
    fprintf(stderr, "%s\n", corkit_last_error(NULL));
    return 1;
  }

  int failed = 0;
  long before = 0;
  for (int i = 0; i < calls; ++i) {
    failed |= cheap(ctx, argv[1]);
    if (i == calls / 5) before = resident_kib();
  }
  failed |= steady("rounds of cheap calls", calls, before, resident_kib(), allowed_cheap_kib);

  const job work = {ctx, image, header, 0, 0};
  failed |= reduce_in_threads(&work, reductions / 5, threads);
  before = resident_kib();
  failed |= reduce_in_threads(&work, reductions - reductions / 5, threads);
  failed |= steady("reductions", reductions, before, resident_kib(), allowed_reductions_kib);

  corkit_array_free(image);
  corkit_header_free(header);
  corkit_context_destroy(ctx);
  return failed;
}
