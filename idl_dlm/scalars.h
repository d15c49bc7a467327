/* One number or text of IDL, wherever it lies: in a scalar variable, an array or a structure. */
#ifndef CORKIT_DLM_SCALARS_H
#define CORKIT_DLM_SCALARS_H

#include "support.h"

int dlm_is_numeric(int type);
double dlm_scalar_at(const char *p, int type); /* NaN for what is no number */
void dlm_set_scalar(char *p, int type, double value);
const char *dlm_characters(const IDL_STRING *s); /* "" for an empty string, never NULL */

#endif
