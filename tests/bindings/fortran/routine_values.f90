! Every routine of module corkit on one image; prints what ../c/routine_values.c prints.
!
!   routine_values_f90 CALIBRATION IMAGE FOLDER
program routine_values
  use, intrinsic :: iso_fortran_env, only: int16, int32, int64, real32, real64
  use corkit
  implicit none
  type(corkit_context) :: context
  type(corkit_array) :: image
  type(corkit_header) :: original, header
  character(len=1024) :: calibration, file, folder
  character(len=8) :: detector
  character(len=11), parameter :: parts(4) = ['calibration', 'lasco_data ', 'nrl_lib    ', 'ancil_data ']
  character(len=:), allocatable :: name, path, state
  integer :: i, status
  logical :: c2

  call get_command_argument(1, calibration)
  call get_command_argument(2, file)
  call get_command_argument(3, folder)
  call corkit_context_create(context, status, calibration=calibration)
  call check('context', status)
  call put_text('version', corkit_version())
  call put_text('solarsoft', corkit_solarsoft_version())
  call put_text('source', corkit_calibration_source(context))
  call put_int('synthetic', merge(1, 0, corkit_calibration_synthetic(context)))
  do i = 1, size(parts)
    call corkit_calibration_folder(context, trim(parts(i)), path, status)
    call check('calibration_folder', status)
    call put_text('folder', path)
  end do
  do i = 1, corkit_calibration_count(context)
    call corkit_calibration_file(context, i, name, path, state, status)
    call check('calibration_file', status)
    call put_text('name', name)
    call put_text('path', path)
    call put_text('state', state)
  end do

  call corkit_lasco_readfits(context, file, image, original, status)
  call check('readfits', status)
  call corkit_header_get(original, 'DETECTOR', detector, status)
  call check('DETECTOR', status)
  c2 = detector == 'C2'
  call corkit_header_copy(original, header, status)
  call check('copy', status)
  call exposure()
  call pointing()
  call put_cards('history', header)
  call blocks()
  call images()
  call headers()
  call chain()
  call sky()
  call corkit_destroy(image)
  call corkit_destroy(header)
  call corkit_destroy(original)
  call corkit_destroy(context)

contains

  subroutine put_int(label, value)
    character(len=*), intent(in) :: label
    integer, intent(in) :: value
    print '(2a,i0)', label, ' ', value
  end subroutine put_int

  subroutine put_text(label, value)
    character(len=*), intent(in) :: label, value
    print '(3a)', label, ' ', trim(value)
  end subroutine put_text

  subroutine put_float(label, value)
    character(len=*), intent(in) :: label
    real(real32), intent(in) :: value
    print '(2a,z8.8)', label, ' ', transfer(value, 0_int32)
  end subroutine put_float

  subroutine put_double(label, value)
    character(len=*), intent(in) :: label
    real(real64), intent(in) :: value
    print '(2a,z16.16)', label, ' ', transfer(value, 0_int64)
  end subroutine put_double

  subroutine check(label, status)
    character(len=*), intent(in) :: label
    integer, intent(in) :: status
    if (status == CORKIT_OK) return
    print '(2a,i0,2a)', label, ' ', status, ' ', corkit_error_text()
    stop 1
  end subroutine check

  subroutine put_image(label, array, header)
    character(len=*), intent(in) :: label
    type(corkit_array), intent(inout) :: array
    type(corkit_header), intent(in), optional :: header
    integer :: status
    call corkit_writefits(context, trim(folder)//'/'//label//'.fts', array, status, header)
    call check(label, status)
    call put_int(label, corkit_array_type(array))
    call corkit_destroy(array)
  end subroutine put_image

  subroutine put_cards(label, header)
    character(len=*), intent(in) :: label
    type(corkit_header), intent(in) :: header
    character(len=80) :: card
    integer :: i, status
    do i = 1, corkit_header_count(header)
      call corkit_header_card(header, i, card, status)
      call check('card', status)
      print '(4a)', label, ' ', card, '|'
    end do
  end subroutine put_cards

  subroutine exposure()
    real(real32) :: expfac, bias, factor
    real(real64) :: offset
    integer :: valid, kind, nosum
    call corkit_get_exp_factor(context, header, expfac, bias, valid, status)
    call check('get_exp_factor', status)
    call put_float('expfac', expfac)
    call put_float('expbias', bias)
    call put_int('expvalid', valid)
    call corkit_offset_bias(context, header, offset, status, sum=.true., type=kind)
    call check('offset_bias', status)
    call put_double('offset_bias', offset)
    call put_int('offset_bias_type', kind)
    call corkit_offset_bias_at('C3', 'A', 0, offset, status, kind)
    call check('offset_bias_at', status)
    call put_double('offset_bias_at', offset)
    call put_int('offset_bias_at_type', kind)
    do nosum = 0, 1
      if (c2) then
        call corkit_c2_calfactor(context, header, factor, status, nosum=nosum == 1)
      else
        call corkit_c3_calfactor(context, header, factor, status, nosum=nosum == 1)
      end if
      call check('calfactor', status)
      call put_float('calfactor', factor)
    end do
  end subroutine exposure

  subroutine pointing()
    type(corkit_tcr) :: tcr
    real(real32) :: x, y, value(2)
    real(real64) :: dx, dy, longitude
    character(len=128) :: source
    integer :: full
    call corkit_distortion('C2', 100.5_real64, 11.9_real64, dx, status)
    call check('distortion', status)
    call put_double('distortion', dx)
    call corkit_adjust_hdr_tcr(context, header, tcr, status)
    call check('adjust_hdr_tcr', status)
    call put_text('tcr_date', tcr%date)
    call put_text('tcr_time', tcr%time)
    call put_text('tcr_error', tcr%error)
    call put_float('tcr_xpos', tcr%xpos)
    call put_float('tcr_ypos', tcr%ypos)
    call put_float('tcr_roll', tcr%roll_deg)
    do full = 0, 1024, 1024
      call corkit_get_sun_center(context, header, x, y, status, full, source)
      call check('get_sun_center', status)
      call put_float('sun_x', x)
      call put_float('sun_y', y)
      call put_text('sun_source', source)
      call corkit_get_sec_pixel(header, x, status, full)
      call check('get_sec_pixel', status)
      call put_float('sec_pixel', x)
    end do
    call corkit_get_roll_or_xy(context, header, 'ROLL', value, status, source)
    call check('get_roll_or_xy', status)
    call put_float('roll', value(1))
    call put_text('roll_source', source)
    call corkit_get_roll_or_xy(context, header, 'XY', value, status)
    call check('get_roll_or_xy', status)
    call put_float('x', value(1))
    call put_float('y', value(2))
    call corkit_get_solar_radius(header, dx, status)
    call check('get_solar_radius', status)
    call put_double('solar_radius', dx)
    call corkit_wcs_observer(header, longitude, dx, dy, status)
    call check('wcs_observer', status)
    call put_double('longitude', longitude)
    call put_double('latitude', dx)
    call put_double('distance', dy)
    call corkit_subtense('EIT', x, status)
    call check('subtense', status)
    call put_float('subtense', x)
    call corkit_occltr_cntr(context, header, dx, dy, status)
    call check('occltr_cntr', status)
    call put_double('occltr_x', dx)
    call put_double('occltr_y', dy)
  end subroutine pointing

  subroutine blocks()
    type(corkit_array) :: map, back
    integer(int16), allocatable :: flags(:, :)
    character(len=:), allocatable :: list
    integer :: nmissing
    call corkit_find_miss_blocks(context, image, original, nmissing, status, map, list)
    call check('find_miss_blocks', status)
    call put_int('nmissing', nmissing)
    call put_text('misslist', list)
    call corkit_array_get(map, flags, status)
    call check('flags', status)
    call corkit_mb2strmap(flags, list, status)
    call check('mb2strmap', status)
    call put_text('mb2strmap', list)
    call corkit_strmap2mb(list, corkit_array_nx(map), corkit_array_ny(map), back, status)
    call check('strmap2mb', status)
    call put_image('blocks', map)
    call put_image('strmap2mb', back)
  end subroutine blocks

  subroutine images()
    type(corkit_array) :: out, warped, warped_gdl, filled
    type(corkit_c3_calibrate_options) :: c3
    type(corkit_std_size_options) :: options
    integer(int16), allocatable :: dn(:, :)
    real(real32), pointer, contiguous :: floats(:, :)
    real(real64), pointer, contiguous :: doubles(:, :)
    integer :: many
    call corkit_header_copy(original, header, status)
    call check('copy', status)
    call corkit_array_get(image, dn, status)
    call check('dn', status)
    if (c2) then
      call corkit_c2_calibrate(context, dn, header, out, status, no_calfac=.true.)
      call check('c2_calibrate', status)
      call corkit_c2_warp(context, out, header, warped, status)
      call check('c2_warp', status)
    else
      c3%fuzzy = .true.
      c3%no_mask = .true.
      call corkit_c3_calibrate(context, dn, header, out, status, c3, many)
      call check('c3_calibrate', status)
      call put_int('mask_blocks', many)
      call corkit_array_pixels(out, floats, status)
      call check('pixels', status)
      call corkit_c3_warp(context, floats, header, warped, status)
      call check('c3_warp', status)
      call corkit_fuzzy_image(context, floats, header, filled, status, CORKIT_ORACLE_GDL, many)
      call check('fuzzy_image', status)
      call put_int('too_many', many)
      call put_image('fuzzy_image', filled)
    end if
    if (c2) then
      call corkit_c2_warp(context, out, header, warped_gdl, status, CORKIT_ORACLE_GDL)
    else
      call corkit_c3_warp(context, floats, header, warped_gdl, status, oracle=CORKIT_ORACLE_GDL)
    end if
    call check('warp', status)
    call put_image('warp_gdl', warped_gdl)
    ! In place, in the library's own memory.
    if (corkit_array_type(warped) == CORKIT_FLOAT64) then
      call corkit_array_pixels(warped, doubles, status)
      call check('pixels', status)
      call corkit_reduce_statistics2(context, doubles, header, status, satmax=1e-9_real32)
    else
      call corkit_array_pixels(warped, floats, status)
      call check('pixels', status)
      call corkit_reduce_statistics2(context, floats, header, status, satmax=1e-9_real32)
    end if
    call check('reduce_statistics2', status)
    call put_cards('calibrated', header)
    call put_image('calibrate', out, header)
    call put_image('warp', warped, header)

    call corkit_header_copy(original, header, status)
    if (c2) then
      call corkit_c2_calibrate(context, dn, header, out, status, no_update=.true.)
    else
      call corkit_c3_calibrate(context, dn, header, out, status, corkit_c3_calibrate_options(no_update=.true.))
    end if
    call check('no_update', status)
    call put_cards('no_update', header)

    call corkit_header_copy(original, header, status)
    options%bias_set = .true.
    options%bias = 300.25
    call corkit_reduce_std_size(context, dn, header, out, status, options)
    call check('reduce_std_size', status)
    call put_cards('std_size', header)
    call put_image('reduce_std_size', out, header)
    call corkit_fixwrap(dn, out, status)
    call check('fixwrap', status)
    call put_image('fixwrap', out)
  end subroutine images

  subroutine headers()
    type(corkit_header) :: made, copy
    character(len=80) :: cards(3)
    character(len=128) :: text
    integer :: first
    real(real64) :: value
    cards = [character(len=80) :: 'FIRST   =                   17 / seventeen', "SECOND  = 'two     '", 'HISTORY made by hand']
    call corkit_header_from_cards(made, cards, status)
    call check('from_cards', status)
    call corkit_header_set(made, 'AN_INT', -5, status, 'an integer')
    call check('set', status)
    call corkit_header_set(made, 'A_REAL', 1.5_real32, status)
    call check('set', status)
    call corkit_header_set(made, 'A_DOUBLE', 2.0_real64 / 3.0_real64, status, 'two thirds')
    call check('set', status)
    call corkit_header_set(made, 'A_STRING', "it's text", status)
    call check('set', status)
    call corkit_header_set(made, 'LOGICAL', .true., status, 'yes')
    call check('set', status)
    call corkit_header_set(made, 'FIRST', 18_int64, status)
    call check('set', status)
    call corkit_header_add_history(made, 'one more line', status)
    call check('history', status)
    call corkit_header_add_comment(made, 'a comment', status)
    call check('comment', status)
    call corkit_header_copy(made, copy, status)
    call check('copy', status)
    call corkit_header_remove(made, 'SECOND', status)
    call check('remove', status)
    call corkit_header_get(made, 'FIRST', first, status)
    call check('get', status)
    call put_int('first', first)
    call corkit_header_get(made, 'A_DOUBLE', value, status)
    call check('get', status)
    call put_double('a_double', value)
    call corkit_header_get(made, 'A_STRING', text, status)
    call check('get', status)
    call put_text('a_string', text)
    call put_int('has', merge(1, 0, corkit_header_has(made, 'SECOND')) + 10 * merge(1, 0, corkit_header_has(copy, 'SECOND')))
    call put_cards('header', made)
    call put_cards('copy', copy)
    call corkit_destroy(made)
    call corkit_destroy(copy)
  end subroutine headers

  subroutine chain()
    type(corkit_product) :: product
    type(corkit_header) :: level1
    type(corkit_level1_options) :: options
    character(len=:), allocatable :: text
    real(real64) :: seconds
    integer :: i
    options%nofits = .true.
    options%no_warp = .true.
    options%oracle = CORKIT_ORACLE_GDL
    call corkit_reduce_level1(context, file, product, status, folder, options)
    call check('reduce_level1', status)
    do i = 1, corkit_product_stage_count(product)
      call corkit_product_stage(product, i, text, seconds, status)
      call check('stage', status)
      call put_text('stage', text)
    end do
    call put_int('warnings', corkit_product_warning_count(product))
    do i = 1, corkit_product_warning_count(product)
      call corkit_product_warning(product, i, text, status)
      call check('warning', status)
      call put_text('warning', text)
    end do
    call put_text('path', corkit_product_path(product))
    call put_text('name', corkit_product_name(product))
    call put_text('detector', corkit_product_detector(product))
    call put_int('product_nmissing', corkit_product_nmissing(product))
    call put_int('skipped', merge(1, 0, corkit_product_skipped(product)))
    call corkit_product_header(product, level1, status)
    call check('product_header', status)
    call put_cards('product', level1)
    call corkit_destroy(product)
  end subroutine chain

  subroutine sky()
    type(corkit_product) :: product
    type(corkit_header) :: level1
    type(corkit_level1_options) :: options
    options%nofits = .true.
    options%geometry = CORKIT_GEOMETRY_SKY
    options%pointing = CORKIT_POINTING_AUTO
    call corkit_reduce_level1(context, file, product, status, folder, options)
    call check('sky', status)
    call corkit_product_header(product, level1, status)
    call put_cards('sky', level1)
    call corkit_destroy(product)
  end subroutine sky
end program routine_values
