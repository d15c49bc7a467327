/* Numbers, booleans and paths: Python's own, NumPy's scalars and arrays of no dimension. Nothing here loads numpy. */
%{
#include <limits.h>

/* A new reference to the number itself: item() of what has no dimension. */
static PyObject *corkit_scalar(PyObject *object) {
  PyObject *ndim, *plain = object;
  if (PyLong_Check(object) || PyFloat_Check(object) || !PyObject_HasAttrString(object, "item")) return Py_INCREF(object), object;
  ndim = PyObject_GetAttrString(object, "ndim");
  if (ndim == NULL) PyErr_Clear();
  if (ndim != NULL && PyLong_Check(ndim) && PyLong_AsLong(ndim) == 0)
    plain = PyObject_CallMethod(object, "item", NULL);
  else
    Py_INCREF(plain);
  Py_XDECREF(ndim);
  return plain;
}

static int corkit_as_integer(PyObject *object, const char *name, long long least, long long most, long long *out) {
  PyObject *plain = corkit_scalar(object), *integer = NULL;
  int overflow = 0;
  if (plain == NULL) return 0;
  if (PyIndex_Check(plain)) integer = PyNumber_Index(plain);
  if (integer == NULL && (!PyErr_Occurred() || PyErr_ExceptionMatches(PyExc_TypeError)))
    PyErr_Format(PyExc_TypeError, "%s is a %s: give an int, or True or False for a switch", name, Py_TYPE(object)->tp_name);
  Py_DECREF(plain);
  if (integer == NULL) return 0;
  *out = PyLong_AsLongLongAndOverflow(integer, &overflow);
  Py_DECREF(integer);
  if (overflow == 0 && *out >= least && *out <= most) return 1;
  PyErr_Format(PyExc_OverflowError, "%s is out of range", name);
  return 0;
}

static int corkit_as_number(PyObject *object, const char *name, double *out) {
  PyObject *plain = corkit_scalar(object);
  if (plain == NULL) return 0;
  *out = PyFloat_AsDouble(plain);
  Py_DECREF(plain);
  if (!PyErr_Occurred()) return 1;
  if (PyErr_ExceptionMatches(PyExc_TypeError))
    PyErr_Format(PyExc_TypeError, "%s is a %s: give a number", name, Py_TYPE(object)->tp_name);
  return 0;
}

static int corkit_is_path(PyObject *object) {
  return PyUnicode_Check(object) || PyBytes_Check(object) || PyObject_HasAttrString(object, "__fspath__");
}

/* The bytes of a path: str, bytes or os.PathLike. */
static PyObject *corkit_path(PyObject *object, const char *name) {
  PyObject *bytes = NULL;
  if (!corkit_is_path(object)) {
    PyErr_Format(PyExc_TypeError, "%s is a %s: give a path (str, bytes or os.PathLike)", name, Py_TYPE(object)->tp_name);
    return NULL;
  }
  return PyUnicode_FSConverter(object, &bytes) ? bytes : NULL;
}

/* A list of the bytes of paths; one path stands for a list of it alone. */
static PyObject *corkit_paths(PyObject *object, const char *name) {
  PyObject *list, *items, *item;
  if (corkit_is_path(object)) {
    item = corkit_path(object, name);
    return item == NULL ? NULL : Py_BuildValue("[N]", item);
  }
  items = PyObject_GetIter(object);
  if (items == NULL) {
    if (PyErr_ExceptionMatches(PyExc_TypeError))
      PyErr_Format(PyExc_TypeError, "%s is a %s: give a path or a list of paths", name, Py_TYPE(object)->tp_name);
    return NULL;
  }
  list = PyList_New(0);
  while (list != NULL && (item = PyIter_Next(items)) != NULL) {
    PyObject *bytes = corkit_path(item, name);
    if (bytes == NULL || PyList_Append(list, bytes) < 0) Py_CLEAR(list);
    Py_XDECREF(bytes);
    Py_DECREF(item);
  }
  Py_DECREF(items);
  if (PyErr_Occurred()) Py_CLEAR(list);
  return list;
}
%}

%typemap(in) int (long long number), const int (long long number) {
  if (!corkit_as_integer($input, "$1_name", INT_MIN, INT_MAX, &number)) SWIG_fail;
  $1 = ($1_ltype)number;
}
%typemap(in) long long (long long number), const long long (long long number) {
  if (!corkit_as_integer($input, "$1_name", LLONG_MIN, LLONG_MAX, &number)) SWIG_fail;
  $1 = number;
}
%typemap(in) size_t (long long number), const size_t (long long number) {
  if (!corkit_as_integer($input, "$1_name", 0, LLONG_MAX, &number)) SWIG_fail;
  $1 = (size_t)number;
}
%typemap(in) float (double number), double (double number), const float (double number), const double (double number) {
  if (!corkit_as_number($input, "$1_name", &number)) SWIG_fail;
  $1 = ($1_ltype)number;
}
