#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "cards.h"
#include "scalars.h"

#define TEXT_WIDTH 2048
#define NAME_WIDTH 32

/* A structure as a tag table in one piece of memory; where holds the address of each row in the structure. */
typedef struct Table {
  corkit_tag_table tags;
  char **where;
  void *memory;
} Table;

/* Calls row(state, tag name, type, element, address) for every scalar or string of the structure's first element. */
typedef void (*RowVisitor)(void *state, const char *name, int type, int element, char *address);
static void visit_tags(IDL_VPTR v, RowVisitor row, void *state) {
  const IDL_StructDefPtr definition = v->value.s.sdef;
  char *base = (char *)v->value.s.arr->data;
  for (int i = 0; i < IDL_StructNumTags(definition); i++) {
    IDL_VPTR tag = NULL;
    char *address = base + IDL_StructTagInfoByIndex(definition, i, IDL_MSG_LONGJMP, &tag);
    const char *name = IDL_StructTagNameByIndex(definition, i, IDL_MSG_LONGJMP, NULL);
    if (tag->type != IDL_TYP_STRING && !dlm_is_numeric(tag->type)) continue;
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
    snprintf(t->tags.texts + i * TEXT_WIDTH, TEXT_WIDTH, "%s", dlm_characters((const IDL_STRING *)address));
  } else {
    t->tags.numbers[i] = dlm_scalar_at(address, type);
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

corkit_header *dlm_header_of_tags(Call *c, IDL_VPTR v) {
  Table t;
  if (!make_table(c, v, &t)) return NULL;
  corkit_error err = {0, ""};
  corkit_header *header = corkit_host_header(&t.tags, &err);
  free(t.memory);
  if (header == NULL) dlm_fail(c, err.status, err.message);
  return header;
}

void dlm_put_tags(Call *c, IDL_VPTR v, const corkit_header *header) {
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
      dlm_set_scalar(t.where[i], t.tags.types[i], t.tags.numbers[i]);
    }
  }
  free(t.memory);
}

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
  dlm_put_tags(c, v, header);
  return v;
}
