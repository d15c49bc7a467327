# The library exports the functions of symbols.txt and nothing else, and these are the ones corkit.h declares.
#   cmake -DNM=nm -DLIBRARY=libcorkit.so -DHEADER=corkit.h -DLIST=symbols.txt -P check_symbols.cmake
# A function is added to symbols.txt with the change that adds it to corkit.h; one is never taken away within a SOVERSION.

cmake_minimum_required(VERSION 3.22)

file(STRINGS "${LIST}" expected)
list(SORT expected)

execute_process(COMMAND "${NM}" -D --defined-only --format=posix "${LIBRARY}" OUTPUT_VARIABLE table COMMAND_ERROR_IS_FATAL ANY)
string(REPLACE "\n" ";" lines "${table}")
set(exported "")
foreach(line IN LISTS lines)
  if(line MATCHES "^([^ @]+)(@@?[^ ]*)? ([A-Za-z]) ")
    # "A" is the version node itself
    if(NOT CMAKE_MATCH_3 STREQUAL "A")
      list(APPEND exported "${CMAKE_MATCH_1}")
    endif()
  endif()
endforeach()
list(SORT exported)

file(READ "${HEADER}" text)
string(REGEX MATCHALL "CORKIT_API [^;(]*(corkit_[a-z0-9_]+)\\(" declarations "${text}")
set(declared "")
foreach(declaration IN LISTS declarations)
  string(REGEX REPLACE ".*[ *](corkit_[a-z0-9_]+)\\($" "\\1" name "${declaration}")
  list(APPEND declared "${name}")
endforeach()
list(SORT declared)

set(failed FALSE)
function(compare what list)
  foreach(name IN LISTS ${list})
    if(NOT name IN_LIST expected)
      message(SEND_ERROR "${what} but not in symbols.txt: ${name}")
    endif()
  endforeach()
  foreach(name IN LISTS expected)
    if(NOT name IN_LIST ${list})
      message(SEND_ERROR "in symbols.txt but not ${what}: ${name}")
    endif()
  endforeach()
endfunction()
compare("exported" exported)
compare("declared in corkit.h" declared)
