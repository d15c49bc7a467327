/* Runs every routine of the DLM under the fake IDL: results against the library's own, headers in both forms, output arguments, keywords,
 * errors. Usage: run_routines corkit.so corkit.dlm c2.fts c3.fts folder   (calibration data from the environment) */
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "corkit/corkit.h"
#include "fake_idl.h"

static int checks;
#define CHECK(condition)                                             \
  do {                                                               \
    checks++;                                                        \
    if (!(condition)) fake_die("line %d: %s", __LINE__, #condition); \
  } while (0)

static corkit_context *context;

static IDL_VPTR call(const char *name, IDL_VPTR a, IDL_VPTR b, IDL_VPTR c, FakeKeywords *k) {
  IDL_VPTR arguments[3] = {a, b, c};
  return fake_call(name, c != NULL ? 3 : b != NULL ? 2 : a != NULL ? 1 : 0, arguments, k);
}

static int succeeded(void) {
  if (fake_message()[0] != 0) fake_die("a call failed");
  return 1;
}

/* The sentence of a failing call. */
static int failed_with(const char *part) { return strstr(fake_message(), part) != NULL; }

static IDL_VPTR array_of(const corkit_array *a) {
  IDL_VPTR v = fake_array(a->type, a->nx, a->ny);
  memcpy(v->value.arr->data, a->data, (size_t)v->value.arr->arr_len);
  return v;
}

static IDL_VPTR cards_of(const corkit_header *header) {
  const size_t n = corkit_header_count(header);
  IDL_VPTR v = fake_array(IDL_TYP_STRING, (IDL_MEMINT)n + 1, 0);
  IDL_STRING *s = (IDL_STRING *)v->value.arr->data;
  char card[81];
  for (size_t i = 0; i < n; i++) {
    corkit_header_card(header, i, card);
    IDL_StrStore(s + i, card);
  }
  IDL_StrStore(s + n, "END");
  return v;
}

static int same_pixels(IDL_VPTR v, const corkit_array *a) {
  return v->type == a->type && v->value.arr->n_dim == 2 && v->value.arr->dim[0] == a->nx && v->value.arr->dim[1] == a->ny &&
         memcmp(v->value.arr->data, a->data, (size_t)v->value.arr->arr_len) == 0;
}

static int same_cards(IDL_VPTR v, const corkit_header *header) {
  const size_t n = corkit_header_count(header);
  char card[81];
  if (v->type != IDL_TYP_STRING || v->value.arr->n_elts != (IDL_MEMINT)n + 1) return 0;
  for (size_t i = 0; i < n; i++) {
    corkit_header_card(header, i, card);
    if (strcmp(card, ((IDL_STRING *)v->value.arr->data)[i].s) != 0) return 0;
  }
  return strncmp(((IDL_STRING *)v->value.arr->data)[n].s, "END ", 4) == 0;
}

static const char *text_tag(IDL_VPTR structure, const char *name) { return ((IDL_STRING *)fake_tag(structure, name, NULL))->s; }

typedef struct Image {
  corkit_array *pixels;
  corkit_header *header;
  IDL_VPTR image, cards, structure;
} Image;

static Image open_image(const char *path) {
  Image i;
  if (corkit_lasco_readfits(context, path, &i.pixels, &i.header) != CORKIT_OK) fake_die("%s", corkit_last_error(NULL));
  i.cards = cards_of(i.header);
  i.structure = fake_variable();
  IDL_VPTR name = fake_string(path), read_cards = fake_variable();
  FakeKeywords k = {1, {{"CARDS", read_cards}}};
  IDL_VPTR read = call("CORKIT_LASCO_READFITS", name, i.structure, NULL, &k);
  CHECK(succeeded() && same_pixels(read, i.pixels) && same_cards(read_cards, i.header));
  fake_free(read);
  fake_free(read_cards);
  fake_free(name);
  IDL_VPTR converted = call("CORKIT_LASCO_FITSHDR2STRUCT", i.cards, NULL, NULL, NULL);
  CHECK(succeeded() && strcmp(text_tag(converted, "DATE_OBS"), text_tag(i.structure, "DATE_OBS")) == 0);
  CHECK(*(IDL_INT *)fake_tag(converted, "NAXIS1", NULL) == i.pixels->nx);
  fake_free(converted);
  i.image = array_of(i.pixels);
  return i;
}

static void close_image(Image *i) {
  corkit_array_free(i->pixels);
  corkit_header_free(i->header);
  fake_free(i->image);
  fake_free(i->cards);
  fake_free(i->structure);
}

static void calibration(const Image *i, const char *detector) {
  const int c2 = strcmp(detector, "C2") == 0;
  corkit_array *expected = NULL;
  corkit_header *header = corkit_header_copy(i->header);
  IDL_VPTR one = fake_scalar(IDL_TYP_INT, 1), too_many = fake_variable();
  FakeKeywords fuzzy = {3, {{"FUZ", one}, {"NO_MASK", one}, {"TOO_MANY", too_many}}};
  FakeKeywords *k = c2 ? NULL : &fuzzy;
  corkit_c3_calibrate_options o;
  corkit_c3_calibrate_options_default(&o);
  o.fuzzy = o.no_mask = 1;
  if (c2) {
    CHECK(corkit_c2_calibrate(context, i->pixels, header, 0, &expected) == CORKIT_OK);
  } else {
    CHECK(corkit_c3_calibrate(context, i->pixels, header, &o, &expected, NULL) == CORKIT_OK);
  }
  const char *name = c2 ? "CORKIT_C2_CALIBRATE" : "CORKIT_C3_CALIBRATE";
  IDL_VPTR cards = fake_copy(i->cards);
  IDL_VPTR result = call(name, i->image, cards, NULL, k);
  CHECK(succeeded() && same_pixels(result, expected) && same_cards(cards, header));
  CHECK(c2 || too_many->type == IDL_TYP_LONG);
  fake_free(result);
  result = call(name, i->image, i->structure, NULL, k);
  CHECK(succeeded() && same_pixels(result, expected));

  IDL_VPTR warped = call(c2 ? "CORKIT_C2_WARP" : "CORKIT_C3_WARP", result, cards, NULL, NULL);
  corkit_array *expected_warp = NULL;
  CHECK((c2 ? corkit_c2_warp : corkit_c3_warp)(context, expected, header, &expected_warp) == CORKIT_OK);
  CHECK(succeeded() && same_pixels(warped, expected_warp) && same_cards(cards, header));
  IDL_VPTR gdl = fake_string("gdl"), nobody = fake_string("nobody"), again = fake_copy(i->cards);
  FakeKeywords oracle = {1, {{"ORACLE", gdl}}}, wrong = {1, {{"ORACLE", nobody}}};
  IDL_VPTR other = call(c2 ? "CORKIT_C2_WARP" : "CORKIT_C3_WARP", result, again, NULL, &oracle);
  corkit_array *expected_other = NULL;
  CHECK(corkit_warp(context, detector, expected, header, CORKIT_ORACLE_GDL, &expected_other) == CORKIT_OK);
  CHECK(succeeded() && same_pixels(other, expected_other) && !same_pixels(other, expected_warp));
  call(c2 ? "CORKIT_C2_WARP" : "CORKIT_C3_WARP", result, again, NULL, &wrong);
  CHECK(failed_with("ORACLE must be"));
  IDL_VPTR satmax = fake_scalar(IDL_TYP_FLOAT, 6.5e-9), picture = fake_copy(warped);
  FakeKeywords limits = {1, {{"SATMAX", satmax}}};
  const float limit = 6.5e-9F;
  call("CORKIT_REDUCE_STATISTICS2", picture, cards, NULL, &limits);
  CHECK(corkit_reduce_statistics2(context, expected_warp, header, &limit, NULL) == CORKIT_OK);
  CHECK(succeeded() && same_cards(cards, header));
  call("CORKIT_REDUCE_STATISTICS2", picture, i->structure, NULL, NULL);
  CHECK(succeeded() && *(float *)fake_tag(i->structure, "DATAMAX", NULL) > 0);
  if (!c2) {
    IDL_VPTR header_keyword = fake_copy(i->cards);
    FakeKeywords hdr = {2, {{"HDR", header_keyword}, {"TOO_MANY", too_many}}};
    IDL_VPTR filled = call("CORKIT_FUZZY_IMAGE", result, NULL, NULL, &hdr);
    CHECK(succeeded() && filled->type == IDL_TYP_FLOAT);
    fake_free(filled);
    fake_free(header_keyword);
  }
  IDL_VPTR more[] = {gdl, nobody, again, other};
  for (size_t n = 0; n < sizeof more / sizeof more[0]; ++n) fake_free(more[n]);
  corkit_array_free(expected_other);
  fake_free(picture);
  fake_free(satmax);
  fake_free(warped);
  fake_free(result);
  fake_free(cards);
  fake_free(one);
  fake_free(too_many);
  corkit_header_free(header);
  corkit_array_free(expected);
  corkit_array_free(expected_warp);
}

static double value_of(IDL_VPTR v) {
  const double value = v->type == IDL_TYP_FLOAT ? (double)v->value.f : v->type == IDL_TYP_DOUBLE ? v->value.d : IDL_DoubleScalar(v);
  fake_free(v);
  return value;
}

static void numbers(const Image *i, const char *detector) {
  IDL_VPTR cards = fake_copy(i->cards), expfac = fake_variable(), bias = fake_variable(), source = fake_variable();
  corkit_header *header = corkit_header_copy(i->header);
  float factor = 0, expected_bias = 0, scale = 0, x = 0, y = 0;
  double radius = 0, centre[2];
  int valid = 0;
  IDL_VPTR result = call("CORKIT_GET_EXP_FACTOR", cards, expfac, bias, NULL);
  CHECK(succeeded() && corkit_get_exp_factor(context, header, &factor, &expected_bias, &valid) == CORKIT_OK);
  CHECK(value_of(result) == valid && expfac->value.f == factor && bias->value.f == expected_bias && same_cards(cards, header));
  result = call(detector[1] == '2' ? "CORKIT_C2_CALFACTOR" : "CORKIT_C3_CALFACTOR", cards, NULL, NULL, NULL);
  CHECK(succeeded() && value_of(result) > 0);
  CHECK(corkit_get_solar_radius(header, &radius) == CORKIT_OK);
  CHECK(value_of(call("CORKIT_GET_SOLAR_RADIUS", i->structure, NULL, NULL, NULL)) == radius && succeeded());
  IDL_VPTR one = fake_scalar(IDL_TYP_INT, 1);
  FakeKeywords pixel = {1, {{"PIX", one}}}, full = {1, {{"FULL", one}}}, degrees = {2, {{"DEG", one}, {"MEDIAN", one}}},
               sum = {1, {{"SUM", one}}};
  CHECK(value_of(call("CORKIT_GET_SOLAR_RADIUS", cards, NULL, NULL, &pixel)) < radius && succeeded());
  CHECK(corkit_get_sec_pixel(header, 1024, &scale) == CORKIT_OK);
  CHECK(value_of(call("CORKIT_GET_SEC_PIXEL", cards, NULL, NULL, &full)) == (double)scale && succeeded());
  IDL_VPTR name = fake_string(detector), port = fake_string("C"), day = fake_string("050513"), what = fake_string("roll");
  CHECK(corkit_subtense(detector, &scale) == CORKIT_OK && value_of(call("CORKIT_SUBTENSE", name, NULL, NULL, NULL)) == (double)scale);
  CHECK(value_of(call("CORKIT_OFFSET_BIAS", name, port, day, NULL)) > 300 && succeeded());
  CHECK(value_of(call("CORKIT_OFFSET_BIAS", cards, NULL, NULL, &sum)) > 300 && succeeded());
  CHECK(corkit_get_sun_center(context, header, 1024, &x, &y, NULL) == CORKIT_OK);
  result = call("CORKIT_GET_SUN_CENTER", cards, source, NULL, &full);
  CHECK(succeeded() && *(float *)fake_tag(result, "XCEN", NULL) == x && *(float *)fake_tag(result, "YCEN", NULL) == y);
  CHECK(source->type == IDL_TYP_STRING);
  fake_free(result);
  result = call("CORKIT_GET_ROLL_OR_XY", cards, what, source, &degrees);
  CHECK(succeeded() && result->type == IDL_TYP_FLOAT);
  fake_free(result);
  CHECK(corkit_occltr_cntr(context, header, &centre[0], &centre[1]) == CORKIT_OK);
  result = call("CORKIT_OCCLTR_CNTR", cards, NULL, NULL, NULL);
  CHECK(succeeded() && result->type == (detector[1] == '3' ? IDL_TYP_FLOAT : IDL_TYP_DOUBLE) && result->value.arr->n_elts == 2);
  fake_free(result);
  result = call("CORKIT_ADJUST_HDR_TCR", i->structure, NULL, NULL, NULL);
  CHECK(succeeded() && fake_tag(result, "ROLL", NULL) != NULL);
  fake_free(result);
  result = call("CORKIT_ADJUST_HDR_TCR", cards, NULL, NULL, NULL);
  CHECK(succeeded());
  fake_free(result);

  IDL_VPTR radii = fake_array(IDL_TYP_FLOAT, 3, 0), arcs = fake_scalar(IDL_TYP_FLOAT, 56.0);
  for (int k = 0; k < 3; k++) ((float *)radii->value.arr->data)[k] = 100.0F * (float)(k + 1);
  double arcsec = 0;
  CHECK(corkit_distortion(detector, 300.0, 56.0, &arcsec) == CORKIT_OK);
  result = call(detector[1] == '2' ? "CORKIT_C2_DISTORTION" : "CORKIT_C3_DISTORTION", radii, arcs, NULL, NULL);
  CHECK(succeeded() && ((float *)result->value.arr->data)[2] == (float)arcsec);
  fake_free(result);
  IDL_VPTR leftovers[] = {radii, arcs, name, port, day, what, one, cards, expfac, bias, source};
  for (size_t k = 0; k < sizeof leftovers / sizeof leftovers[0]; k++) fake_free(leftovers[k]);
  corkit_header_free(header);
}

static void sizes_and_blocks(const Image *i) {
  IDL_VPTR one = fake_scalar(IDL_TYP_INT, 1), strmap = fake_string("wanted"), missblock = fake_variable(), cards = fake_copy(i->cards);
  FakeKeywords full = {1, {{"FULL", one}}}, blocks = {2, {{"STRMAP", strmap}, {"FULL", one}}};
  IDL_VPTR result = call("CORKIT_REDUCE_STD_SIZE", i->image, cards, NULL, &full);
  CHECK(succeeded() && result->value.arr->dim[0] == 1024);
  fake_free(result);
  result = call("CORKIT_REDUCE_STD_SIZE", i->image, i->structure, NULL, &full);
  CHECK(succeeded() && *(IDL_INT *)fake_tag(i->structure, "NAXIS1", NULL) == 1024);
  fake_free(result);
  result = call("CORKIT_FIXWRAP", i->image, NULL, NULL, NULL);
  CHECK(succeeded() && result->type == IDL_TYP_LONG);
  fake_free(result);

  IDL_VPTR arguments[5] = {i->image, i->cards, missblock, fake_variable(), fake_variable()};
  fake_call("CORKIT_FIND_MISS_BLOCKS", 3, arguments, &blocks);
  CHECK(succeeded() && *(IDL_LONG *)fake_tag(missblock, "NBMISS", NULL) >= 0);
  const char *position = text_tag(strmap, "NTBPOS");
  IDL_VPTR text = fake_string(position != NULL ? position : "");
  result = call("CORKIT_STRMAP2MB", text, NULL, NULL, NULL);
  CHECK(succeeded() && result->type == IDL_TYP_INT && result->value.arr->n_elts == 1024);
  CHECK(memcmp(result->value.arr->data, fake_tag(missblock, "MBMAPALL", NULL), 2048) == 0);
  IDL_VPTR back = call("CORKIT_MB2STRMAP", result, NULL, NULL, NULL);
  CHECK(succeeded() && (position == NULL || strcmp(back->value.str.s, position) == 0));
  fake_free(back);
  fake_free(result);
  /* SolarSoft's procedure: the size in pixels. */
  IDL_VPTR side = fake_scalar(IDL_TYP_INT, 1024), map = fake_variable();
  IDL_VPTR pixels[5] = {text, side, side, one, map};
  fake_call("CORKIT_STRMAP2MB_PIXELS", 5, pixels, NULL);
  CHECK(succeeded() && map->type == IDL_TYP_INT && map->value.arr->n_elts == 1024);
  CHECK(memcmp(map->value.arr->data, fake_tag(missblock, "MBMAPALL", NULL), 2048) == 0);
  fake_free(side);
  fake_free(map);
  IDL_VPTR none = fake_string(""), four = fake_scalar(IDL_TYP_INT, 4);
  result = call("CORKIT_STRMAP2MB", none, four, NULL, NULL);
  CHECK(succeeded() && result->value.arr->n_elts == 16 && ((IDL_INT *)result->value.arr->data)[15] == 1);
  fake_free(result);
  FakeKeywords fuzzyima = {1, {{"FUZZYIMA", one}}};
  IDL_VPTR picture = fake_array(IDL_TYP_FLOAT, i->pixels->nx, i->pixels->ny);
  for (IDL_MEMINT k = 0; k < picture->value.arr->n_elts; k++) ((float *)picture->value.arr->data)[k] = 5.0F;
  arguments[0] = picture;
  fake_call("CORKIT_FIND_MISS_BLOCKS", 5, arguments, &fuzzyima);
  CHECK(succeeded() && arguments[3]->type == IDL_TYP_FLOAT && arguments[4]->type == IDL_TYP_STRING);
  IDL_VPTR leftovers[] = {one, strmap, missblock, cards, arguments[3], arguments[4], text, none, four, picture};
  for (size_t k = 0; k < sizeof leftovers / sizeof leftovers[0]; k++) fake_free(leftovers[k]);
}

static void level1(const Image *i, const char *path, const char *folder) {
  IDL_VPTR name = fake_string(path), savedir = fake_string(folder), oracle = fake_string("gdl"), fill = fake_string("none");
  IDL_VPTR hout = fake_variable(), b = fake_variable(), outfile = fake_variable(), warnings = fake_variable();
  IDL_VPTR one = fake_scalar(IDL_TYP_INT, 1);
  corkit_product *product = NULL;
  corkit_level1_options o;
  corkit_level1_options_default(&o);
  o.nofits = 1;
  CHECK(corkit_reduce_level1(context, path, folder, &o, &product) == CORKIT_OK);
  FakeKeywords k = {4, {{"SAVEDIR", savedir}, {"OUTFILE", outfile}, {"WARNINGS", warnings}, {"RESET", one}}};
  IDL_VPTR arguments[3] = {name, hout, b};
  fake_call("CORKIT_REDUCE_LEVEL_1", 3, arguments, &k);
  CHECK(succeeded() && same_pixels(b, corkit_product_calibrated(product)));
  CHECK(strstr(outfile->value.str.s, corkit_product_name(product)) != NULL);
  CHECK(strcmp(text_tag(hout, "FILENAME"), corkit_product_name(product)) == 0);
  FakeKeywords array = {5, {{"HDRIN", i->structure}, {"NOFITS", one}, {"ORACLE", oracle}, {"FILL", fill}, {"QUIET", one}}};
  arguments[0] = i->image;
  fake_call("CORKIT_REDUCE_LEVEL_1", 3, arguments, &array);
  CHECK(succeeded() && b->value.arr->n_elts > 1);
  array.count = 2;
  array.list[0].value = i->cards;
  fake_call("CORKIT_REDUCE_LEVEL_1", 3, arguments, &array);
  CHECK(succeeded() && same_pixels(b, corkit_product_calibrated(product)));
  corkit_product_free(product);

  /* Below the bias: a warning, in IDL's words. */
  IDL_VPTR dark = fake_copy(i->image);
  memset(dark->value.arr->data + dark->value.arr->arr_len / 4, 0x01, 4096);
  FakeKeywords doubtful = {3, {{"HDRIN", i->cards}, {"NOFITS", one}, {"WARNINGS", warnings}}};
  arguments[0] = dark;
  fake_call("CORKIT_REDUCE_LEVEL_1", 3, arguments, &doubtful);
  CHECK(succeeded());
  if (strstr(path, "32180023") != NULL) {
    const IDL_STRING *last = (const IDL_STRING *)warnings->value.arr->data + warnings->value.arr->n_elts - 1;
    CHECK(strstr(last->s, "/SATURATE_NEGATIVES") != NULL && strstr(fake_information(), "/SATURATE_NEGATIVES") != NULL);
  }
  fake_free(dark);
  arguments[0] = i->image;

  fake_call("CORKIT_REDUCE_LEVEL_1", 1, arguments, NULL);
  CHECK(failed_with("HDRIN"));
  IDL_VPTR nothing = fake_string("/nowhere/32000001_100%s%n.fts");
  fake_call("CORKIT_MB2STRMAP", 1, &nothing, NULL);
  CHECK(failed_with("a map of blocks"));
  fake_call("CORKIT_REDUCE_LEVEL_1", 1, &nothing, &k);
  CHECK(failed_with("/nowhere/32000001_100%s%n.fts"));
  IDL_VPTR learned = fake_string("dl");
  FakeKeywords no_plugin = {2, {{"FILL", learned}, {"NOFITS", one}}};
  setenv("CORKIT_INPAINT_LIB", "/nowhere.so", 1);
  fake_call("CORKIT_REDUCE_LEVEL_1", 1, &name, &no_plugin);
  unsetenv("CORKIT_INPAINT_LIB");
  CHECK(failed_with("FILL='membrane'") && !failed_with("--"));
  fake_free(learned);
  FakeKeywords bad = {1, {{"NOSUCH", one}}};
  fake_call("CORKIT_REDUCE_LEVEL_1", 1, &name, &bad);
  CHECK(failed_with("not allowed"));
  FakeKeywords wrong = {1, {{"ORACLE", savedir}}};
  fake_call("CORKIT_REDUCE_LEVEL_1", 1, &name, &wrong);
  CHECK(failed_with("ORACLE"));
  IDL_VPTR leftovers[] = {name, savedir, oracle, fill, hout, b, outfile, warnings, one, nothing};
  for (size_t j = 0; j < sizeof leftovers / sizeof leftovers[0]; j++) fake_free(leftovers[j]);
}

/* Every routine refuses nonsense with a sentence. */
static void refusals(const Image *i) {
  IDL_VPTR undefined = fake_variable(), text = fake_string("no header"), number = fake_scalar(IDL_TYP_DOUBLE, 1);
  IDL_VPTR cube = fake_array(IDL_TYP_STRING, 2, 2);
  for (int k = 0; k < fake_routines(); k++) {
    if (strcmp(fake_routine(k), "CORKIT_VERSION") == 0) continue;
    IDL_VPTR nonsense[3] = {undefined, undefined, undefined};
    for (int n = 1; n <= 3; n++) {
      if (fake_call(fake_routine(k), n, nonsense, NULL) != NULL) fake_die("%s took undefined arguments", fake_routine(k));
      CHECK(strlen(fake_message()) > 10);
    }
  }
  call("CORKIT_C3_CALIBRATE", i->image, number, NULL, NULL);
  CHECK(failed_with("header is needed"));
  call("CORKIT_C3_CALIBRATE", cube, i->cards, NULL, NULL);
  CHECK(failed_with("two-dimensional"));
  call("CORKIT_C3_CALIBRATE", i->image, text, NULL, NULL);
  CHECK(strlen(fake_message()) > 10);
  call("CORKIT_SUBTENSE", text, NULL, NULL, NULL);
  CHECK(strlen(fake_message()) > 10);
  /* The host is as strict as one can be: it refuses keyword variables that are not set, and counts arguments. */
  static const char *const typed[] = {"FUZZY", "ORACLE"};
  for (size_t k = 0; k < sizeof typed / sizeof typed[0]; k++) {
    FakeKeywords unset = {1, {{typed[k], undefined}}};
    call("CORKIT_C3_CALIBRATE", i->image, i->cards, NULL, &unset);
    CHECK(strlen(fake_message()) > 10);
  }
  call("CORKIT_C3_CALIBRATE", i->image, NULL, NULL, NULL);
  CHECK(failed_with("number of arguments"));
  call("CORKIT_FIXWRAP", i->image, i->cards, NULL, NULL);
  CHECK(failed_with("number of arguments"));
  fake_free(undefined);
  fake_free(text);
  fake_free(number);
  fake_free(cube);
}

static const char *text_of(IDL_VPTR v) { return v->value.str.slen > 0 ? v->value.str.s : ""; }

/* The session has the folders that a context of the same environment has. */
static void folders(void) {
  static const char *const parts[] = {"calibration", "lasco_data", "nrl_lib", "ancil_data"};
  const char *expected = "";
  for (size_t k = 0; k < sizeof parts / sizeof parts[0]; k++) {
    IDL_VPTR part = fake_string(parts[k]);
    IDL_VPTR found = fake_call("CORKIT_CALIBRATION_FOLDER", 1, &part, NULL);
    CHECK(corkit_calibration_folder(context, parts[k], &expected) == CORKIT_OK && (k == 0 || expected[0] == '/'));
    CHECK(strcmp(text_of(found), expected) == 0);
    fake_free(found);
    fake_free(part);
  }
  corkit_calibration_folder(context, parts[0], &expected);
  IDL_VPTR found = fake_call("CORKIT_CALIBRATION_FOLDER", 0, NULL, NULL), other = fake_string("ramps");
  CHECK(strcmp(text_of(found), expected) == 0);
  CHECK(fake_call("CORKIT_CALIBRATION_FOLDER", 1, &other, NULL) == NULL && failed_with("part is 'ramps'"));
  fake_free(found);
  fake_free(other);
}

int main(int argc, char **argv) {
  if (argc != 6) fake_die("usage: run_routines corkit.so corkit.dlm c2.fts c3.fts folder");
  corkit_error err;
  context = corkit_context_create(NULL, &err);
  if (context == NULL) fake_die("%s", err.message);
  fake_load(argv[1], argv[2]);
  IDL_VPTR version = fake_call("CORKIT_VERSION", 0, NULL, NULL);
  CHECK(strcmp(version->value.str.s, corkit_version()) == 0);
  fake_free(version);
  folders();
  for (int k = 0; k < 2; k++) {
    const char *path = argv[3 + k], *detector = k == 0 ? "C2" : "C3";
    Image i = open_image(path);
    numbers(&i, detector);
    calibration(&i, detector);
    level1(&i, path, argv[5]);
    if (k == 1) sizes_and_blocks(&i);
    refusals(&i);
    close_image(&i);
  }
  for (int k = 0; k < fake_routines(); k++) {
    if (fake_successes(k) == 0) fake_die("%s was never run", fake_routine(k));
  }
  if (fake_temporaries() != 0) fake_die("%d temporaries were not given back", fake_temporaries());
  context = corkit_context_destroy(context);
  printf("%d routines, %d checks passed\n", fake_routines(), checks);
  return 0;
}
