! An outside Fortran program: the module and the imported target are all it needs.
program consumer
  use corkit, only: corkit_version, corkit_solarsoft_version
  implicit none
  print '(4a)', 'corkit ', corkit_version(), ' in Fortran, following ', corkit_solarsoft_version()
  if (len(corkit_version()) < 5) error stop 'corkit_version() is empty'
end program consumer
