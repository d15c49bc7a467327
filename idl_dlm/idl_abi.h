/* The part of IDL's external development interface that corkit's DLM uses, for 64-bit hosts.
 *
 * Used when the user's own idl_export.h (IDL_DIR) is not there: that file may not be passed on. Names, numbers and layouts are those of the
 * published interface, IDL 5.5 to 9; GDL >= 1.1.2 has the same. The assertions hold for either header (abi_check.h).
 */
#ifndef CORKIT_IDL_ABI_H
#define CORKIT_IDL_ABI_H

#include <stddef.h>
#include <stdint.h>

typedef unsigned char UCHAR;
typedef int16_t IDL_INT;
typedef uint16_t IDL_UINT;
typedef int32_t IDL_LONG;
typedef uint32_t IDL_ULONG;
typedef long long IDL_LONG64;
typedef unsigned long long IDL_ULONG64;
typedef IDL_LONG64 IDL_MEMINT;
typedef IDL_LONG64 IDL_FILEINT;
typedef IDL_ULONG IDL_HVID;

#define IDL_MAX_ARRAY_DIM 8

#define IDL_TYP_UNDEF 0
#define IDL_TYP_BYTE 1
#define IDL_TYP_INT 2
#define IDL_TYP_LONG 3
#define IDL_TYP_FLOAT 4
#define IDL_TYP_DOUBLE 5
#define IDL_TYP_STRING 7
#define IDL_TYP_STRUCT 8
#define IDL_TYP_UINT 12
#define IDL_TYP_ULONG 13
#define IDL_TYP_LONG64 14
#define IDL_TYP_ULONG64 15

#define IDL_V_CONST 1
#define IDL_V_TEMP 2
#define IDL_V_ARR 4
#define IDL_V_FILE 8
#define IDL_V_DYNAMIC 16
#define IDL_V_STRUCT 32

#define IDL_ARR_INI_ZERO 0
#define IDL_ARR_INI_NOP 1

#define IDL_M_NAMED_GENERIC (-2)
#define IDL_MSG_LONGJMP 2
#define IDL_MSG_INFO 4

#define IDL_SYSFUN_DEF_F_KEYWORDS 2

#define IDL_KW_ARRAY (1 << 12)
#define IDL_KW_OUT (1 << 13)
#define IDL_KW_VIN (IDL_KW_OUT | IDL_KW_ARRAY)
#define IDL_KW_ZERO (1 << 14)

typedef struct {
  float r, i;
} IDL_COMPLEX;
typedef struct {
  double r, i;
} IDL_DCOMPLEX;
typedef struct {
  int slen;
  short stype;
  char *s; /* may be NULL when slen is 0 */
} IDL_STRING;
typedef IDL_MEMINT IDL_ARRAY_DIM[IDL_MAX_ARRAY_DIM];
typedef void (*IDL_ARRAY_FREE_CB)(UCHAR *data);
typedef struct {
  IDL_MEMINT elt_len, arr_len, n_elts;
  UCHAR *data;
  UCHAR n_dim, flags;
  short file_unit;
  IDL_ARRAY_DIM dim;
  IDL_ARRAY_FREE_CB free_cb;
  IDL_FILEINT offset;
  IDL_MEMINT data_guard;
} IDL_ARRAY;
struct _idl_structure;
typedef struct _idl_structure *IDL_StructDefPtr;
typedef struct {
  IDL_ARRAY *arr;
  IDL_StructDefPtr sdef;
} IDL_SREF;
typedef union {
  UCHAR c;
  IDL_INT i;
  IDL_UINT ui;
  IDL_LONG l;
  IDL_ULONG ul;
  IDL_LONG64 l64;
  IDL_ULONG64 ul64;
  float f;
  double d;
  IDL_COMPLEX cmp;
  IDL_DCOMPLEX dcmp;
  IDL_STRING str;
  IDL_ARRAY *arr;
  IDL_SREF s;
  IDL_HVID hvid;
} IDL_ALLTYPES;
typedef struct {
  UCHAR type, flags, flags2; /* flags2 came after IDL 5.5; value is at offset 8 either way */
  IDL_ALLTYPES value;
} IDL_VARIABLE;
typedef IDL_VARIABLE *IDL_VPTR;

typedef IDL_VARIABLE *(*IDL_SYSRTN_GENERIC)(void);
typedef union {
  IDL_SYSRTN_GENERIC generic;
} IDL_SYSRTN_UNION;
typedef struct {
  IDL_SYSRTN_UNION funct_addr;
  char *name;
  unsigned short arg_min, arg_max;
  int flags;
  void *extra;
} IDL_SYSFUN_DEF2;
typedef struct {
  const char *keyword;
  UCHAR type;
  unsigned short mask, flags;
  int *specified; /* offsets into the result structure, for IDL_KWProcessByOffset */
  char *value;
} IDL_KW_PAR;
typedef struct {
  char *name;
  IDL_MEMINT *dims;
  void *type;
  UCHAR flags;
} IDL_STRUCT_TAG_DEF;
#define IDL_KW_RESULT_FIRST_FIELD int _idl_kw_free
#define IDL_KW_FREE                    \
  do {                                 \
    if (kw._idl_kw_free) IDL_KWFree(); \
  } while (0)

int IDL_SysRtnAdd(IDL_SYSFUN_DEF2 *definitions, int is_function, int count);
void IDL_Message(int code, int action, ...);
int IDL_KWProcessByOffset(int argc, IDL_VPTR *argv, char *argk, IDL_KW_PAR *keywords, IDL_VPTR *plain, int mask, void *result);
void IDL_KWFree(void);
char *IDL_MakeTempArray(int type, int n_dim, IDL_MEMINT dim[], int init, IDL_VPTR *variable);
char *IDL_MakeTempStruct(IDL_StructDefPtr definition, int n_dim, IDL_MEMINT *dim, IDL_VPTR *variable, int zero);
IDL_StructDefPtr IDL_MakeStruct(char *name, IDL_STRUCT_TAG_DEF *tags);
int IDL_StructNumTags(IDL_StructDefPtr definition);
IDL_MEMINT IDL_StructTagInfoByIndex(IDL_StructDefPtr definition, int index, int action, IDL_VPTR *variable);
char *IDL_StructTagNameByIndex(IDL_StructDefPtr definition, int index, int action, char **structure_name);
void IDL_StrStore(IDL_STRING *string, const char *text);
void IDL_StrDelete(IDL_STRING *string, IDL_MEMINT count);
IDL_VPTR IDL_StrToSTRING(const char *text);
void IDL_VarCopy(IDL_VPTR source, IDL_VPTR destination);
void IDL_StoreScalar(IDL_VPTR destination, int type, IDL_ALLTYPES *value);
IDL_VPTR IDL_GettmpLong(IDL_LONG value);
IDL_LONG IDL_LongScalar(IDL_VPTR variable);
double IDL_DoubleScalar(IDL_VPTR variable);

#endif
