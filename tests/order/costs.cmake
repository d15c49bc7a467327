# CTest begins with the tests of the highest cost, so that none of the long ones is left for the end, when other processors have nothing to do.
# About the seconds of a test, in a release build or under a sanitizer; tests that are not here take less and come last. A long test
# that is new gets its line.
foreach(cost
    install.subdirectory=400 install.packages=300 cli.fill_scores=270 robustness.api=60 cli.inpaint=55 unit.fill=50 parity.products=48
    unit.stages=46 parity.sky=44 cli.fill=42 cli.formats=40 cli.validate=38 cli.partial=36 cli.validate_ssw=34
    cli.input=33 cli.earlier_fills=32 cli.stars=31 cli.chain=30 cli.archive=29 unit.fits=28 cli.slurm=27
    cli.instructions=26 robustness.faults=25 cli.reduce_many=24 cli.existing=23 cli.batch=22 robustness.command=21
    bindings.fortran.fills=20 cli.quicklook=19 cli.reduce=18 cli.archive_images=17 unit.inpaint=16 parity.random=15
    cli.demo=14 parity.random_committed=14 bindings.gdl.memory=13 bindings.python.dask=13 cli.ephemeris=12
    install.consumer=12 install.python=12 cli.validate_archive=11 bindings.valgrind.routines=10
    bindings.valgrind.same_image=10 bindings.python.arguments=10 bindings.valgrind.memory=9 parity.geometry=9
    parity.products_committed=8 bindings.c.memory=8)
  string(REPLACE "=" ";" cost "${cost}")
  list(GET cost 0 test)
  list(GET cost 1 seconds)
  set_tests_properties("${test}" PROPERTIES COST ${seconds})
endforeach()
