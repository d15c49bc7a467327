# What `cmake --install` puts into a prefix: library, header, command, pkg-config file, CMake package, documents. The prefix
# may be moved afterwards: nothing installed names it.

include(CMakePackageConfigHelpers)

install(TARGETS corkit EXPORT corkitTargets
  LIBRARY DESTINATION "${CMAKE_INSTALL_LIBDIR}"
  INCLUDES DESTINATION "${CMAKE_INSTALL_INCLUDEDIR}")
install(DIRECTORY "${CMAKE_SOURCE_DIR}/libcorkit/include/" DESTINATION "${CMAKE_INSTALL_INCLUDEDIR}" FILES_MATCHING PATTERN "*.h")

if(TARGET corkit_command)
  install(TARGETS corkit_command RUNTIME DESTINATION "${CMAKE_INSTALL_BINDIR}")
endif()

set(package_dir "${CMAKE_INSTALL_LIBDIR}/cmake/corkit")
install(EXPORT corkitTargets NAMESPACE corkit:: DESTINATION "${package_dir}")
configure_package_config_file(cmake/corkitConfig.cmake.in "${CMAKE_BINARY_DIR}/corkitConfig.cmake" INSTALL_DESTINATION "${package_dir}"
  NO_SET_AND_CHECK_MACRO)
write_basic_package_version_file("${CMAKE_BINARY_DIR}/corkitConfigVersion.cmake" COMPATIBILITY SameMinorVersion)
install(FILES "${CMAKE_BINARY_DIR}/corkitConfig.cmake" "${CMAKE_BINARY_DIR}/corkitConfigVersion.cmake" DESTINATION "${package_dir}")

file(RELATIVE_PATH pc_to_prefix "/${CMAKE_INSTALL_LIBDIR}/pkgconfig" "/")
configure_file(cmake/corkit.pc.in "${CMAKE_BINARY_DIR}/corkit.pc" @ONLY)
install(FILES "${CMAKE_BINARY_DIR}/corkit.pc" DESTINATION "${CMAKE_INSTALL_LIBDIR}/pkgconfig")

install(FILES README.md CHANGELOG.md LICENSE CITATION.cff DESTINATION "${CMAKE_INSTALL_DOCDIR}")
install(DIRECTORY docs DESTINATION "${CMAKE_INSTALL_DOCDIR}" FILES_MATCHING PATTERN "*.md" PATTERN "*.c")

if(CORKIT_BUILD_TESTS)
  add_subdirectory(tests/install)
endif()
