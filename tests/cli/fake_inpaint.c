/* A plug-in with the interface of libcorkit-inpaint and no network: fills with 1.01 times the first guess, sigma 1 % of it. With
   CORKIT_FAKE_FLAT in the environment it knows a flat field, and fills with the first guess itself. */
#include <math.h>
#include <stdlib.h>
#include <string.h>

#include "corkit/corkit.h"
#include "fill/inpaint_abi.h"

static const char sha[65] = "00112233445566778899aabbccddeeff00112233445566778899aabbccddeeff";

static int check(const char *weights, const char *detector, char sha256[65], char error[CORKIT_INPAINT_ERROR_BYTES]) {
  if (strstr(weights, "damaged") != NULL) {
    strcpy(error, weights);
    strcat(error, ": no safetensors file, or a truncated one; fetch it again");
    return CORKIT_ERROR_INPUT;
  }
  (void)detector;
  memcpy(sha256, sha, sizeof sha);
  return CORKIT_OK;
}

static int run(const corkit_inpaint_request *request, corkit_inpaint_result *result) {
  const size_t n = (size_t)request->nx * (size_t)request->ny;
  size_t k;
  if (request->size != sizeof *request || result->size != sizeof *result) {
    strcpy(result->error, "sizes of the interface differ");
    return CORKIT_ERROR_INTERNAL;
  }
  for (k = 0; k < n; ++k) {
    /* What is written into measured pixels must not reach the product. */
    result->image[k] = -1;
    result->filled[k] = 1;
    if (request->state[k] != CORKIT_INPAINT_MISSING) continue;
    result->image[k] = (getenv("CORKIT_FAKE_FLAT") != NULL ? 1.0F : 1.01F) * request->guess[k];
    result->sigma[k] = 0.01F * fabsf(request->guess[k]);
  }
  memcpy(result->weights_sha256, sha, sizeof sha);
  strcpy(result->model, "a fake model, whose name has some more columns, C2");
  return CORKIT_OK;
}

/* -3 to 3 % in steps of 0.03 %; tests compute the same. */
static int flat(const char *weights, const char *detector, float *response, int *known, char error[CORKIT_INPAINT_ERROR_BYTES]) {
  unsigned x, y;
  (void)weights;
  (void)detector;
  (void)error;
  *known = getenv("CORKIT_FAKE_FLAT") != NULL;
  for (y = 0; *known && y < CORKIT_INPAINT_FLAT_SIDE; ++y)
    for (x = 0; x < CORKIT_INPAINT_FLAT_SIDE; ++x)
      response[y * CORKIT_INPAINT_FLAT_SIDE + x] = 1.0F + 0.0003F * ((float)((x * 7919U + y * 104729U) % 201U) - 100.0F);
  return CORKIT_OK;
}

static const corkit_inpaint_plugin_v2 plugin = {CORKIT_INPAINT_ABI_VERSION, "0.1.0", check, run, flat};

CORKIT_API const corkit_inpaint_plugin_v2 *corkit_inpaint_plugin(void);
const corkit_inpaint_plugin_v2 *corkit_inpaint_plugin(void) { return &plugin; }
