#include "support.h"

#include <stdlib.h>
#include <string.h>
#include <strings.h>

#include "scalars.h"

void dlm_begin(Call *c, int argc, IDL_VPTR argv[], char *argk, IDL_KW_PAR *keywords) {
  memset(c, 0, sizeof *c);
  feholdexcept(&c->saved);
  if (keywords != NULL) {
    IDL_VPTR plain[64];
    c->n = IDL_KWProcessByOffset(argc, argv, argk, keywords, plain, 1, &c->kw);
    for (int i = 0; i < c->n && i < DLM_MAX_PLAIN; i++) c->arg[i] = plain[i];
  } else {
    c->n = argc;
    for (int i = 0; i < argc && i < DLM_MAX_PLAIN; i++) c->arg[i] = argv[i];
  }
}

void dlm_finish(Call *c) {
  static char sentence[sizeof c->err.message]; /* must outlive the longjmp */
  const int failed = c->err.status != CORKIT_OK;
  if (failed) memcpy(sentence, c->err.message, sizeof sentence);
  c->image = corkit_array_free(c->image);
  c->converted = corkit_array_free(c->converted);
  c->header = corkit_header_free(c->header);
  c->product = corkit_product_free(c->product);
  {
    Keywords kw = c->kw;
    IDL_KW_FREE;
  }
  fesetenv(&c->saved);
  if (failed) IDL_Message(IDL_M_NAMED_GENERIC, IDL_MSG_LONGJMP, sentence);
}

void dlm_fail(Call *c, int status, const char *sentence) {
  if (c->err.status != CORKIT_OK) return;
  c->err.status = status;
  corkit_host_sentence(sentence, c->err.message, sizeof c->err.message);
}

int dlm_ok(Call *c, int status) {
  if (status == CORKIT_OK) return 1;
  dlm_fail(c, status, corkit_last_error(NULL));
  return 0;
}

corkit_context *dlm_context(Call *c) {
  corkit_error err = {0, ""};
  corkit_context *context = corkit_host_context(&err);
  if (context == NULL) dlm_fail(c, err.status, err.message);
  return context;
}

int dlm_oracle(Call *c) {
  const char *name = c->kw.oracle_given ? dlm_characters(&c->kw.oracle) : getenv("CORKIT_ORACLE");
  if (name == NULL || *name == 0 || strcasecmp(name, "idl") == 0) return CORKIT_ORACLE_IDL;
  if (strcasecmp(name, "gdl") == 0) return CORKIT_ORACLE_GDL;
  dlm_fail(c, CORKIT_ERROR_ARGUMENT, "ORACLE must be 'idl' or 'gdl'");
  return -1;
}
