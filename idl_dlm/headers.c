#include "cards.h"

corkit_header *dlm_header(Call *c, IDL_VPTR v) {
  c->header = corkit_header_free(c->header);
  if (dlm_is_cards(v)) return c->header = dlm_header_of_cards(c, v);
  if (v == NULL || !(v->flags & IDL_V_STRUCT)) {
    dlm_fail(c, CORKIT_ERROR_ARGUMENT, "a header is needed: a string array of FITS cards or a LASCO header structure");
    return NULL;
  }
  return c->header = dlm_header_of_tags(c, v);
}

void dlm_put_header(Call *c, IDL_VPTR v, const corkit_header *header) {
  if (header == NULL || !dlm_is_named(v)) return;
  if (v->flags & IDL_V_STRUCT) {
    dlm_put_tags(c, v, header);
  } else {
    dlm_put_cards(v, header);
  }
}

void dlm_put_structure(Call *c, IDL_VPTR v, const corkit_header *header) {
  if (header == NULL || !dlm_is_named(v)) return;
  if (v->flags & IDL_V_STRUCT) {
    dlm_put_tags(c, v, header);
  } else {
    dlm_put(dlm_lasco_structure(c, header), v);
  }
}
