/* Options and configuration: a dict of keywords fills the C struct. A new field of the C API is one line in a table:
 *   CORKIT_FIELD(KIND, STRUCT, NAME)        INT, FLOAT, DOUBLE; TEXT: const char *, from a path
 *   CORKIT_FIELD_LIST(STRUCT, NAME, COUNT, KEYWORD)   const char *const *NAME with int COUNT, from a path or a list of paths, called KEYWORD */
%{
#include <stddef.h>

enum corkit_field_kind { CORKIT_FIELD_INT, CORKIT_FIELD_FLOAT, CORKIT_FIELD_DOUBLE, CORKIT_FIELD_TEXT, CORKIT_FIELD_TEXTS };

struct corkit_field {
  const char *name;
  enum corkit_field_kind kind;
  size_t offset;
  size_t count; /* of TEXTS: where their number goes */
};

#define CORKIT_FIELD(KIND, STRUCT, NAME) {#NAME, CORKIT_FIELD_##KIND, offsetof(STRUCT, NAME), 0}
#define CORKIT_FIELD_LIST(STRUCT, NAME, COUNT, KEYWORD) {KEYWORD, CORKIT_FIELD_TEXTS, offsetof(STRUCT, NAME), offsetof(STRUCT, COUNT)}
#define CORKIT_FIELDS_END {NULL, CORKIT_FIELD_INT, 0, 0}

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
    CORKIT_FIELD_LIST(corkit_level1_options, context, ncontext, "fill_context"),
    CORKIT_FIELD(TEXT, corkit_level1_options, weights),
    CORKIT_FIELD(INT, corkit_level1_options, fill_mask),
    CORKIT_FIELD(INT, corkit_level1_options, fill_isotropic),
    CORKIT_FIELD(INT, corkit_level1_options, fill_threads),
    CORKIT_FIELD(INT, corkit_level1_options, insist),
    CORKIT_FIELD(INT, corkit_level1_options, overwrite),
    CORKIT_FIELD(TEXT, corkit_level1_options, ephemeris),
    CORKIT_FIELD(INT, corkit_level1_options, geometry),
    CORKIT_FIELD(INT, corkit_level1_options, pointing),
    CORKIT_FIELDS_END};

static const struct corkit_field corkit_c2_calibrate_fields[] = {
    CORKIT_FIELD(INT, corkit_c2_calibrate_options, no_calfac), CORKIT_FIELD(INT, corkit_c2_calibrate_options, no_update),
    CORKIT_FIELDS_END};

static const struct corkit_field corkit_c3_calibrate_fields[] = {
    CORKIT_FIELD(INT, corkit_c3_calibrate_options, no_calfac), CORKIT_FIELD(INT, corkit_c3_calibrate_options, no_vig),
    CORKIT_FIELD(INT, corkit_c3_calibrate_options, no_mask),   CORKIT_FIELD(INT, corkit_c3_calibrate_options, fuzzy),
    CORKIT_FIELD(INT, corkit_c3_calibrate_options, oracle),    CORKIT_FIELD(INT, corkit_c3_calibrate_options, no_update),
    CORKIT_FIELDS_END};

static const struct corkit_field corkit_std_size_fields[] = {
    CORKIT_FIELD(INT, corkit_std_size_options, full),    CORKIT_FIELD(INT, corkit_std_size_options, no_rebin),
    CORKIT_FIELD(INT, corkit_std_size_options, savehdr), CORKIT_FIELD(INT, corkit_std_size_options, nocal),
    CORKIT_FIELD(INT, corkit_std_size_options, bias_set), CORKIT_FIELD(FLOAT, corkit_std_size_options, bias),
    CORKIT_FIELDS_END};

static const struct corkit_field corkit_fill_fields[] = {
    CORKIT_FIELD(INT, corkit_fill_options, isotropic), CORKIT_FIELD(INT, corkit_fill_options, no_profile),
    CORKIT_FIELD(DOUBLE, corkit_fill_options, anisotropy), CORKIT_FIELD(DOUBLE, corkit_fill_options, sun_x),
    CORKIT_FIELD(DOUBLE, corkit_fill_options, sun_y), CORKIT_FIELDS_END};

static const struct corkit_field corkit_fill_file_fields[] = {
    CORKIT_FIELD(INT, corkit_fill_file_options, method), CORKIT_FIELD(INT, corkit_fill_file_options, isotropic),
    CORKIT_FIELD_LIST(corkit_fill_file_options, context, ncontext, "fill_context"), CORKIT_FIELD(TEXT, corkit_fill_file_options, weights),
    CORKIT_FIELD(TEXT, corkit_fill_file_options, mask), CORKIT_FIELD(INT, corkit_fill_file_options, fill_mask),
    CORKIT_FIELD(INT, corkit_fill_file_options, threads), CORKIT_FIELD(INT, corkit_fill_file_options, oracle),
    CORKIT_FIELD(INT, corkit_fill_file_options, insist), CORKIT_FIELDS_END};

static const struct corkit_field corkit_stars_fields[] = {
    CORKIT_FIELD(TEXT, corkit_stars_options, ephemeris), CORKIT_FIELD(TEXT, corkit_stars_options, star_table),
    CORKIT_FIELD(INT, corkit_stars_options, no_time_correction), CORKIT_FIELDS_END};

static const struct corkit_field corkit_config_fields[] = {
    CORKIT_FIELD(TEXT, corkit_config, calibration), CORKIT_FIELD(TEXT, corkit_config, lasco_data),
    CORKIT_FIELD(TEXT, corkit_config, nrl_lib), CORKIT_FIELD(TEXT, corkit_config, ancil_data), CORKIT_FIELDS_END};

/* The pointers of a list of bytes, in a bytes object. */
static PyObject *corkit_pointers(PyObject *list) {
  const Py_ssize_t n = PyList_Size(list);
  PyObject *pointers = n < 0 ? NULL : PyBytes_FromStringAndSize(NULL, n * (Py_ssize_t)sizeof(char *));
  Py_ssize_t i;
  for (i = 0; pointers != NULL && i < n; ++i) {
    const char *text = PyBytes_AsString(PyList_GET_ITEM(list, i));
    if (text == NULL) Py_CLEAR(pointers);
    else memcpy(PyBytes_AS_STRING(pointers) + i * (Py_ssize_t)sizeof(char *), &text, sizeof text);
  }
  return pointers;
}

static int corkit_set_field(const struct corkit_field *field, PyObject *key, PyObject *value, PyObject *kept, char *at) {
  if (field->kind == CORKIT_FIELD_FLOAT || field->kind == CORKIT_FIELD_DOUBLE) {
    double number = 0;
    if (!corkit_as_number(value, field->name, &number)) return 0;
    if (field->kind == CORKIT_FIELD_FLOAT) *(float *)(at + field->offset) = (float)number;
    else *(double *)(at + field->offset) = number;
  } else if (field->kind == CORKIT_FIELD_TEXT) {
    PyObject *bytes = corkit_path(value, field->name);
    if (bytes != NULL && PyDict_SetItem(kept, key, bytes) == 0) *(const char **)(at + field->offset) = PyBytes_AS_STRING(bytes);
    Py_XDECREF(bytes);
  } else if (field->kind == CORKIT_FIELD_TEXTS) {
    PyObject *list = corkit_paths(value, field->name);
    PyObject *pointers = list == NULL ? NULL : corkit_pointers(list);
    PyObject *both = pointers == NULL ? NULL : PyTuple_Pack(2, list, pointers);
    if (both != NULL && PyDict_SetItem(kept, key, both) == 0) {
      *(const char *const **)(at + field->offset) = (const char *const *)PyBytes_AS_STRING(pointers);
      *(int *)(at + field->count) = (int)PyList_GET_SIZE(list);
    }
    Py_XDECREF(both);
    Py_XDECREF(pointers);
    Py_XDECREF(list);
  } else {
    long long number = 0;
    if (!corkit_as_integer(value, field->name, INT_MIN, INT_MAX, &number)) return 0;
    *(int *)(at + field->offset) = (int)number;
  }
  return PyErr_Occurred() == NULL;
}

/* Keywords that are not given, or None, keep the library's default. What the struct points to afterwards lives in the dict that is
 * returned, a copy. */
static PyObject *corkit_set_fields(const struct corkit_field *fields, PyObject *keywords, void *options) {
  PyObject *kept, *key, *value;
  Py_ssize_t position = 0;
  if (!PyDict_Check(keywords)) {
    PyErr_SetString(PyExc_TypeError, "options are a dict");
    return NULL;
  }
  kept = PyDict_Copy(keywords);
  while (kept != NULL && PyDict_Next(keywords, &position, &key, &value)) {
    const char *name = PyUnicode_AsUTF8(key);
    const struct corkit_field *field = fields;
    while (name != NULL && field->name != NULL && strcmp(field->name, name) != 0) ++field;
    if (name != NULL && field->name == NULL) PyErr_Format(PyExc_TypeError, "there is no option '%s'", name);
    if (PyErr_Occurred() || (value != Py_None && !corkit_set_field(field, key, value, kept, (char *)options))) Py_CLEAR(kept);
  }
  return kept;
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
%typemap(in) const STRUCT * (STRUCT given, PyObject *kept = NULL) {
  STRUCT##_default(&given);
  kept = corkit_set_fields(FIELDS, $input, &given);
  if (kept == NULL) SWIG_fail;
  $1 = &given;
}
%typemap(freearg) const STRUCT * "Py_XDECREF(kept$argnum);"
%enddef
CORKIT_OPTIONS(corkit_c2_calibrate_options, corkit_c2_calibrate_fields)
CORKIT_OPTIONS(corkit_c3_calibrate_options, corkit_c3_calibrate_fields)
CORKIT_OPTIONS(corkit_std_size_options, corkit_std_size_fields)
CORKIT_OPTIONS(corkit_fill_options, corkit_fill_fields)
CORKIT_OPTIONS(corkit_fill_file_options, corkit_fill_file_fields)
CORKIT_OPTIONS(corkit_stars_options, corkit_stars_fields)
CORKIT_OPTIONS(corkit_config, corkit_config_fields)

/* It makes Python objects, so it keeps the lock. */
%nothread level1_option_names;
%inline %{
/* Names of the options of reduce_level_1. */
PyObject *level1_option_names(void) { return corkit_names(corkit_level1_fields); }
%}
