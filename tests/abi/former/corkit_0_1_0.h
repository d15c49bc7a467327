/* What the program of this folder needs of the public header of 0.1.0, as it first was. */
#ifndef CORKIT_0_1_0_H
#define CORKIT_0_1_0_H

#include <stddef.h>

typedef struct corkit_context corkit_context;
typedef struct corkit_header corkit_header;
typedef struct corkit_product corkit_product;

typedef struct corkit_error {
  int status;
  char message[1024];
} corkit_error;

typedef struct corkit_config {
  size_t size;
  const char *calibration;
  const char *lasco_data;
  const char *nrl_lib;
  const char *ancil_data;
} corkit_config;

typedef struct corkit_array {
  void *data;
  int type;
  int nx;
  int ny;
} corkit_array;

typedef struct corkit_level1_options {
  size_t size;
  int fill;
  int no_vig;
  int no_mask;
  int no_warp;
  int no_stat;
  int no_scale;
  int no_roll_correction;
  int no_time_correction;
  int noimg;
  int nofits;
  int oracle;
  int compat_bugs;
  int saturate_negatives;
  int skip_existing;
  int pipeline_folders;
  void (*stage_hook)(void *user, int index, const char *name, const corkit_array *image);
  void *stage_hook_user;
  const char *const *context;
  int ncontext;
  const char *weights;
  int fill_mask;
  int fill_isotropic;
  int fill_threads;
} corkit_level1_options;

typedef struct corkit_c3_calibrate_options {
  size_t size;
  int no_calfac, no_vig, no_mask, fuzzy;
  int oracle;
} corkit_c3_calibrate_options;

typedef struct corkit_std_size_options {
  size_t size;
  int full, no_rebin, savehdr, nocal;
  int bias_set;
  float bias;
} corkit_std_size_options;

typedef struct corkit_fill_options {
  size_t size;
  int isotropic;
  int no_profile;
  double anisotropy;
  double sun_x;
  double sun_y;
  const corkit_array *const *context;
  const double *context_weight;
  int ncontext;
} corkit_fill_options;

typedef struct corkit_fill_file_options {
  size_t size;
  int method;
  int isotropic;
  const char *const *context;
  int ncontext;
  const char *weights;
  const char *mask;
  int fill_mask;
  int threads;
  int oracle;
} corkit_fill_file_options;

void corkit_config_default(corkit_config *config);
void corkit_level1_options_default(corkit_level1_options *options);
void corkit_c3_calibrate_options_default(corkit_c3_calibrate_options *options);
void corkit_std_size_options_default(corkit_std_size_options *options);
void corkit_fill_options_default(corkit_fill_options *options);
void corkit_fill_file_options_default(corkit_fill_file_options *options);
corkit_context *corkit_context_create(const corkit_config *config, corkit_error *err);
corkit_context *corkit_context_destroy(corkit_context *ctx);
corkit_header *corkit_header_from_cards(const char *cards, size_t ncards);
corkit_header *corkit_header_free(corkit_header *header);
int corkit_reduce_level1_array(corkit_context *ctx, const corkit_array *image, const corkit_header *header, const char *outdir,
                               const corkit_level1_options *options, corkit_product **out);
const char *corkit_last_error(const corkit_context *ctx);

#endif
