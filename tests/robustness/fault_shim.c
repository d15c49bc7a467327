/* Stands before the C library (LD_PRELOAD) and fails one call of one of its functions.
 *
 *   CORKIT_FAULT_CALL    name of the system call: openat read pread64 write fsync rename linkat newfstatat mmap close flock; malloc for all
 *                        allocations
 *   CORKIT_FAULT_NUMBER  which call of it, from 1, since main() began
 *   CORKIT_FAULT_ERRNO   number of the error, ENOMEM of a library's allocation without it
 *   CORKIT_FAULT_LIBRARY instead of a call, a part of a library's path: of the allocations its code asks for that number fails
 *   CORKIT_FAULT_COUNTS  a file: at the end, "name calls" on a line each, "library" for the library's allocations
 *
 * A program may fail an allocation of its own: corkit_fail_allocation_of().
 *
 * What the C library calls itself is not met: stdio's reads, opendir's open. */
#define _GNU_SOURCE
#include <dlfcn.h>
#include <errno.h>
#include <fcntl.h>
#include <link.h>
#include <stdarg.h>
#include <stdatomic.h>
#include <stdint.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/mman.h>
#include <sys/stat.h>
#include <sys/syscall.h>
#include <unistd.h>

enum call { OPENAT, READ, PREAD, WRITE, FSYNC, RENAME, LINKAT, STAT, MMAP, CLOSE, FLOCK, MALLOC, CALLS };
static const char *const names[CALLS] = {"openat", "read",       "pread64", "write", "fsync", "rename",
                                         "linkat", "newfstatat", "mmap",    "close", "flock", "malloc"};
static atomic_int counts[CALLS];
static atomic_int library_calls, library_fault;
static int begun, fault_call = -1, fault_number, fault_errno;

static int fails(enum call call) {
  if (!begun) return 0;
  if (atomic_fetch_add(&counts[call], 1) + 1 != fault_number || (int)call != fault_call) return 0;
  errno = fault_errno;
  return 1;
}

int corkit_fail_allocation_of(const char *library, int number);

static void begin(void) {
  const char *call = getenv("CORKIT_FAULT_CALL"), *number = getenv("CORKIT_FAULT_NUMBER"), *error = getenv("CORKIT_FAULT_ERRNO");
  for (int k = 0; call && number && error && k < CALLS; ++k)
    if (strcmp(call, names[k]) == 0) fault_call = k;
  fault_number = number ? atoi(number) : 0;
  fault_errno = error ? atoi(error) : 0;
  const char *library = getenv("CORKIT_FAULT_LIBRARY");
  if (library) corkit_fail_allocation_of(library, fault_number);
  begun = 1;
}

/* main() with the beginning before it: what other libraries do while they are loaded is not corkit's. */
static int (*real_main)(int, char **, char **);
static int begin_and_run(int argc, char **argv, char **environment) {
  begin();
  return real_main(argc, argv, environment);
}

__attribute__((destructor)) static void end(void) {
  const char *path = getenv("CORKIT_FAULT_COUNTS");
  begun = 0;
  if (!path) return;
  FILE *file = fopen(path, "w");
  for (int k = 0; file && k < CALLS; ++k) fprintf(file, "%s %d\n", names[k], atomic_load(&counts[k]));
  if (file) fprintf(file, "library %d\n", atomic_load(&library_calls));
  if (file) fclose(file);
}

/* The C library's own function of that name. */
#define NEXT(result, name, ...) ((result(*)(__VA_ARGS__))next(#name))
static void *next(const char *name) {
  void *function = dlsym(RTLD_NEXT, name);
  if (!function) _exit(99);
  return function;
}

static mode_t mode_of(int flags, va_list arguments) { return flags & (O_CREAT | O_TMPFILE) ? (mode_t)va_arg(arguments, int) : 0; }

#define OPEN(name)                                                \
  int name(const char *path, int flags, ...) {                    \
    va_list more;                                                 \
    va_start(more, flags);                                        \
    const mode_t mode = mode_of(flags, more);                     \
    va_end(more);                                                 \
    if (fails(OPENAT)) return -1;                                 \
    return (int)syscall(SYS_openat, AT_FDCWD, path, flags, mode); \
  }
OPEN(open)
OPEN(open64)
int openat(int folder, const char *path, int flags, ...) {
  va_list more;
  va_start(more, flags);
  const mode_t mode = mode_of(flags, more);
  va_end(more);
  if (fails(OPENAT)) return -1;
  return (int)syscall(SYS_openat, folder, path, flags, mode);
}
#define FOPEN(name)                                                                           \
  FILE *name(const char *path, const char *mode) {                                            \
    return fails(OPENAT) ? NULL : NEXT(FILE *, name, const char *, const char *)(path, mode); \
  }
FOPEN(fopen)
FOPEN(fopen64)

ssize_t read(int file, void *to, size_t size) { return fails(READ) ? -1 : syscall(SYS_read, file, to, size); }
ssize_t pread(int file, void *to, size_t size, off_t at) { return fails(PREAD) ? -1 : syscall(SYS_pread64, file, to, size, at); }
ssize_t pread64(int file, void *to, size_t size, off64_t at) { return fails(PREAD) ? -1 : syscall(SYS_pread64, file, to, size, at); }
ssize_t write(int file, const void *from, size_t size) { return fails(WRITE) ? -1 : syscall(SYS_write, file, from, size); }
int fsync(int file) { return fails(FSYNC) ? -1 : (int)syscall(SYS_fsync, file); }
int rename(const char *from, const char *to) { return fails(RENAME) ? -1 : (int)syscall(SYS_renameat2, AT_FDCWD, from, AT_FDCWD, to, 0); }
int linkat(int a, const char *from, int b, const char *to, int flags) {
  return fails(LINKAT) ? -1 : (int)syscall(SYS_linkat, a, from, b, to, flags);
}
int close(int file) { return fails(CLOSE) ? -1 : (int)syscall(SYS_close, file); }
int flock(int file, int operation) { return fails(FLOCK) ? -1 : (int)syscall(SYS_flock, file, operation); }
#define STAT_OF(name, type) \
  int name(const char *path, type *found) { return fails(STAT) ? -1 : NEXT(int, name, const char *, type *)(path, found); }
STAT_OF(stat, struct stat)
STAT_OF(stat64, struct stat64)
STAT_OF(lstat, struct stat)
STAT_OF(lstat64, struct stat64)
int fstat(int file, struct stat *found) { return fails(STAT) ? -1 : NEXT(int, fstat, int, struct stat *)(file, found); }
int fstat64(int file, struct stat64 *found) { return fails(STAT) ? -1 : NEXT(int, fstat64, int, struct stat64 *)(file, found); }
void *mmap(void *at, size_t size, int protection, int flags, int file, off_t from) {
  return fails(MMAP) ? MAP_FAILED : (void *)syscall(SYS_mmap, at, size, protection, flags, file, from);
}
void *mmap64(void *at, size_t size, int protection, int flags, int file, off64_t from) {
  return fails(MMAP) ? MAP_FAILED : (void *)syscall(SYS_mmap, at, size, protection, flags, file, from);
}

/* Of the allocations that the code of a library asks for from now on the number-th fails, none where it is 0. Returns how many it asked for
 * since the last call. */
static uintptr_t library_begin, library_end;

static int find_code(struct dl_phdr_info *object, size_t size, void *name) {
  (void)size;
  if (!strstr(object->dlpi_name, name)) return 0;
  for (int k = 0; k < object->dlpi_phnum; ++k) {
    const ElfW(Phdr) *part = &object->dlpi_phdr[k];
    if (part->p_type != PT_LOAD || !(part->p_flags & PF_X)) continue;
    library_begin = object->dlpi_addr + part->p_vaddr;
    library_end = library_begin + part->p_memsz;
  }
  return 1;
}

int corkit_fail_allocation_of(const char *library, int number) {
  char name[64] = "";
  strncpy(name, library, sizeof name - 1);
  if (!dl_iterate_phdr(find_code, name)) return -1;
  atomic_store(&library_fault, number);
  return atomic_exchange(&library_calls, 0);
}

static int allocation_fails(void *caller) {
  if (fails(MALLOC)) return 1;
  if ((uintptr_t)caller < library_begin || (uintptr_t)caller >= library_end) return 0;
  if (atomic_fetch_add(&library_calls, 1) + 1 != atomic_load(&library_fault)) return 0;
  errno = fault_errno ? fault_errno : ENOMEM;
  return 1;
}

/* glibc's names for its own allocator: dlsym() allocates. */
extern void *__libc_malloc(size_t size);
extern void *__libc_calloc(size_t number, size_t size);
extern void *__libc_realloc(void *old, size_t size);
extern void *__libc_memalign(size_t alignment, size_t size);
#define FAILS allocation_fails(__builtin_return_address(0))
void *malloc(size_t size) { return FAILS ? NULL : __libc_malloc(size); }
void *calloc(size_t number, size_t size) { return FAILS ? NULL : __libc_calloc(number, size); }
void *realloc(void *old, size_t size) { return FAILS ? NULL : __libc_realloc(old, size); }
void *memalign(size_t alignment, size_t size) { return FAILS ? NULL : __libc_memalign(alignment, size); }
void *aligned_alloc(size_t alignment, size_t size) { return FAILS ? NULL : __libc_memalign(alignment, size); }
int posix_memalign(void **to, size_t alignment, size_t size) {
  if (FAILS) return ENOMEM;
  *to = __libc_memalign(alignment, size);
  return *to ? 0 : ENOMEM;
}

typedef int (*main_function)(int, char **, char **);
int __libc_start_main(main_function program, int argc, char **argv, void (*init)(void), void (*fini)(void), void (*unload)(void),
                      void *stack) {
  real_main = program;
  return NEXT(int, __libc_start_main, main_function, int, char **, void (*)(void), void (*)(void), void (*)(void), void *)(
      begin_and_run, argc, argv, init, fini, unload, stack);
}
