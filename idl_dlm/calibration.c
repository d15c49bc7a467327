/* Exposure, bias, calibration factors, c2_calibrate, c3_calibrate, statistics. */
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "routines.h"

/* IDL's own routines leave structure headers as they are; cards get their HISTORY. */
static void put_cards_only(IDL_VPTR v, const corkit_header *header) {
  if (dlm_is_cards(v) && header != NULL) dlm_put_cards(v, header);
}

IDL_VPTR dlm_get_exp_factor(int argc, IDL_VPTR argv[], char *argk) {
  Call c;
  dlm_begin(&c, argc, argv, argk, NULL);
  float factor = 1;
  double bias = 0;
  int valid = 0, type = IDL_TYP_FLOAT;
  corkit_context *context = dlm_context(&c);
  corkit_header *header = context != NULL ? dlm_header(&c, c.arg[0]) : NULL;
  if (header != NULL && dlm_ok(&c, corkit_host_exposure(context, header, &factor, &bias, &type, &valid))) {
    put_cards_only(c.arg[0], header);
    dlm_put_float(c.arg[1], factor);
    if (dlm_is_named(c.arg[2])) dlm_put(dlm_number(type, bias), c.arg[2]);
  }
  dlm_finish(&c);
  return dlm_number(IDL_TYP_INT, valid);
}

/* yymmdd to a modified Julian day; 0 when it is none. */
static int mjd_of(const char *yymmdd) {
  int y = 0, m = 0, d = 0;
  if (yymmdd == NULL || sscanf(yymmdd, "%2d%2d%2d", &y, &m, &d) != 3) return 0;
  y += y < 50 ? 2000 : 1900;
  const int a = (14 - m) / 12, yy = y + 4800 - a, mm = m + 12 * a - 3;
  return d + (153 * mm + 2) / 5 + 365 * yy + yy / 4 - yy / 100 + yy / 400 - 32045 - 2400001;
}

IDL_VPTR dlm_offset_bias(int argc, IDL_VPTR argv[], char *argk) {
  static IDL_KW_PAR keywords[] = {KW_FLAG("SUM", sum), KW_END};
  Call c;
  dlm_begin(&c, argc, argv, argk, keywords);
  double bias = 0;
  int type = IDL_TYP_INT;
  if (c.n > 1 && c.arg[1]->type != IDL_TYP_UNDEF) {
    const char *detector = dlm_text(&c, c.arg[0]), *port = dlm_text(&c, c.arg[1]);
    const int has_day = c.n > 2 && c.arg[2]->type != IDL_TYP_UNDEF;
    const char *day = has_day ? dlm_text(&c, c.arg[2]) : NULL;
    if (detector != NULL && port != NULL && (day != NULL || !has_day))
      dlm_ok(&c, corkit_offset_bias_at(detector, port, mjd_of(day), &bias, &type));
  } else {
    corkit_context *context = dlm_context(&c);
    corkit_header *header = context != NULL ? dlm_header(&c, c.arg[0]) : NULL;
    if (header != NULL && dlm_ok(&c, corkit_offset_bias(context, header, c.kw.sum, &bias, &type))) put_cards_only(c.arg[0], header);
  }
  dlm_finish(&c);
  return dlm_number(type, bias);
}

typedef int (*CalfactorFunction)(corkit_context *, corkit_header *, int, float *);

static IDL_VPTR calfactor(int argc, IDL_VPTR argv[], char *argk, CalfactorFunction function) {
  static IDL_KW_PAR keywords[] = {KW_FLAG("NOSUM", nosum), KW_END};
  Call c;
  dlm_begin(&c, argc, argv, argk, keywords);
  float factor = 0;
  corkit_context *context = dlm_context(&c);
  corkit_header *header = context != NULL ? dlm_header(&c, c.arg[0]) : NULL;
  if (header != NULL && dlm_ok(&c, function(context, header, c.kw.nosum, &factor))) put_cards_only(c.arg[0], header);
  dlm_finish(&c);
  return dlm_float(factor);
}

IDL_VPTR dlm_c2_calfactor(int argc, IDL_VPTR argv[], char *argk) { return calfactor(argc, argv, argk, corkit_c2_calfactor); }
IDL_VPTR dlm_c3_calfactor(int argc, IDL_VPTR argv[], char *argk) { return calfactor(argc, argv, argk, corkit_c3_calfactor); }

IDL_VPTR dlm_c2_calibrate(int argc, IDL_VPTR argv[], char *argk) {
  static IDL_KW_PAR keywords[] = {KW_FLAG("NEW", new_), KW_FLAG("NO_CALFAC", no_calfac), KW_FLAG("NO_UPDATE", no_update), KW_END};
  Call c;
  dlm_begin(&c, argc, argv, argk, keywords);
  IDL_VPTR result = NULL;
  corkit_c2_calibrate_options options;
  corkit_c2_calibrate_options_default(&options);
  options.no_calfac = c.kw.no_calfac;
  options.no_update = c.kw.no_update;
  if (c.kw.new_) corkit_host_reset();
  corkit_context *context = dlm_context(&c);
  const corkit_array *image = context != NULL ? dlm_image(&c, c.arg[0]) : NULL;
  corkit_header *header = image != NULL ? dlm_header(&c, c.arg[1]) : NULL;
  if (header != NULL && dlm_ok(&c, corkit_c2_calibrate_with_options(context, image, header, &options, &c.image))) {
    put_cards_only(c.arg[1], header);
    result = dlm_array(c.image);
  }
  dlm_finish(&c);
  return result;
}

IDL_VPTR dlm_c3_calibrate(int argc, IDL_VPTR argv[], char *argk) {
  static IDL_KW_PAR keywords[] = {KW_FLAG("FUZZY", fuzzy),
                                  KW_FLAG("NEW", new_),
                                  KW_FLAG("NO_CALFAC", no_calfac),
                                  KW_FLAG("NO_MASK", no_mask),
                                  KW_FLAG("NO_UPDATE", no_update),
                                  KW_FLAG("NO_VIG", no_vig),
                                  KW_GIVEN("ORACLE", IDL_TYP_STRING, oracle),
                                  KW_OUTPUT("TOO_MANY", too_many),
                                  KW_END};
  Call c;
  dlm_begin(&c, argc, argv, argk, keywords);
  IDL_VPTR result = NULL;
  int mask_blocks = 0;
  corkit_c3_calibrate_options options;
  corkit_c3_calibrate_options_default(&options);
  options.no_calfac = c.kw.no_calfac;
  options.no_vig = c.kw.no_vig;
  options.no_mask = c.kw.no_mask;
  options.fuzzy = c.kw.fuzzy;
  options.no_update = c.kw.no_update;
  options.oracle = dlm_oracle(&c);
  if (c.kw.new_ || c.kw.no_update) corkit_host_reset();
  corkit_context *context = options.oracle >= 0 ? dlm_context(&c) : NULL;
  const corkit_array *image = context != NULL ? dlm_image(&c, c.arg[0]) : NULL;
  corkit_header *header = image != NULL ? dlm_header(&c, c.arg[1]) : NULL;
  if (header != NULL && dlm_ok(&c, corkit_c3_calibrate(context, image, header, &options, &c.image, &mask_blocks))) {
    put_cards_only(c.arg[1], header);
    dlm_put_long(c.kw.too_many, mask_blocks);
    result = dlm_array(c.image);
  }
  dlm_finish(&c);
  return result;
}

IDL_VPTR dlm_fixwrap(int argc, IDL_VPTR argv[], char *argk) {
  Call c;
  dlm_begin(&c, argc, argv, argk, NULL);
  IDL_VPTR result = NULL;
  const corkit_array *image = dlm_image(&c, c.arg[0]);
  if (image != NULL && dlm_ok(&c, corkit_fixwrap(image, &c.image))) result = dlm_array(c.image);
  dlm_finish(&c);
  return result;
}

void dlm_reduce_statistics2(int argc, IDL_VPTR argv[], char *argk) {
  static IDL_KW_PAR keywords[] = {KW_GIVEN("SATMAX", IDL_TYP_FLOAT, satmax), KW_GIVEN("SATMIN", IDL_TYP_FLOAT, satmin), KW_END};
  Call c;
  dlm_begin(&c, argc, argv, argk, keywords);
  corkit_context *context = dlm_context(&c);
  corkit_array *image = context != NULL ? dlm_image_in_place(&c, c.arg[0]) : NULL;
  corkit_header *header = image != NULL ? dlm_header(&c, c.arg[1]) : NULL;
  /* SolarSoft: limits of 0 count as not given. */
  if (header != NULL && dlm_ok(&c, corkit_reduce_statistics2(context, image, header, c.kw.satmax != 0 ? &c.kw.satmax : NULL,
                                                             c.kw.satmin != 0 ? &c.kw.satmin : NULL))) {
    dlm_put_header(&c, c.arg[1], header);
  }
  dlm_finish(&c);
}
