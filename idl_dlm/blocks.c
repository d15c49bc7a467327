/* Lost blocks: fuzzy_image, find_miss_blocks, mb2strmap, strmap2mb. */
#include <stdlib.h>
#include <string.h>

#include "routines.h"

#define LONGEST_LIST 8192

IDL_VPTR dlm_fuzzy_image(int argc, IDL_VPTR argv[], char *argk) {
  static IDL_KW_PAR keywords[] = {KW_FLAG("ALL", all),
                                  KW_IN("HDR", hdr),
                                  KW_GIVEN("ORACLE", IDL_TYP_STRING, oracle),
                                  KW_OUTPUT("TOO_MANY", too_many),
                                  KW_FLAG("VERBOSE", verbose),
                                  KW_END};
  Call c;
  dlm_begin(&c, argc, argv, argk, keywords);
  IDL_VPTR result = NULL;
  int too_many = 0;
  const int oracle = dlm_oracle(&c);
  corkit_context *context = oracle >= 0 ? dlm_context(&c) : NULL;
  const corkit_array *image = context != NULL ? dlm_image(&c, c.arg[0]) : NULL;
  const corkit_header *header = image != NULL ? dlm_header(&c, c.kw.hdr) : NULL;
  if (header != NULL && dlm_ok(&c, corkit_fuzzy_image(context, image, header, oracle, &c.image, &too_many))) {
    dlm_put_long(c.kw.too_many, too_many);
    result = dlm_array(c.image);
  }
  dlm_finish(&c);
  return result;
}

IDL_VPTR dlm_mb2strmap(int argc, IDL_VPTR argv[], char *argk) {
  Call c;
  dlm_begin(&c, argc, argv, argk, NULL);
  char text[LONGEST_LIST] = "";
  const corkit_array *map = dlm_image(&c, c.arg[0]);
  if (map != NULL) dlm_ok(&c, corkit_mb2strmap(map, text, sizeof text));
  dlm_finish(&c);
  return IDL_StrToSTRING(strcmp(text, "None") == 0 ? "" : text);
}

static IDL_VPTR all_present(int nx, int ny) {
  IDL_MEMINT dim[IDL_MAX_ARRAY_DIM] = {nx, ny};
  IDL_VPTR v = NULL;
  IDL_INT *data = (IDL_INT *)IDL_MakeTempArray(IDL_TYP_INT, 2, dim, IDL_ARR_INI_NOP, &v);
  for (int i = 0; i < nx * ny; i++) data[i] = 1;
  return v;
}

IDL_VPTR dlm_strmap2mb(int argc, IDL_VPTR argv[], char *argk) {
  Call c;
  dlm_begin(&c, argc, argv, argk, NULL);
  IDL_VPTR result = NULL;
  const int nx = c.n > 1 && c.arg[1]->type != IDL_TYP_UNDEF ? (int)IDL_LongScalar(c.arg[1]) : 32;
  const int ny = c.n > 2 && c.arg[2]->type != IDL_TYP_UNDEF ? (int)IDL_LongScalar(c.arg[2]) : nx;
  const char *text = dlm_text(&c, c.arg[0]);
  if (text != NULL && (nx < 1 || ny < 1 || nx > 1024 || ny > 1024)) {
    dlm_fail(&c, CORKIT_ERROR_ARGUMENT, "the size of a block map must be 1 to 1024 a side");
  } else if (text != NULL && (text[strspn(text, " ")] == 0 || strcmp(text, "None") == 0)) {
    result = all_present(nx, ny);
  } else if (text != NULL && dlm_ok(&c, corkit_strmap2mb(text, nx, ny, &c.image))) {
    result = dlm_array(c.image);
  }
  dlm_finish(&c);
  return result;
}

static double pixel(const corkit_array *a, size_t i) {
  switch (a->type) {
    case CORKIT_UINT8:
      return ((const unsigned char *)a->data)[i];
    case CORKIT_INT16:
      return ((const int16_t *)a->data)[i];
    case CORKIT_INT32:
      return ((const int32_t *)a->data)[i];
    case CORKIT_FLOAT32:
      return (double)((const float *)a->data)[i];
    case CORKIT_FLOAT64:
      return ((const double *)a->data)[i];
    default:
      return ((const uint16_t *)a->data)[i];
  }
}

/* Blocks not sent at all: 0 where the block's first pixel is 0, else 1. */
static corkit_array *sent_blocks(const corkit_array *image, const corkit_array *map) {
  corkit_array *all = corkit_array_create(CORKIT_INT16, map->nx, map->ny);
  if (all == NULL) return NULL;
  const int sampled = image->nx == 32 * map->nx && image->ny == 32 * map->ny;
  for (int j = 0; j < map->ny; j++) {
    for (int i = 0; i < map->nx; i++) {
      const size_t k = (size_t)j * (size_t)map->nx + (size_t)i;
      const double value = sampled ? pixel(image, (size_t)(32 * j) * (size_t)image->nx + (size_t)(32 * i)) : pixel(map, k);
      ((int16_t *)all->data)[k] = value != 0;
    }
  }
  return all;
}

/* A map of fewer blocks repeated to 32 x 32. */
static corkit_array *full_map(const corkit_array *map) {
  corkit_array *full = corkit_array_create(CORKIT_INT16, 32, 32);
  if (full == NULL) return NULL;
  for (int k = 0; k < 1024; k++) {
    const int i = k % 32 * map->nx / 32, j = k / 32 * map->ny / 32;
    ((int16_t *)full->data)[k] = ((const int16_t *)map->data)[j * map->nx + i];
  }
  return full;
}

static IDL_VPTR strmap_structure(const char *lost, const char *not_sent, int n) {
  static IDL_STRUCT_TAG_DEF tags[] = {{"MBPOS", NULL, (void *)IDL_TYP_STRING, 0},
                                      {"NTBPOS", NULL, (void *)IDL_TYP_STRING, 0},
                                      {"NBMB", NULL, (void *)IDL_TYP_LONG, 0},
                                      {NULL, NULL, NULL, 0}};
  IDL_StructDefPtr definition = IDL_MakeStruct("CORKIT_STRMAP", tags);
  IDL_MEMINT one[IDL_MAX_ARRAY_DIM] = {1};
  IDL_VPTR v = NULL;
  char *p = IDL_MakeTempStruct(definition, 1, one, &v, 1);
  IDL_StrStore((IDL_STRING *)(p + IDL_StructTagInfoByIndex(definition, 0, IDL_MSG_LONGJMP, NULL)), lost);
  IDL_StrStore((IDL_STRING *)(p + IDL_StructTagInfoByIndex(definition, 1, IDL_MSG_LONGJMP, NULL)), not_sent);
  *(IDL_LONG *)(p + IDL_StructTagInfoByIndex(definition, 2, IDL_MSG_LONGJMP, NULL)) = n;
  return v;
}

static IDL_VPTR missblock_structure(const char *filename, int missing, const corkit_array *map, const corkit_array *all, int not_useful) {
  IDL_MEMINT dims[] = {2, map->nx, map->ny};
  IDL_STRUCT_TAG_DEF tags[] = {{"FILENAME", NULL, (void *)IDL_TYP_STRING, 0}, {"NBMISS", NULL, (void *)IDL_TYP_LONG, 0},
                               {"NBNUSEF", NULL, (void *)IDL_TYP_LONG, 0},    {"MBMAP", dims, (void *)IDL_TYP_INT, 0},
                               {"MBMAPALL", dims, (void *)IDL_TYP_INT, 0},    {NULL, NULL, NULL, 0}};
  IDL_StructDefPtr definition = IDL_MakeStruct(NULL, tags);
  IDL_MEMINT one[IDL_MAX_ARRAY_DIM] = {1};
  IDL_VPTR v = NULL;
  char *p = IDL_MakeTempStruct(definition, 1, one, &v, 1);
  const size_t bytes = (size_t)map->nx * (size_t)map->ny * sizeof(int16_t);
  IDL_StrStore((IDL_STRING *)(p + IDL_StructTagInfoByIndex(definition, 0, IDL_MSG_LONGJMP, NULL)), filename);
  *(IDL_LONG *)(p + IDL_StructTagInfoByIndex(definition, 1, IDL_MSG_LONGJMP, NULL)) = missing;
  *(IDL_LONG *)(p + IDL_StructTagInfoByIndex(definition, 2, IDL_MSG_LONGJMP, NULL)) = not_useful;
  memcpy(p + IDL_StructTagInfoByIndex(definition, 3, IDL_MSG_LONGJMP, NULL), map->data, bytes);
  memcpy(p + IDL_StructTagInfoByIndex(definition, 4, IDL_MSG_LONGJMP, NULL), all->data, bytes);
  return v;
}

static void fill_lost_blocks(Call *c, corkit_context *context, const corkit_array *image) {
  corkit_array *filled = NULL;
  const int oracle = dlm_oracle(c);
  if (oracle >= 0 && dlm_ok(c, corkit_fuzzy_image(context, image, c->header, oracle, &filled, NULL))) {
    if (c->n > 3 && dlm_is_named(c->arg[3])) dlm_put(dlm_array(filled), c->arg[3]);
    if (c->n > 4) dlm_put_cards(c->arg[4], c->header);
    corkit_array_free(filled);
  }
}

void dlm_find_miss_blocks(int argc, IDL_VPTR argv[], char *argk) {
  static IDL_KW_PAR keywords[] = {KW_FLAG("FULL", full), KW_FLAG("FUZZYIMA", fuzzyima), KW_IN("HDRSTRU", hdrstru),
                                  KW_OUTPUT("STRMAP", strmap), KW_END};
  Call c;
  dlm_begin(&c, argc, argv, argk, keywords);
  int missing = 0, not_useful = 0;
  char lost[LONGEST_LIST] = "", not_sent[LONGEST_LIST] = "", filename[128] = "";
  corkit_context *context = dlm_context(&c);
  const corkit_array *image = context != NULL ? dlm_image(&c, c.arg[0]) : NULL;
  const corkit_header *header = image != NULL ? dlm_header(&c, c.arg[1]) : NULL;
  if (header == NULL || !dlm_ok(&c, corkit_find_miss_blocks(context, image, header, &c.image, &missing, lost, sizeof lost))) {
    dlm_finish(&c);
    return;
  }
  corkit_array *all = sent_blocks(image, c.image);
  if (all == NULL) {
    dlm_fail(&c, CORKIT_ERROR_MEMORY, "not enough memory for the block map");
  } else if (dlm_ok(&c, corkit_mb2strmap(all, not_sent, sizeof not_sent))) {
    corkit_header_get_string(header, "FILENAME", filename, sizeof filename);
    for (int k = 0; k < c.image->nx * c.image->ny; k++) not_useful += ((const int16_t *)c.image->data)[k] == -1;
    if (c.kw.full && c.image->nx == c.image->ny && c.image->nx < 32) {
      corkit_array *map32 = full_map(c.image), *all32 = full_map(all);
      if (map32 != NULL && all32 != NULL) {
        corkit_array_free(c.image);
        corkit_array_free(all);
        c.image = map32;
        all = all32;
      }
    }
    if (c.n > 2 && dlm_is_named(c.arg[2])) dlm_put(missblock_structure(filename, missing, c.image, all, not_useful), c.arg[2]);
    if (dlm_is_named(c.kw.strmap)) {
      dlm_put(strmap_structure(missing > 0 ? lost : "", strcmp(not_sent, "None") == 0 ? "" : not_sent, missing), c.kw.strmap);
    }
    if (c.kw.fuzzyima) fill_lost_blocks(&c, context, image);
  }
  corkit_array_free(all);
  dlm_finish(&c);
}
