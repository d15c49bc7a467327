! The objects of object.inc, each in a module of its own.

#define OBJECT corkit_context
#define FREE c_context_destroy
module corkit_contexts
#include "object.inc"
end module corkit_contexts
#undef OBJECT
#undef FREE

#define OBJECT corkit_header
#define FREE c_header_free
module corkit_headers
#include "object.inc"
end module corkit_headers
#undef OBJECT
#undef FREE

#define OBJECT corkit_array
#define FREE c_array_free
module corkit_arrays
#include "object.inc"
end module corkit_arrays
#undef OBJECT
#undef FREE

#define OBJECT corkit_product
#define FREE c_product_free
module corkit_products
#include "object.inc"
end module corkit_products
#undef OBJECT
#undef FREE
