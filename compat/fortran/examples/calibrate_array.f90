! Calibrates an image that the program holds already: here it is read from a file, and could come from anywhere.
!
!   gfortran calibrate_array.f90 $(pkg-config --cflags --libs corkit-fortran) -o calibrate_array
!   ./calibrate_array /calibration 32130223.fts
program calibrate_array
  use, intrinsic :: iso_fortran_env, only: error_unit, int32, real64
  use corkit
  implicit none
  type(corkit_context) :: context
  type(corkit_array) :: as_read, calibrated
  type(corkit_header) :: header, level1_header
  type(corkit_product) :: product
  type(corkit_level1_options) :: options
  integer(int32), allocatable :: dn(:, :)
  real(real64), allocatable :: msb(:, :)
  character(len=80) :: card
  character(len=1024) :: calibration, file
  integer :: i, status

  if (command_argument_count() /= 2) then
    print '(a)', 'usage: calibrate_array CALIBRATION FILE'
    stop 2
  end if
  call get_command_argument(1, calibration)
  call get_command_argument(2, file)
  call corkit_context_create(context, status, calibration=calibration)
  call check(status)
  call corkit_lasco_readfits(context, file, as_read, header, status)
  call check(status)
  call corkit_array_get(as_read, dn, status) ! DN, dn(nx, ny)
  call check(status)

  options%no_warp = .true.
  call corkit_reduce_level1(context, dn, header, product, status, options=options) ! without outdir nothing is written
  call check(status)

  call corkit_product_calibrated(product, calibrated, status)
  call check(status)
  call corkit_array_get(calibrated, msb, status)
  call check(status)
  call corkit_product_header(product, level1_header, status)
  call check(status)
  do i = 1, corkit_header_count(level1_header)
    call corkit_header_card(level1_header, i, card, status)
    if (card(1:7) == 'HISTORY') print '(a)', trim(card)
  end do
  print '(a,i0,a,i0,a,es13.6)', 'mean solar brightness, ', size(msb, 1), ' x ', size(msb, 2), ' pixels, largest ', maxval(msb)

  call corkit_destroy(product)
  call corkit_destroy(header)
  call corkit_destroy(as_read)
  call corkit_destroy(context)

contains

  subroutine check(status)
    integer, intent(in) :: status
    if (status == CORKIT_OK) return
    write (error_unit, '(a)') corkit_error_text()
    stop 1
  end subroutine check
end program calibrate_array
