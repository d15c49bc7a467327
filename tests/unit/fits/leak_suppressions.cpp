// For runs under LeakSanitizer: CFITSIO 4.2 does not free the buffer of a tile it cannot decompress; the rest of its memory is watched.
extern "C" const char *__lsan_default_suppressions();
extern "C" const char *__lsan_default_suppressions() { return "leak:imcomp_decompress_tile\n"; }
