! The stars in an image as corkit.h has them, one interface each.
module corkit_c_stars
  use, intrinsic :: iso_c_binding, only: c_ptr, c_int, c_size_t, c_double, c_char
  implicit none
  public

  type, bind(C) :: c_stars_options
    integer(c_size_t) :: size
    type(c_ptr) :: ephemeris, star_table
    integer(c_int) :: no_time_correction
  end type c_stars_options

  type, bind(C) :: c_stars_result
    integer(c_size_t) :: size
    integer(c_int) :: solved
    character(kind=c_char) :: reason(256), detector(8)
    integer(c_int) :: level1
    character(kind=c_char) :: time(32)
    real(c_double) :: clock_s
    integer(c_int) :: clock_corrected, nstars, npoints, nseeable
    real(c_double) :: chance, rms_px, geocentric_x, geocentric_y, position_error_px, roll_deg, roll_error_deg, &
      nominal_x, nominal_y, nominal_ra_deg, nominal_dec_deg, sun_x, sun_y, sun_roll_deg, scale_arcsec, scale_error_arcsec, &
      zero_point_mag, zero_point_scatter_mag
    integer(c_int) :: nphotometric
    real(c_double) :: noise_rms_px
  end type c_stars_result

  type, bind(C) :: c_star
    integer(c_size_t) :: size
    real(c_double) :: ra_deg, dec_deg, v_mag, b_v_mag, x, y, off_x, off_y, rate, zero_point_mag
    integer(c_int) :: photometric
    real(c_double) :: noise_px
  end type c_star

  interface
    subroutine c_stars_options_default(options) bind(C, name='corkit_stars_options_default')
      import :: c_ptr
      type(c_ptr), value :: options
    end subroutine c_stars_options_default
    function c_stars_solve(ctx, image, header, options, solution) bind(C, name='corkit_stars_solve') result(status)
      import :: c_ptr, c_int
      type(c_ptr), value :: ctx, image, header, options
      type(c_ptr), intent(out) :: solution
      integer(c_int) :: status
    end function c_stars_solve
    function c_stars_free(solution) bind(C, name='corkit_stars_free') result(null)
      import :: c_ptr
      type(c_ptr), value :: solution
      type(c_ptr) :: null
    end function c_stars_free
    function c_stars_get(solution, found) bind(C, name='corkit_stars_get') result(status)
      import :: c_ptr, c_int, c_stars_result
      type(c_ptr), value :: solution
      type(c_stars_result), intent(inout) :: found
      integer(c_int) :: status
    end function c_stars_get
    function c_stars_star(solution, i, star) bind(C, name='corkit_stars_star') result(count)
      import :: c_ptr, c_size_t, c_star
      type(c_ptr), value :: solution
      integer(c_size_t), value :: i
      type(c_star), intent(inout) :: star
      integer(c_size_t) :: count
    end function c_stars_star
    function c_stars_warning(solution, i, sentence) bind(C, name='corkit_stars_warning') result(count)
      import :: c_ptr, c_size_t
      type(c_ptr), value :: solution
      integer(c_size_t), value :: i
      type(c_ptr), intent(inout) :: sentence
      integer(c_size_t) :: count
    end function c_stars_warning
    function c_stars_sky(solution, x, y, ra_deg, dec_deg) bind(C, name='corkit_stars_sky') result(status)
      import :: c_ptr, c_int, c_double
      type(c_ptr), value :: solution
      real(c_double), value :: x, y
      real(c_double), intent(inout) :: ra_deg, dec_deg
      integer(c_int) :: status
    end function c_stars_sky
    function c_stars_pixel(solution, ra_deg, dec_deg, x, y) bind(C, name='corkit_stars_pixel') result(status)
      import :: c_ptr, c_int, c_double
      type(c_ptr), value :: solution
      real(c_double), value :: ra_deg, dec_deg
      real(c_double), intent(inout) :: x, y
      integer(c_int) :: status
    end function c_stars_pixel
  end interface
end module corkit_c_stars
