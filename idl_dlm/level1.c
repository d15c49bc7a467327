/* reduce_level_1, files and headers, version and calibration folder. */
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <strings.h>

#include "routines.h"

/* A leading ~ or $NAME replaced, as OPENR does. */
static void expand(const char *name, char *path, size_t capacity) {
  const size_t variable = name[0] == '$' ? strcspn(name + 1, "/") : 0;
  char key[256];
  const char *value = NULL;
  if (name[0] == '~' && (name[1] == '/' || name[1] == 0)) {
    value = getenv("HOME");
    name += 1;
  } else if (variable > 0 && variable < sizeof key) {
    memcpy(key, name + 1, variable);
    key[variable] = 0;
    value = getenv(key);
    if (value != NULL) name += 1 + variable;
  }
  snprintf(path, capacity, "%s%s", value != NULL ? value : "", name);
}

/* The place of a keyword's text in names, which NULL ends; 0 where it is not given. */
static int code_of(Call *c, int given, const IDL_STRING *text, const char *const names[], const char *otherwise) {
  if (!given || text->slen == 0) return 0;
  for (int i = 0; names[i] != NULL; i++) {
    if (strcasecmp(text->s, names[i]) == 0) return i;
  }
  dlm_fail(c, CORKIT_ERROR_ARGUMENT, otherwise);
  return 0;
}

static int fill_code(Call *c) {
  static const char *const names[] = {"", "fuzzy", "membrane", "dl", "none", NULL};
  return code_of(c, c->kw.fill_given, &c->kw.fill, names, "FILL must be 'fuzzy', 'membrane', 'dl' or 'none'");
}

static int geometry_code(Call *c) {
  static const char *const names[] = {"solarsoft", "sky", NULL};
  return code_of(c, c->kw.geometry_given, &c->kw.geometry, names, "GEOMETRY must be 'solarsoft' or 'sky'");
}

static int pointing_code(Call *c) {
  static const char *const names[] = {"tables", "stars", "auto", NULL};
  return code_of(c, c->kw.pointing_given, &c->kw.pointing, names, "POINTING must be 'tables', 'stars' or 'auto'");
}

/* ephemeris: room for the file's name. */
static corkit_level1_options options_of(Call *c, char *ephemeris, size_t capacity) {
  const Keywords *kw = &c->kw;
  const char *bugs = getenv("CORKIT_COMPAT_BUGS");
  corkit_level1_options o;
  corkit_level1_options_default(&o);
  o.no_vig = kw->no_vig != 0;
  o.no_mask = kw->no_mask != 0;
  o.no_warp = kw->nowarp != 0;
  o.no_stat = kw->nostat != 0;
  o.no_scale = kw->noscale != 0;
  o.no_roll_correction = kw->noroll_correction != 0;
  o.no_time_correction = kw->notimecorrection != 0;
  o.noimg = kw->noimg != 0;
  o.nofits = kw->nofits != 0 || kw->noimg != 0;
  o.pipeline_folders = kw->pipeline != 0 && !kw->savedir_given;
  o.oracle = dlm_oracle(c);
  o.compat_bugs = kw->compat_bugs_given ? kw->compat_bugs != 0 : bugs != NULL && strcmp(bugs, "1") == 0;
  o.saturate_negatives = kw->saturate_negatives != 0;
  o.insist = kw->insist != 0;
  o.fill = fill_code(c);
  o.overwrite = kw->overwrite != 0;
  o.geometry = geometry_code(c);
  o.pointing = pointing_code(c);
  if (kw->ephemeris_given && kw->ephemeris.slen > 0) {
    expand(kw->ephemeris.s, ephemeris, capacity);
    o.ephemeris = ephemeris;
  }
  return o;
}

static void folder_of(Call *c, char *folder, size_t capacity) {
  const char *fits_out = getenv("FITS_OUT");
  snprintf(folder, capacity, ".");
  if (c->kw.savedir_given && c->kw.savedir.slen > 0) {
    expand(c->kw.savedir.s, folder, capacity);
  } else if (c->kw.pipeline && (fits_out == NULL || *fits_out == 0)) {
    dlm_fail(c, CORKIT_ERROR_ARGUMENT, "/PIPELINE needs the environment variable FITS_OUT: source l1.env, or use SAVEDIR=");
  } else if (c->kw.pipeline) {
    snprintf(folder, capacity, "%s", fits_out);
  }
}

static void reduce(Call *c, const corkit_level1_options *options, const char *folder) {
  corkit_context *context = dlm_context(c);
  if (context == NULL) return;
  if (c->arg[0]->type == IDL_TYP_STRING) {
    char path[4096];
    const char *name = dlm_text(c, c->arg[0]);
    if (name == NULL) return;
    expand(name, path, sizeof path);
    dlm_ok(c, corkit_reduce_level1(context, path, folder, options, &c->product));
    return;
  }
  if (c->kw.hdrin == NULL) {
    dlm_fail(c, CORKIT_ERROR_ARGUMENT, "an image array needs its header: HDRIN=header");
    return;
  }
  const corkit_array *image = dlm_image(c, c->arg[0]);
  const corkit_header *header = image != NULL ? dlm_header(c, c->kw.hdrin) : NULL;
  if (header != NULL) dlm_ok(c, corkit_reduce_level1_array(context, image, header, options->nofits ? NULL : folder, options, &c->product));
}

static void put_warnings(Call *c) {
  const char *sentence = NULL;
  char said[sizeof c->err.message];
  const size_t n = corkit_product_warning(c->product, 0, &sentence);
  for (size_t i = 0; i < n && !c->kw.quiet; i++) {
    corkit_product_warning(c->product, i, &sentence);
    corkit_host_sentence(sentence, said, sizeof said);
    IDL_Message(IDL_M_NAMED_GENERIC, IDL_MSG_INFO, said);
  }
  if (!dlm_is_named(c->kw.warnings)) return;
  IDL_MEMINT dim[IDL_MAX_ARRAY_DIM] = {n > 0 ? (IDL_MEMINT)n : 1};
  IDL_VPTR v = NULL;
  IDL_STRING *s = (IDL_STRING *)IDL_MakeTempArray(IDL_TYP_STRING, 1, dim, IDL_ARR_INI_ZERO, &v);
  for (size_t i = 0; i < n; i++) {
    corkit_product_warning(c->product, i, &sentence);
    corkit_host_sentence(sentence, said, sizeof said);
    IDL_StrStore(s + i, said);
  }
  dlm_put(v, c->kw.warnings);
}

void dlm_reduce_level_1(int argc, IDL_VPTR argv[], char *argk) {
  static IDL_KW_PAR keywords[] = {
      {"COMPAT_BUGS", IDL_TYP_LONG, 1, IDL_KW_ZERO, (int *)offsetof(Keywords, compat_bugs_given), (char *)offsetof(Keywords, compat_bugs)},
      KW_GIVEN("EPHEMERIS", IDL_TYP_STRING, ephemeris),
      KW_GIVEN("FILL", IDL_TYP_STRING, fill),
      KW_GIVEN("GEOMETRY", IDL_TYP_STRING, geometry),
      KW_IN("HDRIN", hdrin),
      KW_FLAG("INSIST", insist),
      KW_FLAG("NOFITS", nofits),
      KW_FLAG("NOIMG", noimg),
      KW_FLAG("NOROLL_CORRECTION", noroll_correction),
      KW_FLAG("NOSCALE", noscale),
      KW_FLAG("NOSTAT", nostat),
      KW_FLAG("NOTIMECORRECTION", notimecorrection),
      KW_FLAG("NOWARP", nowarp),
      KW_FLAG("NO_MASK", no_mask),
      KW_FLAG("NO_VIG", no_vig),
      KW_GIVEN("ORACLE", IDL_TYP_STRING, oracle),
      KW_OUTPUT("OUTFILE", outfile),
      KW_FLAG("OVERWRITE", overwrite),
      KW_FLAG("PIPELINE", pipeline),
      KW_GIVEN("POINTING", IDL_TYP_STRING, pointing),
      KW_FLAG("QUIET", quiet),
      KW_FLAG("REM_CR", rem_cr),
      KW_FLAG("REPROCESS", reprocess),
      KW_FLAG("RESET", reset),
      KW_FLAG("SATURATE_NEGATIVES", saturate_negatives),
      KW_GIVEN("SAVEDIR", IDL_TYP_STRING, savedir),
      KW_FLAG("VERBOSE", verbose),
      KW_OUTPUT("WARNINGS", warnings),
      KW_END};
  Call c;
  char folder[4096], ephemeris[4096];
  dlm_begin(&c, argc, argv, argk, keywords);
  const corkit_level1_options options = options_of(&c, ephemeris, sizeof ephemeris);
  folder_of(&c, folder, sizeof folder);
  if (c.kw.reset) corkit_host_reset();
  if (c.err.status == CORKIT_OK) reduce(&c, &options, folder);
  if (c.product != NULL) {
    const corkit_array *calibrated = corkit_product_calibrated(c.product);
    char path[8300];
    snprintf(path, sizeof path, "%s", corkit_product_path(c.product));
    if (path[0] == 0) snprintf(path, sizeof path, "%s/%s", folder, corkit_product_name(c.product));
    dlm_put_text(c.kw.outfile, path);
    put_warnings(&c);
    if (c.n > 1 && dlm_is_named(c.arg[1])) dlm_put(dlm_lasco_structure(&c, corkit_product_header(c.product)), c.arg[1]);
    if (c.n > 2 && dlm_is_named(c.arg[2]) && calibrated != NULL) dlm_put(dlm_array(calibrated), c.arg[2]);
  }
  dlm_finish(&c);
}

IDL_VPTR dlm_lasco_readfits(int argc, IDL_VPTR argv[], char *argk) {
  static IDL_KW_PAR keywords[] = {KW_OUTPUT("CARDS", cards), KW_FLAG("NO_IMG", no_img), KW_FLAG("SILENT", silent), KW_END};
  Call c;
  dlm_begin(&c, argc, argv, argk, keywords);
  IDL_VPTR result = NULL;
  char path[4096];
  corkit_context *context = dlm_context(&c);
  const char *name = context != NULL ? dlm_text(&c, c.arg[0]) : NULL;
  if (name != NULL) {
    expand(name, path, sizeof path);
    if (dlm_ok(&c, corkit_lasco_readfits(context, path, &c.image, &c.header))) {
      if (c.n > 1 && dlm_is_named(c.arg[1])) dlm_put(dlm_lasco_structure(&c, c.header), c.arg[1]);
      dlm_put_cards(c.kw.cards, c.header);
      result = c.kw.no_img ? dlm_number(IDL_TYP_INT, 0) : dlm_array(c.image);
    }
  }
  dlm_finish(&c);
  return result;
}

IDL_VPTR dlm_lasco_fitshdr2struct(int argc, IDL_VPTR argv[], char *argk) {
  Call c;
  dlm_begin(&c, argc, argv, argk, NULL);
  IDL_VPTR result = NULL;
  const corkit_header *header = dlm_header(&c, c.arg[0]);
  if (header != NULL) result = dlm_lasco_structure(&c, header);
  dlm_finish(&c);
  return result;
}

IDL_VPTR dlm_version(int argc, IDL_VPTR argv[], char *argk) {
  static IDL_KW_PAR keywords[] = {KW_FLAG("SOLARSOFT", solarsoft), KW_END};
  Call c;
  dlm_begin(&c, argc, argv, argk, keywords);
  const char *text = c.kw.solarsoft ? corkit_solarsoft_version() : corkit_version();
  dlm_finish(&c);
  return IDL_StrToSTRING(text);
}

IDL_VPTR dlm_calibration_folder(int argc, IDL_VPTR argv[], char *argk) {
  Call c;
  dlm_begin(&c, argc, argv, argk, NULL);
  const char *folder = "", *part = c.n > 0 ? dlm_text(&c, c.arg[0]) : "calibration";
  corkit_context *context = part != NULL ? dlm_context(&c) : NULL;
  if (context != NULL) dlm_ok(&c, corkit_calibration_folder(context, part, &folder));
  dlm_finish(&c);
  return IDL_StrToSTRING(folder);
}
