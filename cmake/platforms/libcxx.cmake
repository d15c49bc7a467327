# clang++ with LLVM's C++ library, unpacked in CORKIT_FOLDER (scripts/debian_folder.sh): installed, its development package would drive out
# another one.
set(CMAKE_TRY_COMPILE_PLATFORM_VARIABLES CORKIT_FOLDER)
set(CMAKE_C_COMPILER clang)
set(CMAKE_CXX_COMPILER clang++)
file(GLOB headers "${CORKIT_FOLDER}/usr/lib/llvm-*/include/c++/v1")
get_filename_component(llvm "${headers}/../../.." ABSOLUTE)
set(CMAKE_CXX_FLAGS_INIT "-nostdinc++ -isystem ${headers}")
foreach(kind EXE SHARED MODULE)
  set(CMAKE_${kind}_LINKER_FLAGS_INIT "-Wno-unused-command-line-argument -nostdlib++ -L${llvm}/lib -L${CORKIT_FOLDER}/usr/lib/x86_64-linux-gnu -Wl,-rpath,${llvm}/lib -Wl,-rpath-link,${llvm}/lib")
endforeach()
set(CMAKE_CXX_STANDARD_LIBRARIES "-lc++ -lc++abi")
