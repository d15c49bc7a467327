! SolarSoft's routines as corkit.h has them, one interface each.
module corkit_c_routines
  use, intrinsic :: iso_c_binding, only: c_ptr, c_int, c_size_t, c_float, c_double, c_char
  implicit none
  public

  type, bind(C) :: c_c2_calibrate_options
    integer(c_size_t) :: size
    integer(c_int) :: no_calfac, no_update
  end type c_c2_calibrate_options

  type, bind(C) :: c_c3_calibrate_options
    integer(c_size_t) :: size
    integer(c_int) :: no_calfac, no_vig, no_mask, fuzzy, oracle, no_update
  end type c_c3_calibrate_options

  type, bind(C) :: c_std_size_options
    integer(c_size_t) :: size
    integer(c_int) :: full, no_rebin, savehdr, nocal, bias_set
    real(c_float) :: bias
  end type c_std_size_options

  type, bind(C) :: c_tcr
    character(kind=c_char) :: date(16), time(16)
    real(c_float) :: xpos, ypos, roll_deg
    character(kind=c_char) :: error(32)
  end type c_tcr

  ! files, exposure, factors, calibration
  interface
    function c_lasco_readfits(ctx, path, image, header) bind(C, name='corkit_lasco_readfits') result(status)
      import :: c_ptr, c_int, c_char
      type(c_ptr), value :: ctx
      character(kind=c_char), intent(in) :: path(*)
      type(c_ptr), intent(out) :: image, header
      integer(c_int) :: status
    end function c_lasco_readfits
    function c_writefits(ctx, path, image, header) bind(C, name='corkit_writefits') result(status)
      import :: c_ptr, c_int, c_char
      type(c_ptr), value :: ctx
      character(kind=c_char), intent(in) :: path(*)
      type(c_ptr), value :: image, header
      integer(c_int) :: status
    end function c_writefits
    function c_get_exp_factor(ctx, header, expfac, bias, valid) bind(C, name='corkit_get_exp_factor') result(status)
      import :: c_ptr, c_int, c_float
      type(c_ptr), value :: ctx, header
      real(c_float), intent(inout) :: expfac, bias
      integer(c_int), intent(inout) :: valid
      integer(c_int) :: status
    end function c_get_exp_factor
    function c_offset_bias(ctx, header, sum, bias, type) bind(C, name='corkit_offset_bias') result(status)
      import :: c_ptr, c_int, c_double
      type(c_ptr), value :: ctx, header
      integer(c_int), value :: sum
      real(c_double), intent(inout) :: bias
      integer(c_int), intent(inout) :: type
      integer(c_int) :: status
    end function c_offset_bias
    function c_offset_bias_at(detector, port, mjd, bias, type) bind(C, name='corkit_offset_bias_at') result(status)
      import :: c_int, c_double, c_char
      character(kind=c_char), intent(in) :: detector(*), port(*)
      integer(c_int), value :: mjd
      real(c_double), intent(inout) :: bias
      integer(c_int), intent(inout) :: type
      integer(c_int) :: status
    end function c_offset_bias_at
    function c_c2_calfactor(ctx, header, nosum, factor) bind(C, name='corkit_c2_calfactor') result(status)
      import :: c_ptr, c_int, c_float
      type(c_ptr), value :: ctx, header
      integer(c_int), value :: nosum
      real(c_float), intent(inout) :: factor
      integer(c_int) :: status
    end function c_c2_calfactor
    function c_c3_calfactor(ctx, header, nosum, factor) bind(C, name='corkit_c3_calfactor') result(status)
      import :: c_ptr, c_int, c_float
      type(c_ptr), value :: ctx, header
      integer(c_int), value :: nosum
      real(c_float), intent(inout) :: factor
      integer(c_int) :: status
    end function c_c3_calfactor
    function c_c2_calibrate(ctx, image, header, no_calfac, out) bind(C, name='corkit_c2_calibrate') result(status)
      import :: c_ptr, c_int
      type(c_ptr), value :: ctx, image, header
      integer(c_int), value :: no_calfac
      type(c_ptr), intent(out) :: out
      integer(c_int) :: status
    end function c_c2_calibrate
    subroutine c_c2_calibrate_options_default(options) bind(C, name='corkit_c2_calibrate_options_default')
      import :: c_ptr
      type(c_ptr), value :: options
    end subroutine c_c2_calibrate_options_default
    function c_c2_calibrate_with_options(ctx, image, header, options, out) bind(C, name='corkit_c2_calibrate_with_options') &
      result(status)
      import :: c_ptr, c_int
      type(c_ptr), value :: ctx, image, header, options
      type(c_ptr), intent(out) :: out
      integer(c_int) :: status
    end function c_c2_calibrate_with_options
    subroutine c_c3_calibrate_options_default(options) bind(C, name='corkit_c3_calibrate_options_default')
      import :: c_ptr
      type(c_ptr), value :: options
    end subroutine c_c3_calibrate_options_default
    function c_c3_calibrate(ctx, image, header, options, out, mask_blocks) bind(C, name='corkit_c3_calibrate') result(status)
      import :: c_ptr, c_int
      type(c_ptr), value :: ctx, image, header, options
      type(c_ptr), intent(out) :: out
      integer(c_int), intent(inout) :: mask_blocks
      integer(c_int) :: status
    end function c_c3_calibrate
  end interface

  ! images: distortion, blocks, statistics, sizes
  interface
    function c_c2_warp(ctx, image, header, out) bind(C, name='corkit_c2_warp') result(status)
      import :: c_ptr, c_int
      type(c_ptr), value :: ctx, image, header
      type(c_ptr), intent(out) :: out
      integer(c_int) :: status
    end function c_c2_warp
    function c_c3_warp(ctx, image, header, out) bind(C, name='corkit_c3_warp') result(status)
      import :: c_ptr, c_int
      type(c_ptr), value :: ctx, image, header
      type(c_ptr), intent(out) :: out
      integer(c_int) :: status
    end function c_c3_warp
    function c_warp(ctx, detector, image, header, oracle, out) bind(C, name='corkit_warp') result(status)
      import :: c_ptr, c_int, c_char
      type(c_ptr), value :: ctx, image, header
      character(kind=c_char), intent(in) :: detector(*)
      integer(c_int), value :: oracle
      type(c_ptr), intent(out) :: out
      integer(c_int) :: status
    end function c_warp
    function c_fuzzy_image(ctx, image, header, oracle, out, too_many) bind(C, name='corkit_fuzzy_image') result(status)
      import :: c_ptr, c_int
      type(c_ptr), value :: ctx, image, header
      integer(c_int), value :: oracle
      type(c_ptr), intent(out) :: out
      integer(c_int), intent(inout) :: too_many
      integer(c_int) :: status
    end function c_fuzzy_image
    function c_find_miss_blocks(ctx, image, header, map, nmissing, misslist, capacity) bind(C, name='corkit_find_miss_blocks') &
      result(status)
      import :: c_ptr, c_int, c_size_t, c_char
      type(c_ptr), value :: ctx, image, header
      type(c_ptr), intent(out) :: map
      integer(c_int), intent(inout) :: nmissing
      character(kind=c_char), intent(inout) :: misslist(*)
      integer(c_size_t), value :: capacity
      integer(c_int) :: status
    end function c_find_miss_blocks
    function c_mb2strmap(map, text, capacity) bind(C, name='corkit_mb2strmap') result(status)
      import :: c_ptr, c_int, c_size_t, c_char
      type(c_ptr), value :: map
      character(kind=c_char), intent(inout) :: text(*)
      integer(c_size_t), value :: capacity
      integer(c_int) :: status
    end function c_mb2strmap
    function c_strmap2mb(text, n1, n2, map) bind(C, name='corkit_strmap2mb') result(status)
      import :: c_ptr, c_int, c_char
      character(kind=c_char), intent(in) :: text(*)
      integer(c_int), value :: n1, n2
      type(c_ptr), intent(out) :: map
      integer(c_int) :: status
    end function c_strmap2mb
    function c_reduce_statistics2(ctx, image, header, satmax, satmin) bind(C, name='corkit_reduce_statistics2') result(status)
      import :: c_ptr, c_int
      type(c_ptr), value :: ctx, image, header, satmax, satmin
      integer(c_int) :: status
    end function c_reduce_statistics2
    subroutine c_std_size_options_default(options) bind(C, name='corkit_std_size_options_default')
      import :: c_ptr
      type(c_ptr), value :: options
    end subroutine c_std_size_options_default
    function c_reduce_std_size(ctx, image, header, options, out) bind(C, name='corkit_reduce_std_size') result(status)
      import :: c_ptr, c_int
      type(c_ptr), value :: ctx, image, header, options
      type(c_ptr), intent(out) :: out
      integer(c_int) :: status
    end function c_reduce_std_size
    function c_fixwrap(image, out) bind(C, name='corkit_fixwrap') result(status)
      import :: c_ptr, c_int
      type(c_ptr), value :: image
      type(c_ptr), intent(out) :: out
      integer(c_int) :: status
    end function c_fixwrap
  end interface

  ! pointing and scale
  interface
    function c_distortion(detector, r_pixels, scale_arcsec, arcsec) bind(C, name='corkit_distortion') result(status)
      import :: c_int, c_double, c_char
      character(kind=c_char), intent(in) :: detector(*)
      real(c_double), value :: r_pixels, scale_arcsec
      real(c_double), intent(inout) :: arcsec
      integer(c_int) :: status
    end function c_distortion
    function c_adjust_hdr_tcr(ctx, header, tcr) bind(C, name='corkit_adjust_hdr_tcr') result(status)
      import :: c_ptr, c_int, c_tcr
      type(c_ptr), value :: ctx, header
      type(c_tcr), intent(inout) :: tcr
      integer(c_int) :: status
    end function c_adjust_hdr_tcr
    function c_get_sun_center(ctx, header, full, x, y, source) bind(C, name='corkit_get_sun_center') result(status)
      import :: c_ptr, c_int, c_float, c_char
      type(c_ptr), value :: ctx, header
      integer(c_int), value :: full
      real(c_float), intent(inout) :: x, y
      character(kind=c_char), intent(inout) :: source(128)
      integer(c_int) :: status
    end function c_get_sun_center
    function c_get_roll_or_xy(ctx, header, what, value, source) bind(C, name='corkit_get_roll_or_xy') result(status)
      import :: c_ptr, c_int, c_float, c_char
      type(c_ptr), value :: ctx, header
      character(kind=c_char), intent(in) :: what(*)
      real(c_float), intent(inout) :: value(2)
      character(kind=c_char), intent(inout) :: source(128)
      integer(c_int) :: status
    end function c_get_roll_or_xy
    function c_get_solar_radius(header, arcsec) bind(C, name='corkit_get_solar_radius') result(status)
      import :: c_ptr, c_int, c_double
      type(c_ptr), value :: header
      real(c_double), intent(inout) :: arcsec
      integer(c_int) :: status
    end function c_get_solar_radius
    function c_wcs_observer(header, longitude_deg, latitude_deg, distance_m) bind(C, name='corkit_wcs_observer') result(status)
      import :: c_ptr, c_int, c_double
      type(c_ptr), value :: header
      real(c_double), intent(inout) :: longitude_deg, latitude_deg, distance_m
      integer(c_int) :: status
    end function c_wcs_observer
    function c_get_sec_pixel(header, full, arcsec) bind(C, name='corkit_get_sec_pixel') result(status)
      import :: c_ptr, c_int, c_float
      type(c_ptr), value :: header
      integer(c_int), value :: full
      real(c_float), intent(inout) :: arcsec
      integer(c_int) :: status
    end function c_get_sec_pixel
    function c_subtense(telescope, arcsec) bind(C, name='corkit_subtense') result(status)
      import :: c_int, c_float, c_char
      character(kind=c_char), intent(in) :: telescope(*)
      real(c_float), intent(inout) :: arcsec
      integer(c_int) :: status
    end function c_subtense
    function c_occltr_cntr(ctx, header, x, y) bind(C, name='corkit_occltr_cntr') result(status)
      import :: c_ptr, c_int, c_double
      type(c_ptr), value :: ctx, header
      real(c_double), intent(inout) :: x, y
      integer(c_int) :: status
    end function c_occltr_cntr
  end interface
end module corkit_c_routines
