! The stars in an image, and the pointing that they prove; corkit.h says what each number means.
module corkit_skies
  use, intrinsic :: iso_c_binding, only: c_ptr, c_int, c_size_t, c_null_ptr, c_loc, c_f_pointer, c_sizeof, c_associated
  use, intrinsic :: iso_fortran_env, only: int16, int32, real32, real64
  use corkit_c_stars
  use corkit_codes
  use corkit_objects
  use corkit_pixels_int16, only: from_int16 => from
  use corkit_pixels_int32, only: from_int32 => from
  use corkit_pixels_real32, only: from_real32 => from
  use corkit_pixels_real64, only: from_real64 => from
  use corkit_strings
  implicit none
  private
  public :: corkit_stars, corkit_stars_options, corkit_stars_result, corkit_star
  public :: corkit_stars_solve, corkit_stars_get, corkit_stars_count
  public :: corkit_stars_star, corkit_stars_warning_count, corkit_stars_warning, corkit_stars_sky, corkit_stars_pixel
  public :: corkit_destroy, corkit_is_null

  type :: corkit_stars
    private
    type(c_ptr) :: pointer = c_null_ptr
  end type corkit_stars

  type :: corkit_stars_options
    character(len=:), allocatable :: ephemeris  ! file: where SOHO was, a CSV table of JPL Horizons
    character(len=:), allocatable :: star_table ! file; not set: the installed one
    logical :: no_time_correction = .false.
  end type corkit_stars_options

  ! Numbers that are not known are NaN.
  type :: corkit_stars_result
    logical :: solved = .false.
    character(len=255) :: reason = '' ! why there is no solution
    character(len=8) :: detector = ''
    logical :: level1 = .false.
    character(len=31) :: time = ''    ! middle of the exposure, UTC
    real(real64) :: clock_s = 0
    logical :: clock_corrected = .false.
    integer :: nstars = 0, npoints = 0, nseeable = 0
    real(real64) :: chance = 0, rms_px = 0
    real(real64) :: geocentric_x = 0, geocentric_y = 0, position_error_px = 0
    real(real64) :: roll_deg = 0, roll_error_deg = 0
    real(real64) :: nominal_x = 0, nominal_y = 0, nominal_ra_deg = 0, nominal_dec_deg = 0
    real(real64) :: sun_x = 0, sun_y = 0, sun_roll_deg = 0
    real(real64) :: scale_arcsec = 0, scale_error_arcsec = 0
    real(real64) :: zero_point_mag = 0, zero_point_scatter_mag = 0
    integer :: nphotometric = 0
    real(real64) :: noise_rms_px = 0 ! the part of rms_px that the noise of the image makes
  end type corkit_stars_result

  type :: corkit_star
    real(real64) :: ra_deg = 0, dec_deg = 0, v_mag = 0, b_v_mag = 0 ! of the catalogue
    real(real64) :: x = 0, y = 0, off_x = 0, off_y = 0              ! pixels from 0: measured, measured minus predicted
    real(real64) :: rate = 0, zero_point_mag = 0
    logical :: photometric = .false.
    real(real64) :: noise_px = 0 ! error of x and of y that the noise of the image makes
  end type corkit_star

  ! (context, image, header, solution, status, options)
  interface corkit_stars_solve
    procedure :: solve_object, solve_int16, solve_int32, solve_real32, solve_real64
  end interface corkit_stars_solve

  interface corkit_destroy
    procedure :: destroy_stars
  end interface corkit_destroy

  interface corkit_is_null
    procedure :: null_stars
  end interface corkit_is_null

contains

  subroutine destroy_stars(object)
    type(corkit_stars), intent(inout) :: object
    object%pointer = c_stars_free(object%pointer)
  end subroutine destroy_stars

  pure logical function null_stars(object)
    type(corkit_stars), intent(in) :: object
    null_stars = .not. c_associated(object%pointer)
  end function null_stars

  ! Where the stars prove no pointing status is CORKIT_OK, and corkit_stars_get() says why.
  subroutine solve_object(context, image, header, solution, status, options)
    type(corkit_context), intent(in) :: context
    type(corkit_array), intent(in) :: image
    type(corkit_header), intent(in) :: header
    type(corkit_stars), intent(inout) :: solution
    integer, intent(out) :: status
    type(corkit_stars_options), intent(in), optional :: options
    type(options_room), target :: room
    type(c_stars_options), pointer :: c
    type(c_argument), target :: ephemeris, star_table
    type(c_ptr) :: made
    call c_stars_options_default(c_loc(room))
    if (present(options)) then
      call c_f_pointer(c_loc(room), c)
      call set_argument(ephemeris, options%ephemeris)
      c%ephemeris = pointer_to(ephemeris)
      call set_argument(star_table, options%star_table)
      c%star_table = pointer_to(star_table)
      c%no_time_correction = merge(1, 0, options%no_time_correction)
    end if
    status = c_stars_solve(pointer_of(context), pointer_of(image), pointer_of(header), c_loc(room), made)
    call corkit_destroy(solution)
    solution%pointer = made
  end subroutine solve_object

#define SOLVE solve_int16
#define FROM from_int16
#define PIXEL integer(int16)
#include "stars_of_pixels.inc"
#define SOLVE solve_int32
#define FROM from_int32
#define PIXEL integer(int32)
#include "stars_of_pixels.inc"
#define SOLVE solve_real32
#define FROM from_real32
#define PIXEL real(real32)
#include "stars_of_pixels.inc"
#define SOLVE solve_real64
#define FROM from_real64
#define PIXEL real(real64)
#include "stars_of_pixels.inc"

  subroutine corkit_stars_get(solution, found, status)
    type(corkit_stars), intent(in) :: solution
    type(corkit_stars_result), intent(out) :: found
    integer, intent(out) :: status
    type(c_stars_result) :: c
    c%size = c_sizeof(c)
    status = c_stars_get(solution%pointer, c)
    if (status /= CORKIT_OK) return
    found%solved = c%solved /= 0
    found%reason = from_buffer(c%reason)
    found%detector = from_buffer(c%detector)
    found%level1 = c%level1 /= 0
    found%time = from_buffer(c%time)
    found%clock_s = c%clock_s
    found%clock_corrected = c%clock_corrected /= 0
    found%nstars = c%nstars
    found%npoints = c%npoints
    found%nseeable = c%nseeable
    found%chance = c%chance
    found%rms_px = c%rms_px
    found%geocentric_x = c%geocentric_x
    found%geocentric_y = c%geocentric_y
    found%position_error_px = c%position_error_px
    found%roll_deg = c%roll_deg
    found%roll_error_deg = c%roll_error_deg
    found%nominal_x = c%nominal_x
    found%nominal_y = c%nominal_y
    found%nominal_ra_deg = c%nominal_ra_deg
    found%nominal_dec_deg = c%nominal_dec_deg
    found%sun_x = c%sun_x
    found%sun_y = c%sun_y
    found%sun_roll_deg = c%sun_roll_deg
    found%scale_arcsec = c%scale_arcsec
    found%scale_error_arcsec = c%scale_error_arcsec
    found%zero_point_mag = c%zero_point_mag
    found%zero_point_scatter_mag = c%zero_point_scatter_mag
    found%nphotometric = c%nphotometric
    found%noise_rms_px = c%noise_rms_px
  end subroutine corkit_stars_get

  integer function corkit_stars_count(solution) result(count)
    type(corkit_stars), intent(in) :: solution
    type(c_star) :: star
    star%size = c_sizeof(star)
    count = int(c_stars_star(solution%pointer, 0_c_size_t, star))
  end function corkit_stars_count

  ! Star i, from 1, brightest first.
  subroutine corkit_stars_star(solution, i, star, status)
    type(corkit_stars), intent(in) :: solution
    integer, intent(in) :: i
    type(corkit_star), intent(out) :: star
    integer, intent(out) :: status
    type(c_star) :: c
    integer :: count
    count = corkit_stars_count(solution)
    if (i < 1 .or. i > count) then
      status = refuse(CORKIT_ERROR_ARGUMENT, 'corkit_stars_star: there is no star of that number')
      return
    end if
    c%size = c_sizeof(c)
    count = int(c_stars_star(solution%pointer, int(i - 1, c_size_t), c))
    status = CORKIT_OK
    star = corkit_star(c%ra_deg, c%dec_deg, c%v_mag, c%b_v_mag, c%x, c%y, c%off_x, c%off_y, c%rate, &
      c%zero_point_mag, c%photometric /= 0, c%noise_px)
  end subroutine corkit_stars_star

  integer function corkit_stars_warning_count(solution) result(count)
    type(corkit_stars), intent(in) :: solution
    type(c_ptr) :: sentence
    sentence = c_null_ptr
    count = int(c_stars_warning(solution%pointer, 0_c_size_t, sentence))
  end function corkit_stars_warning_count

  ! Warning i, from 1; '' for another number.
  function corkit_stars_warning(solution, i) result(text)
    type(corkit_stars), intent(in) :: solution
    integer, intent(in) :: i
    character(len=:), allocatable :: text
    type(c_ptr) :: sentence
    integer :: count
    sentence = c_null_ptr
    text = ''
    if (i < 1) return
    count = int(c_stars_warning(solution%pointer, int(i - 1, c_size_t), sentence))
    if (i <= count) text = c_text(sentence)
  end function corkit_stars_warning

  ! What a pixel sees: right ascension and declination, degrees.
  subroutine corkit_stars_sky(solution, x, y, ra_deg, dec_deg, status)
    type(corkit_stars), intent(in) :: solution
    real(real64), intent(in) :: x, y
    real(real64), intent(inout) :: ra_deg, dec_deg
    integer, intent(out) :: status
    status = c_stars_sky(solution%pointer, x, y, ra_deg, dec_deg)
  end subroutine corkit_stars_sky

  ! Which pixel sees a direction.
  subroutine corkit_stars_pixel(solution, ra_deg, dec_deg, x, y, status)
    type(corkit_stars), intent(in) :: solution
    real(real64), intent(in) :: ra_deg, dec_deg
    real(real64), intent(inout) :: x, y
    integer, intent(out) :: status
    status = c_stars_pixel(solution%pointer, ra_deg, dec_deg, x, y)
  end subroutine corkit_stars_pixel
end module corkit_skies
