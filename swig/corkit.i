/* The C API for Python, one to one: corkit.h itself is wrapped, nothing is declared twice. The package corkit (swig/corkit) gives these
 * functions SolarSoft's names and Python's manners.
 *
 * Given     arrays as numpy arrays of any byte order and layout, headers and contexts as handles, options as a dict
 * Returned  OUTPUT arguments as the result, in the order of the C function; a status that is not 0 as an exception
 * Notes     the interpreter's lock is released while the library works (-threads)
 */
%module(package="corkit", threads="1") capi

%{
#include <string.h>

#include "corkit/corkit.h"
%}

%include "errors.i"
%include "numbers.i"
%include "arrays.i"
%include "headers.i"
%include "options.i"
%include "stages.i"

/* Handles: made by the library, released when Python lets go of them. */
%nodefaultctor corkit_context;
%nodefaultctor corkit_header;
%nodefaultctor corkit_product;
struct corkit_context {};
struct corkit_header {};
struct corkit_product {};
%extend corkit_context { ~corkit_context() { corkit_context_destroy($self); } }
%extend corkit_header { ~corkit_header() { corkit_header_free($self); } }
%extend corkit_product { ~corkit_product() { corkit_product_free($self); } }
%newobject corkit_context_create;
%newobject corkit_header_create;
%newobject corkit_header_from_cards;
%newobject corkit_header_copy;
%ignore corkit_context_destroy;
%ignore corkit_header_free;
%ignore corkit_product_free;
/* A product's own header lives as long as the product; Python gets a copy. */
%newobject corkit_product_header;

%typemap(in, numinputs=0) corkit_product **out (corkit_product *made = NULL) "$1 = &made;"
%typemap(argout) corkit_product **out {
  $result = SWIG_Python_AppendOutput($result, SWIG_NewPointerObj(*$1, $descriptor(corkit_product *), SWIG_POINTER_OWN));
  made$argnum = NULL;
}
%typemap(freearg) corkit_product **out "corkit_product_free(made$argnum);"

/* Numbers that come back through a pointer. */
%define CORKIT_NUMBER(CTYPE, NAME, MAKE)
%typemap(in, numinputs=0) CTYPE *NAME (CTYPE number = 0) "$1 = &number;"
%typemap(argout) CTYPE *NAME { $result = SWIG_Python_AppendOutput($result, MAKE(*$1)); }
%enddef
CORKIT_NUMBER(float, expfac, PyFloat_FromDouble)
CORKIT_NUMBER(float, bias, PyFloat_FromDouble)
CORKIT_NUMBER(float, factor, PyFloat_FromDouble)
CORKIT_NUMBER(float, x, PyFloat_FromDouble)
CORKIT_NUMBER(float, y, PyFloat_FromDouble)
CORKIT_NUMBER(float, arcsec, PyFloat_FromDouble)
CORKIT_NUMBER(double, x, PyFloat_FromDouble)
CORKIT_NUMBER(double, y, PyFloat_FromDouble)
CORKIT_NUMBER(double, arcsec, PyFloat_FromDouble)
CORKIT_NUMBER(double, value, PyFloat_FromDouble)
CORKIT_NUMBER(double, seconds, PyFloat_FromDouble)
CORKIT_NUMBER(double, longitude_deg, PyFloat_FromDouble)
CORKIT_NUMBER(double, latitude_deg, PyFloat_FromDouble)
CORKIT_NUMBER(double, distance_m, PyFloat_FromDouble)
CORKIT_NUMBER(int, valid, PyLong_FromLong)
CORKIT_NUMBER(int, mask_blocks, PyLong_FromLong)
CORKIT_NUMBER(int, too_many, PyLong_FromLong)
CORKIT_NUMBER(int, nmissing, PyLong_FromLong)
CORKIT_NUMBER(long long, value, PyLong_FromLongLong)

%include "stars.i"

/* offset_bias: an integer where IDL's result is one. */
%typemap(in, numinputs=0) (double *bias, int *type) (double number = 0, int type = 0) "$1 = &number; $2 = &type;"
%typemap(argout) (double *bias, int *type) {
  $result = SWIG_Python_AppendOutput($result, *$2 == CORKIT_FLOAT32 ? PyFloat_FromDouble(*$1) : PyLong_FromDouble(*$1));
}

%typemap(in, numinputs=0) float value[2] (float pair[2]) "pair[0] = pair[1] = 0; $1 = pair;"
%typemap(argout) float value[2] { $result = SWIG_Python_AppendOutput($result, Py_BuildValue("(dd)", (double)$1[0], (double)$1[1])); }

%typemap(in) const float *satmax (double number, float limit), const float *satmin (double number, float limit) {
  $1 = NULL;
  if ($input != Py_None) {
    if (!corkit_as_number($input, "$1_name", &number)) SWIG_fail;
    limit = (float)number;
    $1 = &limit;
  }
}

%typemap(in, numinputs=0) corkit_tcr *tcr (corkit_tcr found) "memset(&found, 0, sizeof found); $1 = &found;"
%typemap(argout) corkit_tcr *tcr {
  $result = SWIG_Python_AppendOutput($result, Py_BuildValue("(ssddds)", $1->date, $1->time, (double)$1->xpos, (double)$1->ypos,
                                                            (double)$1->roll_deg, $1->error));
}

/* Paths: str, bytes or os.PathLike; None is NULL. */
%typemap(in) const char *in (PyObject *bytes = NULL), const char *out (PyObject *bytes = NULL), const char *outdir (PyObject *bytes = NULL), const char *path (PyObject *bytes = NULL) {
  $1 = NULL;
  if ($input != Py_None) {
    bytes = corkit_path($input, "$1_name");
    if (bytes == NULL) SWIG_fail;
    $1 = PyBytes_AS_STRING(bytes);
  }
}
%typemap(freearg) const char *in, const char *out, const char *outdir, const char *path "Py_XDECREF(bytes$argnum);"

%typemap(in, numinputs=0) corkit_fill_report *report (corkit_fill_report made) "memset(&made, 0, sizeof made); made.size = sizeof made; $1 = &made;"
%typemap(argout) corkit_fill_report *report {
  $result = SWIG_Python_AppendOutput($result, Py_BuildValue("(ssiLLN)", $1->detector, $1->method, $1->level1, $1->nmissing, $1->nfilled,
                                                            corkit_text($1->warnings)));
}

/* Texts. */
%typemap(in, numinputs=0) char source[128] (char text[128]) "text[0] = 0; $1 = text;"
%typemap(argout) char source[128] { $result = SWIG_Python_AppendOutput($result, corkit_text($1)); }
%typemap(in, numinputs=0) const char ** (const char *text = "") "$1 = (char **)&text;"
%typemap(argout) const char ** { $result = SWIG_Python_AppendOutput($result, corkit_text(*$1)); }
/* Room for the longest block list (1024 blocks) and for a string of any header. */
%typemap(in, numinputs=0) (char *value, size_t capacity) (char text[16384]), (char *misslist, size_t capacity) (char text[16384]),
    (char *text, size_t capacity) (char text[16384]) "text[0] = 0; $1 = text; $2 = sizeof text;"
%typemap(argout) (char *value, size_t capacity), (char *misslist, size_t capacity), (char *text, size_t capacity) {
  $result = SWIG_Python_AppendOutput($result, corkit_text($1));
}

%typemap(out) const char * { $result = corkit_text($1); }
/* Numbers of things, not statuses. */
%typemap(out) int corkit_header_has, int corkit_product_nmissing, int corkit_product_skipped, int corkit_calibration_synthetic {
  $result = PyLong_FromLong($1);
}

%ignore corkit_array;
%ignore corkit_array_create;
%ignore corkit_array_free;
%ignore corkit_config;
%ignore corkit_config_default;
%ignore corkit_error;
%ignore corkit_last_error;
%ignore corkit_level1_options;
%ignore corkit_level1_options_default;
%ignore corkit_c2_calibrate;
%ignore corkit_c2_calibrate_options;
%ignore corkit_c2_calibrate_options_default;
%ignore corkit_c3_calibrate_options;
%ignore corkit_c3_calibrate_options_default;
%ignore corkit_std_size_options;
%ignore corkit_std_size_options_default;
%ignore corkit_fill_options;
%ignore corkit_fill_options_default;
%ignore corkit_fill_file_options;
%ignore corkit_fill_file_options_default;
%ignore corkit_fill_report;
%ignore corkit_tcr;
%ignore corkit_type_size;

#define __attribute__(x)
%include "corkit/corkit.h"
