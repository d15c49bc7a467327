! FORTRAN 77: versions, error text, contexts. Strings are CHARACTER*(*).

! Version of the library, and of SolarSoft's reduce_level_1.
subroutine crkver(corkit_text, solarsoft_text)
  use corkit
  implicit none
  character(len=*), intent(out) :: corkit_text, solarsoft_text
  corkit_text = corkit_version()
  solarsoft_text = corkit_solarsoft_version()
end subroutine crkver

! Name of a status.
subroutine crkerr(status, name)
  use corkit
  implicit none
  integer, intent(in) :: status
  character(len=*), intent(out) :: name
  name = corkit_status_name(status)
end subroutine crkerr

! Sentence of the last failure, cut to the length of text; 1023 characters at most.
subroutine crkmsg(text)
  use corkit
  implicit none
  character(len=*), intent(out) :: text
  text = corkit_error_text()
end subroutine crkmsg

! calib: folder with the calibration files, ' ': from the environment.
subroutine crkopn(calib, ctx, status)
  use corkit
  use corkit_f77
  implicit none
  character(len=*), intent(in) :: calib
  integer, intent(inout) :: ctx, status
  type(corkit_context) :: context
  if (status > 0) return
  call corkit_context_create(context, status, calibration=calib)
  call keep(context, ctx, status)
end subroutine crkopn

! The same with folders for single parts, ' ': not given.
subroutine crkopp(calib, lasco, nrl, ancil, ctx, status)
  use corkit
  use corkit_f77
  implicit none
  character(len=*), intent(in) :: calib, lasco, nrl, ancil
  integer, intent(inout) :: ctx, status
  type(corkit_context) :: context
  if (status > 0) return
  call corkit_context_create(context, status, calib, lasco, nrl, ancil)
  call keep(context, ctx, status)
end subroutine crkopp

subroutine crkcls(ctx, status)
  use corkit
  use corkit_f77
  implicit none
  integer, intent(inout) :: ctx, status
  type(corkit_context) :: context
  call release(ctx, context, status)
  call corkit_destroy(context)
end subroutine crkcls

! Number of calibration files.
subroutine crkncf(ctx, n, status)
  use corkit
  use corkit_f77
  implicit none
  integer, intent(in) :: ctx
  integer, intent(inout) :: n, status
  type(corkit_context) :: context
  call find(ctx, context, status)
  if (status > 0) return
  n = corkit_calibration_count(context)
end subroutine crkncf

! Calibration file i, from 1: name, path (' ': missing), state ('ok', 'missing', 'damaged: ...').
subroutine crkgcf(ctx, i, name, path, state, status)
  use corkit
  use corkit_f77
  implicit none
  integer, intent(in) :: ctx, i
  character(len=*), intent(inout) :: name, path, state
  integer, intent(inout) :: status
  type(corkit_context) :: context
  character(len=:), allocatable :: a, b, c
  call find(ctx, context, status)
  if (status > 0) return
  call corkit_calibration_file(context, i, a, b, c, status)
  call give(a, name, status)
  call give(b, path, status)
  call give(c, state, status)
end subroutine crkgcf

! Where the calibration files come from, and whether they are synthetic.
subroutine crkcsr(ctx, text, synth, status)
  use corkit
  use corkit_f77
  implicit none
  integer, intent(in) :: ctx
  character(len=*), intent(inout) :: text
  logical, intent(inout) :: synth
  integer, intent(inout) :: status
  type(corkit_context) :: context
  call find(ctx, context, status)
  if (status > 0) return
  call give(corkit_calibration_source(context), text, status)
  synth = corkit_calibration_synthetic(context)
end subroutine crkcsr
