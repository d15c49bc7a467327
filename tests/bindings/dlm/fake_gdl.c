/* A host that is GDL: the DLM must not register anything there, and must say once what to do.
 * Usage: fake_gdl corkit.so   Compiled with GDL's own function, or with the name alone that GDL gives itself. */
#include <stdio.h>
#include <string.h>

#include "fake_idl.h"

#ifdef FAKE_GDL_FUNCTION
void GDL_DeleteDescriptors(IDL_VPTR v);
void GDL_DeleteDescriptors(IDL_VPTR v) { (void)v; }
#else
const char *IDL_ProgramNameFunc(void);
const char *IDL_ProgramNameFunc(void) { return "gdl"; }
#endif

int main(int argc, char **argv) {
  static const char *const words[] = {"GDL", "CALL_EXTERNAL", "GDL_PATH", "GDL_DLM_PATH"};
  if (argc != 2) fake_die("usage: fake_gdl corkit.so");
  /* GDL asks once a routine of the .dlm file. */
  for (int i = 0; i < 3; i++) {
    if (fake_ask(argv[1]) != 0) fake_die("IDL_Load loads the DLM in GDL");
  }
  if (fake_routines() != 0) fake_die("%d routines were registered in GDL", fake_routines());
  if (fake_informations() != 1) fake_die("%d messages, not 1", fake_informations());
  for (size_t i = 0; i < sizeof words / sizeof words[0]; i++) {
    if (strstr(fake_information(), words[i]) == NULL) fake_die("the message lacks %s: %s", words[i], fake_information());
  }
  printf("%s\n", fake_information());
  return 0;
}
