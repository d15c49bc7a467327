! SolarSoft's routines for distortion, pointing and plate scale.
module corkit_pointings
  use, intrinsic :: iso_c_binding, only: c_char, c_int, c_null_char
  use, intrinsic :: iso_fortran_env, only: real32, real64
  use corkit_c_routines
  use corkit_codes
  use corkit_objects
  use corkit_strings
  implicit none
  private
  public :: corkit_tcr, corkit_distortion, corkit_adjust_hdr_tcr, corkit_get_sun_center, corkit_get_roll_or_xy
  public :: corkit_get_solar_radius, corkit_get_sec_pixel, corkit_subtense, corkit_occltr_cntr, corkit_wcs_observer

  type :: corkit_tcr
    character(len=15) :: date = '' ! corrected date yyyy/mm/dd; '': no final correction is available
    character(len=15) :: time = '' ! corrected time hh:mm:ss.sss
    real(real32) :: xpos = 0       ! Sun centre, pixels counted from 0, of the full 1024 frame as stored
    real(real32) :: ypos = 0
    real(real32) :: roll_deg = 0
    character(len=31) :: error = '' ! uncertainty of the time correction
  end type corkit_tcr

contains

  ! detector 'C2' or 'C3'; r_pixels: distance from the occulter's centre in UNDISTORTED pixels of the full frame, those of an image that
  ! c2_warp or c3_warp corrected; arcsec: scale_arcsec times the distance at which the level-0.5 image shows the same place.
  subroutine corkit_distortion(detector, r_pixels, scale_arcsec, arcsec, status)
    character(len=*), intent(in) :: detector
    real(real64), intent(in) :: r_pixels, scale_arcsec
    real(real64), intent(inout) :: arcsec
    integer, intent(out) :: status
    status = c_distortion(to_c(detector), r_pixels, scale_arcsec, arcsec)
  end subroutine corkit_distortion

  ! Corrected time, Sun centre and roll. Adds HISTORY.
  subroutine corkit_adjust_hdr_tcr(context, header, tcr, status)
    type(corkit_context), intent(in) :: context
    type(corkit_header), intent(in) :: header
    type(corkit_tcr), intent(inout) :: tcr
    integer, intent(out) :: status
    type(c_tcr) :: c
    c%date = c_null_char
    c%time = c_null_char
    c%error = c_null_char
    status = c_adjust_hdr_tcr(pointer_of(context), pointer_of(header), c)
    if (status /= CORKIT_OK) return
    call from_c(c%date, tcr%date)
    call from_c(c%time, tcr%time)
    call from_c(c%error, tcr%error)
    tcr%xpos = c%xpos
    tcr%ypos = c%ypos
    tcr%roll_deg = c%roll_deg
  end subroutine corkit_adjust_hdr_tcr

  ! Pixels counted from 0. full: absent the image's own pixels, else the size of the full frame (1024).
  subroutine corkit_get_sun_center(context, header, x, y, status, full, source)
    type(corkit_context), intent(in) :: context
    type(corkit_header), intent(in) :: header
    real(real32), intent(inout) :: x, y
    integer, intent(out) :: status
    integer, intent(in), optional :: full
    character(len=*), intent(out), optional :: source
    character(kind=c_char) :: letters(128)
    letters = c_null_char
    status = c_get_sun_center(pointer_of(context), pointer_of(header), size_of_frame(full), x, y, letters)
    if (present(source)) call from_c(letters, source)
  end subroutine corkit_get_sun_center

  ! what 'ROLL': degrees in value(1); 'XY': the Sun centre.
  subroutine corkit_get_roll_or_xy(context, header, what, value, status, source)
    type(corkit_context), intent(in) :: context
    type(corkit_header), intent(in) :: header
    character(len=*), intent(in) :: what
    real(real32), intent(inout) :: value(2)
    integer, intent(out) :: status
    character(len=*), intent(out), optional :: source
    character(kind=c_char) :: letters(128)
    letters = c_null_char
    status = c_get_roll_or_xy(pointer_of(context), pointer_of(header), to_c(what), value, letters)
    if (present(source)) call from_c(letters, source)
  end subroutine corkit_get_roll_or_xy

  ! Arc seconds, as seen from SOHO, of the header's DATE-OBS day.
  subroutine corkit_get_solar_radius(header, arcsec, status)
    type(corkit_header), intent(in) :: header
    real(real64), intent(inout) :: arcsec
    integer, intent(out) :: status
    status = c_get_solar_radius(pointer_of(header), arcsec)
  end subroutine corkit_get_solar_radius

  ! Where SOHO was, for HGLN_OBS, HGLT_OBS and DSUN_OBS: Stonyhurst longitude and latitude in degrees, distance in metres.
  subroutine corkit_wcs_observer(header, longitude_deg, latitude_deg, distance_m, status)
    type(corkit_header), intent(in) :: header
    real(real64), intent(inout) :: longitude_deg, latitude_deg, distance_m
    integer, intent(out) :: status
    status = c_wcs_observer(pointer_of(header), longitude_deg, latitude_deg, distance_m)
  end subroutine corkit_wcs_observer

  ! Arc seconds a pixel of the image, or of a full frame of that many pixels.
  subroutine corkit_get_sec_pixel(header, arcsec, status, full)
    type(corkit_header), intent(in) :: header
    real(real32), intent(inout) :: arcsec
    integer, intent(out) :: status
    integer, intent(in), optional :: full
    status = c_get_sec_pixel(pointer_of(header), size_of_frame(full), arcsec)
  end subroutine corkit_get_sec_pixel

  ! Arc seconds a pixel of a camera: C1 C2 C3 EIT MK3 MK4.
  subroutine corkit_subtense(telescope, arcsec, status)
    character(len=*), intent(in) :: telescope
    real(real32), intent(inout) :: arcsec
    integer, intent(out) :: status
    status = c_subtense(to_c(telescope), arcsec)
  end subroutine corkit_subtense

  ! Occulter centre, pixels of the full frame counted from 0.
  subroutine corkit_occltr_cntr(context, header, x, y, status)
    type(corkit_context), intent(in) :: context
    type(corkit_header), intent(in) :: header
    real(real64), intent(inout) :: x, y
    integer, intent(out) :: status
    status = c_occltr_cntr(pointer_of(context), pointer_of(header), x, y)
  end subroutine corkit_occltr_cntr

  integer(c_int) function size_of_frame(full) result(pixels)
    integer, intent(in), optional :: full
    pixels = 0
    if (present(full)) pixels = full
  end function size_of_frame
end module corkit_pointings
