/* What the IDL-side objects (CALL_EXTERNAL library and DLM) share: one context a session, headers held as structure tags, sentences.
 *
 * Notes     1. IDL has no handle type that survives .RESET_SESSION, so the context of a session lives here. It is made on first use and
 *              made anew when one of the environment variables that choose the calibration data has changed (SETENV), or on /RESET.
 *           2. IDL and GDL call external code from the interpreter's thread only.
 */
#ifndef CORKIT_GDL_HOST_H
#define CORKIT_GDL_HOST_H

#include <stddef.h>
#include <stdint.h>

#include "corkit/corkit.h"

#ifdef __cplusplus
extern "C" {
#endif

/* IDL type codes used here beyond corkit_type. */
enum { CORKIT_IDL_STRING = 7, CORKIT_IDL_STRUCT = 8 };

/* The session's context; NULL with err filled on failure. */
corkit_context *corkit_host_context(corkit_error *err /* OUTPUT */);
/* Forgets the context: the next use reads the calibration files again. */
void corkit_host_reset(void);

/* A sentence of the library with IDL's keywords in place of the command's options; may be written over itself. */
void corkit_host_sentence(const char *sentence, char *said /* OUTPUT */, size_t capacity);

/* The tags of a header structure, one row per scalar tag or element of an array tag. Names and texts have a fixed width and are padded
 * with blanks or NULs. */
typedef struct corkit_tag_table {
  int64_t count;
  int64_t name_width, text_width;
  const char *names;
  const int32_t *types;    /* IDL type codes */
  const int32_t *elements; /* index in an array tag, -1 for a scalar */
  double *numbers;
  char *texts;
  int32_t *changed; /* OUTPUT of corkit_host_update */
} corkit_tag_table;

/* A header from tags. DATE_OBS and TIME_OBS become DATE-OBS and TIME-OBS; HISTORY and COMMENT elements become cards; other array tags
 * have no FITS counterpart and are left out. Numbers keep every bit. */
corkit_header *corkit_host_header(const corkit_tag_table *tags, corkit_error *err /* OUTPUT */);
/* Sets numbers, texts and changed of the rows whose value in the header differs. Rows without a keyword stay as they are. */
int corkit_host_update(const corkit_header *header, corkit_tag_table *tags /* OUTPUT */, corkit_error *err /* OUTPUT */);

/* get_exp_factor with the bias in the type that IDL gives it (bias_type): INT or LONG where offset_bias stands in. */
int corkit_host_exposure(corkit_context *context, corkit_header *header, float *expfac /* OUTPUT */, double *bias /* OUTPUT */,
                         int *bias_type /* OUTPUT */, int *valid /* OUTPUT */);

/* The header that SolarSoft's fuzzy_image assumes without one: a whole C2 frame. */
corkit_header *corkit_host_c2_header(corkit_error *err /* OUTPUT */);

/* Where an image lies in the unbinned frame, as getl05hdrparam gives it. */
typedef struct corkit_host_field {
  int fxstart, fystart, fxend, fyend; /* first and last pixel, 0-based */
  int rebindex;                       /* binning: 1, 2 or 4 */
  int sx, sy;                         /* size of the image */
} corkit_host_field;

/* What find_miss_blocks tells its callers. */
typedef struct corkit_host_blocks {
  corkit_array *map, *all; /* MBMAP, MBMAPALL: int16 */
  int missing, not_useful; /* of the field */
  corkit_host_field field;
  char lost[8192], not_sent[8192]; /* lists as text, "" for none */
  char filename[128], detector[16];
} corkit_host_blocks;

/* find_miss_blocks of an image; header: the image's, or the tags of a getl05hdrparam structure. full: maps of 32 x 32 blocks, -1 outside
 * the field. To be given to corkit_host_blocks_free whatever the status is; the sentence is corkit_last_error(NULL)'s. */
int corkit_host_find_blocks(corkit_context *context, const corkit_array *image, corkit_header *header, int full,
                            corkit_host_blocks *blocks /* OUTPUT */);
void corkit_host_blocks_free(corkit_host_blocks *blocks);

/* The tags of def_lasco_hdr rev 1.2, in its order; elements is 0 for a scalar, else the array's length. Returns NULL past the end. */
const char *corkit_host_lasco_tag(size_t i, int *type /* OUTPUT */, int *elements /* OUTPUT */);

#ifdef __cplusplus
}
#endif

#endif
