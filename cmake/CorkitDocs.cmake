# `cmake --build build/release --target docs`: the reference of the C API, from the public header alone, in docs/html of the build
# folder. Anything the header leaves unexplained is an error.
find_package(Doxygen QUIET)
if(DOXYGEN_FOUND)
  configure_file(cmake/Doxyfile.in "${PROJECT_BINARY_DIR}/docs/Doxyfile" @ONLY)
  add_custom_target(docs COMMAND Doxygen::doxygen -q Doxyfile WORKING_DIRECTORY "${PROJECT_BINARY_DIR}/docs"
    COMMENT "API reference: ${PROJECT_BINARY_DIR}/docs/html/index.html" VERBATIM)
endif()
