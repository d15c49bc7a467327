#include "cards.h"

#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "scalars.h"

int dlm_is_cards(IDL_VPTR v) { return v != NULL && v->type == IDL_TYP_STRING; }

corkit_header *dlm_header_of_cards(Call *c, IDL_VPTR v) {
  const int is_array = v->flags & IDL_V_ARR;
  const IDL_STRING *s = is_array ? (const IDL_STRING *)v->value.arr->data : &v->value.str;
  const size_t n = is_array ? (size_t)v->value.arr->n_elts : 1;
  char *cards = malloc(n * 80 + 1);
  if (cards == NULL) {
    dlm_fail(c, CORKIT_ERROR_MEMORY, "not enough memory for the header");
    return NULL;
  }
  memset(cards, ' ', n * 80);
  for (size_t i = 0; i < n; i++)
    memcpy(cards + 80 * i, dlm_characters(s + i), s[i].slen < 80 ? (size_t)(s[i].slen > 0 ? s[i].slen : 0) : 80);
  corkit_header *header = corkit_header_from_cards(cards, n);
  free(cards);
  if (header == NULL) dlm_fail(c, CORKIT_ERROR_HEADER, corkit_last_error(NULL));
  return header;
}

void dlm_put_cards(IDL_VPTR v, const corkit_header *header) {
  if (!dlm_is_named(v)) return;
  const IDL_MEMINT n = (IDL_MEMINT)corkit_header_count(header);
  IDL_MEMINT dim[IDL_MAX_ARRAY_DIM] = {n + 1};
  IDL_VPTR temporary = NULL;
  IDL_STRING *s = (IDL_STRING *)IDL_MakeTempArray(IDL_TYP_STRING, 1, dim, IDL_ARR_INI_ZERO, &temporary);
  char card[81];
  for (IDL_MEMINT i = 0; i < n; i++) {
    if (corkit_header_card(header, (size_t)i, card) == CORKIT_OK) IDL_StrStore(s + i, card);
  }
  snprintf(card, sizeof card, "%-80s", "END");
  IDL_StrStore(s + n, card);
  dlm_put(temporary, v);
}
