#include <string.h>

#include "scalars.h"

corkit_array *dlm_image_in_place(Call *c, IDL_VPTR v) {
  if (v == NULL || v->type == IDL_TYP_UNDEF) {
    dlm_fail(c, CORKIT_ERROR_ARGUMENT, "the image is undefined: read or make it first");
    return NULL;
  }
  if (!(v->flags & IDL_V_ARR) || !dlm_is_numeric(v->type) || v->value.arr->n_dim > 2 || v->value.arr->dim[0] > 16384 ||
      (v->value.arr->n_dim == 2 && v->value.arr->dim[1] > 16384)) {
    dlm_fail(c, CORKIT_ERROR_DIMENSIONS, "the image must be a two-dimensional numeric array of at most 16384 x 16384 pixels");
    return NULL;
  }
  c->view.data = v->value.arr->data;
  c->view.type = v->type;
  c->view.nx = (int)v->value.arr->dim[0];
  c->view.ny = v->value.arr->n_dim == 2 ? (int)v->value.arr->dim[1] : 1;
  return &c->view;
}

const corkit_array *dlm_image(Call *c, IDL_VPTR v) {
  const corkit_array *view = dlm_image_in_place(c, v);
  if (view == NULL || corkit_type_size(view->type) > 0) return view;
  c->converted = corkit_array_create(CORKIT_FLOAT64, view->nx, view->ny);
  if (c->converted == NULL) {
    dlm_fail(c, CORKIT_ERROR_MEMORY, "not enough memory for a copy of the image");
    return NULL;
  }
  for (IDL_MEMINT i = 0; i < v->value.arr->n_elts; i++) ((double *)c->converted->data)[i] = dlm_element(v, i);
  return c->converted;
}

IDL_VPTR dlm_array(const corkit_array *image) {
  IDL_MEMINT dim[IDL_MAX_ARRAY_DIM] = {image->nx, image->ny};
  IDL_VPTR v = NULL;
  char *data = IDL_MakeTempArray(image->type, 2, dim, IDL_ARR_INI_NOP, &v);
  memcpy(data, image->data, (size_t)image->nx * (size_t)image->ny * corkit_type_size(image->type));
  return v;
}
