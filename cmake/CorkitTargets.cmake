# What every target of corkit shares: warnings, sanitizers, and the arithmetic that bit-identity needs.

add_library(corkit_flags INTERFACE)
# No fused multiply-add and never -ffast-math: IDL's order of operations is part of the specification.
target_compile_options(corkit_flags INTERFACE -ffp-contract=off -Wall -Wextra -Wpedantic -Wshadow)
target_compile_options(corkit_flags INTERFACE $<$<COMPILE_LANGUAGE:CXX>:-Wconversion>)
# GCC 12 reports overlaps in std::string that are not there (GCC bug 105651).
if(CMAKE_CXX_COMPILER_ID STREQUAL "GNU" AND CMAKE_CXX_COMPILER_VERSION VERSION_LESS 13)
  target_compile_options(corkit_flags INTERFACE $<$<COMPILE_LANGUAGE:CXX>:-Wno-restrict>)
endif()
# What files have in common when they are compiled as one is not what these warn of.
set(corkit_unity $<BOOL:$<TARGET_PROPERTY:UNITY_BUILD>>)
target_compile_options(corkit_flags INTERFACE $<${corkit_unity}:-Wno-shadow>)
if(CMAKE_CXX_COMPILER_ID STREQUAL "GNU")
  target_compile_options(corkit_flags INTERFACE $<$<AND:${corkit_unity},$<COMPILE_LANGUAGE:CXX>>:-Wno-subobject-linkage>)
endif()
if(CORKIT_WERROR)
  target_compile_options(corkit_flags INTERFACE -Werror)
endif()
if(CORKIT_SANITIZE)
  target_compile_options(corkit_flags INTERFACE -fsanitize=${CORKIT_SANITIZE} -fno-omit-frame-pointer -fno-sanitize-recover=all)
  target_link_options(corkit_flags INTERFACE -fsanitize=${CORKIT_SANITIZE})
  target_compile_definitions(corkit_flags INTERFACE CORKIT_SANITIZED)
  # Programs in C bring what the library's C++ needs of clang's sanitizers.
  string(REPLACE "<CMAKE_C_COMPILER>" "<CMAKE_CXX_COMPILER>" CMAKE_C_LINK_EXECUTABLE "${CMAKE_C_LINK_EXECUTABLE}")
endif()

# Tests and the command are compiled fast, not to be fast: template-heavy headers, no arithmetic of their own. Nothing of it reaches the
# library, which is optimised as the build type says.
if(CORKIT_SANITIZE)
  set(corkit_quick_flags -O0)
else()
  set(CORKIT_QUICK_FLAGS "-O1" CACHE STRING "Optimisation of the tests and the command in a release build")
  mark_as_advanced(CORKIT_QUICK_FLAGS)
  set(corkit_quick_flags $<$<CONFIG:Release,RelWithDebInfo>:${CORKIT_QUICK_FLAGS}>)
endif()

# corkit_archives_first(program corkit_fill ...): of a template's function that a program and corkit's archives both have, the linker takes
# the first that it meets, and a program's own objects come first. Such a function would be what the program's flags made of it, in the
# library too: std::vector and Eigen several times slower, and not the code that is to be tested. So these archives, and those they need,
# are given to the linker before.
function(corkit_archives_first program)
  if(APPLE)
    return()
  endif()
  set(todo ${ARGN})
  set(archives "")
  set(files "")
  while(todo)
    list(POP_FRONT todo library)
    string(REGEX REPLACE "^\\$<LINK_ONLY:(.*)>$" "\\1" library "${library}")
    if(NOT library MATCHES "^corkit_" OR library IN_LIST archives OR NOT TARGET ${library})
      continue()
    endif()
    get_target_property(type ${library} TYPE)
    if(type STREQUAL "STATIC_LIBRARY")
      list(APPEND archives ${library})
      string(APPEND files "$<TARGET_FILE:${library}>,")
      get_target_property(needed ${library} INTERFACE_LINK_LIBRARIES)
      if(needed)
        list(APPEND todo ${needed})
      endif()
    endif()
  endwhile()
  if(files)
    target_link_options(${program} PRIVATE "LINKER:--whole-archive,${files}--no-whole-archive")
  endif()
endfunction()

# $ORIGIN of a runtime search path.
if(APPLE)
  set(CORKIT_ORIGIN "@loader_path")
else()
  set(CORKIT_ORIGIN "$ORIGIN")
endif()

# corkit_exports(corkit corkit.map): a shared object exports the functions of its linker map and nothing of the archives in it. A symbol
# that nobody defines is an error, unless the program that loads it may: ALLOW_UNDEFINED. Apple's linker takes no map but a list of names;
# that has not been tried.
function(corkit_exports target map)
  cmake_parse_arguments(ARG "ALLOW_UNDEFINED" "" "" ${ARGN})
  if(APPLE)
    file(STRINGS "${map}" names REGEX "^ +[A-Za-z_]+[*]?;$")
    list(TRANSFORM names REPLACE "^ +(.*);$" "_\\1")
    list(JOIN names "\n" names)
    file(CONFIGURE OUTPUT "${CMAKE_BINARY_DIR}/exports/${target}.txt" CONTENT "${names}\n")
    target_link_options(${target} PRIVATE "-Wl,-exported_symbols_list,${CMAKE_BINARY_DIR}/exports/${target}.txt")
    if(ARG_ALLOW_UNDEFINED)
      target_link_options(${target} PRIVATE -Wl,-undefined,dynamic_lookup)
    endif()
  else()
    target_link_options(${target} PRIVATE -Wl,--exclude-libs,ALL "-Wl,--version-script=${map}")
    if(NOT CORKIT_SANITIZE AND NOT ARG_ALLOW_UNDEFINED)
      target_link_options(${target} PRIVATE -Wl,-z,defs)
    endif()
  endif()
  set_property(TARGET ${target} APPEND PROPERTY LINK_DEPENDS "${map}")
endfunction()

# One static library a layer: corkit_module(idl LINK ...) compiles src/idl/**.cpp into corkit_idl.
function(corkit_module name)
  cmake_parse_arguments(ARG "" "" "LINK" ${ARGN})
  file(GLOB_RECURSE sources CONFIGURE_DEPENDS "${CMAKE_CURRENT_SOURCE_DIR}/src/${name}/*.cpp")
  if(NOT sources)
    file(WRITE "${CMAKE_BINARY_DIR}/empty.cpp" "")
    set(sources "${CMAKE_BINARY_DIR}/empty.cpp")
  endif()
  add_library(corkit_${name} STATIC ${sources})
  target_include_directories(corkit_${name} PUBLIC "${CMAKE_CURRENT_SOURCE_DIR}/src" "${CMAKE_CURRENT_SOURCE_DIR}/include")
  target_link_libraries(corkit_${name} PUBLIC ${ARG_LINK} PRIVATE corkit_flags)
endfunction()

# A Boost.Test program from every .cpp of a folder: corkit_test(unit idl LINK corkit_idl) -> test_unit_idl, CTest label unit.
function(corkit_test label name)
  cmake_parse_arguments(ARG "" "" "LINK" ${ARGN})
  file(GLOB sources CONFIGURE_DEPENDS "${CMAKE_CURRENT_SOURCE_DIR}/${label}/${name}/*.cpp")
  if(NOT sources)
    return()
  endif()
  set(target test_${label}_${name})
  add_executable(${target} ${sources})
  target_compile_definitions(${target} PRIVATE ${corkit_test_linkage} CORKIT_SOURCE_DIR="${CMAKE_SOURCE_DIR}" CORKIT_SHARED_DIR="${CORKIT_SHARED_DIR}" CORKIT_TEST_DATA_DIR="${CMAKE_BINARY_DIR}/test_data")
  target_compile_options(${target} PRIVATE ${corkit_quick_flags})
  target_include_directories(${target} PRIVATE "${CMAKE_SOURCE_DIR}/tests")
  target_link_libraries(${target} PRIVATE ${ARG_LINK} corkit_test_main ${CORKIT_TEST_FRAMEWORK} corkit_flags)
  corkit_archives_first(${target} ${ARG_LINK})
  add_test(NAME ${label}.${name} COMMAND ${target} --log_level=message)
  set_tests_properties(${label}.${name} PROPERTIES LABELS ${label})
endfunction()

# Where find_package() looks, below the prefix.
set(CORKIT_INSTALL_CMAKEDIR "${CMAKE_INSTALL_LIBDIR}/cmake/corkit")

# A library beside libcorkit that others link: corkit_export(corkit_fortran fortran) installs it and exports it as corkit::fortran,
# in a file of its own, so that a prefix without it is whole. What programs need to run is in component fortran_runtime, what is
# needed to build them in fortran.
function(corkit_export target component)
  set_target_properties(${target} PROPERTIES EXPORT_NAME ${component})
  add_library(corkit::${component} ALIAS ${target})
  if(NOT CORKIT_INSTALL)
    return()
  endif()
  install(TARGETS ${target} EXPORT corkit_${component}_targets
    LIBRARY DESTINATION "${CMAKE_INSTALL_LIBDIR}" COMPONENT ${component}_runtime NAMELINK_COMPONENT ${component}
    ARCHIVE DESTINATION "${CMAKE_INSTALL_LIBDIR}" COMPONENT ${component}
    INCLUDES DESTINATION "${CMAKE_INSTALL_INCLUDEDIR}")
  install(EXPORT corkit_${component}_targets FILE corkit-${component}-targets.cmake NAMESPACE corkit::
    DESTINATION "${CORKIT_INSTALL_CMAKEDIR}" COMPONENT ${component})
endfunction()
