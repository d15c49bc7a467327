/* Images: numpy arrays in, numpy arrays out, shape (ny, nx). numpy is imported when the first array is met, not with the package. */
%{
#define NPY_NO_DEPRECATED_API NPY_1_7_API_VERSION
#include <numpy/arrayobject.h>

static int corkit_need_numpy(void) { return PyArray_API != NULL || _import_array() >= 0; }

static int corkit_type_of(int numpy_type) {
  switch (numpy_type) {
    case NPY_UINT8:
      return CORKIT_UINT8;
    case NPY_INT16:
      return CORKIT_INT16;
    case NPY_UINT16:
      return CORKIT_UINT16;
    case NPY_INT32:
      return CORKIT_INT32;
    case NPY_FLOAT32:
      return CORKIT_FLOAT32;
    case NPY_FLOAT64:
      return CORKIT_FLOAT64;
    default:
      return 0;
  }
}

static int corkit_numpy_type(int type) {
  switch (type) {
    case CORKIT_UINT8:
      return NPY_UINT8;
    case CORKIT_INT16:
      return NPY_INT16;
    case CORKIT_UINT16:
      return NPY_UINT16;
    case CORKIT_INT32:
      return NPY_INT32;
    case CORKIT_FLOAT32:
      return NPY_FLOAT32;
    default:
      return NPY_FLOAT64;
  }
}

/* A masked pixel has a number under its mask, which would be taken for a measurement. */
static int corkit_nothing_masked(PyObject *object) {
  PyObject *mask, *count = NULL;
  long masked = 0;
  if (!PyArray_Check(object) || PyArray_CheckExact(object) || !PyObject_HasAttrString(object, "mask")) return 1;
  mask = PyObject_GetAttrString(object, "mask");
  if (mask != NULL) count = PyObject_CallMethod(mask, "sum", NULL);
  if (count != NULL) masked = PyLong_AsLong(count);
  Py_XDECREF(count);
  Py_XDECREF(mask);
  if (PyErr_Occurred()) return 0;
  if (masked > 0)
    PyErr_Format(PyExc_ValueError, "image has %ld masked pixels: give image.filled(0), as lost pixels are 0 in LASCO images, or image.data", masked);
  return masked == 0;
}

/* The pixels as the library wants them: the object itself where it is so already, else a copy; always a copy for a routine that changes
 * them. */
static PyArrayObject *corkit_pixels(PyObject *object, corkit_array *view, int changed) {
  PyArrayObject *any, *pixels;
  if (!corkit_need_numpy() || !corkit_nothing_masked(object)) return NULL;
  any = (PyArrayObject *)PyArray_FROM_O(object);
  if (any == NULL) return NULL;
  view->type = corkit_type_of(PyArray_TYPE(any));
  if (view->type == 0 || PyArray_NDIM(any) != 2) {
    if (view->type == 0)
      PyErr_Format(PyExc_TypeError, "image has pixels of type %S: uint8, int16, uint16, int32, float32 and float64 are known, convert it with astype()",
                   (PyObject *)PyArray_DESCR(any));
    else
      PyErr_Format(PyExc_ValueError, "image has %d dimensions: an image has two, of shape (ny, nx)", PyArray_NDIM(any));
    Py_DECREF(any);
    return NULL;
  }
  pixels = (PyArrayObject *)PyArray_FromArray(any, PyArray_DescrFromType(corkit_numpy_type(view->type)),
                                              NPY_ARRAY_CARRAY_RO | NPY_ARRAY_NOTSWAPPED | (changed ? NPY_ARRAY_ENSURECOPY : 0));
  Py_DECREF(any);
  if (pixels == NULL) return NULL;
  /* A side that no int can hold is refused by the library like any other absurd one. */
  view->ny = PyArray_DIM(pixels, 0) > INT_MAX ? -1 : (int)PyArray_DIM(pixels, 0);
  view->nx = PyArray_DIM(pixels, 1) > INT_MAX ? -1 : (int)PyArray_DIM(pixels, 1);
  view->data = PyArray_DATA(pixels);
  return pixels;
}

/* A numpy array of its own memory; None for NULL. */
static PyObject *corkit_numpy(const corkit_array *array) {
  PyObject *copy;
  npy_intp shape[2];
  if (!corkit_need_numpy()) return NULL;
  if (array == NULL) Py_RETURN_NONE;
  shape[0] = array->ny;
  shape[1] = array->nx;
  copy = PyArray_SimpleNew(2, shape, corkit_numpy_type(array->type));
  if (copy != NULL) memcpy(PyArray_DATA((PyArrayObject *)copy), array->data, (size_t)PyArray_NBYTES((PyArrayObject *)copy));
  return copy;
}
%}

%typemap(in) const corkit_array * (corkit_array view, PyArrayObject *pixels = NULL) {
  pixels = corkit_pixels($input, &view, 0);
  if (pixels == NULL) SWIG_fail;
  $1 = &view;
}
%typemap(freearg) const corkit_array * "Py_XDECREF(pixels$argnum);"
/* Without this the one below would be taken for const arrays too. */
%typemap(argout) const corkit_array * ""

%typemap(in) corkit_array *image (corkit_array view, PyArrayObject *pixels = NULL) {
  pixels = corkit_pixels($input, &view, 1);
  if (pixels == NULL) SWIG_fail;
  $1 = &view;
}
%typemap(argout) corkit_array *image {
  Py_INCREF(pixels$argnum);
  $result = SWIG_Python_AppendOutput($result, (PyObject *)pixels$argnum);
}
%typemap(freearg) corkit_array *image "Py_XDECREF(pixels$argnum);"

%typemap(in, numinputs=0) corkit_array ** (corkit_array *made = NULL) "$1 = &made;"
%typemap(argout) corkit_array ** {
  PyObject *copy = corkit_numpy(*$1);
  if (copy == NULL) SWIG_fail;
  $result = SWIG_Python_AppendOutput($result, copy);
}
%typemap(freearg) corkit_array ** "corkit_array_free(made$argnum);"

%typemap(out) const corkit_array * {
  $result = corkit_numpy($1);
  if ($result == NULL) SWIG_fail;
}
