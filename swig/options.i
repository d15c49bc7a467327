/* Options and configuration: a dict of keywords fills the C struct. A new field of the C API is one line in a table. */
%{
#include <limits.h>
#include <stddef.h>

enum corkit_field_kind { CORKIT_FIELD_INT, CORKIT_FIELD_FLOAT, CORKIT_FIELD_TEXT };

struct corkit_field {
  const char *name;
  enum corkit_field_kind kind;
  size_t offset;
};

#define CORKIT_FIELD(KIND, STRUCT, NAME) {#NAME, CORKIT_FIELD_##KIND, offsetof(STRUCT, NAME)}
#define CORKIT_FIELDS_END {NULL, CORKIT_FIELD_INT, 0}

static const struct corkit_field corkit_level1_fields[] = {
    CORKIT_FIELD(INT, corkit_level1_options, fill),
    CORKIT_FIELD(INT, corkit_level1_options, no_vig),
    CORKIT_FIELD(INT, corkit_level1_options, no_mask),
    CORKIT_FIELD(INT, corkit_level1_options, no_warp),
    CORKIT_FIELD(INT, corkit_level1_options, no_stat),
    CORKIT_FIELD(INT, corkit_level1_options, no_scale),
    CORKIT_FIELD(INT, corkit_level1_options, no_roll_correction),
    CORKIT_FIELD(INT, corkit_level1_options, no_time_correction),
    CORKIT_FIELD(INT, corkit_level1_options, noimg),
    CORKIT_FIELD(INT, corkit_level1_options, nofits),
    CORKIT_FIELD(INT, corkit_level1_options, oracle),
    CORKIT_FIELD(INT, corkit_level1_options, compat_bugs),
    CORKIT_FIELD(INT, corkit_level1_options, saturate_negatives),
    CORKIT_FIELD(INT, corkit_level1_options, skip_existing),
    CORKIT_FIELD(INT, corkit_level1_options, pipeline_folders),
    CORKIT_FIELDS_END};

static const struct corkit_field corkit_c3_calibrate_fields[] = {
    CORKIT_FIELD(INT, corkit_c3_calibrate_options, no_calfac), CORKIT_FIELD(INT, corkit_c3_calibrate_options, no_vig),
    CORKIT_FIELD(INT, corkit_c3_calibrate_options, no_mask),   CORKIT_FIELD(INT, corkit_c3_calibrate_options, fuzzy),
    CORKIT_FIELD(INT, corkit_c3_calibrate_options, oracle),    CORKIT_FIELDS_END};

static const struct corkit_field corkit_std_size_fields[] = {
    CORKIT_FIELD(INT, corkit_std_size_options, full),    CORKIT_FIELD(INT, corkit_std_size_options, no_rebin),
    CORKIT_FIELD(INT, corkit_std_size_options, savehdr), CORKIT_FIELD(INT, corkit_std_size_options, nocal),
    CORKIT_FIELD(INT, corkit_std_size_options, bias_set), CORKIT_FIELD(FLOAT, corkit_std_size_options, bias),
    CORKIT_FIELDS_END};

static const struct corkit_field corkit_config_fields[] = {
    CORKIT_FIELD(TEXT, corkit_config, calibration), CORKIT_FIELD(TEXT, corkit_config, lasco_data),
    CORKIT_FIELD(TEXT, corkit_config, nrl_lib), CORKIT_FIELD(TEXT, corkit_config, ancil_data), CORKIT_FIELDS_END};

static int corkit_set_field(const struct corkit_field *field, PyObject *value, char *at) {
  if (field->kind == CORKIT_FIELD_FLOAT) {
    *(float *)(at + field->offset) = (float)PyFloat_AsDouble(value);
  } else if (field->kind == CORKIT_FIELD_TEXT) {
    /* Bytes: os.fsencode() of a path. They live in the dict, which outlives the call. */
    *(const char **)(at + field->offset) = PyBytes_AsString(value);
  } else {
    const long number = PyLong_AsLong(value);
    if (!PyErr_Occurred() && (number > INT_MAX || number < INT_MIN)) PyErr_Format(PyExc_OverflowError, "%s is out of range", field->name);
    *(int *)(at + field->offset) = (int)number;
  }
  return PyErr_Occurred() == NULL;
}

/* Keywords that are not given, or None, keep the library's default. */
static int corkit_set_fields(const struct corkit_field *fields, PyObject *keywords, void *options) {
  PyObject *key, *value;
  Py_ssize_t position = 0;
  if (!PyDict_Check(keywords)) {
    PyErr_SetString(PyExc_TypeError, "options are a dict");
    return 0;
  }
  while (PyDict_Next(keywords, &position, &key, &value)) {
    const char *name = PyUnicode_AsUTF8(key);
    const struct corkit_field *field = fields;
    if (name == NULL) return 0;
    while (field->name != NULL && strcmp(field->name, name) != 0) ++field;
    if (field->name == NULL) {
      PyErr_Format(PyExc_TypeError, "there is no option '%s'", name);
      return 0;
    }
    if (value != Py_None && !corkit_set_field(field, value, (char *)options)) return 0;
  }
  return 1;
}

static PyObject *corkit_names(const struct corkit_field *fields) {
  PyObject *names = PyList_New(0);
  for (; names != NULL && fields->name != NULL; ++fields) {
    PyObject *name = PyUnicode_FromString(fields->name);
    if (name == NULL || PyList_Append(names, name) < 0) Py_CLEAR(names);
    Py_XDECREF(name);
  }
  return names;
}
%}

%define CORKIT_OPTIONS(STRUCT, FIELDS)
%typemap(in) const STRUCT * (STRUCT options) {
  STRUCT##_default(&options);
  if (!corkit_set_fields(FIELDS, $input, &options)) SWIG_fail;
  $1 = &options;
}
%enddef
CORKIT_OPTIONS(corkit_c3_calibrate_options, corkit_c3_calibrate_fields)
CORKIT_OPTIONS(corkit_std_size_options, corkit_std_size_fields)
CORKIT_OPTIONS(corkit_config, corkit_config_fields)

/* It makes Python objects, so it keeps the lock. */
%nothread level1_option_names;
%inline %{
/* Names of the options of reduce_level_1. */
PyObject *level1_option_names(void) { return corkit_names(corkit_level1_fields); }
%}
