/* How the fake host takes a DLM in. */
#include <dlfcn.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "fake_idl.h"

static void check_dlm_file(const char *path) {
  static const char *const words[] = {"MODULE", "DESCRIPTION", "VERSION", "SOURCE", "BUILD_DATE", "FUNCTION", "PROCEDURE"};
  FILE *file = fopen(path, "r");
  char line[500];
  int listed = 0;
  if (file == NULL) fake_die("no file %s", path);
  while (fgets(line, sizeof line, file) != NULL) {
    char kind[32] = "", name[64] = "", least[32] = "", most[32] = "", option[32] = "";
    sscanf(line, "%31s %63s %31s %31s %31s", kind, name, least, most, option);
    /* GDL looks for the words anywhere in a line. */
    for (size_t i = 0; i < sizeof words / sizeof words[0]; i++) {
      const char *at = strstr(line, words[i]);
      if (at != NULL && at != line && strncmp(line, "FUNCTION", 8) != 0 && strncmp(line, "PROCEDURE", 9) != 0)
        fake_die("GDL misreads: %s", line);
    }
    if (strcmp(kind, "FUNCTION") != 0 && strcmp(kind, "PROCEDURE") != 0) continue;
    listed++;
    const IDL_SYSFUN_DEF2 *d = NULL;
    int is_function = 0;
    for (int i = 0; i < fake_routines() && (d == NULL || strcmp(d->name, name) != 0); i++) d = fake_definition(i, &is_function);
    if (d == NULL || strcmp(d->name, name) != 0 || is_function != (kind[0] == 'F') || d->arg_min != atoi(least) ||
        d->arg_max != atoi(most) || (strcmp(option, "KEYWORDS") == 0) != (d->flags == IDL_SYSFUN_DEF_F_KEYWORDS)) {
      fake_die("the .dlm file and IDL_Load disagree on %s", name);
    }
  }
  fclose(file);
  if (listed != fake_routines()) fake_die("the .dlm file lists %d routines, IDL_Load %d", listed, fake_routines());
}

int fake_ask(const char *module) {
  void *handle = dlopen(module, RTLD_NOW | RTLD_LOCAL);
  if (handle == NULL) fake_die("%s", dlerror());
  int (*load)(void) = NULL;
  *(void **)&load = dlsym(handle, "IDL_Load");
  if (load == NULL) fake_die("%s has no IDL_Load", module);
  return load();
}

void fake_load(const char *module, const char *dlm) {
  if (fake_ask(module) != 1) fake_die("IDL_Load failed: %s", fake_information());
  check_dlm_file(dlm);
}
