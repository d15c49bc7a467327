#include "scalars.h"

#include <math.h>
#include <string.h>

const char *dlm_characters(const IDL_STRING *s) { return s->slen > 0 && s->s != NULL ? s->s : ""; }

int dlm_is_numeric(int type) {
  return (type >= IDL_TYP_BYTE && type <= IDL_TYP_DOUBLE) || (type >= IDL_TYP_UINT && type <= IDL_TYP_ULONG64);
}

double dlm_scalar_at(const char *p, int type) {
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
      return NAN;
  }
}

void dlm_set_scalar(char *p, int type, double value) {
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

/* ---------------------------------------------------------------------------------------------------------------- in */

double dlm_element(IDL_VPTR v, IDL_MEMINT i) {
  if (v->flags & IDL_V_ARR) return dlm_scalar_at((const char *)v->value.arr->data + i * v->value.arr->elt_len, v->type);
  return dlm_scalar_at((const char *)&v->value, v->type);
}

const char *dlm_text(Call *c, IDL_VPTR v) {
  if (v != NULL && v->type == IDL_TYP_STRING) {
    if (!(v->flags & IDL_V_ARR)) return dlm_characters(&v->value.str);
    if (v->value.arr->n_elts == 1) return dlm_characters((const IDL_STRING *)v->value.arr->data);
  }
  dlm_fail(c, CORKIT_ERROR_ARGUMENT, "a string is needed, one at a time");
  return NULL;
}

int dlm_is_defined(IDL_VPTR v) { return v != NULL && v->type != IDL_TYP_UNDEF; }

/* --------------------------------------------------------------------------------------------------------------- out */

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

IDL_VPTR dlm_number(int type, double value) {
  IDL_VPTR v = IDL_GettmpLong(0);
  memset(&v->value, 0, sizeof v->value);
  v->type = (UCHAR)type;
  dlm_set_scalar((char *)&v->value, type, value);
  return v;
}

IDL_VPTR dlm_float(float value) { return dlm_number(IDL_TYP_FLOAT, (double)value); }
