/* Warp, distortion, standard size, Sun centre, roll, plate scale. */
#include <math.h>
#include <string.h>

#include "routines.h"

static IDL_VPTR warp(int argc, IDL_VPTR argv[], char *argk, const char *detector) {
  static IDL_KW_PAR keywords[] = {KW_GIVEN("ORACLE", IDL_TYP_STRING, oracle), KW_END};
  Call c;
  dlm_begin(&c, argc, argv, argk, keywords);
  IDL_VPTR result = NULL;
  const int oracle = dlm_oracle(&c);
  corkit_context *context = oracle >= 0 ? dlm_context(&c) : NULL;
  const corkit_array *image = context != NULL ? dlm_image(&c, c.arg[0]) : NULL;
  const corkit_header *header = image != NULL ? dlm_header(&c, c.arg[1]) : NULL;
  if (header != NULL && dlm_ok(&c, corkit_warp(context, detector, image, header, oracle, &c.image))) result = dlm_array(c.image);
  dlm_finish(&c);
  return result;
}

IDL_VPTR dlm_c2_warp(int argc, IDL_VPTR argv[], char *argk) { return warp(argc, argv, argk, "C2"); }
IDL_VPTR dlm_c3_warp(int argc, IDL_VPTR argv[], char *argk) { return warp(argc, argv, argk, "C3"); }

static IDL_VPTR distortion(int argc, IDL_VPTR argv[], char *argk, const char *detector) {
  Call c;
  dlm_begin(&c, argc, argv, argk, NULL);
  IDL_VPTR radius = c.arg[0], result = NULL;
  const int type = radius->type == IDL_TYP_DOUBLE ? IDL_TYP_DOUBLE : IDL_TYP_FLOAT;
  double scale = 0;
  float own_scale = 0;
  if (radius->type == IDL_TYP_UNDEF || radius->type == IDL_TYP_STRING || (radius->flags & IDL_V_STRUCT)) {
    dlm_fail(&c, CORKIT_ERROR_ARGUMENT, "the radius must be a number or numeric array [pixels of the full frame]");
  } else if (c.n > 1 && c.arg[1]->type != IDL_TYP_UNDEF) {
    scale = c.arg[1]->flags & IDL_V_ARR ? dlm_element(c.arg[1], 0) : IDL_DoubleScalar(c.arg[1]);
  } else if (dlm_ok(&c, corkit_subtense(detector, &own_scale))) {
    scale = (double)own_scale;
  }
  double value = 0;
  if (c.err.status == CORKIT_OK && !(radius->flags & IDL_V_ARR)) {
    dlm_ok(&c, corkit_distortion(detector, dlm_element(radius, 0), scale, &value));
  } else if (c.err.status == CORKIT_OK) {
    char *data = IDL_MakeTempArray(type, radius->value.arr->n_dim, radius->value.arr->dim, IDL_ARR_INI_NOP, &result);
    for (IDL_MEMINT i = 0; i < radius->value.arr->n_elts && dlm_ok(&c, corkit_distortion(detector, dlm_element(radius, i), scale, &value));
         i++) {
      if (type == IDL_TYP_DOUBLE) {
        ((double *)data)[i] = value;
      } else {
        ((float *)data)[i] = (float)value;
      }
    }
  }
  dlm_finish(&c);
  return result != NULL ? result : dlm_number(type, value);
}

IDL_VPTR dlm_c2_distortion(int argc, IDL_VPTR argv[], char *argk) { return distortion(argc, argv, argk, "C2"); }
IDL_VPTR dlm_c3_distortion(int argc, IDL_VPTR argv[], char *argk) { return distortion(argc, argv, argk, "C3"); }

/* Where reduce_std_size takes Sun centre and roll from: SOURCE=. */
static int std_size_source(corkit_context *context, const corkit_header *header, const corkit_std_size_options *options, char source[128]) {
  float x = 0, y = 0;
  strcpy(source, options->savehdr ? "" : "previous header");
  return options->savehdr || options->nocal ? CORKIT_OK : corkit_get_sun_center(context, header, 0, &x, &y, source);
}

IDL_VPTR dlm_reduce_std_size(int argc, IDL_VPTR argv[], char *argk) {
  static IDL_KW_PAR keywords[] = {KW_GIVEN("BIAS", IDL_TYP_FLOAT, bias),
                                  KW_FLAG("FULL", full),
                                  KW_FLAG("NOCAL", nocal),
                                  KW_FLAG("NO_REBIN", no_rebin),
                                  KW_FLAG("SAVEHDR", savehdr),
                                  KW_OUTPUT("SOURCE", source),
                                  KW_END};
  Call c;
  dlm_begin(&c, argc, argv, argk, keywords);
  IDL_VPTR result = NULL;
  corkit_std_size_options options;
  corkit_std_size_options_default(&options);
  options.full = c.kw.full;
  options.no_rebin = c.kw.no_rebin;
  options.savehdr = c.kw.savehdr;
  options.nocal = c.kw.nocal;
  options.bias_set = c.kw.bias_given && c.kw.bias != 0;
  options.bias = c.kw.bias;
  corkit_context *context = dlm_context(&c);
  const corkit_array *image = context != NULL ? dlm_image(&c, c.arg[0]) : NULL;
  corkit_header *header = image != NULL ? dlm_header(&c, c.arg[1]) : NULL;
  char source[128] = "";
  if (header != NULL && dlm_ok(&c, std_size_source(context, header, &options, source)) &&
      dlm_ok(&c, corkit_reduce_std_size(context, image, header, &options, &c.image))) {
    dlm_put_structure(&c, c.arg[1], header);
    if (!options.savehdr) dlm_put_text(c.kw.source, source);
    result = dlm_array(c.image);
  }
  dlm_finish(&c);
  return result;
}

IDL_VPTR dlm_adjust_hdr_tcr(int argc, IDL_VPTR argv[], char *argk) {
  static IDL_KW_PAR keywords[] = {KW_FLAG("VERBOSE", verbose), KW_END};
  static IDL_STRUCT_TAG_DEF tags[] = {{"DATE", NULL, (void *)IDL_TYP_STRING, 0},
                                      {"TIME", NULL, (void *)IDL_TYP_STRING, 0},
                                      {"ERR", NULL, (void *)IDL_TYP_STRING, 0},
                                      {"XPOS", NULL, (void *)IDL_TYP_FLOAT, 0},
                                      {"YPOS", NULL, (void *)IDL_TYP_FLOAT, 0},
                                      {"ROLL", NULL, (void *)IDL_TYP_FLOAT, 0},
                                      {NULL, NULL, NULL, 0}};
  Call c;
  dlm_begin(&c, argc, argv, argk, keywords);
  corkit_tcr tcr;
  memset(&tcr, 0, sizeof tcr);
  corkit_context *context = dlm_context(&c);
  corkit_header *header = context != NULL ? dlm_header(&c, c.arg[0]) : NULL;
  if (header != NULL && dlm_ok(&c, corkit_adjust_hdr_tcr(context, header, &tcr)) && dlm_is_cards(c.arg[0])) dlm_put_cards(c.arg[0], header);
  dlm_finish(&c);
  IDL_StructDefPtr definition = IDL_MakeStruct("CORKIT_TCR", tags);
  IDL_MEMINT one[IDL_MAX_ARRAY_DIM] = {1};
  IDL_VPTR v = NULL;
  char *p = IDL_MakeTempStruct(definition, 1, one, &v, 1);
  const float numbers[3] = {tcr.xpos, tcr.ypos, tcr.roll_deg};
  IDL_StrStore((IDL_STRING *)(p + IDL_StructTagInfoByIndex(definition, 0, IDL_MSG_LONGJMP, NULL)), tcr.date);
  IDL_StrStore((IDL_STRING *)(p + IDL_StructTagInfoByIndex(definition, 1, IDL_MSG_LONGJMP, NULL)), tcr.time);
  IDL_StrStore((IDL_STRING *)(p + IDL_StructTagInfoByIndex(definition, 2, IDL_MSG_LONGJMP, NULL)), tcr.error);
  for (int i = 0; i < 3; i++) *(float *)(p + IDL_StructTagInfoByIndex(definition, 3 + i, IDL_MSG_LONGJMP, NULL)) = numbers[i];
  return v;
}

static IDL_VPTR centre_structure(float x, float y) {
  static IDL_STRUCT_TAG_DEF tags[] = {
      {"XCEN", NULL, (void *)IDL_TYP_FLOAT, 0}, {"YCEN", NULL, (void *)IDL_TYP_FLOAT, 0}, {NULL, NULL, NULL, 0}};
  IDL_StructDefPtr definition = IDL_MakeStruct("CORKIT_SUN_CENTER", tags);
  IDL_MEMINT one[IDL_MAX_ARRAY_DIM] = {1};
  IDL_VPTR v = NULL;
  char *p = IDL_MakeTempStruct(definition, 1, one, &v, 1);
  *(float *)(p + IDL_StructTagInfoByIndex(definition, 0, IDL_MSG_LONGJMP, NULL)) = x;
  *(float *)(p + IDL_StructTagInfoByIndex(definition, 1, IDL_MSG_LONGJMP, NULL)) = y;
  return v;
}

/* /FULL stands for the 1024-pixel frame. */
static int full_size(const Keywords *kw) { return kw->full == 1 ? 1024 : (int)kw->full; }

#define RADIANS 0.01745329251994329577F /* !DTOR, a FLOAT */

IDL_VPTR dlm_get_sun_center(int argc, IDL_VPTR argv[], char *argk) {
  static IDL_KW_PAR keywords[] = {KW_FLAG("AVG", avg),
                                  KW_FLAG("DEGREES", degrees),
                                  KW_FLAG("DOCHECK", docheck),
                                  KW_FLAG("FULL", full),
                                  KW_FLAG("MEDIAN", median),
                                  KW_FLAG("NOCHECK", nocheck),
                                  KW_FLAG("RAW", raw),
                                  KW_OUTPUT("ROLL", roll),
                                  KW_FLAG("SILENT", silent),
                                  KW_FLAG("STAR", star),
                                  KW_END};
  Call c;
  dlm_begin(&c, argc, argv, argk, keywords);
  float x = 0, y = 0, roll[2] = {0, 0};
  char source[128] = "";
  corkit_context *context = dlm_context(&c);
  const corkit_header *header = context != NULL ? dlm_header(&c, c.arg[0]) : NULL;
  if (header != NULL && dlm_ok(&c, corkit_get_sun_center(context, header, full_size(&c.kw), &x, &y, source)) &&
      (c.kw.roll == NULL || dlm_ok(&c, corkit_get_roll_or_xy(context, header, "ROLL", roll, NULL)))) {
    if (c.n > 1) dlm_put_text(c.arg[1], source);
    dlm_put_float(c.kw.roll, c.kw.degrees ? roll[0] : roll[0] * RADIANS);
  }
  dlm_finish(&c);
  return centre_structure(x, y);
}

IDL_VPTR dlm_get_roll_or_xy(int argc, IDL_VPTR argv[], char *argk) {
  static IDL_KW_PAR keywords[] = {KW_FLAG("AVG", avg), KW_FLAG("DEGREES", degrees), KW_FLAG("MEDIAN", median),
                                  KW_FLAG("RAW", raw), KW_FLAG("STAR", star),       KW_END};
  Call c;
  dlm_begin(&c, argc, argv, argk, keywords);
  float value[2] = {0, 0};
  char source[128] = "", name[8] = "ROLL";
  if (c.n > 1 && c.arg[1]->type != IDL_TYP_UNDEF) {
    const char *text = dlm_text(&c, c.arg[1]);
    for (size_t i = 0; text != NULL && i < sizeof name; i++) {
      name[i] = (char)(text[i] >= 'a' && text[i] <= 'z' ? text[i] - 'a' + 'A' : text[i]);
      if (text[i] == 0) break;
    }
    name[sizeof name - 1] = 0;
  }
  corkit_context *context = c.err.status == CORKIT_OK ? dlm_context(&c) : NULL;
  const corkit_header *header = context != NULL ? dlm_header(&c, c.arg[0]) : NULL;
  if (header != NULL && dlm_ok(&c, corkit_get_roll_or_xy(context, header, name, value, source)) && c.n > 2) dlm_put_text(c.arg[2], source);
  const int degrees = c.kw.degrees;
  dlm_finish(&c);
  if (strcmp(name, "ROLL") != 0) return centre_structure(value[0], value[1]);
  return dlm_float(degrees ? value[0] : value[0] * RADIANS);
}

IDL_VPTR dlm_get_solar_radius(int argc, IDL_VPTR argv[], char *argk) {
  static IDL_KW_PAR keywords[] = {KW_OUTPUT("DISTANCE", distance), KW_FLAG("PIXEL", pixel), KW_END};
  Call c;
  dlm_begin(&c, argc, argv, argk, keywords);
  double radius = 0;
  float scale = 1;
  const corkit_header *header = dlm_header(&c, c.arg[0]);
  if (header != NULL && dlm_ok(&c, corkit_get_solar_radius(header, &radius)) && c.kw.pixel &&
      dlm_ok(&c, corkit_get_sec_pixel(header, 0, &scale))) {
    radius /= (double)scale;
  }
  if (c.err.status == CORKIT_OK && dlm_is_cards(c.arg[0])) dlm_put_structure(&c, c.arg[0], header);
  dlm_finish(&c);
  return dlm_number(IDL_TYP_DOUBLE, radius);
}

IDL_VPTR dlm_get_sec_pixel(int argc, IDL_VPTR argv[], char *argk) {
  static IDL_KW_PAR keywords[] = {KW_FLAG("FULL", full), KW_END};
  Call c;
  dlm_begin(&c, argc, argv, argk, keywords);
  float scale = 0;
  const corkit_header *header = dlm_header(&c, c.arg[0]);
  if (header != NULL) dlm_ok(&c, corkit_get_sec_pixel(header, full_size(&c.kw), &scale));
  dlm_finish(&c);
  return dlm_float(scale);
}

IDL_VPTR dlm_subtense(int argc, IDL_VPTR argv[], char *argk) {
  Call c;
  dlm_begin(&c, argc, argv, argk, NULL);
  float scale = 0;
  const char *telescope = dlm_text(&c, c.arg[0]);
  if (telescope != NULL) dlm_ok(&c, corkit_subtense(telescope, &scale));
  dlm_finish(&c);
  return dlm_float(scale);
}

IDL_VPTR dlm_occltr_cntr(int argc, IDL_VPTR argv[], char *argk) {
  Call c;
  dlm_begin(&c, argc, argv, argk, NULL);
  double centre[2] = {0, 0};
  corkit_context *context = dlm_context(&c);
  const corkit_header *header = context != NULL ? dlm_header(&c, c.arg[0]) : NULL;
  if (header != NULL) dlm_ok(&c, corkit_occltr_cntr(context, header, &centre[0], &centre[1]));
  dlm_finish(&c);
  /* SolarSoft's type: FLOAT for C3 and the defaults, DOUBLE from occulter_center.dat. */
  const int is_float = (double)(float)centre[0] == centre[0] && (double)(float)centre[1] == centre[1];
  const int type = is_float ? IDL_TYP_FLOAT : IDL_TYP_DOUBLE;
  IDL_MEMINT two[IDL_MAX_ARRAY_DIM] = {2};
  IDL_VPTR v = NULL;
  char *data = IDL_MakeTempArray(type, 1, two, IDL_ARR_INI_NOP, &v);
  for (int i = 0; i < 2; i++) {
    if (type == IDL_TYP_FLOAT) {
      ((float *)data)[i] = (float)centre[i];
    } else {
      ((double *)data)[i] = centre[i];
    }
  }
  return v;
}
