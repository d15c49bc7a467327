// Of programs that write text on pictures, built with AddressSanitizer: fontconfig keeps what it knows of the fonts until the program ends.
// Nothing is printed of that, since tests compare what is printed.
extern "C" __attribute__((visibility("default"))) const char *__lsan_default_suppressions();
extern "C" __attribute__((visibility("default"))) const char *__lsan_default_options();
extern "C" const char *__lsan_default_suppressions() { return "leak:libfontconfig\n"; }
extern "C" const char *__lsan_default_options() { return "print_suppressions=0"; }
