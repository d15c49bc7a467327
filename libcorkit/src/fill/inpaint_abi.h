/* The private C interface between libcorkit and its plug-in libcorkit-inpaint (LibTorch), which libcorkit opens with dlopen() when, and
 * only when, a learned fill is asked for.
 *
 * Notes     1. The plug-in exports one function, corkit_inpaint_plugin(). libcorkit refuses a plug-in of another version.
 *           2. Images are nx*ny, x fastest, native byte order. All memory belongs to the caller.
 *           3. Functions return a corkit_status of corkit.h and, unless it is CORKIT_OK, one sentence in error. No exception leaves them.
 */
#ifndef CORKIT_FILL_INPAINT_ABI_H
#define CORKIT_FILL_INPAINT_ABI_H

#include <stddef.h>
#include <stdint.h>

#ifdef __cplusplus
extern "C" {
#endif

#define CORKIT_INPAINT_ABI_VERSION 2
#if defined(__APPLE__)
#define CORKIT_INPAINT_LIBRARY "libcorkit-inpaint.0.dylib"
#else
#define CORKIT_INPAINT_LIBRARY "libcorkit-inpaint.so.0"
#endif
#define CORKIT_INPAINT_ENTRY "corkit_inpaint_plugin"
#define CORKIT_INPAINT_ERROR_BYTES 1024

/* Pixel states of corkit_inpaint_request.state. */
#define CORKIT_INPAINT_MEASURED 0
#define CORKIT_INPAINT_MISSING 1  /* to be filled */
#define CORKIT_INPAINT_UNUSABLE 2 /* neither filled nor looked at: occulter, masked blocks, not finite */

/* Units of the image. */
#define CORKIT_INPAINT_MSB 1 /* level 1: mean solar brightness */
#define CORKIT_INPAINT_DN 0  /* level 0.5: counts above the bias */

typedef struct corkit_inpaint_request {
  size_t size; /* sizeof(corkit_inpaint_request) */
  int nx, ny;
  int unit;             /* CORKIT_INPAINT_MSB or _DN */
  const char *detector; /* "C2", "C3" */
  const char *filter;   /* "Orange", "Clear", ... */
  const char *polar;    /* "Clear", "+60 Deg", ... */
  double exptime_s;     /* 0: unknown */
  double sun_x, sun_y;  /* Sun's centre, 0-based pixels */
  double rsun_pixels;   /* solar radius */

  const float *image;   /* missing and unusable pixels are NaN */
  const uint8_t *state; /* CORKIT_INPAINT_MEASURED, ... */
  const float *guess;   /* image with its holes filled by the radial membrane (with context, if there is one); unusable pixels are NaN. A
                           missing pixel that the membrane could not reach is NaN too, and stays unfilled */
  int ncontext;         /* images of the same camera, filter and size, taken before or after */
  const float *const *context;  /* ncontext images in the units of image and aligned with it; pixels without a value are NaN */
  const double *context_weight; /* by time, sum 1 */
  const double *context_hours;  /* when they were taken, hours after the image (negative: before) */
  const float *reference; /* weighted mean of the contexts, scaled to the image and smoothed by a Gaussian of 1.5 px; NaN where there is
                             none; NULL without context */

  const char *weights; /* path of a safetensors file */
  int threads;         /* 0: as many as there are cores. The result does not depend on it */
  size_t memory_bytes; /* not to be exceeded by the plug-in's own buffers; 0: 1.5 GiB */
} corkit_inpaint_request;

typedef struct corkit_inpaint_result {
  size_t size;                            /* sizeof(corkit_inpaint_result) */
  float *image;                           /* nx*ny, OUTPUT: values of the filled pixels; the others are left alone and not looked at */
  float *sigma;                           /* nx*ny, OUTPUT: expected 1-sigma error of the filled pixels, in units of the image */
  uint8_t *filled;                        /* nx*ny, OUTPUT: 1 where image and sigma were written; comes as zeros */
  char weights_sha256[65];                /* OUTPUT: of the weights file, hexadecimal */
  char model[128];                        /* OUTPUT: name of the architecture, for HISTORY */
  char error[CORKIT_INPAINT_ERROR_BYTES]; /* OUTPUT: one sentence without line feed */
} corkit_inpaint_result;

/* Pixels a side of the frame of corkit_inpaint_plugin_v2.flat. */
#define CORKIT_INPAINT_FLAT_SIDE 1024

typedef struct corkit_inpaint_plugin_v2 {
  int abi_version;     /* CORKIT_INPAINT_ABI_VERSION */
  const char *version; /* of the plug-in, "0.1.0" */
  /* Loads (and keeps) the weights for a detector: what is wrong with them is known before an image is calibrated. Thread-safe. */
  int (*check)(const char *weights, const char *detector, char sha256[65], char error[CORKIT_INPAINT_ERROR_BYTES]);
  /* Fills an image. Thread-safe; calls may be serialised. */
  int (*run)(const corkit_inpaint_request *request, corkit_inpaint_result *result);
  /* The camera's flat field at small scales (fill/flat_field.hpp), of its full frame of 1024 x 1024 pixels as level 0.5 has it: response of
     each pixel, 1 on average. *known: 0 where the weights do not have it, and flat is left alone. NULL: no weights of this plug-in have. */
  int (*flat)(const char *weights, const char *detector, float *flat, int *known, char error[CORKIT_INPAINT_ERROR_BYTES]);
} corkit_inpaint_plugin_v2;

/* const corkit_inpaint_plugin_v2 *corkit_inpaint_plugin(void); valid as long as the plug-in is loaded, never NULL */
typedef const corkit_inpaint_plugin_v2 *(*corkit_inpaint_entry)(void);

/* What is looked for in a folder of weights: "<folder>/c2.safetensors", "<folder>/c3.safetensors". */

#ifdef __cplusplus
}
#endif

#endif
