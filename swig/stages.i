/* The options of the level-1 chain: as any options, and a Python function that is called with each stage's image. */
%{
struct corkit_stage_call {
  PyObject *function;
  PyObject *kept; /* what the options point to */
  PyObject *type, *value, *traceback; /* of the first exception the function raised; it is not called again */
};

static void corkit_call_stage(void *user, int index, const char *name, const corkit_array *image) {
  struct corkit_stage_call *call = (struct corkit_stage_call *)user;
  PyGILState_STATE lock = PyGILState_Ensure();
  if (call->type == NULL) {
    PyObject *pixels = corkit_numpy(image);
    PyObject *result = pixels == NULL ? NULL : PyObject_CallFunction(call->function, "isO", index, name, pixels);
    if (result == NULL) PyErr_Fetch(&call->type, &call->value, &call->traceback);
    Py_XDECREF(result);
    Py_XDECREF(pixels);
  }
  PyGILState_Release(lock);
}

static int corkit_level1_given(PyObject *keywords, corkit_level1_options *options, struct corkit_stage_call *call) {
  PyObject *rest = PyDict_Check(keywords) ? PyDict_Copy(keywords) : (Py_INCREF(keywords), keywords);
  if (rest == NULL) return 0;
  corkit_level1_options_default(options);
  call->function = PyDict_Check(rest) ? PyDict_GetItemString(rest, "stage_hook") : NULL;
  if (call->function != NULL) {
    Py_INCREF(call->function);
    PyDict_DelItemString(rest, "stage_hook");
    options->stage_hook = corkit_call_stage;
    options->stage_hook_user = call;
  }
  call->kept = corkit_set_fields(corkit_level1_fields, rest, options);
  Py_DECREF(rest);
  return call->kept != NULL;
}

static int corkit_stage_failed(struct corkit_stage_call *call) {
  if (call->type == NULL) return 0;
  PyErr_Restore(call->type, call->value, call->traceback);
  call->type = call->value = call->traceback = NULL;
  return 1;
}

static void corkit_stage_done(struct corkit_stage_call *call) {
  Py_CLEAR(call->function);
  Py_CLEAR(call->kept);
  Py_CLEAR(call->type);
  Py_CLEAR(call->value);
  Py_CLEAR(call->traceback);
}
%}

%typemap(in) const corkit_level1_options * (corkit_level1_options given, struct corkit_stage_call call = {NULL, NULL, NULL, NULL, NULL}) {
  if (!corkit_level1_given($input, &given, &call)) SWIG_fail;
  $1 = &given;
}
%typemap(argout) const corkit_level1_options * { if (corkit_stage_failed(&call$argnum)) SWIG_fail; }
%typemap(freearg) const corkit_level1_options * "corkit_stage_done(&call$argnum);"
