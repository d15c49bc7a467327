/* Lost blocks: fuzzy_image, find_miss_blocks, mb2strmap, strmap2mb. */
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "routines.h"
#include "scalars.h"

#define LONGEST_LIST 8192

/* The caller's header; without one a whole C2 frame, as SolarSoft takes it. */
static const corkit_header *fill_header(Call *c, const corkit_array *image) {
  corkit_error err = {0, ""};
  if (c->kw.hdr != NULL) return dlm_header(c, c->kw.hdr);
  if (image->nx != 1024 || image->ny != 1024) {
    dlm_fail(c, CORKIT_ERROR_ARGUMENT, "the header is needed: HDR=header");
    return NULL;
  }
  c->header = corkit_host_c2_header(&err);
  if (c->header == NULL) dlm_fail(c, err.status, err.message);
  return c->header;
}

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
  const corkit_header *header = image != NULL ? fill_header(&c, image) : NULL;
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
  const corkit_array *map = NULL;
  if (c.arg[0] == NULL || !(c.arg[0]->flags & IDL_V_ARR) || !dlm_is_numeric(c.arg[0]->type))
    dlm_fail(&c, CORKIT_ERROR_ARGUMENT, "usage: s = MB2STRMAP(mbmap) with a map of blocks, a numeric array, 0 where a block is missing");
  else
    map = dlm_image(&c, c.arg[0]);
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

/* The size of an image in pixels. */
static int image_side(Call *c, IDL_VPTR v) {
  const int side = dlm_is_defined(v) ? (int)IDL_LongScalar(v) : 0;
  if (side < 32 || side > 32768) dlm_fail(c, CORKIT_ERROR_ARGUMENT, "the size of the image must be at least 32 pixels a side");
  return side;
}

/* blocks, repeated rebin times, in a map of 32 x 32 that is -1 elsewhere. */
static IDL_VPTR in_frame(Call *c, const corkit_array *blocks, const int size[2], int rebin) {
  int first[2] = {-1, -1};
  if (c->kw.frame->flags & IDL_V_ARR && c->kw.frame->value.arr->n_elts == 2) {
    for (int k = 0; k < 2; k++) first[k] = (int)dlm_element(c->kw.frame, k) / 32;
  }
  const int nx = size[0] * rebin / 32, ny = size[1] * rebin / 32;
  if (first[0] < 0 || first[1] < 0 || nx < 1 || ny < 1 || first[0] + nx > 32 || first[1] + ny > 32) {
    dlm_fail(c, CORKIT_ERROR_ARGUMENT, "FULL and the size of the image reach beyond the 32 x 32 blocks of the frame");
    return NULL;
  }
  IDL_MEMINT dim[IDL_MAX_ARRAY_DIM] = {32, 32};
  IDL_VPTR v = NULL;
  IDL_INT *frame = (IDL_INT *)IDL_MakeTempArray(IDL_TYP_INT, 2, dim, IDL_ARR_INI_NOP, &v);
  for (int k = 0; k < 1024; k++) {
    const int x = k % 32 - first[0], y = k / 32 - first[1];
    const int inside = x >= 0 && x < nx && y >= 0 && y < ny;
    frame[k] = inside ? ((const int16_t *)blocks->data)[y * blocks->ny / ny * blocks->nx + x * blocks->nx / nx] : -1;
  }
  return v;
}

/* SolarSoft's procedure STRMAP2MB: sizes in pixels. */
void dlm_strmap2mb_pixels(int argc, IDL_VPTR argv[], char *argk) {
  static IDL_KW_PAR keywords[] = {KW_IN("FULL", frame), KW_END};
  Call c;
  dlm_begin(&c, argc, argv, argk, keywords);
  const int size[2] = {image_side(&c, c.arg[1]), image_side(&c, c.arg[2])};
  const char *text = dlm_text(&c, c.arg[0]);
  if (c.kw.frame != NULL && !dlm_is_defined(c.arg[3]))
    dlm_fail(&c, CORKIT_ERROR_ARGUMENT, "FULL is the first column and row of the field, and needs REBINDEX");
  if (text != NULL && strcmp(text, "None") == 0) text = "";
  if (c.err.status == CORKIT_OK && dlm_ok(&c, corkit_strmap2mb(text, size[0] / 32, size[1] / 32, &c.image)) && dlm_is_named(c.arg[4])) {
    IDL_VPTR map = c.kw.frame == NULL ? dlm_array(c.image) : in_frame(&c, c.image, size, (int)IDL_LongScalar(c.arg[3]));
    if (map != NULL) dlm_put(map, c.arg[4]);
  }
  dlm_finish(&c);
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
    if (c->n > 4 && dlm_is_named(c->arg[4])) {
      if (dlm_is_cards(c->arg[1])) {
        dlm_put_cards(c->arg[4], c->header);
      } else {
        dlm_put(dlm_lasco_structure(c, c->header), c->arg[4]);
      }
    }
    corkit_array_free(filled);
  }
}

/* What getl05hdrparam gives. */
static IDL_VPTR field_structure(const corkit_host_blocks *b, const corkit_header *header) {
  static IDL_STRUCT_TAG_DEF tags[] = {{"FILENAME", NULL, (void *)IDL_TYP_STRING, 0}, {"BITPIX", NULL, (void *)IDL_TYP_INT, 0},
                                      {"DETECTOR", NULL, (void *)IDL_TYP_STRING, 0}, {"SX", NULL, (void *)IDL_TYP_LONG, 0},
                                      {"SY", NULL, (void *)IDL_TYP_LONG, 0},         {"FYSTART", NULL, (void *)IDL_TYP_LONG, 0},
                                      {"FXSTART", NULL, (void *)IDL_TYP_LONG, 0},    {"FYEND", NULL, (void *)IDL_TYP_LONG, 0},
                                      {"FXEND", NULL, (void *)IDL_TYP_LONG, 0},      {"NREBINX", NULL, (void *)IDL_TYP_LONG, 0},
                                      {"NREBINY", NULL, (void *)IDL_TYP_LONG, 0},    {"OFFSBIAS", NULL, (void *)IDL_TYP_FLOAT, 0},
                                      {"LEBXSUM", NULL, (void *)IDL_TYP_INT, 0},     {"LEBYSUM", NULL, (void *)IDL_TYP_INT, 0},
                                      {"SUMCOLX", NULL, (void *)IDL_TYP_INT, 0},     {"SUMROWY", NULL, (void *)IDL_TYP_INT, 0},
                                      {"REBINDEX", NULL, (void *)IDL_TYP_LONG, 0},   {NULL, NULL, NULL, 0}};
  const corkit_host_field *f = &b->field;
  const char *const keywords[] = {"", "BITPIX", "", "", "", "", "", "", "", "", "", "", "LEBXSUM", "LEBYSUM", "SUMCOL", "SUMROW", ""};
  const int numbers[] = {0,           0,           0, f->sx, f->sy, f->fystart, f->fxstart, f->fyend,   f->fxend,
                         f->rebindex, f->rebindex, 0, 0,     0,     0,          0,          f->rebindex};
  IDL_StructDefPtr definition = IDL_MakeStruct("CORKIT_FIELD", tags);
  IDL_MEMINT one[IDL_MAX_ARRAY_DIM] = {1};
  IDL_VPTR v = NULL;
  char *base = IDL_MakeTempStruct(definition, 1, one, &v, 1);
  for (int i = 0; tags[i].name != NULL; i++) {
    char *place = base + IDL_StructTagInfoByIndex(definition, i, IDL_MSG_LONGJMP, NULL);
    long long value = numbers[i];
    if (keywords[i][0] != 0) corkit_header_get_int(header, keywords[i], &value);
    if (strncmp(keywords[i], "SUM", 3) == 0 && value < 1) value = 1;
    if (tags[i].type == (void *)IDL_TYP_STRING) IDL_StrStore((IDL_STRING *)place, i == 0 ? b->filename : b->detector);
    if (tags[i].type == (void *)IDL_TYP_LONG) *(IDL_LONG *)place = (IDL_LONG)value;
    if (tags[i].type == (void *)IDL_TYP_INT) *(IDL_INT *)place = (IDL_INT)value;
  }
  return v;
}

void dlm_find_miss_blocks(int argc, IDL_VPTR argv[], char *argk) {
  static IDL_KW_PAR keywords[] = {KW_IN("FULL", frame), KW_IN("FUZZYIMA", fuzzyima), KW_OUTPUT("HDRSTRU", hdrstru),
                                  KW_OUTPUT("STRMAP", strmap), KW_END};
  Call c;
  dlm_begin(&c, argc, argv, argk, keywords);
  corkit_host_blocks *b = malloc(sizeof *b);
  const int own_field = !dlm_is_defined(c.kw.hdrstru);
  corkit_context *context = dlm_context(&c);
  const corkit_array *image = context != NULL ? dlm_image(&c, c.arg[0]) : NULL;
  corkit_header *header = image != NULL ? dlm_header(&c, own_field ? c.arg[1] : c.kw.hdrstru) : NULL;
  if (b == NULL) dlm_fail(&c, CORKIT_ERROR_MEMORY, "not enough memory for the block map");
  if (header != NULL && b != NULL) {
    if (dlm_ok(&c, corkit_host_find_blocks(context, image, header, c.kw.frame != NULL, b))) {
      if (c.n > 2 && dlm_is_named(c.arg[2])) dlm_put(missblock_structure(b->filename, b->missing, b->map, b->all, b->not_useful), c.arg[2]);
      /* SolarSoft returns it to those who ask by defining it. */
      if (dlm_is_defined(c.kw.strmap)) dlm_put(strmap_structure(b->lost, b->not_sent, b->missing), c.kw.strmap);
      if (own_field && dlm_is_named(c.kw.hdrstru)) dlm_put(field_structure(b, header), c.kw.hdrstru);
      if (c.kw.fuzzyima != NULL && (own_field || dlm_header(&c, c.arg[1]) != NULL)) fill_lost_blocks(&c, context, image);
    }
    corkit_host_blocks_free(b);
  }
  free(b);
  dlm_finish(&c);
}
