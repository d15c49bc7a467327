! What a failure looks like: a status and a sentence. Nothing is written, and the program goes on.
!
!   gfortran error_text.f90 $(pkg-config --cflags --libs corkit-fortran) -o error_text
!   ./error_text /calibration
program error_text
  use, intrinsic :: iso_fortran_env, only: int16
  use corkit
  implicit none
  type(corkit_context) :: context
  type(corkit_header) :: header
  type(corkit_product) :: product
  integer(int16) :: image(1024, 1024)
  character(len=1024) :: calibration
  integer :: naxis1, status

  call get_command_argument(1, calibration)
  call corkit_context_create(context, status, calibration=calibration)
  call tell('a context', status)

  call corkit_reduce_level1(context, 'none.fts', product, status)
  select case (status)
  case (CORKIT_ERROR_FILE_NOT_FOUND)
    call tell('a file that is not there', status)
  case default
    call tell('something else', status)
  end select

  call corkit_header_create(header, status)
  call corkit_header_get(header, 'NAXIS1', naxis1, status)
  call tell('a keyword that is not there', status)

  image = 0
  call corkit_reduce_level1(context, image, header, product, status)
  call tell('an image without its header', status)

  call corkit_destroy(header)
  call corkit_destroy(context)
  call corkit_reduce_level1(context, 'none.fts', product, status)
  call tell('a context that was destroyed', status)

contains

  subroutine tell(what, status)
    character(len=*), intent(in) :: what
    integer, intent(in) :: status
    if (status == CORKIT_OK) then
      print '(2a)', what, ': ok'
    else
      print '(2a,i0,4a)', what, ': ', status, ' ', corkit_status_name(status), ', ', corkit_error_text()
    end if
  end subroutine tell
end program error_text
