/* Statuses become exceptions. The sentence is the library's; the class is found by the number in corkit._errors. */
%{
/* File names and cards may hold any bytes. */
static PyObject *corkit_text(const char *text) { return PyUnicode_DecodeFSDefault(text == NULL ? "" : text); }

static void corkit_raise(int status, const char *sentence) {
  PyObject *module = PyImport_ImportModule("corkit._errors");
  PyObject *error = module == NULL ? NULL : PyObject_CallMethod(module, "from_status", "iN", status, corkit_text(sentence));
  if (error != NULL) PyErr_SetObject((PyObject *)Py_TYPE(error), error);
  Py_XDECREF(error);
  Py_XDECREF(module);
}
%}

/* An int is a status, unless a function is named as an exception to that in corkit.i. The last error is kept per thread, so it is still
 * this call's. */
%typemap(out) int {
  if ($1 != CORKIT_OK) {
    if (!PyErr_Occurred()) corkit_raise($1, corkit_last_error(NULL));
    SWIG_fail;
  }
  $result = SWIG_Py_Void();
}

%typemap(in, numinputs=0) corkit_error *err (corkit_error error) "memset(&error, 0, sizeof error); $1 = &error;"
%typemap(argout) corkit_error *err {
  if ($1->status != CORKIT_OK) {
    corkit_raise($1->status, $1->message);
    SWIG_fail;
  }
}
