/* What the IDL-side objects (CALL_EXTERNAL library and DLM) share: one context a session, and headers held as structure tags.
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

/* The tags of def_lasco_hdr rev 1.2, in its order; elements is 0 for a scalar, else the array's length. Returns NULL past the end. */
const char *corkit_host_lasco_tag(size_t i, int *type /* OUTPUT */, int *elements /* OUTPUT */);

#ifdef __cplusplus
}
#endif

#endif
