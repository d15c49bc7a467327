! Wrong input in Fortran 90: status and sentence of each failure, and what objects are afterwards.
!
!   errors_f90 CALIBRATION IMAGE
program errors
  use, intrinsic :: iso_fortran_env, only: int16, int64, real32
  use corkit
  implicit none
  type(corkit_context) :: context, none, bad
  type(corkit_array) :: image, out
  type(corkit_header) :: header, changed
  type(corkit_product) :: product
  type(corkit_level1_options) :: options
  character(len=1024) :: calibration, file
  character(len=:), allocatable :: name, path, state
  integer(int16), allocatable :: small(:, :)
  real(real32), pointer :: floats(:, :)
  integer :: status, value, surprises

  surprises = 0
  call get_command_argument(1, calibration)
  call get_command_argument(2, file)
  call corkit_context_create(context, status, calibration=calibration)
  call expect(status, CORKIT_OK, '')
  call corkit_context_create(bad, status, calibration='/nonexistent/calibration')
  call expect(status, CORKIT_OK, '')
  call corkit_lasco_readfits(context, file, image, header, status)
  call expect(status, CORKIT_OK, '')
  call corkit_reduce_level1(bad, image, header, product, status)
  call expect(status, CORKIT_ERROR_CALIBRATION_MISSING, '/nonexistent/calibration')

  call corkit_reduce_level1(context, '/nonexistent/32130223.fts', product, status)
  call expect(status, CORKIT_ERROR_FILE_NOT_FOUND, '/nonexistent/32130223.fts')
  if (.not. corkit_is_null(product)) surprises = surprises + 1
  call corkit_reduce_level1(none, file, product, status)
  call expect(status, CORKIT_ERROR_ARGUMENT, 'NULL')
  call corkit_reduce_level1(context, image, header, product, status, outdir='/dev/null/level1')
  call expect(status, CORKIT_ERROR_IO, '/dev/null/level1')
  options%oracle = 7
  call corkit_reduce_level1(context, image, header, product, status, options=options)
  call expect(status, CORKIT_ERROR_ARGUMENT, 'oracle')

  call corkit_header_copy(header, changed, status)
  call corkit_header_remove(changed, 'DETECTOR', status)
  call corkit_reduce_level1(context, image, changed, product, status)
  call expect(status, CORKIT_ERROR_KEYWORD_MISSING, 'DETECTOR')
  call corkit_header_set(changed, 'DETECTOR', 'C1', status)
  call corkit_reduce_level1(context, image, changed, product, status)
  call expect(status, CORKIT_ERROR_UNSUPPORTED, 'C1')
  call corkit_header_set(changed, 'DETECTOR', 'C3', status)
  call corkit_header_set(changed, 'EXPTIME', 0.0, status)
  call corkit_reduce_level1(context, image, changed, product, status)
  call expect(status, CORKIT_ERROR_KEYWORD_VALUE, 'EXPTIME')
  call corkit_header_set(changed, 'LARGE', 3000000000_int64, status)
  value = 1
  call corkit_header_get(changed, 'LARGE', value, status)
  call expect(status, CORKIT_ERROR_KEYWORD_VALUE, 'LARGE')
  if (value /= 1) surprises = surprises + 1
  call corkit_header_get(changed, 'FILENAME', value, status)
  call expect(status, CORKIT_ERROR_KEYWORD_VALUE, 'FILENAME')

  allocate (small(64, 64), source=1_int16)
  call corkit_reduce_level1(context, small, header, product, status)
  call expect(status, CORKIT_ERROR_ZERO_IMAGE, 'zero image')
  call corkit_fixwrap(small(1:0, :), out, status)
  call expect(status, CORKIT_ERROR_ARGUMENT, 'image')
  call corkit_array_create(out, CORKIT_INT16, 0, 4, status)
  call expect(status, CORKIT_ERROR_ARGUMENT, '0 x 4')
  call corkit_array_get(out, small, status)
  call expect(status, CORKIT_ERROR_ARGUMENT, 'empty')
  call corkit_array_from(reshape([1.5, 2.0], [2, 1]), out, status)
  call expect(status, CORKIT_OK, '')
  call corkit_array_get(out, small, status)
  call expect(status, CORKIT_ERROR_ARGUMENT, 'pixel (0, 0)')
  if (allocated(small)) surprises = surprises + 1
  call corkit_array_pixels(image, floats, status)
  call expect(status, CORKIT_ERROR_ARGUMENT, 'another type')
  call corkit_calibration_file(context, 0, name, path, state, status)
  call expect(status, CORKIT_ERROR_ARGUMENT, 'number')
  call corkit_product_header(product, changed, status)
  call expect(status, CORKIT_ERROR_ARGUMENT, 'empty')
  call corkit_set_error(CORKIT_ERROR_INTERNAL, 'a sentence of the caller')
  call expect(CORKIT_ERROR_INTERNAL, CORKIT_ERROR_INTERNAL, 'a sentence of the caller')
  if (corkit_status_name(CORKIT_ERROR_MEMORY) /= 'CORKIT_ERROR_MEMORY') surprises = surprises + 1
  if (corkit_status_name(CORKIT_ERROR_INTERNAL) /= 'CORKIT_ERROR_INTERNAL') surprises = surprises + 1

  ! Destroying twice, or what was never made, is nothing.
  call corkit_destroy(image)
  call corkit_destroy(image)
  call corkit_destroy(out)
  call corkit_destroy(none)
  call corkit_destroy(bad)
  call corkit_destroy(changed)
  call corkit_destroy(header)
  call corkit_destroy(product)
  call corkit_destroy(context)
  if (surprises > 0) stop 1

contains

  subroutine expect(status, wanted, words)
    integer, intent(in) :: status, wanted
    character(len=*), intent(in) :: words
    character(len=:), allocatable :: sentence
    logical :: good
    good = status == wanted
    if (status /= CORKIT_OK) then
      sentence = corkit_error_text()
      print '(i0,2a)', status, ' ', sentence
      if (index(sentence, words) == 0) good = .false.
    end if
    if (good) return
    print '(a,i0,3a)', '    expected: ', wanted, ' with "', words, '"'
    surprises = surprises + 1
  end subroutine expect
end program errors
