# CPack calls this when the files of all packages are in their folders and before they are packed: what Debian's policy asks of
# every package. Variables: CPACK_TEMPORARY_DIRECTORY, CPACK_CORKIT_DEBIAN_DIR and the CPACK_DEBIAN_*_PACKAGE_NAME.
cmake_minimum_required(VERSION 3.22)

function(run)
  execute_process(COMMAND ${ARGN} COMMAND_ERROR_IS_FATAL ANY)
endfunction()

file(GLOB folders LIST_DIRECTORIES TRUE "${CPACK_TEMPORARY_DIRECTORY}/*")
foreach(folder IN LISTS folders)
  get_filename_component(component "${folder}" NAME)
  string(TOUPPER "${component}" upper)
  set(package "${CPACK_DEBIAN_${upper}_PACKAGE_NAME}")
  if(NOT IS_DIRECTORY "${folder}/usr" OR NOT package)
    continue()
  endif()

  set(doc "${folder}/usr/share/doc/${package}")
  file(MAKE_DIRECTORY "${doc}")
  file(COPY_FILE "${CPACK_CORKIT_DEBIAN_DIR}/copyright" "${doc}/copyright")
  file(COPY_FILE "${CPACK_CORKIT_DEBIAN_DIR}/changelog" "${doc}/changelog.Debian")
  # The copyright file has it.
  file(REMOVE "${doc}/LICENSE")
  if(EXISTS "${doc}/CHANGELOG.md")
    file(RENAME "${doc}/CHANGELOG.md" "${doc}/changelog")
  endif()
  foreach(page README.md docs/dependencies.md)
    if(EXISTS "${doc}/${page}")
      file(READ "${doc}/${page}" text)
      string(REPLACE "LICENSE)" "copyright)" text "${text}")
      string(REPLACE "](CHANGELOG.md)" "](changelog.gz)" text "${text}")
      file(WRITE "${doc}/${page}" "${text}")
    endif()
  endforeach()

  if(EXISTS "${CPACK_CORKIT_DEBIAN_DIR}/${package}.lintian-overrides")
    file(MAKE_DIRECTORY "${folder}/usr/share/lintian/overrides")
    file(COPY_FILE "${CPACK_CORKIT_DEBIAN_DIR}/${package}.lintian-overrides" "${folder}/usr/share/lintian/overrides/${package}")
  endif()

  file(GLOB_RECURSE compressed "${folder}/usr/share/man/*.1" "${doc}/changelog" "${doc}/changelog.Debian")
  if(compressed)
    run(gzip -9 --no-name ${compressed})
  endif()

  # GLOB_RECURSE follows no links, but lists them.
  file(GLOB_RECURSE candidates "${folder}/usr/bin/*" "${folder}/usr/lib/*.so" "${folder}/usr/lib/*.so.*" "${folder}/usr/lib/*.a")
  foreach(file IN LISTS candidates)
    if(IS_SYMLINK "${file}")
      continue()
    endif()
    if(file MATCHES "\\.a$")
      run(strip --strip-debug --enable-deterministic-archives "${file}")
    else()
      run(strip --strip-unneeded --remove-section=.comment --remove-section=.note "${file}")
    endif()
    if(NOT file MATCHES "/usr/bin/")
      file(CHMOD "${file}" PERMISSIONS OWNER_READ OWNER_WRITE GROUP_READ WORLD_READ)
    endif()
  endforeach()

  # Whatever the modes of the checkout are.
  run(chmod -R u=rwX,go=rX "${folder}/usr")
endforeach()
