! Integers that BSCALE and BZERO of their header scale, in Fortran 90: the same image as the scaled values themselves.
!
!   scaled_f90 CALIBRATION IMAGE
program scaled
  use, intrinsic :: iso_fortran_env, only: int16, int32, int64, real32, real64
  use corkit
  implicit none
  type(corkit_context) :: context
  type(corkit_array) :: image
  type(corkit_header) :: header, described
  type(corkit_product) :: product
  character(len=1024) :: calibration, file
  character(len=:), allocatable :: sentence
  integer(int32), allocatable :: values(:, :)
  integer(int16), allocatable :: stored(:, :)
  integer :: bare_warnings, different, status

  call get_command_argument(1, calibration)
  call get_command_argument(2, file)
  call corkit_context_create(context, status, calibration=calibration)
  call check('context')
  call corkit_lasco_readfits(context, file, image, header, status)
  call check('readfits')
  call corkit_array_get(image, values, status)
  call check('values')
  call corkit_header_copy(header, described, status)
  call check('copy')
  call corkit_header_set(described, 'BITPIX', 16, status)
  call check('BITPIX')

  stored = int(values / 4, int16)
  call same_image(2.0_real64, 7.0_real64, 2 * real(stored, real32) + 7)
  call same_image(2.5_real64, 0.0_real64, 2.5 * real(stored, real32))
  stored = int(values - 32768, int16) ! unsigned words as a file has them
  call same_image(1.0_real64, 32768.0_real64, real(values, real32))

  call corkit_reduce_level1(context, values, described, product, status)
  sentence = corkit_error_text()
  print '(i0,2a)', status, ' ', sentence
  if (status /= CORKIT_ERROR_KEYWORD_VALUE) stop 1
  if (index(sentence, 'integers of 32 bits: scale them') == 0) stop 2
  call corkit_destroy(image)
  call corkit_destroy(header)
  call corkit_destroy(described)
  call corkit_destroy(product)
  call corkit_destroy(context)

contains

  subroutine same_image(bscale, bzero, wanted)
    real(real64), intent(in) :: bscale, bzero
    real(real32), contiguous, intent(in) :: wanted(:, :)
    real(real64), allocatable :: of_integers(:, :), of_values(:, :)
    call corkit_reduce_level1(context, wanted, header, product, status)
    call check('values')
    bare_warnings = corkit_product_warning_count(product)
    call take(of_values)
    call corkit_header_set(described, 'BSCALE', bscale, status)
    call corkit_header_set(described, 'BZERO', bzero, status)
    call corkit_reduce_level1(context, stored, described, product, status)
    call check('integers')
    if (corkit_product_warning_count(product) /= bare_warnings + 1) stop 3
    call corkit_product_warning(product, 1, sentence, status)
    if (index(sentence, 'the integers are scaled by BSCALE = ') /= 1) stop 4
    call take(of_integers)
    if (maxval(of_values) <= 0) stop 5
    ! to the bit
    different = count(transfer(of_integers, 0_int64, size(of_integers)) /= transfer(of_values, 0_int64, size(of_values)))
    print '(a,f0.2,a,f0.2,a,i0,a)', 'BSCALE ', bscale, ', BZERO ', bzero, ': ', different, ' pixels differ'
    if (different > 0) stop 6
  end subroutine same_image

  subroutine take(pixels)
    real(real64), allocatable, intent(out) :: pixels(:, :)
    type(corkit_array) :: calibrated
    call corkit_product_calibrated(product, calibrated, status)
    call check('calibrated')
    call corkit_array_get(calibrated, pixels, status)
    call check('pixels')
  end subroutine take

  subroutine check(what)
    character(len=*), intent(in) :: what
    if (status == CORKIT_OK) return
    print '(a,a,i0,2a)', what, ': ', status, ' ', corkit_error_text()
    stop 7
  end subroutine check
end program scaled
