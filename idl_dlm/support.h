/* IDL variables in and out of the C API.
 *
 * Notes     1. IDL_Message(LONGJMP) leaves through longjmp: it is called at one place only, dlm_finish(), from plain C, after everything of
 *              the call has been released.
 *           2. Keywords of all routines share one result structure; each routine has a table with its own part, in lexical order, no
 *              keyword the beginning of another (it could not be abbreviated).
 *           3. Sentences of the library name the command's options: dlm_fail() and the warnings put IDL's keywords in their place.
 */
#ifndef CORKIT_DLM_SUPPORT_H
#define CORKIT_DLM_SUPPORT_H

#include <fenv.h>

#include "abi_check.h"
#include "host/host.h"

#define DLM_MAX_PLAIN 5

typedef struct Keywords {
  IDL_KW_RESULT_FIRST_FIELD;
  IDL_LONG all, avg, compat_bugs, degrees, docheck, full, fuzzy, insist, median, new_, nocal, nocheck, nofits, noimg, noroll_correction,
      noscale, nostat, nosum, notimecorrection, nowarp, no_calfac, no_img, no_mask, no_rebin, no_update, no_vig, overwrite, pipeline, pixel,
      quiet, raw, rem_cr, reprocess, reset, saturate_negatives, savehdr, silent, solarsoft, star, sum, verbose;
  int compat_bugs_given;
  float bias, satmax, satmin;
  int bias_given, satmax_given, satmin_given;
  IDL_STRING ephemeris, fill, geometry, oracle, pointing, savedir;
  int ephemeris_given, fill_given, geometry_given, oracle_given, pointing_given, savedir_given;
  IDL_VPTR frame, fuzzyima, hdr, hdrin;                                                 /* in; NULL when not given or undefined */
  IDL_VPTR cards, distance, hdrstru, outfile, roll, source, strmap, too_many, warnings; /* out */
} Keywords;

#define KW_FLAG(name, field) \
  { name, IDL_TYP_LONG, 1, IDL_KW_ZERO, NULL, (char *)offsetof(Keywords, field) }
#define KW_GIVEN(name, type, field) \
  { name, type, 1, IDL_KW_ZERO, (int *)offsetof(Keywords, field##_given), (char *)offsetof(Keywords, field) }
#define KW_IN(name, field) \
  { name, IDL_TYP_UNDEF, 1, IDL_KW_VIN | IDL_KW_ZERO, NULL, (char *)offsetof(Keywords, field) }
#define KW_OUTPUT(name, field) \
  { name, IDL_TYP_UNDEF, 1, IDL_KW_OUT | IDL_KW_ZERO, NULL, (char *)offsetof(Keywords, field) }
#define KW_END \
  { NULL, 0, 0, 0, NULL, NULL }

/* One call: what it was given, and what has to be released. */
typedef struct Call {
  Keywords kw;
  int n; /* positional arguments */
  IDL_VPTR arg[DLM_MAX_PLAIN];
  fenv_t saved; /* flags raised in here are not IDL's arithmetic errors */
  corkit_error err;
  corkit_array view;       /* IDL's own pixels */
  corkit_array *converted; /* a copy, where the C API does not know IDL's type */
  corkit_array *image;     /* results */
  corkit_header *header;
  corkit_product *product;
} Call;

/* Sorts arguments and keywords; keywords may be NULL. */
void dlm_begin(Call *c, int argc, IDL_VPTR argv[], char *argk, IDL_KW_PAR *keywords);
/* Releases everything, then raises the call's error if it has one. */
void dlm_finish(Call *c);
/* 1 on success; else the sentence is the call's error. */
int dlm_ok(Call *c, int status);
void dlm_fail(Call *c, int status, const char *sentence);

corkit_context *dlm_context(Call *c);               /* NULL: the call has an error */
const corkit_array *dlm_image(Call *c, IDL_VPTR v); /* NULL: the call has an error */
corkit_array *dlm_image_in_place(Call *c, IDL_VPTR v);
corkit_header *dlm_header(Call *c, IDL_VPTR v); /* c->header, from cards or tags; NULL: the call has an error */
double dlm_element(IDL_VPTR v, IDL_MEMINT i);   /* of a number or numeric array; NaN for others */
const char *dlm_text(Call *c, IDL_VPTR v);      /* a scalar or one-element string; NULL: the call has an error */

int dlm_is_named(IDL_VPTR v); /* can be given a value */
int dlm_is_cards(IDL_VPTR v);
void dlm_put(IDL_VPTR temporary, IDL_VPTR v); /* v may be NULL or an expression: then the value is dropped */
void dlm_put_long(IDL_VPTR v, IDL_LONG value);
void dlm_put_float(IDL_VPTR v, float value);
void dlm_put_text(IDL_VPTR v, const char *text);
void dlm_put_cards(IDL_VPTR v, const corkit_header *header);
/* Cards are replaced; tags that differ are set. */
void dlm_put_header(Call *c, IDL_VPTR v, const corkit_header *header);
void dlm_set_string(IDL_STRING *s, const char *text);

IDL_VPTR dlm_array(const corkit_array *image); /* a temporary with a copy of the pixels */
IDL_VPTR dlm_float(float value);
IDL_VPTR dlm_number(int type, double value);
IDL_VPTR dlm_lasco_structure(Call *c, const corkit_header *header);
int dlm_is_defined(IDL_VPTR v);
/* SolarSoft's routines that turn a string header into a structure, in the caller's variable; a structure has its changed tags set. */
void dlm_put_structure(Call *c, IDL_VPTR v, const corkit_header *header);

/* The oracle from ORACLE= or CORKIT_ORACLE; -1: the call has an error. */
int dlm_oracle(Call *c);

#endif
