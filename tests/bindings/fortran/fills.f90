! The fills through module corkit: writes and prints what fills.c does, and provokes their errors.
!
!   fills_f90 CALIBRATION IMAGE CONTEXT FOLDER
program fills
  use, intrinsic :: iso_fortran_env, only: int8, int16, real32, real64, error_unit
  use corkit
  implicit none
  type(corkit_context) :: context
  type(corkit_product) :: product
  type(corkit_array) :: map
  type(corkit_level1_options) :: options
  type(corkit_fill_file_options) :: of_file
  type(corkit_fill_report) :: report
  character(len=1024) :: calibration, file, other, folder
  integer :: status

  call get_command_argument(1, calibration)
  call get_command_argument(2, file)
  call get_command_argument(3, other)
  call get_command_argument(4, folder)
  call corkit_context_create(context, status, calibration=calibration)
  call check('context')

  options%fill = CORKIT_FILL_MEMBRANE
  options%context = [other]
  options%fill_mask = .true.
  call corkit_reduce_level1(context, file, product, status, outdir=trim(folder)//'/level1', options=options)
  call check('reduce')
  call corkit_product_filled(product, map, status)
  call check('filled')
  call save('product_map.fts', map)
  print '(a,i0)', 'nfilled ', corkit_product_nfilled(product)
  call corkit_product_fill_sigma(product, map, status)
  call check('fill_sigma')
  call save('product_sigma.fts', map)
  deallocate (options%context)
  options%nofits = .true.
  call corkit_reduce_level1(context, file, product, status, options=options)
  call check('reduce without context')
  call corkit_product_fill_sigma(product, map, status)
  call expect(CORKIT_ERROR_ARGUMENT, 'no such image')
  call corkit_destroy(product)

  of_file%context = [other]
  of_file%fill_mask = .true.
  of_file%isotropic = .true.
  call corkit_fill_file(context, file, trim(folder)//'/filled.fts', status, of_file, report)
  call check('fill_file')
  print '(2(a,1x),3(i0,1x),i0)', 'report '//trim(report%detector), trim(report%method), merge(1, 0, report%level1), &
    report%nmissing, report%nfilled

  call arrays32()
  call arrays64()

  ! Wrong input
  of_file%context = [character(len=32) :: '', '/nonexistent/before.fts']
  call corkit_fill_file(context, file, trim(folder)//'/none.fts', status, of_file)
  if (status == CORKIT_OK) error stop 'a blank context file was taken'
  of_file%context = ['/nonexistent/before.fts']
  call corkit_fill_file(context, file, trim(folder)//'/none.fts', status, of_file)
  call expect(CORKIT_ERROR_FILE_NOT_FOUND, '/nonexistent/before.fts')
  deallocate (of_file%context)
  of_file%mask = '/nonexistent/mask.fts'
  call corkit_fill_file(context, file, trim(folder)//'/none.fts', status, of_file)
  call expect(CORKIT_ERROR_FILE_NOT_FOUND, '/nonexistent/mask.fts')
  deallocate (of_file%mask)
  of_file%method = CORKIT_FILL_NONE
  call corkit_fill_file(context, file, trim(folder)//'/none.fts', status, of_file)
  call expect(CORKIT_ERROR_ARGUMENT, 'method')
  options%context = [other, other]
  options%context(2) = '/nonexistent/after.fts'
  call corkit_reduce_level1(context, file, product, status, outdir=folder, options=options)
  call expect(CORKIT_ERROR_FILE_NOT_FOUND, '/nonexistent/after.fts')
  deallocate (options%context)
  options%fill = CORKIT_FILL_DL
  options%weights = '/nonexistent/weights'
  options%nofits = .true.
  call corkit_reduce_level1(context, file, product, status, options=options)
  if (status == CORKIT_OK) error stop 'weights that are not there were taken'
  call corkit_destroy(context)

contains

  subroutine check(label)
    character(len=*), intent(in) :: label
    if (status == CORKIT_OK) return
    write (error_unit, '(2a,i0,2a)') label, ' ', status, ' ', corkit_error_text()
    stop 1
  end subroutine check

  subroutine expect(code, words)
    integer, intent(in) :: code
    character(len=*), intent(in) :: words
    character(len=:), allocatable :: sentence
    sentence = corkit_error_text()
    if (status == code .and. index(sentence, words) > 0) return
    write (error_unit, '(a,i0,3a,i0,2a)') 'expected ', code, ' and "', words, '", found ', status, ' ', sentence
    stop 1
  end subroutine expect

  subroutine save(name, image)
    character(len=*), intent(in) :: name
    type(corkit_array), intent(in) :: image
    call corkit_writefits(context, trim(folder)//'/'//name, image, status)
    call check(name)
  end subroutine save

  ! The image with its zero pixels lost, but for the first row, which is left out.
  subroutine lost_pixels(image, missing)
    real(real64), intent(in) :: image(:, :)
    integer(int8), allocatable, intent(out) :: missing(:, :)
    allocate (missing(size(image, 1), size(image, 2)))
    missing = merge(0_int8, 1_int8, abs(image) > 0)
    missing(:, 1) = 2
  end subroutine lost_pixels

  subroutine arrays32()
    real(real32), allocatable :: image(:, :), before(:, :)
    integer(int8), allocatable :: missing(:, :)
    type(corkit_array) :: source, out, filled
    type(corkit_context) :: none
    type(corkit_header) :: header
    type(corkit_fill_options) :: how
    integer :: i
    call corkit_lasco_readfits(context, file, source, header, status)
    call corkit_array_get(source, image, status)
    call check('get')
    call corkit_lasco_readfits(context, other, source, header, status)
    call corkit_array_get(source, before, status)
    call check('get')
    call lost_pixels(real(image, real64), missing)
    call corkit_fill_array(none, image, missing, out, status, filled=filled)
    call check('fill_array')
    call save('array_e.fts', out)
    call save('array_e_map.fts', filled)
    how%anisotropy = 4
    how%sun_x = 515.5_real64
    how%sun_y = 500.25_real64
    allocate (how%context(2))
    call corkit_array_from(before, how%context(1), status)
    call corkit_array_from(image, how%context(2), status)
    how%context_weight = [1.0_real64, 0.25_real64]
    call corkit_fill_array(context, image, missing, out, status, how)
    call check('fill_array')
    call save('array_e_context.fts', out)

    how%context_weight = [1.0_real64]
    call corkit_fill_array(context, image, missing, out, status, how)
    call expect(CORKIT_ERROR_ARGUMENT, 'context_weight')
    if (.not. corkit_is_null(out)) error stop 'a failed fill gave an image'
    deallocate (how%context_weight)
    how%context_hours = [-0.2_real64, 0.1_real64]
    call corkit_fill_array(context, image, missing, out, status, how)
    call check('contexts whose times are known')
    how%context_hours = [-0.2_real64]
    call corkit_fill_array(context, image, missing, out, status, how)
    call expect(CORKIT_ERROR_ARGUMENT, 'context_hours')
    deallocate (how%context_hours)
    call corkit_fill_array(context, image, missing(2:, :), out, status, how, filled)
    if (status == CORKIT_OK .or. .not. corkit_is_null(filled)) error stop 'a mask of another size was taken'
    call corkit_fill_array(context, nint(image, int16), missing, out, status)
    call check('int16')
    if (corkit_array_type(out) /= CORKIT_FLOAT32) error stop 'an int16 image is filled as real32'
    call corkit_array_from(image, source, status)
    call corkit_fill_array(context, source, source, out, status)
    call expect(CORKIT_ERROR_ARGUMENT, 'CORKIT_UINT8')
    do i = 1, size(how%context)
      call corkit_destroy(how%context(i))
    end do
    call corkit_destroy(source)
    call corkit_destroy(out)
    call corkit_destroy(filled)
    call corkit_destroy(header)
  end subroutine arrays32

  subroutine arrays64()
    real(real64), allocatable :: image(:, :), before(:, :)
    integer(int8), allocatable :: missing(:, :)
    type(corkit_array) :: source, out, filled
    type(corkit_header) :: header
    type(corkit_fill_options) :: how
    call corkit_lasco_readfits(context, file, source, header, status)
    call corkit_array_get(source, image, status)
    call check('get')
    call corkit_lasco_readfits(context, other, source, header, status)
    call corkit_array_get(source, before, status)
    call check('get')
    call lost_pixels(image, missing)
    call corkit_fill_array(context, image, missing, out, status, how, filled)
    call check('fill_array')
    call save('array_d.fts', out)
    call save('array_d_map.fts', filled)
    how%anisotropy = 4
    how%sun_x = 515.5_real64
    how%sun_y = 500.25_real64
    allocate (how%context(2))
    call corkit_array_from(before, how%context(1), status)
    call corkit_array_from(image, how%context(2), status)
    how%context_weight = [1.0_real64, 0.25_real64]
    call corkit_fill_array(context, image, missing, out, status, how)
    call check('fill_array')
    call save('array_d_context.fts', out)
    call corkit_destroy(how%context(1))
    call corkit_destroy(how%context(2))
    call corkit_destroy(source)
    call corkit_destroy(out)
    call corkit_destroy(filled)
    call corkit_destroy(header)
  end subroutine arrays64
end program fills
