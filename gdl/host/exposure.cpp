// get_exp_factor as IDL sees it.
#include "host/host.h"

extern "C" int corkit_host_exposure(corkit_context *context, corkit_header *header, float *expfac, double *bias, int *bias_type,
                                    int *valid) {
  float found = 0;
  corkit_header *copy = corkit_header_copy(header);
  int status = corkit_get_exp_factor(context, header, expfac, &found, valid);
  *bias = static_cast<double>(found);
  *bias_type = CORKIT_FLOAT32;
  if (status == CORKIT_OK && *valid != 0) status = corkit_offset_bias(context, copy, 1, bias, bias_type);
  corkit_header_free(copy);
  return status;
}
