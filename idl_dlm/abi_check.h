/* The interface header, and what the DLM relies on in it. */
#ifndef CORKIT_ABI_CHECK_H
#define CORKIT_ABI_CHECK_H

#ifdef CORKIT_HAVE_IDL_EXPORT
#include "idl_export.h"
#else
#include "idl_abi.h"
#endif

#include <stddef.h>

_Static_assert(sizeof(void *) == 8, "64-bit hosts only");
_Static_assert(sizeof(IDL_LONG) == 4 && sizeof(IDL_LONG64) == 8 && sizeof(IDL_MEMINT) == 8,
               "integer widths: use the idl_export.h of this host");
_Static_assert(sizeof(IDL_STRING) == 16 && offsetof(IDL_STRING, s) == 8, "IDL_STRING");
_Static_assert(sizeof(IDL_VARIABLE) == 24 && offsetof(IDL_VARIABLE, value) == 8, "IDL_VARIABLE");
_Static_assert(sizeof(IDL_ARRAY) == 128 && offsetof(IDL_ARRAY, data) == 24 && offsetof(IDL_ARRAY, dim) == 40, "IDL_ARRAY");
_Static_assert(sizeof(IDL_SYSFUN_DEF2) == 32 && sizeof(IDL_KW_PAR) == 32 && sizeof(IDL_STRUCT_TAG_DEF) == 32, "tables");
_Static_assert(IDL_TYP_STRING == 7 && IDL_TYP_STRUCT == 8 && IDL_TYP_UINT == 12 && IDL_TYP_ULONG64 == 15, "type codes");
_Static_assert(IDL_V_CONST == 1 && IDL_V_TEMP == 2 && IDL_V_ARR == 4 && IDL_V_STRUCT == 32, "variable flags");
_Static_assert(IDL_KW_OUT == 1 << 13 && IDL_KW_ZERO == 1 << 14 && IDL_M_NAMED_GENERIC == -2, "keyword and message codes");

#endif
