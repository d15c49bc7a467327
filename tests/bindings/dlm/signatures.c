/* Every row of ../gdl/signatures.txt through the DLM: kind, arguments, each keyword once, outputs, what is changed in place.
 * Usage: signatures corkit.so corkit.dlm c2.fts c3.fts folder signatures.txt   (calibration data from the environment) */
#include <ctype.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>

#include "corkit/corkit.h"
#include "fake_idl.h"

enum { WORDS = 32, WORD = 64 };

/* One row of the table. */
typedef struct Row {
  char name[WORD], routine[WORD];
  int is_function, n_positional, n_keywords, n_returning, n_changed[2];
  char positional[WORDS][WORD], keywords[WORDS][WORD], returning[WORDS][WORD], changed[2][WORDS][WORD]; /* structure, cards */
} Row;

/* What stands for the words of the table. */
typedef struct Camera {
  const char *path, *folder;
  IDL_VPTR image, excess, msb, cards;
} Camera;

static corkit_context *context;
static int checks, failures;

static void expect(int good, const char *head, const char *text) {
  checks++;
  if (good) return;
  failures++;
  printf("FAIL: %s: %s   (last message: %s)\n", head, text, fake_message());
}

/* ---------------------------------------------------------------------------------------------------------- the table */

static int words(char *column, char (*list)[WORD]) {
  int n = 0;
  for (char *w = strtok(column, " "); w != NULL; w = strtok(NULL, " ")) {
    if (n == WORDS) fake_die("too many words in a column");
    snprintf(list[n++], WORD, "%s", w);
  }
  return n;
}

static int read_row(char *line, Row *r) {
  char *columns[7];
  memset(r, 0, sizeof *r);
  line[strcspn(line, "\r\n")] = 0;
  if (line[0] == '#' || line[strspn(line, " ")] == 0) return 0;
  for (int i = 0; i < 7; i++) {
    columns[i] = line;
    line += strcspn(line, "|");
    if (*line == 0 && i < 6) fake_die("a row with fewer than 7 columns: %s", columns[0]);
    if (*line != 0) *line++ = 0;
  }
  sscanf(columns[0], "%63s", r->name);
  r->is_function = strstr(columns[1], "function") != NULL;
  r->n_positional = words(columns[2], r->positional);
  r->n_keywords = words(columns[3], r->keywords);
  r->n_returning = words(columns[4], r->returning);
  for (int form = 0; form < 2; form++) r->n_changed[form] = words(columns[5 + form], r->changed[form]);
  /* The function of the name has the size in blocks. */
  const char *tail = strcmp(r->name, "STRMAP2MB") == 0 ? "STRMAP2MB_PIXELS" : r->name;
  if (strcmp(r->name, "REDUCE_LEVEL1") == 0) tail = "REDUCE_LEVEL_1";
  snprintf(r->routine, sizeof r->routine, "CORKIT_%.50s", tail);
  return 1;
}

/* ------------------------------------------------------------------------------------------------------------- values */

static IDL_VPTR array_of(const corkit_array *a) {
  IDL_VPTR v = fake_array(a->type, a->nx, a->ny);
  memcpy(v->value.arr->data, a->data, (size_t)v->value.arr->arr_len);
  return v;
}

static IDL_VPTR structure_of(IDL_VPTR cards) {
  IDL_VPTR temporary = fake_call("CORKIT_LASCO_FITSHDR2STRUCT", 1, &cards, NULL), v = fake_variable();
  IDL_VarCopy(temporary, v);
  return v;
}

static IDL_VPTR block_map(void) {
  IDL_VPTR map = fake_array(IDL_TYP_INT, 32, 32);
  for (int k = 0; k < 1024; k++) ((IDL_INT *)map->value.arr->data)[k] = k != 131;
  return map;
}

static IDL_VPTR list_of(const char *text) {
  int a = 0, b = 0;
  if (sscanf(text, "[%d,%d]", &a, &b) != 2) fake_die("a list of two numbers is needed: %s", text);
  IDL_VPTR v = fake_array(IDL_TYP_INT, 2, 0);
  ((IDL_INT *)v->value.arr->data)[0] = (IDL_INT)a;
  ((IDL_INT *)v->value.arr->data)[1] = (IDL_INT)b;
  return v;
}

/* A new variable for the text after an argument's =. */
static IDL_VPTR value_of(const char *text, const Camera *camera, int form) {
  if (strcmp(text, "image") == 0) return fake_copy(camera->image);
  if (strcmp(text, "excess") == 0) return fake_copy(camera->excess);
  if (strcmp(text, "msb") == 0) return fake_copy(camera->msb);
  if (strcmp(text, "header") == 0) return form == 0 ? structure_of(camera->cards) : fake_copy(camera->cards);
  if (strcmp(text, "map") == 0) return block_map();
  if (strcmp(text, "file") == 0) return fake_string(camera->path);
  if (strcmp(text, "folder") == 0) return fake_string(camera->folder);
  if (text[0] == '[') return list_of(text);
  if (text[0] == '\'') {
    char plain[WORD];
    snprintf(plain, sizeof plain, "%s", text + 1);
    plain[strcspn(plain, "'")] = 0;
    return fake_string(plain);
  }
  if (!isdigit((unsigned char)text[0])) fake_die("the table has an unknown value: %s", text);
  return fake_scalar(strpbrk(text, ".e") != NULL ? IDL_TYP_FLOAT : IDL_TYP_INT, strtod(text, NULL));
}

static unsigned long long mixed(unsigned long long hash, const void *data, size_t n) {
  for (size_t i = 0; i < n; i++) hash = (hash ^ ((const unsigned char *)data)[i]) * 1099511628211ULL;
  return hash;
}

static unsigned long long mixed_strings(unsigned long long hash, const IDL_STRING *s, IDL_MEMINT n) {
  for (IDL_MEMINT i = 0; i < n; i++) hash = mixed(mixed(hash, s[i].s, (size_t)s[i].slen), "|", 1);
  return hash;
}

/* A number that another value doesn't have. */
static unsigned long long fingerprint(IDL_VPTR v) {
  unsigned long long hash = mixed(14695981039346656037ULL, &v->type, 1);
  if (v->flags & IDL_V_STRUCT) {
    for (int i = 0; i < IDL_StructNumTags(v->value.s.sdef); i++) {
      IDL_VPTR tag = NULL;
      const UCHAR *p = v->value.s.arr->data + IDL_StructTagInfoByIndex(v->value.s.sdef, i, IDL_MSG_LONGJMP, &tag);
      const IDL_MEMINT n = tag->flags & IDL_V_ARR ? tag->value.arr->n_elts : 1;
      hash = tag->type == IDL_TYP_STRING ? mixed_strings(hash, (const IDL_STRING *)p, n) : mixed(hash, p, (size_t)n * fake_size(tag->type));
    }
  } else if (v->flags & IDL_V_ARR) {
    const IDL_ARRAY *a = v->value.arr;
    hash =
        v->type == IDL_TYP_STRING ? mixed_strings(hash, (const IDL_STRING *)a->data, a->n_elts) : mixed(hash, a->data, (size_t)a->arr_len);
  } else {
    hash = v->type == IDL_TYP_STRING ? mixed_strings(hash, &v->value.str, 1) : mixed(hash, &v->value, fake_size(v->type));
  }
  return hash;
}

/* -------------------------------------------------------------------------------------------------------------- calls */

static void check_change(const Row *r, const Camera *camera, int form, int i, IDL_VPTR after, const char *head) {
  const char *value = strchr(r->positional[i], '=');
  if (value == NULL) return;
  char name[WORD], becomes[WORD + 16], text[200];
  snprintf(name, sizeof name, "%.*s", (int)(value - r->positional[i]), r->positional[i]);
  snprintf(becomes, sizeof becomes, "%s:structure", name);
  IDL_VPTR before = value_of(value + 1, camera, form);
  const int change = before->type != after->type ? 2 : fingerprint(before) != fingerprint(after);
  int expected = 0;
  for (int k = 0; k < r->n_changed[form]; k++) {
    if (strcmp(r->changed[form][k], name) == 0) expected = 1;
    if (strcmp(r->changed[form][k], becomes) == 0) expected = 2;
  }
  static const char *const what[] = {"is not changed", "is changed", "has another type"};
  snprintf(text, sizeof text, "%s %s", name, what[change]);
  expect(change == expected, head, text);
  fake_free(before);
}

/* keyword: "" or NAME or NAME=value; returning: "" or NAME, NAME=value or NAME?; plain: the arguments are looked at afterwards. */
static void one_call(const Row *r, const Camera *camera, int form, const char *keyword, const char *returning, int plain) {
  IDL_VPTR arguments[WORDS];
  FakeKeywords k = {0, {{NULL, NULL}}};
  char head[400], name[WORD];
  const char *word = keyword[0] != 0 ? keyword : returning;
  snprintf(head, sizeof head, "%s%s%s%s", r->routine, form ? ", string header" : "", *word ? ", " : "", word);
  for (int i = 0; i < r->n_positional; i++) {
    const char *value = strchr(r->positional[i], '=');
    arguments[i] = value != NULL ? value_of(value + 1, camera, form) : fake_variable();
  }
  snprintf(name, sizeof name, "%s", word);
  name[strcspn(name, "=?")] = 0;
  const char *value = strchr(word, '=');
  unsigned long long before = 0;
  if (*word != 0) {
    k.count = 1;
    k.list[0].name = name;
    if (value != NULL) k.list[0].value = value_of(value + 1, camera, form);
    if (value == NULL) k.list[0].value = word == returning ? fake_variable() : fake_scalar(IDL_TYP_INT, 1);
    if (word == returning) k.list[0].value->flags &= (UCHAR)~IDL_V_CONST;
    before = fingerprint(k.list[0].value);
  }
  IDL_VPTR result = fake_call(r->routine, r->n_positional, arguments, *word != 0 ? &k : NULL);
  const int good = fake_message()[0] == 0;
  expect(good, head, "fails");
  expect(!good || (result != NULL) == r->is_function, head, "is of the other kind");
  fake_free(result);
  for (int i = 0; i < r->n_positional && good; i++) {
    if (strchr(r->positional[i], '>') != NULL) expect(arguments[i]->type != IDL_TYP_UNDEF, head, r->positional[i]);
    if (plain) check_change(r, camera, form, i, arguments[i], head);
  }
  if (good && *returning != 0 && strchr(returning, '?') == NULL) expect(fingerprint(k.list[0].value) != before, head, "is not returned");
  for (int i = 0; i < r->n_positional; i++) fake_free(arguments[i]);
  if (k.count > 0) fake_free(k.list[0].value);
}

static int has_header(const Row *r) {
  for (int i = 0; i < r->n_positional; i++) {
    if (strstr(r->positional[i], "=header") != NULL) return 1;
  }
  for (int i = 0; i < r->n_keywords; i++) {
    if (strstr(r->keywords[i], "=header") != NULL) return 1;
  }
  return 0;
}

static void check_row(const Row *r, const Camera *camera) {
  const int needs_keyword = r->n_positional > 0 && strncmp(r->positional[0], "array=", 6) == 0;
  for (int form = 0; form <= has_header(r); form++) {
    if (!needs_keyword) one_call(r, camera, form, "", "", 1);
    for (int i = 0; i < r->n_keywords; i++) {
      /* Unknown keywords are the forwarder's business. */
      if (strcmp(r->keywords[i], "_EXTRA") != 0) one_call(r, camera, form, r->keywords[i], "", 0);
    }
    for (int i = 0; i < r->n_returning; i++) one_call(r, camera, form, "", r->returning[i], 0);
  }
}

/* ------------------------------------------------------------------------------------------------------------ cameras */

static Camera open_camera(const char *path, const char *folder, int c2) {
  Camera c = {path, folder, NULL, NULL, NULL, NULL};
  corkit_array *pixels = NULL, *msb = NULL;
  corkit_header *header = NULL;
  if (corkit_lasco_readfits(context, path, &pixels, &header) != CORKIT_OK) fake_die("%s", corkit_last_error(NULL));
  c.image = array_of(pixels);
  c.excess = fake_array(IDL_TYP_FLOAT, pixels->nx, pixels->ny);
  for (IDL_MEMINT i = 0; i < c.excess->value.arr->n_elts; i++) {
    const float v = (float)((const int16_t *)pixels->data)[i] / 1000.0F;
    ((float *)c.excess->value.arr->data)[i] = v > 0 ? v : 0;
  }
  const size_t n = corkit_header_count(header);
  c.cards = fake_array(IDL_TYP_STRING, (IDL_MEMINT)n + 1, 0);
  IDL_STRING *s = (IDL_STRING *)c.cards->value.arr->data;
  char card[81];
  for (size_t i = 0; i < n; i++) {
    corkit_header_card(header, i, card);
    IDL_StrStore(s + i, card);
  }
  IDL_StrStore(s + n, "END");
  const int status =
      c2 ? corkit_c2_calibrate(context, pixels, header, 0, &msb) : corkit_c3_calibrate(context, pixels, header, NULL, &msb, NULL);
  if (status != CORKIT_OK) fake_die("%s", corkit_last_error(NULL));
  c.msb = array_of(msb);
  corkit_array_free(pixels);
  corkit_array_free(msb);
  corkit_header_free(header);
  return c;
}

static void close_camera(Camera *c) {
  fake_free(c->image);
  fake_free(c->excess);
  fake_free(c->msb);
  fake_free(c->cards);
}

int main(int argc, char **argv) {
  if (argc != 7) fake_die("usage: signatures corkit.so corkit.dlm c2.fts c3.fts folder signatures.txt");
  corkit_error err;
  context = corkit_context_create(NULL, &err);
  if (context == NULL) fake_die("%s", err.message);
  fake_load(argv[1], argv[2]);
  setenv("FITS_OUT", argv[5], 1);
  if (chdir(argv[5]) != 0) fake_die("no folder %s", argv[5]);
  Camera cameras[2];
  for (int k = 0; k < 2; k++) cameras[k] = open_camera(argv[3 + k], argv[5], k == 0);
  FILE *table = fopen(argv[6], "r");
  if (table == NULL) fake_die("no table %s", argv[6]);
  char line[1000];
  int rows = 0;
  Row *row = malloc(sizeof *row);
  while (fgets(line, sizeof line, table) != NULL) {
    if (!read_row(line, row)) continue;
    rows++;
    check_row(row, &cameras[strncmp(row->name, "C2", 2) == 0 ? 0 : 1]);
  }
  free(row);
  fclose(table);
  if (rows < 28) fake_die("the table has only %d rows", rows);
  for (int k = 0; k < 2; k++) close_camera(&cameras[k]);
  if (fake_temporaries() != 0) fake_die("%d temporaries were not given back", fake_temporaries());
  context = corkit_context_destroy(context);
  printf("%d rows, %d checks, %d failed\n", rows, checks, failures);
  return failures == 0 ? 0 : 1;
}
