/* Header handles: cards in, cards out. A FITS card is ASCII; other bytes are kept as Latin-1. */

%typemap(in) (const char *cards, size_t ncards) (char *bytes = NULL, Py_ssize_t length = 0) {
  if (PyBytes_AsStringAndSize($input, &bytes, &length) < 0) SWIG_fail;
  $1 = bytes;
  $2 = ((size_t)length + 79) / 80;
}

%typemap(in, numinputs=0) char card[81] (char text[81]) "text[0] = 0; $1 = text;"
%typemap(argout) char card[81] { $result = SWIG_Python_AppendOutput($result, PyUnicode_DecodeLatin1($1, (Py_ssize_t)strlen($1), NULL)); }

%typemap(in, numinputs=0) corkit_header **header (corkit_header *made = NULL) "$1 = &made;"
%typemap(argout) corkit_header **header {
  $result = SWIG_Python_AppendOutput($result, SWIG_NewPointerObj(*$1, $descriptor(corkit_header *), SWIG_POINTER_OWN));
}

%typemap(out) const corkit_header *corkit_product_header {
  corkit_header *own = $1 == NULL ? NULL : corkit_header_copy($1);
  if ($1 != NULL && own == NULL) {
    corkit_raise(CORKIT_ERROR_MEMORY, corkit_last_error(NULL));
    SWIG_fail;
  }
  $result = SWIG_NewPointerObj(own, $descriptor(corkit_header *), SWIG_POINTER_OWN);
}
