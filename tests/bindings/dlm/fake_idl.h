/* A stand-in for IDL: just enough of the interpreter's side of the external interface to load a DLM and call its routines, strict where
 * IDL only leaks or corrupts. Ends the program with a message on any misuse. */
#ifndef CORKIT_FAKE_IDL_H
#define CORKIT_FAKE_IDL_H

#include "idl_abi.h"

typedef struct FakeKeyword {
  const char *name;
  IDL_VPTR value;
} FakeKeyword;

typedef struct FakeKeywords {
  int count;
  FakeKeyword list[16];
} FakeKeywords;

/* IDL_Load of the module: what it returned. */
int fake_ask(const char *module);
/* Loads the DLM, and checks that the .dlm file lists exactly what IDL_Load registered, in a form that GDL's parser reads too. */
void fake_load(const char *module, const char *dlm);

/* Calls a routine; NULL for a procedure and on failure. fake_message() is the last error, "" if the call went well. */
IDL_VPTR fake_call(const char *name, int n, IDL_VPTR *arguments, FakeKeywords *keywords);
const char *fake_message(void);
const char *fake_information(void); /* the last informational message */
int fake_informations(void);        /* how many there were */
int fake_temporaries(void);         /* given out and not yet freed or moved */

IDL_VPTR fake_variable(void); /* undefined */
IDL_VPTR fake_array(int type, IDL_MEMINT nx, IDL_MEMINT ny);
IDL_VPTR fake_strings(int n, const char *const *texts);
IDL_VPTR fake_string(const char *text);
IDL_VPTR fake_scalar(int type, double value); /* a constant */
IDL_VPTR fake_copy(IDL_VPTR v);
size_t fake_size(int type); /* bytes of a scalar */
void fake_free(IDL_VPTR v); /* a variable, or a temporary the caller got */

/* A tag's address in a structure variable; NULL if there is none. */
void *fake_tag(IDL_VPTR structure, const char *name, IDL_VPTR *description);

/* How many routines, and the name of one. */
int fake_routines(void);
const char *fake_routine(int i);
const IDL_SYSFUN_DEF2 *fake_definition(int i, int *is_function);
/* Times a routine was called without failing. */
int fake_successes(int i);

_Noreturn void fake_die(const char *format, ...);

#endif
