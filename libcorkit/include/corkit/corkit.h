/* corkit: SOHO/LASCO C2 and C3 level-0.5 images in, level-1 images out, as SolarSoft's reduce_level_1.pro does.
 *
 * This is the only public header. It is plain C99; every function may be called from C, C++, Fortran (iso_c_binding)
 * and through a foreign-function interface.
 *
 * Conventions
 *   - Functions that can fail return a corkit_status: 0 on success, positive otherwise, never negative. The numbers are
 *     stable: a number is never given another meaning.
 *   - Where a function takes a corkit_error *err (may be NULL), a failure writes status and sentence there. The sentence
 *     names the file, the keyword and the remedy. corkit_last_error() gives the same for the calling thread's last
 *     failed call.
 *   - Images are corkit_array: x (FITS axis 1) fastest, native byte order, pixel coordinates 0-based.
 *   - OUTPUT marks an argument that is written. An OUTPUT array or header is allocated by the library and released by
 *     the caller with corkit_array_free() / corkit_header_free(). On failure OUTPUT pointers are set to NULL.
 *   - Headers are modified in place where SolarSoft's routine does so (HISTORY lines, EXPTIME, ...).
 *   - A context may be used by many threads at once. A header, an array or a product belongs to one thread at a time.
 *
 * Arguments, where nothing else is said about them
 *   - ctx: context, made by corkit_context_create(); it finds and keeps the calibration files
 *   - err: receives status and sentence of a failure
 *   - image: pixels as they come from a level-0.5 file, DN
 *   - header: header of the image; of a level-0.5 file unless said otherwise
 *   - options: what is to be done otherwise than by default; NULL: defaults
 *   - out: the resulting image
 *   - product: what corkit_reduce_level1() or corkit_reduce_level1_array() made
 *   - solution: what corkit_stars_solve() made
 *   - array: image made by the library; may be NULL
 *   - keyword: name of a header keyword, upper or lower case
 *   - value: value of the keyword
 *   - comment: comment of the card; NULL or "": none, or the one that is there
 *   - text: text of the card or cards, NUL-terminated
 *   - capacity: bytes that the text argument before it has room for, the NUL included
 *   - path: name of a file
 *   - detector: "C1", "C2", "C3" or "EIT"
 *   - oracle: a corkit_oracle
 *   - type: a corkit_type
 *   - nx: columns, FITS axis 1
 *   - ny: rows, FITS axis 2
 *   - i: number of the item, from 0
 */
#ifndef CORKIT_CORKIT_H
#define CORKIT_CORKIT_H

#include <stddef.h>

/* Marks what the library exports. */
#if defined(_WIN32)
#define CORKIT_API
#else
#define CORKIT_API __attribute__((visibility("default")))
#endif

#ifdef __cplusplus
extern "C" {
#endif

/* ------------------------------------------------------------------------------------------------- version, status */

/* The version this header belongs to; corkit_version() tells the library's. */
#define CORKIT_VERSION_MAJOR 0
#define CORKIT_VERSION_MINOR 1
#define CORKIT_VERSION_PATCH 0

/* Version of the library: "0.1.0". */
CORKIT_API const char *corkit_version(void);
/* Which SolarSoft is followed: "reduce_level_1 1.68". */
CORKIT_API const char *corkit_solarsoft_version(void);

/* Stable numbers, in classes of one hundred. */
typedef enum corkit_status {
  CORKIT_OK = 0, /* done */

  CORKIT_ERROR_ARGUMENT = 100, /* a NULL pointer, a value out of range, an options struct of unknown size */

  CORKIT_ERROR_INPUT = 200,          /* the input image cannot be used */
  CORKIT_ERROR_FILE_NOT_FOUND = 201, /* no file of that name */
  CORKIT_ERROR_NOT_FITS = 202,       /* not a FITS file, empty or truncated */
  CORKIT_ERROR_DIMENSIONS = 203,     /* not two-dimensional, absurd size, size at odds with the header */
  CORKIT_ERROR_ZERO_IMAGE = 204,     /* SolarSoft's "zero image": no pixels worth calibrating */

  CORKIT_ERROR_HEADER = 300,          /* a keyword is missing or has a value that cannot be used */
  CORKIT_ERROR_KEYWORD_MISSING = 301, /* a keyword is not there */
  CORKIT_ERROR_KEYWORD_VALUE = 302,   /* a keyword has another kind of value, or one out of range */
  CORKIT_ERROR_SOURCE_NAME = 303,     /* FILENAME's second character is not 1, 2, 3, m or d, or it is not a base name */

  CORKIT_ERROR_CALIBRATION = 400,         /* calibration data */
  CORKIT_ERROR_CALIBRATION_MISSING = 401, /* a file that the image needs is not there */
  CORKIT_ERROR_CALIBRATION_DAMAGED = 402, /* a file has the wrong form, size or values */

  CORKIT_ERROR_IO = 500,            /* writing failed: folder, permission, disk full */
  CORKIT_ERROR_OTHER_PRODUCT = 501, /* where the product would go lies that of another observation, or another kind of file */

  CORKIT_ERROR_MEMORY = 600, /* no memory */

  CORKIT_ERROR_UNSUPPORTED = 700, /* C1, EIT, a fill method that is not built in */

  CORKIT_ERROR_INTERNAL = 900 /* a fault of corkit: please report it */
} corkit_status;

/* What went wrong, in a caller's own memory. */
typedef struct corkit_error {
  int status;         /* a corkit_status */
  char message[1024]; /* one sentence, NUL-terminated, no line feed */
} corkit_error;

/* The name of a status, e.g. "CORKIT_ERROR_KEYWORD_MISSING"; never NULL. */
CORKIT_API const char *corkit_status_name(int status);

/* -------------------------------------------------------------------------------------------------------- context */

typedef struct corkit_context corkit_context; /* opaque: calibration store, caches; immutable data once loaded */

/* Where a context looks for calibration files. */
typedef struct corkit_config {
  size_t size;             /* sizeof(corkit_config), set by corkit_config_default() */
  const char *calibration; /* folder with lasco_data/ nrl_lib/ ancil/, a SolarSoft tree, a flat folder, or "demo" for the
                              bundled synthetic set; NULL: CORKIT_DATA, then LASCO_DATA/NRL_LIB/ANCIL_DATA, then the
                              user's data folder */
  const char *lasco_data;  /* overrides LASCO_DATA (vignetting, masks); may be NULL */
  const char *nrl_lib;     /* overrides NRL_LIB (exposure factors, clocks, star positions); may be NULL */
  const char *ancil_data;  /* overrides ANCIL_DATA (attitude); may be NULL */
} corkit_config;

/* Sets size, and everything else to its default. */
CORKIT_API void corkit_config_default(corkit_config *config /* OUTPUT */);

/* Finds the calibration folder; loads nothing yet. config may be NULL (defaults). A folder or file that is not there is no failure: the
 * function that needs it says so. Returns NULL where a name cannot be looked at (no permission, a link that leads nowhere), or for want of
 * memory. */
CORKIT_API corkit_context *corkit_context_create(const corkit_config *config, corkit_error *err /* OUTPUT, may be NULL */);
/* Releases everything; ctx may be NULL. Returns NULL, so that ctx = corkit_context_destroy(ctx). */
CORKIT_API corkit_context *corkit_context_destroy(corkit_context *ctx);

/* The sentence of the calling thread's last failed call, in any context; "" if none failed. Valid until the thread's
 * next corkit call. ctx is accepted for symmetry and may be NULL. */
CORKIT_API const char *corkit_last_error(const corkit_context *ctx);
/* Makes a caller's own finding the calling thread's last failure, so that corkit_last_error() tells it; returns status. For
 * layers on top of this one, e.g. bindings. sentence is copied. */
CORKIT_API int corkit_set_error(int status, const char *sentence);

/* ---------------------------------------------------------------------------------------------------------- arrays */

/* Pixel types; the numbers are IDL's type codes. */
typedef enum corkit_type {
  CORKIT_UINT8 = 1,   /* bytes */
  CORKIT_INT16 = 2,   /* signed 16-bit integers */
  CORKIT_INT32 = 3,   /* signed 32-bit integers */
  CORKIT_FLOAT32 = 4, /* single precision */
  CORKIT_FLOAT64 = 5, /* double precision */
  CORKIT_UINT16 = 12  /* unsigned 16-bit integers */
} corkit_type;

/* An image. A caller may fill one in for pixels of its own; only those the library makes go to corkit_array_free(). */
typedef struct corkit_array {
  void *data; /* nx*ny pixels, x fastest, native byte order */
  int type;   /* a corkit_type */
  int nx;     /* columns */
  int ny;     /* rows */
} corkit_array;

/* A zero-filled array; NULL when out of memory, for an unknown type, or for a size that is not 1..16384 a side. */
CORKIT_API corkit_array *corkit_array_create(int type, int nx, int ny);
/* Releases an array made by the library (struct and pixels). Returns NULL. */
CORKIT_API corkit_array *corkit_array_free(corkit_array *array);
/* Bytes of one pixel of a type, 0 for an unknown one. */
CORKIT_API size_t corkit_type_size(int type);
/* Copies the pixels into memory of the caller, converted to a type; capacity: pixels that fit. Floating-point types round to
 * nearest; a pixel that an integer type cannot hold exactly is CORKIT_ERROR_ARGUMENT, and nothing is copied. */
CORKIT_API int corkit_array_get(const corkit_array *array, int type, void *pixels /* OUTPUT */, size_t capacity);

/* --------------------------------------------------------------------------------------------------------- headers */

typedef struct corkit_header corkit_header; /* opaque: an ordered list of 80-column cards with FXADDPAR's rules */

/* A header without cards; NULL when out of memory. */
CORKIT_API corkit_header *corkit_header_create(void);
/* A header of ready cards. cards: ncards * 80 bytes, no separators (short last card allowed); cards after END are ignored.
 * Returns NULL on failure. */
CORKIT_API corkit_header *corkit_header_from_cards(const char *cards, size_t ncards);
/* A header of its own with the same cards; NULL on failure. */
CORKIT_API corkit_header *corkit_header_copy(const corkit_header *header);
/* Releases a header; may be NULL. Returns NULL. */
CORKIT_API corkit_header *corkit_header_free(corkit_header *header);

/* Number of cards without END. */
CORKIT_API size_t corkit_header_count(const corkit_header *header);
/* Card i (0-based), 80 columns and a NUL. */
CORKIT_API int corkit_header_card(const corkit_header *header, size_t i, char card[81] /* OUTPUT */);
/* 1 if the keyword is there. */
CORKIT_API int corkit_header_has(const corkit_header *header, const char *keyword);

/* Values. A missing keyword is CORKIT_ERROR_KEYWORD_MISSING. Strings are cut to capacity-1 bytes and terminated; long
 * strings (CONTINUE) are joined. Of two cards of a keyword the last counts (as in FXPAR); of SIMPLE, BITPIX and NAXIS* the first. */
CORKIT_API int corkit_header_get_string(const corkit_header *header, const char *keyword, char *value /* OUTPUT */, size_t capacity);
CORKIT_API int corkit_header_get_double(const corkit_header *header, const char *keyword, double *value /* OUTPUT */);
CORKIT_API int corkit_header_get_int(const corkit_header *header, const char *keyword, long long *value /* OUTPUT */);

/* FXADDPAR: an existing keyword is replaced in place (its comment stays when comment is NULL or ""; further cards of the
 * keyword go); a new one goes before the trailing COMMENT/HISTORY block. The four kinds print as IDL prints INT/LONG,
 * FLOAT, DOUBLE, STRING. */
CORKIT_API int corkit_header_set_int(corkit_header *header, const char *keyword, long long value, const char *comment);
CORKIT_API int corkit_header_set_float(corkit_header *header, const char *keyword, float value, const char *comment);
CORKIT_API int corkit_header_set_double(corkit_header *header, const char *keyword, double value, const char *comment);
CORKIT_API int corkit_header_set_string(corkit_header *header, const char *keyword, const char *value, const char *comment);
CORKIT_API int corkit_header_set_logical(corkit_header *header, const char *keyword, int value, const char *comment);
/* Adds HISTORY cards at the end, as many as the text needs. */
CORKIT_API int corkit_header_add_history(corkit_header *header, const char *text);
/* Adds COMMENT cards, as many as the text needs. */
CORKIT_API int corkit_header_add_comment(corkit_header *header, const char *text);
/* Removes all cards of a keyword. */
CORKIT_API int corkit_header_remove(corkit_header *header, const char *keyword);

/* -------------------------------------------------------------------------------------------------- the level-1 chain */

/* What is done with lost blocks. */
typedef enum corkit_fill {
  CORKIT_FILL_DEFAULT = 0,  /* SolarSoft's: fuzzy for C3 Clear, none (masked) for C2 */
  CORKIT_FILL_FUZZY = 1,    /* fuzzy_image.pro, C3 Clear; other images as default, with a warning */
  CORKIT_FILL_MEMBRANE = 2, /* radial membrane, C2 and C3, last step before scaling (docs/inpainting.md) */
  CORKIT_FILL_DL = 3,       /* learned; CORKIT_ERROR_UNSUPPORTED where the plug-in libcorkit-inpaint is not installed */
  CORKIT_FILL_NONE = 4      /* lost blocks stay masked */
} corkit_fill;

/* Whose built-in routines are followed. */
typedef enum corkit_oracle {
  CORKIT_ORACLE_IDL = 0, /* IDL's built-in routines: TRIANGULATE (of the distortion, too), bilinear ROT, quintic TRI_SURF */
  CORKIT_ORACLE_GDL = 1  /* GDL 1.0.1's, with which the reference outputs were made */
} corkit_oracle;

/* Where roll and Sun centre come from. Where stars do not tell (no solution; no ephemeris, for the Sun centre) it is the tables or interim
 * values. */
typedef enum corkit_pointing {
  CORKIT_POINTING_TABLES = 0, /* SolarSoft's tables, interim values where they do not reach */
  CORKIT_POINTING_STARS = 1,  /* stars in the image: the roll, and with an ephemeris the Sun centre */
  CORKIT_POINTING_AUTO = 2    /* tables where they reach, else stars, else interim values */
} corkit_pointing;

/* Which distortion, scale and centre of the cameras an image is corrected with (docs/geometry.md). */
typedef enum corkit_geometry {
  CORKIT_GEOMETRY_SOLARSOFT = 0, /* SolarSoft's: C3 56.0 arcsec/pixel, distortion about the occulter's centre */
  CORKIT_GEOMETRY_SKY = 1        /* as stars show it: C3 56.1 arcsec/pixel, distortion about the optical axis; CDELT and CRPIX say so */
} corkit_geometry;

/* How an image is reduced; SolarSoft's keywords are named behind theirs. */
typedef struct corkit_level1_options {
  size_t size; /* sizeof(corkit_level1_options), set by corkit_level1_options_default() */

  int fill;               /* a corkit_fill */
  int no_vig;             /* /NO_VIG: C3 only, vignetting := 1 (result DOUBLE) */
  int no_mask;            /* /NO_MASK: C3 only */
  int no_warp;            /* /NOWARP */
  int no_stat;            /* /NOSTAT */
  int no_scale;           /* /NOSCALE */
  int no_roll_correction; /* /NOROLL_CORRECTION */
  int no_time_correction; /* /NOTIMECORRECTION */
  int noimg;              /* /NOIMG: header only, nothing is written */
  int nofits;             /* /NOFITS: everything but the file */
  int oracle;             /* a corkit_oracle: of the distortion, the rotation and the fuzzy fill */
  int compat_bugs;        /* 1: SolarSoft's bugs that are mended by default (docs/differences.md) */
  int saturate_negatives; /* 1: C3 int16: negative pixels become raw -32767 instead of wrapping to 32767 */
  int skip_existing;      /* 1: a product of this observation that is there, and whole, is left alone; the product says so */
  int pipeline_folders;   /* /PIPELINE: <outdir>/<yymmdd>/<c2|c3>/ */

  /* Called after each stage with its image in double precision; NULL: none. name is e.g. "c3_calibrate". The array is
   * valid during the call only. */
  void (*stage_hook)(void *user, int index, const char *name, const corkit_array *image);
  void *stage_hook_user; /* handed to stage_hook as user */

  /* Of CORKIT_FILL_MEMBRANE and CORKIT_FILL_DL only. */
  const char *const *context; /* ncontext level-0.5 or level-1 files of the same camera, filter, polariser and size, at most two hours
                                 earlier or later; NULL: none */
  int ncontext;               /* 0 ... 64 */
  const char *weights;        /* DL: a safetensors file, or a folder with c2.safetensors and c3.safetensors; NULL: CORKIT_WEIGHTS, then
                                 share/corkit/weights next to the library */
  int fill_mask;      /* 1: extensions FILLMASK (uint8; of FUZZY, too) and, with DL, FILLSIG (float32) in the product's file; FILLMASK
                         of an input that was filled before is kept without it, too */
  int fill_isotropic; /* MEMBRANE: 1: diffusion alike in all directions */
  int fill_threads;   /* DL: 1 to 1024; 0: as many as there are cores; the result does not depend on it */

  int insist;    /* 1: what is no level-0.5 image of the corona (level 1, dark, lamp, a model's name) is reduced as SolarSoft does, with a
                    warning; 0: refused */
  int overwrite; /* 1: a product of another observation, or a file that is no product, is replaced; 0: that is an error */
  const char *ephemeris; /* where SOHO was, a table of JPL Horizons; of CORKIT_POINTING_STARS and CORKIT_POINTING_AUTO; NULL: not known */
  int geometry;          /* a corkit_geometry */
  int pointing;          /* a corkit_pointing */
} corkit_level1_options;

/* Sets size, and everything else to its default. */
CORKIT_API void corkit_level1_options_default(corkit_level1_options *options /* OUTPUT */);

typedef struct corkit_product corkit_product; /* opaque: header, scaled and unscaled image, path, what was done */

/* Reduces one file. in: .fts .fits .fz .gz. outdir: where the product goes, created if missing; NULL: current folder.
 * The file appears under its name only when it is whole. options NULL: defaults. out may be NULL. */
CORKIT_API int corkit_reduce_level1(corkit_context *ctx, const char *in, const char *outdir, const corkit_level1_options *options,
                                    corkit_product **out /* OUTPUT, may be NULL */);

/* The same for an image in memory (reduce_level_1 with HDRIN=). image: any type; header: level-0.5 header, unchanged.
 * Integers whose header has BSCALE or BZERO are scaled by them, with a warning, as those of a file are (of CORKIT_UINT16 a BZERO of 32768
 * counts as applied); wider ones than its BITPIX says are an error. The single routines below take all values as they are. outdir NULL:
 * nothing is written. */
CORKIT_API int corkit_reduce_level1_array(corkit_context *ctx, const corkit_array *image, const corkit_header *header, const char *outdir,
                                          const corkit_level1_options *options, corkit_product **out /* OUTPUT */);

/* Releases a product and all views of it; may be NULL. Returns NULL. */
CORKIT_API corkit_product *corkit_product_free(corkit_product *product);

/* Borrowed views, valid until the product is freed. */
CORKIT_API const corkit_header *corkit_product_header(const corkit_product *product); /* hout */
CORKIT_API const corkit_array *corkit_product_image(const corkit_product *product);   /* as written: int16, float, double */
/* b: unscaled, MSB; with noimg the input image, embedded in its full frame and not calibrated */
CORKIT_API const corkit_array *corkit_product_calibrated(const corkit_product *product);
CORKIT_API const corkit_array *corkit_product_missing(const corkit_product *product); /* uint8, 1: pixel of the product that comes
                                                                                         from a lost (not read out) pixel */
CORKIT_API const char *corkit_product_path(const corkit_product *product);            /* OUTFILE; "" if nothing was written */
CORKIT_API const char *corkit_product_name(const corkit_product *product);            /* output base name */
CORKIT_API const char *corkit_product_detector(const corkit_product *product);        /* "C2", "C3" */
CORKIT_API int corkit_product_nmissing(const corkit_product *product);                /* NMISSING */
CORKIT_API int corkit_product_skipped(const corkit_product *product);                 /* 1: output existed (skip_existing) */
/* Of CORKIT_FILL_MEMBRANE and CORKIT_FILL_DL: number of pixels filled now, which they are (uint8, 1: filled; with those that a file's
 * FILLMASK says were filled before, and those of the fuzzy fill where a FILLMASK is written), and their expected 1-sigma error in MSB
 * (float32; of DL, and of a membrane with context images; NaN where it is not known). NULL where there is nothing. */
CORKIT_API long long corkit_product_nfilled(const corkit_product *product); /* of this fill; MISSFILL counts those before it, too */
CORKIT_API const corkit_array *corkit_product_filled(const corkit_product *product);
CORKIT_API const corkit_array *corkit_product_fill_sigma(const corkit_product *product);
/* Stages in order with their wall time; returns the number of stages. name and seconds may be NULL. */
CORKIT_API size_t corkit_product_stage(const corkit_product *product, size_t i, const char **name, double *seconds);
/* Warnings (kept SolarSoft behaviour that users should know), a sentence each; returns their number. */
CORKIT_API size_t corkit_product_warning(const corkit_product *product, size_t i, const char **sentence);

/* ----------------------------------------------------------------------------------- single routines, SolarSoft's names */

/* lasco_readfits: image and header of the first image HDU. BZERO/BSCALE applied; unsigned 16-bit stays integer. */
CORKIT_API int corkit_lasco_readfits(corkit_context *ctx, const char *path, corkit_array **image /* OUTPUT */,
                                     corkit_header **header /* OUTPUT */);
/* writefits: image and header to a new file, whole or not at all; it replaces any file that is there. header may be NULL. */
CORKIT_API int corkit_writefits(corkit_context *ctx, const char *path, const corkit_array *image, const corkit_header *header);

/* get_exp_factor: exposure factor and bias of the image. valid: 0 found; -1 no file or day, -2, -3 no row within 100 ms
 * (then expfac = 1 and bias = offset_bias(/SUM)). Adds HISTORY. bias in DN. */
CORKIT_API int corkit_get_exp_factor(corkit_context *ctx, corkit_header *header, float *expfac /* OUTPUT */, float *bias /* OUTPUT */,
                                     int *valid /* OUTPUT */);

/* offset_bias: bias in DN from camera, port and date. sum != 0: /SUM. Adds HISTORY. */
CORKIT_API int corkit_offset_bias(corkit_context *ctx, corkit_header *header, int sum, double *bias /* OUTPUT */,
                                  int *type /* OUTPUT, may be NULL: CORKIT_INT16, CORKIT_INT32 or CORKIT_FLOAT32 as in IDL */);
/* The form offset_bias(tel, port, yymmdd): mjd is the day; 0 stands for 50083. */
CORKIT_API int corkit_offset_bias_at(const char *detector, const char *port, int mjd, double *bias /* OUTPUT */,
                                     int *type /* OUTPUT, may be NULL */);

/* c2_calfactor, c3_calfactor: MSB/(DN s^-1). nosum != 0: /NOSUM. Add HISTORY. */
CORKIT_API int corkit_c2_calfactor(corkit_context *ctx, corkit_header *header, int nosum, float *factor /* OUTPUT */);
CORKIT_API int corkit_c3_calfactor(corkit_context *ctx, corkit_header *header, int nosum, float *factor /* OUTPUT */);

/* c2_calibrate: DN -> MSB, not warped. Result float. Adds HISTORY, updates EXPTIME. no_calfac != 0: /NO_CALFAC. */
CORKIT_API int corkit_c2_calibrate(corkit_context *ctx, const corkit_array *image, corkit_header *header, int no_calfac,
                                   corkit_array **out /* OUTPUT */);

/* c2_calibrate's keywords; all 0 by default. */
typedef struct corkit_c2_calibrate_options {
  size_t size;   /* sizeof */
  int no_calfac; /* 1: /NO_CALFAC */
  int no_update; /* 1: /NO_UPDATE: no HISTORY of c2_calibrate's own, EXPTIME stays; lines of get_exp_factor and c2_calfactor are added */
} corkit_c2_calibrate_options;
/* Sets size, and everything else to its default. */
CORKIT_API void corkit_c2_calibrate_options_default(corkit_c2_calibrate_options *options /* OUTPUT */);
/* c2_calibrate with all its keywords; options may be NULL. */
CORKIT_API int corkit_c2_calibrate_with_options(corkit_context *ctx, const corkit_array *image, corkit_header *header,
                                                const corkit_c2_calibrate_options *options, corkit_array **out /* OUTPUT */);

/* c3_calibrate's keywords; all 0 by default. */
typedef struct corkit_c3_calibrate_options {
  size_t size;                           /* sizeof */
  int no_calfac, no_vig, no_mask, fuzzy; /* 1: /NO_CALFAC, /NO_VIG, /NO_MASK, /FUZZY */
  int oracle;                            /* a corkit_oracle, of the fuzzy fill */
  int no_update;                         /* 1: /NO_UPDATE: no HISTORY of c3_calibrate's own, EXPTIME stays */
} corkit_c3_calibrate_options;
/* Sets size, and everything else to its default. */
CORKIT_API void corkit_c3_calibrate_options_default(corkit_c3_calibrate_options *options /* OUTPUT */);

/* c3_calibrate: DN -> MSB, not warped; float, double with no_vig. mask_blocks: fuzzy_image's TOO_MANY. */
CORKIT_API int corkit_c3_calibrate(corkit_context *ctx, const corkit_array *image, corkit_header *header,
                                   const corkit_c3_calibrate_options *options, corkit_array **out /* OUTPUT */,
                                   int *mask_blocks /* OUTPUT, may be NULL */);

/* c2_warp, c3_warp: distortion correction, with IDL's triangles; the image's type is kept, header is not changed. c2_warp gives a sub-field
 * as a full frame, c3_warp as the field it was. */
CORKIT_API int corkit_c2_warp(corkit_context *ctx, const corkit_array *image, const corkit_header *header, corkit_array **out /* OUTPUT */);
CORKIT_API int corkit_c3_warp(corkit_context *ctx, const corkit_array *image, const corkit_header *header, corkit_array **out /* OUTPUT */);
/* c2_warp (detector "C2") or c3_warp ("C3"), with the oracle's triangles. */
CORKIT_API int corkit_warp(corkit_context *ctx, const char *detector, const corkit_array *image, const corkit_header *header, int oracle,
                           corkit_array **out /* OUTPUT */);

/* c2_distortion, c3_distortion: SolarSoft's polynomial of the radial distortion. r_pixels: distance from the occulter's centre in
 * UNDISTORTED pixels of the full frame, those of an image that c2_warp or c3_warp corrected; never a distance measured in a level-0.5 image
 * (that would be wrong by up to 2.9 px in C3, 5.8 px in C2). scale_arcsec: arcsec/pixel. detector: "C2" or "C3". arcsec: scale_arcsec times
 * the distance at which the level-0.5 image shows the same place; the angle on the sky is atan(scale_arcsec * r_pixels). */
CORKIT_API int corkit_distortion(const char *detector, double r_pixels, double scale_arcsec, double *arcsec /* OUTPUT */);

/* fuzzy_image: fills lost blocks of a background-subtracted image (float, DN/s, >= 0). The blocks that are never sent are those of the
 * header's camera, C2 or C3. too_many: SolarSoft's TOO_MANY. */
CORKIT_API int corkit_fuzzy_image(corkit_context *ctx, const corkit_array *image, const corkit_header *header, int oracle,
                                  corkit_array **out /* OUTPUT */, int *too_many /* OUTPUT, may be NULL */);

/* find_miss_blocks: map (int16, -1 not useful, 0 missing, 1 present), number, MISSLIST text, of the field that the image shows: the map has
 * an element a block of 32 x 32 pixels. */
CORKIT_API int corkit_find_miss_blocks(corkit_context *ctx, const corkit_array *image, const corkit_header *header,
                                       corkit_array **map /* OUTPUT, may be NULL */, int *nmissing /* OUTPUT */,
                                       char *misslist /* OUTPUT */, size_t capacity);
/* mb2strmap / strmap2mb: block map <-> base-32 text. map: n1 x n2, 0 marks a missing block. */
CORKIT_API int corkit_mb2strmap(const corkit_array *map, char *text /* OUTPUT */, size_t capacity);
CORKIT_API int corkit_strmap2mb(const char *text, int n1, int n2, corkit_array **map /* OUTPUT, int16, 0 missing, 1 present */);

/* reduce_statistics2: DATAMIN ... DATAP99 into header; satmax, satmin may be NULL. image (float or double) is changed in
 * place when its maximum is 0.1 or more, as SolarSoft does. */
CORKIT_API int corkit_reduce_statistics2(corkit_context *ctx, corkit_array *image, corkit_header *header, const float *satmax,
                                         const float *satmin);

/* What adjust_hdr_tcr finds out about an image. */
typedef struct corkit_tcr {
  char date[16];  /* corrected date yyyy/mm/dd; "" : no final correction is available, position is the caller's business */
  char time[16];  /* corrected time hh:mm:ss.sss */
  float xpos;     /* Sun centre, IDL pixels (0-based) of the full 1024 frame as stored */
  float ypos;     /* its row */
  float roll_deg; /* roll, degrees */
  char error[32]; /* uncertainty of the time correction, e.g. "0.0 sec" */
} corkit_tcr;
/* adjust_hdr_tcr: corrected time, Sun centre and roll. C1 and EIT: the time alone; the centre is CRPIX, the roll 0. Adds HISTORY. */
CORKIT_API int corkit_adjust_hdr_tcr(corkit_context *ctx, corkit_header *header, corkit_tcr *tcr /* OUTPUT */);
/* get_sun_center: 0-based pixels; full: 0 the image's own pixels, else size of the full frame (1024). source: where it
 * came from (128 bytes, may be NULL). */
CORKIT_API int corkit_get_sun_center(corkit_context *ctx, const corkit_header *header, int full, float *x /* OUTPUT */,
                                     float *y /* OUTPUT */, char source[128] /* OUTPUT, may be NULL */);
/* get_roll_or_xy(hdr,'ROLL',/degrees) for what = "ROLL"; "XY" gives the Sun centre in value[0], value[1]. */
CORKIT_API int corkit_get_roll_or_xy(corkit_context *ctx, const corkit_header *header, const char *what, float value[2] /* OUTPUT */,
                                     char source[128] /* OUTPUT, may be NULL */);
/* get_solar_radius: arc seconds, as seen from SOHO, of the header's DATE-OBS day. */
CORKIT_API int corkit_get_solar_radius(const corkit_header *header, double *arcsec /* OUTPUT */);
/* Where SOHO was, for HGLN_OBS, HGLT_OBS and DSUN_OBS, which SolarSoft doesn't write: Stonyhurst longitude (0: SOHO is taken
 * to be on the line from the Earth to the Sun, right to 0.3 degree) and latitude in degrees, distance from the Sun's centre in
 * metres, at the header's DATE-OBS and TIME-OBS. */
CORKIT_API int corkit_wcs_observer(const corkit_header *header, double *longitude_deg /* OUTPUT */, double *latitude_deg /* OUTPUT */,
                                   double *distance_m /* OUTPUT */);
/* get_sec_pixel: arcsec/pixel of the image; full: 0, else of an n-pixel full frame. */
CORKIT_API int corkit_get_sec_pixel(const corkit_header *header, int full, float *arcsec /* OUTPUT */);
/* subtense: arcsec/pixel of a camera. telescope: "C1", "C2", "C3", "EIT", "MK3" or "MK4". */
CORKIT_API int corkit_subtense(const char *telescope, float *arcsec /* OUTPUT */);
/* occltr_cntr: occulter centre, 0-based pixels of the full frame. */
CORKIT_API int corkit_occltr_cntr(corkit_context *ctx, const corkit_header *header, double *x /* OUTPUT */, double *y /* OUTPUT */);

/* reduce_std_size's keywords. */
typedef struct corkit_std_size_options {
  size_t size;                        /* sizeof */
  int full, no_rebin, savehdr, nocal; /* 1: /FULL, /NO_REBIN, /SAVEHDR, /NOCAL */
  int bias_set; /* 1: BIAS=bias is given: subtracted, then divided by the summing; the value 1 stands for offset_bias(hdr); not with nocal
                 */
  float bias;   /* DN */
} corkit_std_size_options;
/* Sets size, and everything else to its default. */
CORKIT_API void corkit_std_size_options_default(corkit_std_size_options *options /* OUTPUT */);
/* reduce_std_size: embeds a sub-field in its full frame, rebins; updates header unless savehdr: size, field, CRPIX, CDELT, CROTA, and with
 * a bias LEBXSUM = LEBYSUM = 1, OFFSET = 0 (OFFSET with savehdr too). Where the header has a NAXIS1 or NAXIS2 of 0 or less, image and
 * header stay as they are. */
CORKIT_API int corkit_reduce_std_size(corkit_context *ctx, const corkit_array *image, corkit_header *header,
                                      const corkit_std_size_options *options, corkit_array **out /* OUTPUT */);
/* fixwrap: undoes the 16-bit wrap of summed images; result int32. */
CORKIT_API int corkit_fixwrap(const corkit_array *image, corkit_array **out /* OUTPUT */);

/* ----------------------------------------------------------------------------------------------------- calibration data */

/* Lists the calibration files of a context; returns their number. name: role-independent base name as in SolarSoft; path:
 * "" when missing; state: "ok", "missing", "damaged: ...". Pointers are valid until the context is destroyed. */
CORKIT_API size_t corkit_calibration_file(corkit_context *ctx, size_t i, const char **name, const char **path, const char **state);
/* Where the calibration data come from: "--calib /x", "LASCO_DATA", "demo (synthetic)", ...; never NULL. */
CORKIT_API const char *corkit_calibration_source(corkit_context *ctx);
/* The folder that a context found for a member of corkit_config, whatever named it: with these as its config another process gets a context
 * of the same folders, whatever its environment is. part: "calibration", "lasco_data", "nrl_lib" or "ancil_data". folder: an absolute path,
 * valid until the context is destroyed. "calibration" is the user's data folder, there or not, where nothing else names one, "" without a
 * home, "demo" where the demo set is not installed; the others "" where nothing names that part alone. */
CORKIT_API int corkit_calibration_folder(corkit_context *ctx, const char *part, const char **folder /* OUTPUT */);
/* 1 if the calibration files say they are synthetic. */
CORKIT_API int corkit_calibration_synthetic(corkit_context *ctx);

/* -------------------------------------------------------------------------------------------------- filling lost blocks */

/* How the membrane fills an image in memory. */
typedef struct corkit_fill_options {
  size_t size;                        /* sizeof(corkit_fill_options), set by corkit_fill_options_default() */
  int isotropic;                      /* 1: the plain harmonic membrane: as anisotropy = 1 */
  int no_profile;                     /* 1: the image is not divided by its own radial mean profile (or the context) before it is filled */
  double anisotropy;                  /* diffusion along the solar radius over that across it, 1 ... 1000; default 16. Holes that a context
                                         image shows are filled alike in all directions */
  double sun_x;                       /* the Sun's centre, 0-based pixels; NaN (default): the middle of the image */
  double sun_y;                       /* likewise */
  const corkit_array *const *context; /* ncontext images of the same field taken before or after, any unit; NaN: no value there. NULL: none.
                                         The ratio to what they show is filled */
  const double *context_weight;       /* ncontext positive numbers; NULL: all alike */
  int ncontext;                       /* 0 ... 64 */
  const double *context_hours;        /* ncontext times after the image (negative: before), for contexts that are carried along with what
                                         moves outward; NULL, or NaN: not known, and it is taken as it is. */
} corkit_fill_options;

CORKIT_API void corkit_fill_options_default(corkit_fill_options *options /* OUTPUT */);

/* The membrane fill: holes of any shape are closed by the solution of div(D grad u) = 0, u = image / radial mean profile (or context), D
 * stronger along the solar radius than across it (with context: alike).
 * image: any type and unit. missing: uint8, same size; 0 measured, 1 lost: to be filled, any other value: neither filled nor used
 * (occulter, blocks masked on board). Pixels that are no finite number are not used. out: float64 for a float64 image, else float32; every
 * pixel that was not filled has the image's value. filled: uint8, 1 where a pixel was filled: a hole without a measured neighbour is not.
 * options NULL: defaults. ctx may be NULL. */
CORKIT_API int corkit_fill_membrane(corkit_context *ctx, const corkit_array *image, const corkit_array *missing,
                                    const corkit_fill_options *options, corkit_array **out /* OUTPUT */,
                                    corkit_array **filled /* OUTPUT, may be NULL */);

/* How the lost blocks of a file are filled. */
typedef struct corkit_fill_file_options {
  size_t size;                /* sizeof(corkit_fill_file_options), set by corkit_fill_file_options_default() */
  int method;                 /* CORKIT_FILL_FUZZY (C3 Clear, level 0.5), _MEMBRANE (default) or _DL */
  int isotropic;              /* as in corkit_level1_options */
  const char *const *context; /* ncontext files of the same level, camera, filter, polariser, size; at most two hours earlier or later */
  int ncontext;               /* 0 ... 64 */
  const char *weights;        /* as in corkit_level1_options */
  const char *mask; /* FITS image of the same size, not 0 where a pixel is lost. NULL: level 0.5: zero pixels of blocks that the camera
                       sends; level 1: the blocks of MISSLIST, carried through distortion and rotation */
  int fill_mask;    /* as in corkit_level1_options */
  int threads;      /* as fill_threads there */
  int oracle;       /* a corkit_oracle, of FUZZY and of the distortion and rotation that MISSLIST is carried through */
  int insist;       /* as in corkit_level1_options */
} corkit_fill_file_options;

CORKIT_API void corkit_fill_file_options_default(corkit_fill_file_options *options /* OUTPUT */);

/* What was filled. */
typedef struct corkit_fill_report {
  size_t size;         /* sizeof(corkit_fill_report), set by the caller */
  char detector[8];    /* "C2", "C3" */
  char method[16];     /* FILLMETH: "FUZZY", "MEMBRANE", "DL" */
  int level1;          /* 1: the input was a level-1 product */
  long long nmissing;  /* lost pixels */
  long long nfilled;   /* filled pixels */
  char warnings[1024]; /* sentences about the input, each ended by a line feed; "" if there are none */
} corkit_fill_report;

/* Fills the lost blocks of a file and leaves every other pixel as it is. Level 0.5: filled in DN above the bias, written as float32 DN with
 * the bias. Level 1: units and pixel type of the input. The file appears under its name only when it is whole, and replaces any file that
 * is there, but for those that are read (in, mask, context: CORKIT_ERROR_IO). The command `corkit fill` asks for more: it replaces what a
 * fill wrote, and empty files, only. report may be NULL. */
CORKIT_API int corkit_fill_file(corkit_context *ctx, const char *in, const char *out, const corkit_fill_file_options *options,
                                corkit_fill_report *report /* OUTPUT, may be NULL */);

/* ------------------------------------------------------------------------------------------------ the stars in an image */

/* How the stars of an image are used. */
typedef struct corkit_stars_options {
  size_t size;            /* sizeof(corkit_stars_options), set by corkit_stars_options_default() */
  const char *ephemeris;  /* file: where SOHO was, a table of JPL Horizons (target -21, centre 500@10; vectors, or an observer table with
                             R.A., DEC, delta as CSV). The Sun's pixel needs it. NULL: not known */
  const char *star_table; /* file; NULL: CORKIT_STARS, then share/corkit/stars next to the library */
  int no_time_correction; /* 1: DATE-OBS is UTC already. 0: the camera's clock is corrected where the calibration files have TIME_DIFF.DAT;
                             a clock that is a minute ahead moves the Sun among the stars by 2.5 arc seconds, and nothing else */
} corkit_stars_options;

/* Sets size, and everything else to its default. */
CORKIT_API void corkit_stars_options_default(corkit_stars_options *options /* OUTPUT */);

typedef struct corkit_stars corkit_stars; /* opaque: the stars found in an image, and what they say */

/* What the stars say. Pixels are 0-based and the image's own (of summed images and sub-fields, too); NaN: not known. Without a solution
 * only solved, reason, detector, level1, time, the clock, npoints and nominal_x, nominal_y are set. */
typedef struct corkit_stars_result {
  size_t size;      /* sizeof(corkit_stars_result), set by the caller */
  int solved;       /* 1: solved; 0: there is no solution, see reason */
  char reason[256]; /* why there is none; "" where there is one */
  char detector[8]; /* "C2", "C3" */
  int level1;       /* 1: the image is a level-1 product */

  char time[32];       /* middle of the exposure, UTC where clock_corrected, else the camera's clock: 2003-07-21T10:20:07.692 */
  double clock_s;      /* seconds by which the camera's clock was ahead; subtracted already */
  int clock_corrected; /* 1: time is corrected, here or by the header of a product */

  int nstars;    /* stars matched */
  int npoints;   /* points of light found in the image, stars or not */
  int nseeable;  /* stars that should be found */
  double chance; /* matches that chance alone makes */
  double rms_px; /* scatter of the stars about their places, an axis */

  double geocentric_x;      /* where the Sun would stand if seen from the Earth's centre: needs no ephemeris */
  double geocentric_y;      /* likewise */
  double position_error_px; /* standard error of that position, both axes together; that of the Sun, too */
  double roll_deg; /* at nominal_x, nominal_y, in the sense of CROTA: turning the image by it counter-clockwise brings solar north up */
  double roll_error_deg;  /* standard error */
  double nominal_x;       /* the camera's nominal Sun pixel; of a product that of its CRPIX */
  double nominal_y;       /* likewise */
  double nominal_ra_deg;  /* what that pixel sees, as an observer moving with the Earth sees the sky: ICRS axes, with aberration */
  double nominal_dec_deg; /* likewise */
  double sun_x;           /* the Sun's centre; NaN without an ephemeris */
  double sun_y;           /* likewise */
  double sun_roll_deg;    /* roll there; NaN without an ephemeris */

  double scale_arcsec;       /* arc seconds per pixel behind SolarSoft's distortion correction (of a product: of its pixels), at the centre;
                                NaN with 50 stars or fewer */
  double scale_error_arcsec; /* standard error */

  double zero_point_mag;         /* V of a star of B-V = 0 that gives 1 DN/s (level 1: 1 MSB) in 5 x 5 pixels */
  double zero_point_scatter_mag; /* standard deviation of a star */
  int nphotometric;              /* stars that it is the mean of */

  double noise_rms_px; /* the part of rms_px that the noise of the image makes */
} corkit_stars_result;

/* A star that was matched. */
typedef struct corkit_star {
  size_t size;           /* sizeof(corkit_star), set by the caller */
  double ra_deg;         /* of the catalogue: ICRS, epoch J2000 */
  double dec_deg;        /* likewise */
  double v_mag;          /* V */
  double b_v_mag;        /* B-V */
  double x;              /* measured, 0-based pixels of the image */
  double y;              /* likewise */
  double off_x;          /* measured minus predicted, pixels */
  double off_y;          /* likewise */
  double rate;           /* DN/s (level 1: MSB) in 5 x 5 pixels above the background; NaN where the aperture is cut */
  double zero_point_mag; /* that of this star alone; NaN likewise */
  int photometric;       /* 1: counted in the image's zero point */
  double noise_px;       /* error of x and of y that the noise of the image makes */
} corkit_star;

/* Finds the stars in a C2 or C3 image, level 0.5 or level 1, and the pointing that they prove. Where they prove none the call succeeds all
 * the same, and the result says why. image: any type; integers whose header has BSCALE or BZERO are scaled by them, as those of
 * corkit_product_image() are, floating-point values are taken as they are (of CORKIT_UINT16 a BZERO of 32768 counts as applied). */
CORKIT_API int corkit_stars_solve(corkit_context *ctx, const corkit_array *image, const corkit_header *header,
                                  const corkit_stars_options *options, corkit_stars **solution /* OUTPUT */);
/* Releases a solution; may be NULL. Returns NULL. */
CORKIT_API corkit_stars *corkit_stars_free(corkit_stars *solution);
/* The numbers of a solution. */
CORKIT_API int corkit_stars_get(const corkit_stars *solution, corkit_stars_result *result /* OUTPUT */);
/* Matched star i, brightest first; returns their number. star may be NULL; its size is set by the caller. */
CORKIT_API size_t corkit_stars_star(const corkit_stars *solution, size_t i, corkit_star *star /* OUTPUT */);
/* What is doubtful about the image, a sentence each, valid until the solution is freed; returns their number. */
CORKIT_API size_t corkit_stars_warning(const corkit_stars *solution, size_t i, const char **sentence);
/* What a pixel sees: ra_deg, dec_deg as nominal_ra_deg. CORKIT_ERROR_ARGUMENT without a solution. x, y: 0-based pixels of the image. */
CORKIT_API int corkit_stars_sky(const corkit_stars *solution, double x, double y, double *ra_deg /* OUTPUT */,
                                double *dec_deg /* OUTPUT */);
/* Which pixel sees a direction: the inverse of corkit_stars_sky(). ra_deg, dec_deg: as nominal_ra_deg; more than 60 degrees off the axis is
 * CORKIT_ERROR_ARGUMENT, too. x, y: 0-based pixels of the image. */
CORKIT_API int corkit_stars_pixel(const corkit_stars *solution, double ra_deg, double dec_deg, double *x /* OUTPUT */,
                                  double *y /* OUTPUT */);

#ifdef __cplusplus
}
#endif

#endif
