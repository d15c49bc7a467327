! Reduces LASCO level-0.5 files to level 1 and prints what came out.
!
!   gfortran calibrate_file.f90 $(pkg-config --cflags --libs corkit-fortran) -o calibrate_file
!   ./calibrate_file /calibration /output 32130223.fts ...
program calibrate_file
  use, intrinsic :: iso_fortran_env, only: error_unit, real32, real64
  use corkit
  implicit none
  type(corkit_context) :: context
  type(corkit_product) :: product
  type(corkit_header) :: header
  type(corkit_array) :: calibrated
  real(real32), allocatable :: msb(:, :)
  real(real64) :: crpix1, crpix2
  integer :: i, status, failed

  if (command_argument_count() < 3) then
    print '(4a)', 'corkit ', corkit_version(), ', following ', corkit_solarsoft_version()
    print '(a)', 'usage: calibrate_file CALIBRATION OUTPUT FILE...'
    stop 2
  end if

  call corkit_context_create(context, status, calibration=argument(1))
  if (status /= CORKIT_OK) then
    write (error_unit, '(3a)') corkit_status_name(status), ': ', corkit_error_text()
    stop 1
  end if

  ! One context for all images: calibration files are read once.
  failed = 0
  do i = 3, command_argument_count()
    call corkit_reduce_level1(context, argument(i), product, status, outdir=argument(2))
    if (status /= CORKIT_OK) then
      write (error_unit, '(a)') corkit_error_text()
      failed = 1
      cycle
    end if
    call corkit_product_header(product, header, status)
    call corkit_header_get(header, 'CRPIX1', crpix1, status)
    call corkit_header_get(header, 'CRPIX2', crpix2, status)
    call corkit_product_calibrated(product, calibrated, status) ! mean solar brightness
    call corkit_array_get(calibrated, msb, status)
    print '(4a,i0,a,i0,a,f0.2,a,f0.2,a,i0,a)', corkit_product_path(product), ': ', corkit_product_detector(product), ', ', &
      size(msb, 1), ' x ', size(msb, 2), ', Sun centre (', crpix1, ', ', crpix2, '), ', corkit_product_nmissing(product), &
      ' missing blocks'
  end do
  call corkit_destroy(product)
  call corkit_destroy(context)
  if (failed /= 0) stop 1

contains

  function argument(i) result(text)
    integer, intent(in) :: i
    character(len=:), allocatable :: text
    integer :: length
    call get_command_argument(i, length=length)
    allocate (character(len=length) :: text)
    call get_command_argument(i, text)
  end function argument
end program calibrate_file
