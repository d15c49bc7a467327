! Arrays of the library: images of any pixel type, x (FITS axis 1) first, as in array(nx, ny).
module corkit_images
  use, intrinsic :: iso_c_binding, only: c_f_pointer
  use corkit_c
  use corkit_codes
  use corkit_objects
  implicit none
  private
  public :: corkit_array_create, corkit_array_type, corkit_array_nx, corkit_array_ny, corkit_type_size, fields_of

contains

  ! A zero-filled array of a pixel type (CORKIT_INT16, ...), 1 to 16384 pixels a side.
  subroutine corkit_array_create(array, type, nx, ny, status)
    type(corkit_array), intent(inout) :: array
    integer, intent(in) :: type, nx, ny
    integer, intent(out) :: status
    call own(array, c_array_create(type, nx, ny))
    status = CORKIT_OK
    if (.not. corkit_is_null(array)) return
    status = CORKIT_ERROR_ARGUMENT
    if (c_type_size(type) > 0 .and. min(nx, ny) > 0 .and. max(nx, ny) <= 16384) status = CORKIT_ERROR_MEMORY
  end subroutine corkit_array_create

  ! Pixel type, 0 for an empty array.
  integer function corkit_array_type(array) result(type)
    type(corkit_array), intent(in) :: array
    type(c_array), pointer :: fields
    fields => fields_of(array)
    type = 0
    if (associated(fields)) type = fields%type
  end function corkit_array_type

  integer function corkit_array_nx(array) result(nx)
    type(corkit_array), intent(in) :: array
    type(c_array), pointer :: fields
    fields => fields_of(array)
    nx = 0
    if (associated(fields)) nx = fields%nx
  end function corkit_array_nx

  integer function corkit_array_ny(array) result(ny)
    type(corkit_array), intent(in) :: array
    type(c_array), pointer :: fields
    fields => fields_of(array)
    ny = 0
    if (associated(fields)) ny = fields%ny
  end function corkit_array_ny

  ! Bytes of one pixel of a type, 0 for an unknown one.
  integer function corkit_type_size(type) result(bytes)
    integer, intent(in) :: type
    bytes = int(c_type_size(type))
  end function corkit_type_size

  function fields_of(array) result(fields)
    type(corkit_array), intent(in) :: array
    type(c_array), pointer :: fields
    fields => null()
    if (.not. corkit_is_null(array)) call c_f_pointer(pointer_of(array), fields)
  end function fields_of
end module corkit_images
