# What `cmake --install` puts into a prefix, in components: runtime (library), development (header, pkg-config file, CMake
# package), tools (command, manual pages, completion, documents), idl, and, where they are built, fortran, python and inpaint.
# The prefix may be moved afterwards: nothing installed names it, or the folder of the build.

include(CMakePackageConfigHelpers)

install(TARGETS corkit EXPORT corkitTargets
  LIBRARY DESTINATION "${CMAKE_INSTALL_LIBDIR}" COMPONENT runtime NAMELINK_COMPONENT development
  INCLUDES DESTINATION "${CMAKE_INSTALL_INCLUDEDIR}")
install(DIRECTORY "${PROJECT_SOURCE_DIR}/libcorkit/include/" DESTINATION "${CMAKE_INSTALL_INCLUDEDIR}" COMPONENT development
  FILES_MATCHING PATTERN "*.h")

# Every part of corkit looks for it in share/corkit/stars of the prefix (core/own_folder.hpp).
install(DIRECTORY libcorkit/share/stars DESTINATION "${CMAKE_INSTALL_DATADIR}/corkit" COMPONENT runtime)

install(EXPORT corkitTargets NAMESPACE corkit:: DESTINATION "${CORKIT_INSTALL_CMAKEDIR}" COMPONENT development)
configure_package_config_file(cmake/corkitConfig.cmake.in "${PROJECT_BINARY_DIR}/corkitConfig.cmake"
  INSTALL_DESTINATION "${CORKIT_INSTALL_CMAKEDIR}" NO_SET_AND_CHECK_MACRO)
write_basic_package_version_file("${PROJECT_BINARY_DIR}/corkitConfigVersion.cmake" COMPATIBILITY SameMinorVersion)
install(FILES "${PROJECT_BINARY_DIR}/corkitConfig.cmake" "${PROJECT_BINARY_DIR}/corkitConfigVersion.cmake"
  DESTINATION "${CORKIT_INSTALL_CMAKEDIR}" COMPONENT development)

file(RELATIVE_PATH pc_to_prefix "/${CMAKE_INSTALL_LIBDIR}/pkgconfig" "/")
configure_file(cmake/corkit.pc.in "${PROJECT_BINARY_DIR}/corkit.pc" @ONLY)
install(FILES "${PROJECT_BINARY_DIR}/corkit.pc" DESTINATION "${CMAKE_INSTALL_LIBDIR}/pkgconfig" COMPONENT development)

if(TARGET corkit_command)
  install(TARGETS corkit_command RUNTIME DESTINATION "${CMAKE_INSTALL_BINDIR}" COMPONENT tools)
  install(DIRECTORY docs/man/ DESTINATION "${CMAKE_INSTALL_MANDIR}/man1" COMPONENT tools FILES_MATCHING PATTERN "*.1")
  install(FILES tools/completion/corkit.bash RENAME corkit DESTINATION "${CMAKE_INSTALL_DATADIR}/bash-completion/completions"
    COMPONENT tools)
endif()

install(FILES README.md CHANGELOG.md LICENSE CITATION.cff DESTINATION "${CMAKE_INSTALL_DOCDIR}" COMPONENT tools)
install(DIRECTORY docs DESTINATION "${CMAKE_INSTALL_DOCDIR}" COMPONENT tools
  FILES_MATCHING PATTERN "*.md" PATTERN "*.c" PATTERN "*.png" PATTERN "man" EXCLUDE)
# Beside docs, whose pages link them.
install(DIRECTORY examples DESTINATION "${CMAKE_INSTALL_DOCDIR}" COMPONENT tools)
install(DIRECTORY findings DESTINATION "${CMAKE_INSTALL_DOCDIR}" COMPONENT tools FILES_MATCHING PATTERN "*.md" PATTERN "*.sh")
install(DIRECTORY compat/c DESTINATION "${CMAKE_INSTALL_DOCDIR}/compat" COMPONENT tools FILES_MATCHING PATTERN "*.c")
install(DIRECTORY compat/fortran/examples DESTINATION "${CMAKE_INSTALL_DOCDIR}/compat/fortran" COMPONENT tools)
foreach(linked CONTRIBUTING.md bench/README.md bench/instructions.json inpaint/README.md compat/fortran/src/corkit.fypp
    libcorkit/include/corkit/corkit.h)
  get_filename_component(folder "${linked}" DIRECTORY)
  install(FILES "${linked}" DESTINATION "${CMAKE_INSTALL_DOCDIR}/${folder}" COMPONENT tools)
endforeach()
