# Another processor, with Debian's cross compiler, its libraries unpacked in a folder (scripts/debian_folder.sh), and an emulator.
#
#   CORKIT_PROCESSOR   aarch64, s390x
#   CORKIT_FOLDER      the folder; beside it are no headers of the C and C++ libraries, which are the compiler's
set(CMAKE_TRY_COMPILE_PLATFORM_VARIABLES CORKIT_PROCESSOR CORKIT_FOLDER)
set(triplet "${CORKIT_PROCESSOR}-linux-gnu")
set(CMAKE_SYSTEM_NAME Linux)
set(CMAKE_SYSTEM_PROCESSOR "${CORKIT_PROCESSOR}")
set(CMAKE_LIBRARY_ARCHITECTURE "${triplet}")
set(CMAKE_C_COMPILER "${triplet}-gcc")
set(CMAKE_CXX_COMPILER "${triplet}-g++")
# Notes of a change of calling conventions in GCC 10: nothing here is linked with what an older one compiled.
set(CMAKE_CXX_FLAGS_INIT "-Wno-psabi")
set(CMAKE_CROSSCOMPILING_EMULATOR "/usr/bin/qemu-${CORKIT_PROCESSOR}-static;-L;${CORKIT_FOLDER}")

# What is nothing but headers may be this machine's.
set(CMAKE_FIND_ROOT_PATH "${CORKIT_FOLDER}")
set(CMAKE_FIND_ROOT_PATH_MODE_PROGRAM NEVER)
set(CMAKE_FIND_ROOT_PATH_MODE_LIBRARY ONLY)
set(CMAKE_FIND_ROOT_PATH_MODE_INCLUDE ONLY)
set(CMAKE_FIND_ROOT_PATH_MODE_PACKAGE BOTH)
set(ENV{PKG_CONFIG_SYSROOT_DIR} "${CORKIT_FOLDER}")
set(ENV{PKG_CONFIG_LIBDIR} "${CORKIT_FOLDER}/usr/lib/${triplet}/pkgconfig:${CORKIT_FOLDER}/usr/share/pkgconfig")
foreach(kind EXE SHARED MODULE)
  set(CMAKE_${kind}_LINKER_FLAGS_INIT "-Wl,-rpath-link,${CORKIT_FOLDER}/usr/lib/${triplet}")
endforeach()
