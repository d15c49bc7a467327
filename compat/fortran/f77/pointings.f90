! FORTRAN 77: SolarSoft's routines for distortion, pointing and plate scale.

! c2_distortion, c3_distortion; r: undistorted pixels, those of an image that c2_warp or c3_warp corrected
subroutine crkdis(det, r, scale, arcsec, status)
  use corkit
  implicit none
  character(len=*), intent(in) :: det
  double precision, intent(in) :: r, scale
  double precision, intent(inout) :: arcsec
  integer, intent(inout) :: status
  if (status > 0) return
  call corkit_distortion(det, r, scale, arcsec, status)
end subroutine crkdis

! adjust_hdr_tcr: date and time of 15 characters, error of 31.
subroutine crktcr(ctx, hdr, date, time, xpos, ypos, roll, error, status)
  use corkit
  use corkit_f77
  implicit none
  integer, intent(in) :: ctx, hdr
  character(len=*), intent(inout) :: date, time, error
  real, intent(inout) :: xpos, ypos, roll
  integer, intent(inout) :: status
  type(corkit_context) :: context
  type(corkit_header) :: header
  type(corkit_tcr) :: tcr
  call find(ctx, context, status)
  call find(hdr, header, status)
  if (status > 0) return
  call corkit_adjust_hdr_tcr(context, header, tcr, status)
  call give(tcr%date, date, status)
  call give(tcr%time, time, status)
  call give(tcr%error, error, status)
  if (status > 0) return
  xpos = tcr%xpos
  ypos = tcr%ypos
  roll = tcr%roll_deg
end subroutine crktcr

! get_sun_center; full 0: the image's own pixels.
subroutine crksun(ctx, hdr, full, x, y, source, status)
  use corkit
  use corkit_f77
  implicit none
  integer, intent(in) :: ctx, hdr, full
  real, intent(inout) :: x, y
  character(len=*), intent(inout) :: source
  integer, intent(inout) :: status
  type(corkit_context) :: context
  type(corkit_header) :: header
  call find(ctx, context, status)
  call find(hdr, header, status)
  if (status > 0) return
  call corkit_get_sun_center(context, header, x, y, status, full, source)
end subroutine crksun

! get_roll_or_xy: value(1) degrees for 'ROLL', value(1), value(2) pixels for 'XY'.
subroutine crkrol(ctx, hdr, what, value, source, status)
  use corkit
  use corkit_f77
  implicit none
  integer, intent(in) :: ctx, hdr
  character(len=*), intent(in) :: what
  real, intent(inout) :: value(2)
  character(len=*), intent(inout) :: source
  integer, intent(inout) :: status
  type(corkit_context) :: context
  type(corkit_header) :: header
  call find(ctx, context, status)
  call find(hdr, header, status)
  if (status > 0) return
  call corkit_get_roll_or_xy(context, header, what, value, status, source)
end subroutine crkrol

! get_solar_radius
subroutine crkrad(hdr, arcsec, status)
  use corkit
  use corkit_f77
  implicit none
  integer, intent(in) :: hdr
  double precision, intent(inout) :: arcsec
  integer, intent(inout) :: status
  type(corkit_header) :: header
  call find(hdr, header, status)
  if (status > 0) return
  call corkit_get_solar_radius(header, arcsec, status)
end subroutine crkrad

! Where SOHO was: Stonyhurst longitude and latitude in degrees, distance from the Sun's centre in metres.
subroutine crkobs(hdr, lon, lat, dist, status)
  use corkit
  use corkit_f77
  implicit none
  integer, intent(in) :: hdr
  double precision, intent(inout) :: lon, lat, dist
  integer, intent(inout) :: status
  type(corkit_header) :: header
  call find(hdr, header, status)
  if (status > 0) return
  call corkit_wcs_observer(header, lon, lat, dist, status)
end subroutine crkobs

! get_sec_pixel; full 0: of the image.
subroutine crksec(hdr, full, arcsec, status)
  use corkit
  use corkit_f77
  implicit none
  integer, intent(in) :: hdr, full
  real, intent(inout) :: arcsec
  integer, intent(inout) :: status
  type(corkit_header) :: header
  call find(hdr, header, status)
  if (status > 0) return
  call corkit_get_sec_pixel(header, arcsec, status, full)
end subroutine crksec

! subtense
subroutine crksub(tel, arcsec, status)
  use corkit
  implicit none
  character(len=*), intent(in) :: tel
  real, intent(inout) :: arcsec
  integer, intent(inout) :: status
  if (status > 0) return
  call corkit_subtense(tel, arcsec, status)
end subroutine crksub

! occltr_cntr
subroutine crkocc(ctx, hdr, x, y, status)
  use corkit
  use corkit_f77
  implicit none
  integer, intent(in) :: ctx, hdr
  double precision, intent(inout) :: x, y
  integer, intent(inout) :: status
  type(corkit_context) :: context
  type(corkit_header) :: header
  call find(ctx, context, status)
  call find(hdr, header, status)
  if (status > 0) return
  call corkit_occltr_cntr(context, header, x, y, status)
end subroutine crkocc
