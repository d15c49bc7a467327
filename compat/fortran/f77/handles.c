/* The integer handles of the FORTRAN 77 layer: small positive numbers that stand for the library's pointers.
 *
 * A handle is (generation << 16) + slot + 1, so that the handle of a released object is not taken for its successor. At most 65535
 * objects at a time. Any number of threads may ask for handles. */
#include <pthread.h>
#include <stdlib.h>

int corkit_f77_keep(int kind, void *object);
void *corkit_f77_find(int kind, int handle);
void *corkit_f77_release(int kind, int handle);

enum { slot_bits = 16, max_slots = (1 << slot_bits) - 1, max_generation = (1 << (31 - slot_bits)) - 1 };

typedef struct slot {
  void *object; /* NULL: free */
  int kind;
  int generation;
} slot;

static pthread_mutex_t mutex = PTHREAD_MUTEX_INITIALIZER;
static slot *slots;
static int count;

static slot *slot_of(int kind, int handle) {
  const int index = (handle & max_slots) - 1;
  if (handle <= 0 || index < 0 || index >= count) return NULL;
  slot *found = &slots[index];
  return found->object != NULL && found->kind == kind && found->generation == handle >> slot_bits ? found : NULL;
}

/* A handle for an object; 0 when there is no room for one more. */
int corkit_f77_keep(int kind, void *object) {
  int handle = 0;
  if (object == NULL) return handle;
  pthread_mutex_lock(&mutex);
  int index = 0;
  while (index < count && slots[index].object != NULL) ++index;
  if (index == count && count < max_slots) {
    slot *grown = realloc(slots, ((size_t)count + 1) * sizeof *slots);
    if (grown != NULL) {
      slots = grown;
      slots[count] = (slot){NULL, 0, 0};
      ++count;
    }
  }
  if (index < count) {
    slots[index].object = object;
    slots[index].kind = kind;
    handle = (slots[index].generation << slot_bits) + index + 1;
  }
  pthread_mutex_unlock(&mutex);
  return handle;
}

/* The object of a handle; NULL for a handle of another kind, of a released object, or of none. */
void *corkit_f77_find(int kind, int handle) {
  pthread_mutex_lock(&mutex);
  const slot *found = slot_of(kind, handle);
  void *object = found == NULL ? NULL : found->object;
  pthread_mutex_unlock(&mutex);
  return object;
}

/* The same, and the handle is free again. */
void *corkit_f77_release(int kind, int handle) {
  pthread_mutex_lock(&mutex);
  slot *found = slot_of(kind, handle);
  void *object = NULL;
  if (found != NULL) {
    object = found->object;
    found->object = NULL;
    found->generation = found->generation == max_generation ? 0 : found->generation + 1;
  }
  pthread_mutex_unlock(&mutex);
  return object;
}
