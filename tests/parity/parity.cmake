# The committed references are compared with as well when the large set is there.
if(EXISTS "${CORKIT_SHARED_DIR}/reference")
  foreach(name pointing stages products random)
    if(TARGET test_parity_${name})
      add_test(NAME parity.${name}_committed COMMAND test_parity_${name} --log_level=message)
      set_tests_properties(parity.${name}_committed PROPERTIES LABELS parity ENVIRONMENT CORKIT_PARITY_SET=committed)
    endif()
  endforeach()
endif()

# Ten synthetic inputs of the large set are not stored; make_inputs.py makes them (numpy).
set(make_inputs "${CORKIT_SHARED_DIR}/reference/make_inputs.py")
find_program(CORKIT_NUMPY_PYTHON NAMES python3 PATHS /usr/bin NO_DEFAULT_PATH)
if(EXISTS "${make_inputs}" AND CORKIT_NUMPY_PYTHON AND TARGET test_parity_products)
  execute_process(COMMAND "${CORKIT_NUMPY_PYTHON}" -c "import numpy" RESULT_VARIABLE numpy_missing OUTPUT_QUIET ERROR_QUIET)
  if(NOT numpy_missing)
    add_test(NAME parity.make_inputs COMMAND "${CMAKE_COMMAND}" -DPYTHON=${CORKIT_NUMPY_PYTHON} -DSCRIPT=${make_inputs}
      -DOUTPUT=${CORKIT_TEST_DATA}/made_inputs -P "${CMAKE_CURRENT_SOURCE_DIR}/parity/make_inputs.cmake")
    set_tests_properties(parity.make_inputs PROPERTIES LABELS parity FIXTURES_SETUP made_inputs)
    set_tests_properties(parity.products PROPERTIES FIXTURES_REQUIRED made_inputs)
  endif()
endif()
