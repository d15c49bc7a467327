#include "support.h"

#include <math.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <strings.h>

#define TEXT_WIDTH 2048
#define NAME_WIDTH 32

static const char *characters(const IDL_STRING *s) { return s->slen > 0 && s->s != NULL ? s->s : ""; }

/* ------------------------------------------------------------------------------------------------------ begin and end */

void dlm_begin(Call *c, int argc, IDL_VPTR argv[], char *argk, IDL_KW_PAR *keywords) {
  memset(c, 0, sizeof *c);
  feholdexcept(&c->saved);
  if (keywords != NULL) {
    IDL_VPTR plain[64];
    c->n = IDL_KWProcessByOffset(argc, argv, argk, keywords, plain, 1, &c->kw);
    for (int i = 0; i < c->n && i < DLM_MAX_PLAIN; i++) c->arg[i] = plain[i];
  } else {
    c->n = argc;
    for (int i = 0; i < argc && i < DLM_MAX_PLAIN; i++) c->arg[i] = argv[i];
  }
}

void dlm_finish(Call *c) {
  static char sentence[sizeof c->err.message]; /* must outlive the longjmp */
  const int failed = c->err.status != CORKIT_OK;
  if (failed) memcpy(sentence, c->err.message, sizeof sentence);
  c->image = corkit_array_free(c->image);
  c->converted = corkit_array_free(c->converted);
  c->header = corkit_header_free(c->header);
  c->product = corkit_product_free(c->product);
  {
    Keywords kw = c->kw;
    IDL_KW_FREE;
  }
  fesetenv(&c->saved);
  if (failed) IDL_Message(IDL_M_NAMED_GENERIC, IDL_MSG_LONGJMP, sentence);
}

void dlm_fail(Call *c, int status, const char *sentence) {
  if (c->err.status != CORKIT_OK) return;
  c->err.status = status;
  corkit_host_sentence(sentence, c->err.message, sizeof c->err.message);
}

int dlm_ok(Call *c, int status) {
  if (status == CORKIT_OK) return 1;
  dlm_fail(c, status, corkit_last_error(NULL));
  return 0;
}

corkit_context *dlm_context(Call *c) {
  corkit_error err = {0, ""};
  corkit_context *context = corkit_host_context(&err);
  if (context == NULL) dlm_fail(c, err.status, err.message);
  return context;
}

/* --------------------------------------------------------------------------------------------------------------- in */

static int is_numeric(int type) {
  return (type >= IDL_TYP_BYTE && type <= IDL_TYP_DOUBLE) || (type >= IDL_TYP_UINT && type <= IDL_TYP_ULONG64);
}

static double wide_integer(const IDL_ARRAY *a, int type, IDL_MEMINT i) {
  switch (type) {
    case IDL_TYP_ULONG:
      return ((const IDL_ULONG *)a->data)[i];
    case IDL_TYP_LONG64:
      return (double)((const IDL_LONG64 *)a->data)[i];
    default:
      return (double)((const IDL_ULONG64 *)a->data)[i];
  }
}

double dlm_element(IDL_VPTR v, IDL_MEMINT i) {
  const void *p = v->flags & IDL_V_ARR ? (const void *)v->value.arr->data : (const void *)&v->value;
  switch (v->type) {
    case IDL_TYP_BYTE:
      return ((const UCHAR *)p)[i];
    case IDL_TYP_INT:
      return ((const IDL_INT *)p)[i];
    case IDL_TYP_LONG:
      return ((const IDL_LONG *)p)[i];
    case IDL_TYP_FLOAT:
      return (double)((const float *)p)[i];
    case IDL_TYP_DOUBLE:
      return ((const double *)p)[i];
    case IDL_TYP_UINT:
      return ((const IDL_UINT *)p)[i];
    case IDL_TYP_ULONG:
      return ((const IDL_ULONG *)p)[i];
    case IDL_TYP_LONG64:
      return (double)((const IDL_LONG64 *)p)[i];
    case IDL_TYP_ULONG64:
      return (double)((const IDL_ULONG64 *)p)[i];
    default:
      return NAN;
  }
}

corkit_array *dlm_image_in_place(Call *c, IDL_VPTR v) {
  if (v == NULL || v->type == IDL_TYP_UNDEF) {
    dlm_fail(c, CORKIT_ERROR_ARGUMENT, "the image is undefined: read or make it first");
    return NULL;
  }
  if (!(v->flags & IDL_V_ARR) || !is_numeric(v->type) || v->value.arr->n_dim > 2 || v->value.arr->dim[0] > 16384 ||
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
  for (IDL_MEMINT i = 0; i < v->value.arr->n_elts; i++) ((double *)c->converted->data)[i] = wide_integer(v->value.arr, v->type, i);
  return c->converted;
}

const char *dlm_text(Call *c, IDL_VPTR v) {
  if (v != NULL && v->type == IDL_TYP_STRING) {
    if (!(v->flags & IDL_V_ARR)) return characters(&v->value.str);
    if (v->value.arr->n_elts == 1) return characters((const IDL_STRING *)v->value.arr->data);
  }
  dlm_fail(c, CORKIT_ERROR_ARGUMENT, "a string is needed, one at a time");
  return NULL;
}

int dlm_is_cards(IDL_VPTR v) { return v != NULL && v->type == IDL_TYP_STRING; }

static corkit_header *header_from_strings(Call *c, IDL_VPTR v) {
  const int is_array = v->flags & IDL_V_ARR;
  const IDL_STRING *s = is_array ? (const IDL_STRING *)v->value.arr->data : &v->value.str;
  const size_t n = is_array ? (size_t)v->value.arr->n_elts : 1;
  char *cards = malloc(n * 80 + 1);
  if (cards == NULL) {
    dlm_fail(c, CORKIT_ERROR_MEMORY, "not enough memory for the header");
    return NULL;
  }
  memset(cards, ' ', n * 80);
  for (size_t i = 0; i < n; i++) memcpy(cards + 80 * i, characters(s + i), s[i].slen < 80 ? (size_t)(s[i].slen > 0 ? s[i].slen : 0) : 80);
  corkit_header *header = corkit_header_from_cards(cards, n);
  free(cards);
  if (header == NULL) dlm_fail(c, CORKIT_ERROR_HEADER, corkit_last_error(NULL));
  return header;
}

/* A structure as a tag table in one piece of memory; where holds the address of each row in the structure. */
typedef struct Table {
  corkit_tag_table tags;
  char **where;
  void *memory;
} Table;

static double scalar_at(const char *p, int type) {
  switch (type) {
    case IDL_TYP_BYTE:
      return *(const UCHAR *)p;
    case IDL_TYP_INT:
      return *(const IDL_INT *)p;
    case IDL_TYP_LONG:
      return *(const IDL_LONG *)p;
    case IDL_TYP_FLOAT:
      return (double)*(const float *)p;
    case IDL_TYP_DOUBLE:
      return *(const double *)p;
    case IDL_TYP_UINT:
      return *(const IDL_UINT *)p;
    case IDL_TYP_ULONG:
      return *(const IDL_ULONG *)p;
    case IDL_TYP_LONG64:
      return (double)*(const IDL_LONG64 *)p;
    case IDL_TYP_ULONG64:
      return (double)*(const IDL_ULONG64 *)p;
    default:
      return 0;
  }
}

static void set_scalar(char *p, int type, double value) {
  switch (type) {
    case IDL_TYP_BYTE:
      *(UCHAR *)p = (UCHAR)value;
      break;
    case IDL_TYP_INT:
      *(IDL_INT *)p = (IDL_INT)value;
      break;
    case IDL_TYP_LONG:
      *(IDL_LONG *)p = (IDL_LONG)value;
      break;
    case IDL_TYP_FLOAT:
      *(float *)p = (float)value;
      break;
    case IDL_TYP_DOUBLE:
      *(double *)p = value;
      break;
    case IDL_TYP_UINT:
      *(IDL_UINT *)p = (IDL_UINT)value;
      break;
    case IDL_TYP_ULONG:
      *(IDL_ULONG *)p = (IDL_ULONG)value;
      break;
    case IDL_TYP_LONG64:
      *(IDL_LONG64 *)p = (IDL_LONG64)value;
      break;
    case IDL_TYP_ULONG64:
      *(IDL_ULONG64 *)p = (IDL_ULONG64)value;
      break;
    default:
      break;
  }
}

/* Calls row(state, tag name, type, element, address) for every scalar or string of the structure's first element. */
typedef void (*RowVisitor)(void *state, const char *name, int type, int element, char *address);
static void visit_tags(IDL_VPTR v, RowVisitor row, void *state) {
  const IDL_StructDefPtr definition = v->value.s.sdef;
  char *base = (char *)v->value.s.arr->data;
  for (int i = 0; i < IDL_StructNumTags(definition); i++) {
    IDL_VPTR tag = NULL;
    char *address = base + IDL_StructTagInfoByIndex(definition, i, IDL_MSG_LONGJMP, &tag);
    const char *name = IDL_StructTagNameByIndex(definition, i, IDL_MSG_LONGJMP, NULL);
    if (tag->type != IDL_TYP_STRING && !is_numeric(tag->type)) continue;
    if (!(tag->flags & IDL_V_ARR)) {
      row(state, name, tag->type, -1, address);
      continue;
    }
    for (IDL_MEMINT k = 0; k < tag->value.arr->n_elts; k++) row(state, name, tag->type, (int)k, address + k * tag->value.arr->elt_len);
  }
}

static void count_row(void *state, const char *name, int type, int element, char *address) {
  (void)name, (void)type, (void)element, (void)address;
  ++*(int64_t *)state;
}

static void fill_row(void *state, const char *name, int type, int element, char *address) {
  Table *t = state;
  const int64_t i = t->tags.count++;
  snprintf((char *)t->tags.names + i * NAME_WIDTH, NAME_WIDTH, "%s", name);
  ((int32_t *)t->tags.types)[i] = type;
  ((int32_t *)t->tags.elements)[i] = element;
  t->where[i] = address;
  if (type == IDL_TYP_STRING) {
    snprintf(t->tags.texts + i * TEXT_WIDTH, TEXT_WIDTH, "%s", characters((const IDL_STRING *)address));
  } else {
    t->tags.numbers[i] = scalar_at(address, type);
  }
}

static int make_table(Call *c, IDL_VPTR v, Table *t) {
  int64_t n = 0;
  memset(t, 0, sizeof *t);
  if (v->value.s.arr->n_elts != 1) {
    dlm_fail(c, CORKIT_ERROR_HEADER, "an array of header structures was given: one element at a time");
    return 0;
  }
  visit_tags(v, count_row, &n);
  const size_t row = sizeof(double) + sizeof(char *) + 3 * sizeof(int32_t) + NAME_WIDTH + TEXT_WIDTH;
  char *p = calloc((size_t)n + 1, row);
  if (p == NULL) {
    dlm_fail(c, CORKIT_ERROR_MEMORY, "not enough memory for the header");
    return 0;
  }
  const size_t rows = (size_t)n;
  t->memory = p;
  t->tags.numbers = (double *)p;
  t->where = (char **)(p += rows * sizeof(double));
  t->tags.types = (int32_t *)(p += rows * sizeof(char *));
  t->tags.elements = (int32_t *)(p += rows * sizeof(int32_t));
  t->tags.changed = (int32_t *)(p += rows * sizeof(int32_t));
  t->tags.names = p += rows * sizeof(int32_t);
  t->tags.texts = p + rows * NAME_WIDTH;
  t->tags.name_width = NAME_WIDTH;
  t->tags.text_width = TEXT_WIDTH;
  visit_tags(v, fill_row, t);
  return 1;
}

corkit_header *dlm_header(Call *c, IDL_VPTR v) {
  c->header = corkit_header_free(c->header);
  if (dlm_is_cards(v)) return c->header = header_from_strings(c, v);
  if (v == NULL || !(v->flags & IDL_V_STRUCT)) {
    dlm_fail(c, CORKIT_ERROR_ARGUMENT, "a header is needed: a string array of FITS cards or a LASCO header structure");
    return NULL;
  }
  Table t;
  if (!make_table(c, v, &t)) return NULL;
  corkit_error err = {0, ""};
  c->header = corkit_host_header(&t.tags, &err);
  free(t.memory);
  if (c->header == NULL) dlm_fail(c, err.status, err.message);
  return c->header;
}

int dlm_oracle(Call *c) {
  const char *name = c->kw.oracle_given ? characters(&c->kw.oracle) : getenv("CORKIT_ORACLE");
  if (name == NULL || *name == 0 || strcasecmp(name, "idl") == 0) return CORKIT_ORACLE_IDL;
  if (strcasecmp(name, "gdl") == 0) return CORKIT_ORACLE_GDL;
  dlm_fail(c, CORKIT_ERROR_ARGUMENT, "ORACLE must be 'idl' or 'gdl'");
  return -1;
}

/* -------------------------------------------------------------------------------------------------------------- out */

int dlm_is_named(IDL_VPTR v) { return v != NULL && !(v->flags & (IDL_V_CONST | IDL_V_TEMP)); }

void dlm_set_string(IDL_STRING *s, const char *text) {
  IDL_StrDelete(s, 1);
  IDL_StrStore(s, text);
}

void dlm_put(IDL_VPTR temporary, IDL_VPTR v) { IDL_VarCopy(temporary, v); }

void dlm_put_long(IDL_VPTR v, IDL_LONG value) {
  IDL_ALLTYPES all;
  memset(&all, 0, sizeof all);
  all.l = value;
  if (dlm_is_named(v)) IDL_StoreScalar(v, IDL_TYP_LONG, &all);
}

void dlm_put_float(IDL_VPTR v, float value) {
  IDL_ALLTYPES all;
  memset(&all, 0, sizeof all);
  all.f = value;
  if (dlm_is_named(v)) IDL_StoreScalar(v, IDL_TYP_FLOAT, &all);
}

void dlm_put_text(IDL_VPTR v, const char *text) {
  if (dlm_is_named(v)) dlm_put(IDL_StrToSTRING(text), v);
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

static void put_tags(Call *c, IDL_VPTR v, const corkit_header *header) {
  Table t;
  if (!make_table(c, v, &t)) return;
  corkit_error err = {0, ""};
  if (corkit_host_update(header, &t.tags, &err) != CORKIT_OK) dlm_fail(c, err.status, err.message);
  for (int64_t i = 0; i < t.tags.count && err.status == CORKIT_OK; i++) {
    if (!t.tags.changed[i]) continue;
    if (t.tags.types[i] == IDL_TYP_STRING) {
      char text[TEXT_WIDTH + 1];
      memcpy(text, t.tags.texts + i * TEXT_WIDTH, TEXT_WIDTH);
      text[TEXT_WIDTH] = 0;
      dlm_set_string((IDL_STRING *)t.where[i], text);
    } else {
      set_scalar(t.where[i], t.tags.types[i], t.tags.numbers[i]);
    }
  }
  free(t.memory);
}

void dlm_put_header(Call *c, IDL_VPTR v, const corkit_header *header) {
  if (header == NULL || !dlm_is_named(v)) return;
  if (v->flags & IDL_V_STRUCT) {
    put_tags(c, v, header);
  } else {
    dlm_put_cards(v, header);
  }
}

int dlm_is_defined(IDL_VPTR v) { return v != NULL && v->type != IDL_TYP_UNDEF; }

void dlm_put_structure(Call *c, IDL_VPTR v, const corkit_header *header) {
  if (header == NULL || !dlm_is_named(v)) return;
  if (v->flags & IDL_V_STRUCT) {
    put_tags(c, v, header);
  } else {
    dlm_put(dlm_lasco_structure(c, header), v);
  }
}

IDL_VPTR dlm_array(const corkit_array *image) {
  IDL_MEMINT dim[IDL_MAX_ARRAY_DIM] = {image->nx, image->ny};
  IDL_VPTR v = NULL;
  char *data = IDL_MakeTempArray(image->type, 2, dim, IDL_ARR_INI_NOP, &v);
  memcpy(data, image->data, (size_t)image->nx * (size_t)image->ny * corkit_type_size(image->type));
  return v;
}

IDL_VPTR dlm_number(int type, double value) {
  IDL_VPTR v = IDL_GettmpLong(0);
  memset(&v->value, 0, sizeof v->value);
  v->type = (UCHAR)type;
  set_scalar((char *)&v->value, type, value);
  return v;
}

IDL_VPTR dlm_float(float value) { return dlm_number(IDL_TYP_FLOAT, (double)value); }

#define MOST_TAGS 160
IDL_VPTR dlm_lasco_structure(Call *c, const corkit_header *header) {
  IDL_STRUCT_TAG_DEF tags[MOST_TAGS];
  IDL_MEMINT dims[MOST_TAGS][2];
  memset(tags, 0, sizeof tags);
  int type = 0, elements = 0, n = 0;
  for (const char *name; n < MOST_TAGS - 1 && (name = corkit_host_lasco_tag((size_t)n, &type, &elements)) != NULL; n++) {
    tags[n].name = (char *)name;
    tags[n].type = (void *)(intptr_t)type;
    if (elements == 0) continue;
    dims[n][0] = 1;
    dims[n][1] = elements;
    tags[n].dims = dims[n];
  }
  IDL_MEMINT one[IDL_MAX_ARRAY_DIM] = {1};
  IDL_VPTR v = NULL;
  IDL_StructDefPtr definition = IDL_MakeStruct("CORKIT_LASCO_HDR", tags);
  char *base = IDL_MakeTempStruct(definition, 1, one, &v, 1);
  for (int i = 0; i < n; i++) { /* SolarSoft: a string that the file lacks is '0' */
    corkit_host_lasco_tag((size_t)i, &type, &elements);
    if (type == IDL_TYP_STRING && elements == 0) {
      IDL_StrStore((IDL_STRING *)(base + IDL_StructTagInfoByIndex(definition, i, IDL_MSG_LONGJMP, NULL)), "0");
    }
  }
  put_tags(c, v, header);
  return v;
}
