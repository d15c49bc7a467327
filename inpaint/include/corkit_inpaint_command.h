/* How the corkit command reaches training and scoring in libcorkit-inpaint, which it opens with dlopen() when they are asked for.
 *
 * Notes     1. A request is one JSON object: "command" is "fit", "train", "evaluate" or "export", the rest are its settings, named as the
 *              options of `corkit inpaint` without dashes. Settings left out have the recipe's defaults.
 *           2. What happens is told line by line, each line one JSON object whose "event" says what it is.
 *           3. Returns a corkit_status of corkit.h and, unless it is CORKIT_OK, one sentence in error. No exception leaves it.
 */
#ifndef CORKIT_INPAINT_COMMAND_H
#define CORKIT_INPAINT_COMMAND_H

#ifdef __cplusplus
extern "C" {
#endif

#define CORKIT_INPAINT_COMMAND_ENTRY "corkit_inpaint_command"
#define CORKIT_INPAINT_COMMAND_ERROR_BYTES 1024

typedef struct corkit_inpaint_listener {
  void (*line)(void *user, const char *json); /* called in the calling thread */
  int (*stop)(void *user);                    /* not 0: save the state and return; may be NULL */
  void *user;
} corkit_inpaint_listener;

/* int corkit_inpaint_command(const char *request, const corkit_inpaint_listener *listener, char error[CORKIT_INPAINT_COMMAND_ERROR_BYTES]);
 */
typedef int (*corkit_inpaint_command_entry)(const char *request, const corkit_inpaint_listener *listener, char *error);

#ifdef __cplusplus
}
#endif

#endif
