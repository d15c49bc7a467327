#include "fake_idl.h"

#include <ctype.h>
#include <setjmp.h>
#include <stdarg.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

static const size_t type_size[16] = {0, 1, 2, 4, 4, 8, 8, sizeof(IDL_STRING), 0, 16, 4, 4, 2, 4, 8, 8};

size_t fake_size(int type) { return type_size[type]; }

typedef struct Tag {
  char name[64];
  IDL_MEMINT offset;
  IDL_VARIABLE description;
  IDL_ARRAY shape;
} Tag;

struct _idl_structure {
  char name[64];
  int count;
  IDL_MEMINT length;
  Tag *tags;
  struct _idl_structure *next; /* definitions live as long as the session */
};

static jmp_buf top_level;
static int in_call, temporaries, keywords_to_free;
static int informations;
static char last_message[4096], last_information[4096];
static struct _idl_structure *definitions;

_Noreturn void fake_die(const char *format, ...) {
  va_list ap;
  va_start(ap, format);
  fprintf(stderr, "fake IDL: ");
  vfprintf(stderr, format, ap);
  fprintf(stderr, "   (last message: %s)\n", last_message);
  va_end(ap);
  exit(2);
}

/* ------------------------------------------------------------------------------------------------------------ messages */

void IDL_Message(int code, int action, ...) {
  va_list ap;
  va_start(ap, action);
  const char *text = va_arg(ap, const char *);
  va_end(ap);
  if (code != IDL_M_NAMED_GENERIC) fake_die("message code %d changes between releases of IDL", code);
  if (action == IDL_MSG_INFO) {
    informations++;
    snprintf(last_information, sizeof last_information, "%s", text);
    return;
  }
  if (action != IDL_MSG_LONGJMP || !in_call) fake_die("IDL_Message action %d outside a call", action);
  snprintf(last_message, sizeof last_message, "%s", text);
  longjmp(top_level, 1);
}

static void raise_error(const char *text) { IDL_Message(IDL_M_NAMED_GENERIC, IDL_MSG_LONGJMP, text); }

/* ------------------------------------------------------------------------------------------------------------- strings */

void IDL_StrDelete(IDL_STRING *s, IDL_MEMINT count) {
  for (IDL_MEMINT i = 0; i < count; i++) {
    if (s[i].stype) free(s[i].s);
    memset(s + i, 0, sizeof *s);
  }
}

void IDL_StrStore(IDL_STRING *s, const char *text) {
  if (s->stype && s->slen > 0) fake_die("IDL_StrStore over a live string leaks it: '%s'", s->s);
  s->slen = (int)strlen(text);
  s->stype = s->slen > 0;
  s->s = NULL;
  if (s->slen == 0) return;
  s->s = malloc((size_t)s->slen + 1);
  memcpy(s->s, text, (size_t)s->slen + 1);
}

/* ----------------------------------------------------------------------------------------------------------- variables */

static void delete_strings(IDL_VPTR v) {
  if (v->flags & IDL_V_STRUCT) {
    const IDL_StructDefPtr d = v->value.s.sdef;
    for (IDL_MEMINT e = 0; e < v->value.s.arr->n_elts; e++) {
      for (int i = 0; i < d->count; i++) {
        if (d->tags[i].description.type != IDL_TYP_STRING) continue;
        IDL_StrDelete((IDL_STRING *)(v->value.s.arr->data + e * d->length + d->tags[i].offset), d->tags[i].shape.n_elts);
      }
    }
  } else if (v->type == IDL_TYP_STRING) {
    if (v->flags & IDL_V_ARR) {
      IDL_StrDelete((IDL_STRING *)v->value.arr->data, v->value.arr->n_elts);
    } else {
      IDL_StrDelete(&v->value.str, 1);
    }
  }
}

static void clear(IDL_VPTR v) {
  delete_strings(v);
  if (v->flags & IDL_V_ARR) {
    free(v->value.arr->data);
    free(v->value.arr);
  }
  const UCHAR temporary = v->flags & IDL_V_TEMP;
  memset(v, 0, sizeof *v);
  v->flags = temporary;
}

IDL_VPTR fake_variable(void) { return calloc(1, sizeof(IDL_VARIABLE)); }

static IDL_VPTR new_temporary(void) {
  IDL_VPTR v = fake_variable();
  v->flags = IDL_V_TEMP;
  temporaries++;
  return v;
}

int fake_temporaries(void) { return temporaries; }

void fake_free(IDL_VPTR v) {
  if (v == NULL) return;
  if (v->flags & IDL_V_TEMP) temporaries--;
  clear(v);
  free(v);
}

static char *make_array(IDL_VPTR v, int type, IDL_MEMINT element, int n_dim, const IDL_MEMINT *dim, int zero) {
  IDL_ARRAY *a = calloc(1, sizeof *a);
  a->elt_len = element;
  a->n_dim = (UCHAR)n_dim;
  a->n_elts = 1;
  for (int i = 0; i < n_dim; i++) {
    if (dim[i] < 1) fake_die("array dimension %lld", (long long)dim[i]);
    a->dim[i] = dim[i];
    a->n_elts *= dim[i];
  }
  a->arr_len = a->n_elts * element;
  a->data = malloc((size_t)a->arr_len);
  memset(a->data, zero || type == IDL_TYP_STRING || type == IDL_TYP_STRUCT ? 0 : 0xA5, (size_t)a->arr_len);
  v->type = (UCHAR)type;
  v->flags |= IDL_V_ARR | IDL_V_DYNAMIC;
  v->value.arr = a;
  return (char *)a->data;
}

char *IDL_MakeTempArray(int type, int n_dim, IDL_MEMINT dim[], int init, IDL_VPTR *variable) {
  if (init != IDL_ARR_INI_ZERO && init != IDL_ARR_INI_NOP) fake_die("GDL overflows its heap for array initialisation %d", init);
  if (type == IDL_TYP_STRING && init != IDL_ARR_INI_ZERO) fake_die("a string array must be zeroed");
  *variable = new_temporary();
  return make_array(*variable, type, (IDL_MEMINT)type_size[type], n_dim, dim, init == IDL_ARR_INI_ZERO);
}

IDL_VPTR IDL_StrToSTRING(const char *text) {
  IDL_VPTR v = new_temporary();
  v->type = IDL_TYP_STRING;
  v->flags |= IDL_V_DYNAMIC;
  IDL_StrStore(&v->value.str, text);
  return v;
}

IDL_VPTR IDL_GettmpLong(IDL_LONG value) {
  IDL_VPTR v = new_temporary();
  v->type = IDL_TYP_LONG;
  v->value.l = value;
  return v;
}

void IDL_VarCopy(IDL_VPTR source, IDL_VPTR destination) {
  if (destination->flags & (IDL_V_TEMP | IDL_V_CONST)) fake_die("IDL_VarCopy into an expression");
  if (!(source->flags & IDL_V_TEMP)) fake_die("IDL_VarCopy from something that is no temporary");
  clear(destination);
  *destination = *source;
  destination->flags &= (UCHAR)~IDL_V_TEMP;
  free(source);
  temporaries--;
}

void IDL_StoreScalar(IDL_VPTR destination, int type, IDL_ALLTYPES *value) {
  if (destination->flags & (IDL_V_TEMP | IDL_V_CONST)) raise_error("Expression must be named variable in this context.");
  clear(destination);
  destination->type = (UCHAR)type;
  destination->value = *value;
}

double IDL_DoubleScalar(IDL_VPTR v) {
  const void *p = v->flags & IDL_V_ARR ? (const void *)v->value.arr->data : (const void *)&v->value;
  switch (v->type) {
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
    case IDL_TYP_LONG64:
      return (double)*(const IDL_LONG64 *)p;
    default:
      raise_error("Unable to convert variable.");
      return 0;
  }
}

IDL_LONG IDL_LongScalar(IDL_VPTR v) { return (IDL_LONG)IDL_DoubleScalar(v); }

IDL_VPTR fake_array(int type, IDL_MEMINT nx, IDL_MEMINT ny) {
  IDL_VPTR v = fake_variable();
  const IDL_MEMINT dim[2] = {nx, ny};
  make_array(v, type, (IDL_MEMINT)type_size[type], ny > 0 ? 2 : 1, dim, 1);
  return v;
}

IDL_VPTR fake_strings(int n, const char *const *texts) {
  IDL_VPTR v = fake_array(IDL_TYP_STRING, n, 0);
  for (int i = 0; i < n; i++) IDL_StrStore((IDL_STRING *)v->value.arr->data + i, texts[i]);
  return v;
}

IDL_VPTR fake_string(const char *text) {
  IDL_VPTR v = fake_variable();
  v->type = IDL_TYP_STRING;
  IDL_StrStore(&v->value.str, text);
  return v;
}

IDL_VPTR fake_scalar(int type, double value) {
  IDL_VPTR v = fake_variable();
  v->type = (UCHAR)type;
  v->flags = IDL_V_CONST;
  if (type == IDL_TYP_FLOAT) v->value.f = (float)value;
  if (type == IDL_TYP_DOUBLE) v->value.d = value;
  if (type == IDL_TYP_INT) v->value.i = (IDL_INT)value;
  if (type == IDL_TYP_LONG) v->value.l = (IDL_LONG)value;
  return v;
}

IDL_VPTR fake_copy(IDL_VPTR v) {
  IDL_VPTR copy = fake_variable();
  *copy = *v;
  copy->flags &= (UCHAR) ~(IDL_V_TEMP | IDL_V_CONST);
  if (!(v->flags & IDL_V_ARR)) return copy;
  copy->value.arr = malloc(sizeof(IDL_ARRAY));
  *copy->value.arr = *v->value.arr;
  copy->value.arr->data = malloc((size_t)v->value.arr->arr_len);
  memcpy(copy->value.arr->data, v->value.arr->data, (size_t)v->value.arr->arr_len);
  if (v->type == IDL_TYP_STRING) {
    IDL_STRING *s = (IDL_STRING *)copy->value.arr->data;
    for (IDL_MEMINT i = 0; i < v->value.arr->n_elts; i++) {
      const IDL_STRING old = s[i];
      memset(s + i, 0, sizeof *s);
      IDL_StrStore(s + i, old.slen > 0 ? old.s : "");
    }
  } else if (v->flags & IDL_V_STRUCT) {
    fake_die("structures are not copied");
  }
  return copy;
}

/* ---------------------------------------------------------------------------------------------------------- structures */

IDL_StructDefPtr IDL_MakeStruct(char *name, IDL_STRUCT_TAG_DEF *tags) {
  for (struct _idl_structure *d = definitions; name != NULL && d != NULL; d = d->next) {
    if (strcmp(d->name, name) == 0) return d;
  }
  struct _idl_structure *d = calloc(1, sizeof *d);
  d->next = definitions;
  definitions = d;
  snprintf(d->name, sizeof d->name, "%s", name != NULL ? name : "");
  while (tags[d->count].name != NULL) d->count++;
  d->tags = calloc((size_t)d->count, sizeof *d->tags);
  IDL_MEMINT widest = 1;
  for (int i = 0; i < d->count; i++) {
    Tag *t = &d->tags[i];
    const int type = (int)(intptr_t)tags[i].type;
    if (type < 1 || type > 15 || type_size[type] == 0) fake_die("tag %s has type %d", tags[i].name, type);
    for (const char *c = tags[i].name; *c; c++) {
      if (islower((unsigned char)*c)) fake_die("tag name in lower case: %s", tags[i].name);
    }
    const IDL_MEMINT alignment = type == IDL_TYP_STRING ? 8 : (IDL_MEMINT)type_size[type];
    if (alignment > widest) widest = alignment;
    snprintf(t->name, sizeof t->name, "%s", tags[i].name);
    t->offset = (d->length + alignment - 1) / alignment * alignment;
    t->description.type = (UCHAR)type;
    t->shape.elt_len = (IDL_MEMINT)type_size[type];
    t->shape.n_elts = 1;
    if (tags[i].dims != NULL) {
      t->description.flags = IDL_V_ARR;
      t->description.value.arr = &t->shape;
      t->shape.n_dim = (UCHAR)tags[i].dims[0];
      for (int k = 0; k < t->shape.n_dim; k++) t->shape.n_elts *= t->shape.dim[k] = tags[i].dims[k + 1];
    }
    d->length = t->offset + t->shape.n_elts * t->shape.elt_len;
  }
  d->length = (d->length + widest - 1) / widest * widest;
  return d;
}

char *IDL_MakeTempStruct(IDL_StructDefPtr definition, int n_dim, IDL_MEMINT *dim, IDL_VPTR *variable, int zero) {
  if (!zero) fake_die("a structure must be zeroed");
  *variable = new_temporary();
  char *data = make_array(*variable, IDL_TYP_STRUCT, definition->length, n_dim, dim, 1);
  (*variable)->flags |= IDL_V_STRUCT;
  (*variable)->value.s.sdef = definition;
  return data;
}

int IDL_StructNumTags(IDL_StructDefPtr definition) { return definition->count; }

IDL_MEMINT IDL_StructTagInfoByIndex(IDL_StructDefPtr definition, int index, int action, IDL_VPTR *variable) {
  (void)action;
  if (index < 0 || index >= definition->count) fake_die("structure tag %d of %d", index, definition->count);
  if (variable != NULL) *variable = &definition->tags[index].description;
  return definition->tags[index].offset;
}

char *IDL_StructTagNameByIndex(IDL_StructDefPtr definition, int index, int action, char **structure_name) {
  (void)action;
  if (index < 0 || index >= definition->count) fake_die("structure tag %d of %d", index, definition->count);
  if (structure_name != NULL) *structure_name = definition->name;
  return definition->tags[index].name;
}

void *fake_tag(IDL_VPTR structure, const char *name, IDL_VPTR *description) {
  const IDL_StructDefPtr d = structure->value.s.sdef;
  for (int i = 0; i < d->count; i++) {
    if (strcmp(d->tags[i].name, name) != 0) continue;
    if (description != NULL) *description = &d->tags[i].description;
    return structure->value.s.arr->data + d->tags[i].offset;
  }
  return NULL;
}

/* ------------------------------------------------------------------------------------------------------------ keywords */

void IDL_KWFree(void) { keywords_to_free = 0; }

static void check_keyword_table(const IDL_KW_PAR *table) {
  for (const IDL_KW_PAR *p = table; p->keyword != NULL && p[1].keyword != NULL; p++) {
    if (strcmp(p->keyword, p[1].keyword) >= 0) fake_die("keywords not in lexical order: %s, %s", p->keyword, p[1].keyword);
    for (const IDL_KW_PAR *q = p + 1; q->keyword != NULL; q++) {
      if (strncmp(p->keyword, q->keyword, strlen(p->keyword)) == 0)
        fake_die("%s begins like %s: ambiguous for GDL", q->keyword, p->keyword);
    }
  }
}

static IDL_KW_PAR *find_keyword(IDL_KW_PAR *table, const char *name) {
  IDL_KW_PAR *found = NULL;
  int count = 0;
  char text[200];
  for (IDL_KW_PAR *p = table; p->keyword != NULL; p++) {
    if (strncmp(p->keyword, name, strlen(name)) != 0) continue;
    found = p;
    count++;
  }
  if (count != 1) {
    snprintf(text, sizeof text, count == 0 ? "Keyword %s not allowed in call." : "Ambiguous keyword abbreviation: %s.", name);
    raise_error(text);
  }
  return found;
}

static void store_keyword(char *place, const IDL_KW_PAR *p, IDL_VPTR v) {
  if ((p->flags & IDL_KW_VIN) == IDL_KW_VIN) {
    if (v->type != IDL_TYP_UNDEF) *(IDL_VPTR *)place = v;
  } else if (p->flags & IDL_KW_OUT) {
    if (v->flags & (IDL_V_TEMP | IDL_V_CONST)) raise_error("Expression must be named variable in this context.");
    *(IDL_VPTR *)place = v;
  } else if (p->type == IDL_TYP_STRING) {
    if (v->type != IDL_TYP_STRING) raise_error("String expression required in this context.");
    *(IDL_STRING *)place = v->value.str;
  } else if (p->type == IDL_TYP_LONG) {
    *(IDL_LONG *)place = IDL_LongScalar(v);
  } else if (p->type == IDL_TYP_FLOAT) {
    *(float *)place = (float)IDL_DoubleScalar(v);
  } else {
    fake_die("keyword %s of type %d", p->keyword, p->type);
  }
}

int IDL_KWProcessByOffset(int argc, IDL_VPTR *argv, char *argk, IDL_KW_PAR *table, IDL_VPTR *plain, int mask, void *result) {
  const FakeKeywords *given = (const FakeKeywords *)argk;
  char *base = result;
  const int n = given != NULL ? given->count : 0;
  (void)mask;
  check_keyword_table(table);
  *(int *)base = 0;
  for (int i = 0; i < n; i++) {
    const IDL_KW_PAR *p = find_keyword(table, given->list[i].name);
    if (p->specified != NULL) *(int *)(base + (size_t)p->specified) = 1;
    store_keyword(base + (size_t)p->value, p, given->list[i].value);
    *(int *)base = keywords_to_free = 1;
  }
  /* Keywords stand among the plain arguments; here they come first, to catch a routine that counts on argv. */
  for (int i = n; i < argc; i++) plain[i - n] = argv[i];
  return argc - n;
}

/* ------------------------------------------------------------------------------------------------------------ routines */

typedef struct Routine {
  const IDL_SYSFUN_DEF2 *definition;
  int is_function;
  int successes;
} Routine;

static Routine routines[128];
static int routine_count;

int fake_routines(void) { return routine_count; }
const IDL_SYSFUN_DEF2 *fake_definition(int i, int *is_function) {
  *is_function = routines[i].is_function;
  return routines[i].definition;
}
const char *fake_routine(int i) { return routines[i].definition->name; }
int fake_successes(int i) { return routines[i].successes; }

int IDL_SysRtnAdd(IDL_SYSFUN_DEF2 *definitions_in, int is_function, int count) {
  for (int i = 0; i < count; i++) {
    const IDL_SYSFUN_DEF2 *d = &definitions_in[i];
    if (strncmp(d->name, "CORKIT_", 7) != 0) fake_die("a system routine with a foreign name: %s", d->name);
    for (const char *c = d->name; *c; c++) {
      if (islower((unsigned char)*c)) fake_die("routine name in lower case: %s", d->name);
    }
    if (i > 0 && strcmp(definitions_in[i - 1].name, d->name) >= 0) fake_die("routines not sorted at %s", d->name);
    if (d->extra != NULL) fake_die("%s: extra must be 0", d->name);
    routines[routine_count++] = (Routine){d, is_function, 0};
  }
  return 1;
}

const char *fake_message(void) { return last_message; }
const char *fake_information(void) { return last_information; }
int fake_informations(void) { return informations; }

IDL_VPTR fake_call(const char *name, int n, IDL_VPTR *arguments, FakeKeywords *keywords) {
  typedef IDL_VPTR (*Function)(int, IDL_VPTR *, char *);
  typedef void (*Procedure)(int, IDL_VPTR *, char *);
  Routine *volatile r = NULL;
  for (int i = 0; i < routine_count; i++) {
    if (strcmp(routines[i].definition->name, name) == 0) r = &routines[i];
  }
  if (r == NULL) fake_die("no routine %s", name);
  last_message[0] = 0;
  if (n < r->definition->arg_min || n > r->definition->arg_max) {
    snprintf(last_message, sizeof last_message, "Incorrect number of arguments.");
    return NULL;
  }
  IDL_VPTR argv[32];
  int argc = 0;
  for (int i = 0; keywords != NULL && i < keywords->count; i++) argv[argc++] = keywords->list[i].value;
  for (int i = 0; i < n; i++) argv[argc++] = arguments[i];
  IDL_VPTR volatile result = NULL;
  keywords_to_free = 0;
  in_call = 1;
  if (setjmp(top_level) == 0) {
    if (r->is_function) {
      result = ((Function)(void (*)(void))r->definition->funct_addr.generic)(argc, argv, (char *)keywords);
      if (result == NULL) fake_die("%s returned NULL", name);
    } else {
      ((Procedure)(void (*)(void))r->definition->funct_addr.generic)(argc, argv, (char *)keywords);
    }
    r->successes++;
  }
  in_call = 0;
  if (keywords_to_free && last_message[0] == 0) fake_die("%s: IDL_KW_FREE is missing", name);
  return result;
}
