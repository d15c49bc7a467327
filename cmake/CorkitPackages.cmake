# Debian packages of what CorkitInstall.cmake installs, by CPack; scripts/package.sh configures for them (/usr, the multiarch
# folders, no run path), makes and checks them. A package is made where its component is built.
#
#   libcorkit0  libcorkit-fortran0  libcorkit-dev  corkit  gdl-corkit  python3-corkit  libcorkit-inpaint

set(CORKIT_PACKAGE_MAINTAINER "The corkit authors <corkit@example.org>" CACHE STRING "Who answers for the packages: Name <address>")
mark_as_advanced(CORKIT_PACKAGE_MAINTAINER)

set(CPACK_GENERATOR DEB)
set(CPACK_PACKAGE_NAME corkit)
set(CPACK_PACKAGE_VERSION "${PROJECT_VERSION}")
# CPack's own default: any other text would become the first line of every package's description.
set(CPACK_PACKAGE_DESCRIPTION_SUMMARY "${CMAKE_PROJECT_NAME} built using CMake")
set(CPACK_PACKAGE_CONTACT "${CORKIT_PACKAGE_MAINTAINER}")
set(CPACK_PACKAGING_INSTALL_PREFIX /usr)
set(CPACK_INSTALL_DEFAULT_DIRECTORY_PERMISSIONS OWNER_READ OWNER_WRITE OWNER_EXECUTE GROUP_READ GROUP_EXECUTE WORLD_READ WORLD_EXECUTE)
set(CPACK_DEB_COMPONENT_INSTALL ON)
set(CPACK_COMPONENTS_GROUPING ONE_PER_GROUP)
set(CPACK_DEBIAN_FILE_NAME DEB-DEFAULT)
set(CPACK_DEBIAN_PACKAGE_RELEASE 1)
set(CPACK_DEBIAN_PACKAGE_SHLIBDEPS ON)
set(CPACK_DEBIAN_PACKAGE_SHLIBDEPS_PRIVATE_DIRS "${CMAKE_LIBRARY_OUTPUT_DIRECTORY}")
set(CPACK_DEBIAN_PACKAGE_PRIORITY optional)
set(CPACK_PRE_BUILD_SCRIPTS "${PROJECT_SOURCE_DIR}/cmake/debian/finish.cmake")
set(CORKIT_DEBIAN_DIR "${PROJECT_SOURCE_DIR}/cmake/debian")
set(CPACK_CORKIT_DEBIAN_DIR "${CORKIT_DEBIAN_DIR}")

# corkit_package(component name SECTION s SUMMARY s TEXT t [COMPONENTS more...] [CONTROL files...] [DEPENDS s] ...): the package of
# one or more components, where the first is built. DEPENDS and its like go into the control file, beside what the libraries need.
get_cmake_property(installed_components COMPONENTS)
set(corkit_package_components "")
macro(corkit_package group name)
  cmake_parse_arguments(ARG "" "SECTION;SUMMARY;TEXT;DEPENDS;RECOMMENDS;SUGGESTS" "COMPONENTS;CONTROL" ${ARGN})
  if("${group}" IN_LIST installed_components)
    string(TOUPPER "${group}" upper)
    set(CPACK_DEBIAN_${upper}_PACKAGE_NAME ${name})
    set(CPACK_DEBIAN_${upper}_PACKAGE_SECTION ${ARG_SECTION})
    set(CPACK_DEBIAN_${upper}_DESCRIPTION "${ARG_SUMMARY}\n${ARG_TEXT}")
    foreach(field DEPENDS RECOMMENDS SUGGESTS)
      set(CPACK_DEBIAN_${upper}_PACKAGE_${field} "${ARG_${field}}")
    endforeach()
    set(CPACK_DEBIAN_${upper}_PACKAGE_CONTROL_EXTRA "${ARG_CONTROL}")
    set(CPACK_DEBIAN_${upper}_PACKAGE_CONTROL_STRICT_PERMISSION TRUE)
    set(CPACK_COMPONENT_GROUP_${upper}_DISPLAY_NAME ${name})
    foreach(component ${group} ${ARG_COMPONENTS})
      if("${component}" IN_LIST installed_components)
        string(TOUPPER "${component}" upper)
        set(CPACK_COMPONENT_${upper}_GROUP ${group})
        list(APPEND corkit_package_components ${component})
      endif()
    endforeach()
  endif()
endmacro()

set(same "(= ${PROJECT_VERSION}-${CPACK_DEBIAN_PACKAGE_RELEASE})")
set(about "corkit makes level-1 images (mean solar brightness) of the level-0.5 images
of the coronagraphs LASCO C2 and C3 on board of SOHO, as SolarSoft's
reduce_level_1 does, without IDL: same pixels, same header. Calibration
files are not part of it: it reads those of SolarSoft.")

corkit_package(runtime libcorkit0 SECTION libs
  SUMMARY "SOHO/LASCO level-1 calibration (shared library)"
  TEXT "${about}\n\nThis package holds the shared library, with a C interface."
  CONTROL "${CORKIT_DEBIAN_DIR}/triggers;${CORKIT_DEBIAN_DIR}/shlibs")

set(fortran_library "")
if("fortran_runtime" IN_LIST installed_components)
  set(fortran_library ", libcorkit-fortran0 ${same}")
endif()
corkit_package(fortran_runtime libcorkit-fortran0 SECTION libs
  SUMMARY "SOHO/LASCO level-1 calibration (shared library for Fortran)"
  TEXT "${about}\n\nThis package holds the shared library of the Fortran module."
  DEPENDS "libcorkit0 ${same}"
  CONTROL "${CORKIT_DEBIAN_DIR}/triggers;${CORKIT_DEBIAN_DIR}/fortran/shlibs")

corkit_package(development libcorkit-dev SECTION libdevel COMPONENTS fortran
  SUMMARY "SOHO/LASCO level-1 calibration (development files)"
  TEXT "${about}\n\nThis package holds the header, the Fortran module where it is built, the\npkg-config files and the CMake package."
  DEPENDS "libcorkit0 ${same}${fortran_library}")

corkit_package(tools corkit SECTION science
  SUMMARY "SOHO/LASCO level-1 calibration (command)"
  TEXT "${about}\n\nThis package holds the command, its manual pages and the user guide."
  DEPENDS "libcorkit0 ${same}" RECOMMENDS "fonts-dejavu-core" SUGGESTS "gdl-corkit, python3-corkit, libcorkit-inpaint")

corkit_package(idl gdl-corkit SECTION science
  SUMMARY "SOHO/LASCO level-1 calibration (for GDL and IDL)"
  TEXT "${about}\n\nThis package holds routines with the names and arguments of SolarSoft's, for\nscripts in GDL and IDL, in /usr/share/corkit/idl."
  RECOMMENDS "gnudatalanguage" SUGGESTS "corkit")

corkit_package(python python3-corkit SECTION python
  SUMMARY "SOHO/LASCO level-1 calibration (Python 3)"
  TEXT "${about}\n\nThis package holds the module corkit for Python 3."
  SUGGESTS "python3-astropy, python3-sunpy"
  CONTROL "${CORKIT_DEBIAN_DIR}/python/postinst;${CORKIT_DEBIAN_DIR}/python/prerm")
if("python" IN_LIST installed_components AND EXISTS /usr/bin/python3)
  # The interpreter and the numpy that the module was compiled for, as dh_python3 and dh_numpy3 would say.
  execute_process(COMMAND /usr/bin/python3 -c "import sys; print('%d.%d %d.%d' % (*sys.version_info[:2], sys.version_info[0], sys.version_info[1] + 1))"
    OUTPUT_VARIABLE versions OUTPUT_STRIP_TRAILING_WHITESPACE)
  string(REPLACE " " ";" versions "${versions}")
  list(GET versions 0 python_this)
  list(GET versions 1 python_next)
  set(numpy "python3-numpy")
  if(EXISTS /usr/share/numpy3/versions)
    file(STRINGS /usr/share/numpy3/versions numpy_abi REGEX "^abi ")
    string(REGEX REPLACE "^abi +" ", python3-numpy-abi" numpy_abi "${numpy_abi}")
    string(APPEND numpy "${numpy_abi}")
  endif()
  set(CPACK_DEBIAN_PYTHON_PACKAGE_DEPENDS "libcorkit0 ${same}, python3 (>= ${python_this}~), python3 (<< ${python_next}), ${numpy}")
endif()

corkit_package(inpaint libcorkit-inpaint SECTION libs COMPONENTS inpaint_runtime
  SUMMARY "SOHO/LASCO level-1 calibration (learned fill)"
  TEXT "${about}\n\nThis package holds the plug-in that fills lost telemetry blocks with a learned\nmodel, on LibTorch, and its weights. It is opened when it is asked for."
  DEPENDS "libcorkit0 ${same}"
  CONTROL "${CORKIT_DEBIAN_DIR}/triggers;${CORKIT_DEBIAN_DIR}/inpaint/shlibs")

set(CPACK_COMPONENTS_ALL ${corkit_package_components})
include(CPack)
