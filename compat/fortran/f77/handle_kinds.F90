! FORTRAN 77: handles of every kind of object.
module corkit_f77_handles
  use, intrinsic :: iso_c_binding, only: c_ptr, c_int, c_associated
  use corkit_codes
  use corkit_objects, only: refuse
  implicit none
  private
  public :: look_up, store, take_back

  integer(c_int), parameter, public :: kind_context = 1, kind_header = 2, kind_array = 3, kind_product = 4, kind_list = 5
  character(len=*), parameter :: kind_names(5) = [character(len=7) :: 'context', 'header', 'array', 'product', 'list']

  interface
    function f77_keep(kind, object) bind(C, name='corkit_f77_keep') result(handle)
      import :: c_int, c_ptr
      integer(c_int), value :: kind
      type(c_ptr), value :: object
      integer(c_int) :: handle
    end function f77_keep
    function f77_find(kind, handle) bind(C, name='corkit_f77_find') result(object)
      import :: c_int, c_ptr
      integer(c_int), value :: kind, handle
      type(c_ptr) :: object
    end function f77_find
    function f77_release(kind, handle) bind(C, name='corkit_f77_release') result(object)
      import :: c_int, c_ptr
      integer(c_int), value :: kind, handle
      type(c_ptr) :: object
    end function f77_release
  end interface

contains

  subroutine look_up(kind, handle, pointer, status)
    integer(c_int), intent(in) :: kind
    integer, intent(in) :: handle
    type(c_ptr), intent(out) :: pointer
    integer, intent(inout) :: status
    pointer = f77_find(kind, handle)
    if (.not. c_associated(pointer)) status = no_handle(kind, handle)
  end subroutine look_up

  integer function no_handle(kind, handle) result(status)
    integer(c_int), intent(in) :: kind
    integer, intent(in) :: handle
    character(len=16) :: number
    write (number, '(i0)') handle
    status = refuse(CORKIT_ERROR_ARGUMENT, trim(number)//' is no '//trim(kind_names(kind))// &
                    ' handle: it was never given, or was released')
  end function no_handle

  subroutine store(kind, pointer, handle, status)
    integer(c_int), intent(in) :: kind
    type(c_ptr), intent(in) :: pointer
    integer, intent(inout) :: handle, status
    handle = 0
    if (status > 0) return
    handle = f77_keep(kind, pointer)
    if (handle == 0) status = refuse(CORKIT_ERROR_MEMORY, &
      'no room for one more '//trim(kind_names(kind))//': release those not needed')
  end subroutine store

  subroutine take_back(kind, handle, pointer, status)
    integer(c_int), intent(in) :: kind
    integer, intent(inout) :: handle, status
    type(c_ptr), intent(out) :: pointer
    pointer = f77_release(kind, handle)
    if (.not. c_associated(pointer) .and. handle /= 0 .and. status <= 0) status = no_handle(kind, handle)
    handle = 0
  end subroutine take_back
end module corkit_f77_handles

#define OBJECT corkit_context
#define KIND kind_context
module corkit_f77_context
#include "handle.inc"
end module corkit_f77_context
#undef OBJECT
#undef KIND

#define OBJECT corkit_header
#define KIND kind_header
module corkit_f77_header
#include "handle.inc"
end module corkit_f77_header
#undef OBJECT
#undef KIND

#define OBJECT corkit_array
#define KIND kind_array
module corkit_f77_array
#include "handle.inc"
end module corkit_f77_array
#undef OBJECT
#undef KIND

#define OBJECT corkit_product
#define KIND kind_product
module corkit_f77_product
#include "handle.inc"
end module corkit_f77_product
#undef OBJECT
#undef KIND
