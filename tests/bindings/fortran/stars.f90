! The stars of an image: stars FILE -> solved, number of stars, roll, a pixel there and back. stop 1 where something is not as it should be.
program stars
  use corkit
  use, intrinsic :: ieee_arithmetic, only: ieee_is_nan
  use, intrinsic :: iso_fortran_env, only: int16, real64
  implicit none
  character(len=1024) :: file
  type(corkit_context) :: context
  type(corkit_array) :: image
  type(corkit_header) :: header
  type(corkit_stars) :: solution
  type(corkit_stars_options) :: options
  type(corkit_stars_result) :: found, again
  type(corkit_star) :: star
  integer(int16), allocatable :: pixels(:, :)
  real(real64) :: ra_deg, dec_deg, x, y
  integer :: status

  call get_command_argument(1, file)
  call corkit_context_create(context, status)
  call need(status == CORKIT_OK, 'context')
  call corkit_lasco_readfits(context, file, image, header, status)
  call need(status == CORKIT_OK, 'file')
  call corkit_stars_solve(context, image, header, solution, status)
  call need(status == CORKIT_OK, 'solve: '//corkit_error_text())
  call corkit_stars_get(solution, found, status)
  call need(status == CORKIT_OK .and. found%solved, 'solved: '//trim(found%reason))
  call need(found%nstars == corkit_stars_count(solution), 'count')
  call need(found%detector == 'C3' .and. .not. found%level1, 'detector')
  call need(ieee_is_nan(found%sun_x), 'the Sun is not known without an ephemeris')
  call corkit_stars_star(solution, 1, star, status)
  call need(status == CORKIT_OK .and. hypot(star%off_x, star%off_y) < 1, 'star')
  call need(star%noise_px > 0 .and. star%noise_px < 0.5 .and. abs(found%noise_rms_px - found%rms_px) < 0.05, 'noise')
  call corkit_stars_star(solution, 0, star, status)
  call need(status == CORKIT_ERROR_ARGUMENT, 'there is no star 0')
  call corkit_stars_sky(solution, 300._real64, 700._real64, ra_deg, dec_deg, status)
  call corkit_stars_pixel(solution, ra_deg, dec_deg, x, y, status)
  call need(status == CORKIT_OK .and. hypot(x - 300, y - 700) < 1e-6, 'there and back')
  call need(corkit_stars_warning(solution, corkit_stars_warning_count(solution) + 1) == '', 'warnings')

  ! The same for pixels of the program's own, and an ephemeris that is not there.
  call corkit_array_get(image, pixels, status)
  call corkit_stars_solve(context, pixels, header, solution, status)
  call corkit_stars_get(solution, again, status)
  call need(status == CORKIT_OK .and. again%nstars == found%nstars, 'own pixels')
  options%ephemeris = '/nonexistent.txt'
  call corkit_stars_solve(context, pixels, header, solution, status, options)
  call need(status == CORKIT_ERROR_FILE_NOT_FOUND .and. corkit_is_null(solution), 'ephemeris')
  call corkit_destroy(solution)
  call corkit_destroy(image)
  call corkit_destroy(header)
  call corkit_destroy(context)

contains

  subroutine need(true, what)
    logical, intent(in) :: true
    character(len=*), intent(in) :: what
    if (true) return
    print '(a)', what
    stop 1
  end subroutine need
end program stars
