! The opaque objects: a context, a header, an array, a product, each a pointer of the C library.
!
! An object owns what a create, read or reduce routine put into it and gives it back when it is destroyed or filled again.
! Headers and arrays obtained from a product belong to the product and are valid until it is destroyed. Assignment (a = b) makes
! a second name for the same thing, as with pointers: destroy one of them only.
module corkit_objects
  use, intrinsic :: iso_c_binding, only: c_ptr, c_null_ptr, c_null_char, c_intptr_t, c_associated
  use corkit_c, only: c_context_destroy, c_header_free, c_array_free, c_product_free, c_set_error
  use corkit_codes
  implicit none
  private
  public :: corkit_destroy, corkit_is_null, pointer_of, own, borrow, refuse

  type, public :: corkit_context
    private
    type(c_ptr) :: pointer = c_null_ptr
    logical :: owned = .false.
  end type corkit_context

  type, public :: corkit_header
    private
    type(c_ptr) :: pointer = c_null_ptr
    logical :: owned = .false.
  end type corkit_header

  type, public :: corkit_array
    private
    type(c_ptr) :: pointer = c_null_ptr
    logical :: owned = .false.
  end type corkit_array

  type, public :: corkit_product
    private
    type(c_ptr) :: pointer = c_null_ptr
    logical :: owned = .false.
  end type corkit_product

  ! Room for a C options struct. The library writes its own size into it, so a later library with a longer struct fits.
  type, public :: options_room
    integer(c_intptr_t) :: words(128) = 0
  end type options_room

  ! Releases an object; nothing happens to an empty one.
  interface corkit_destroy
    procedure :: destroy_context, destroy_header, destroy_array, destroy_product
  end interface corkit_destroy

  ! .true. for an object that holds nothing.
  interface corkit_is_null
    procedure :: null_context, null_header, null_array, null_product
  end interface corkit_is_null

  interface pointer_of
    procedure :: pointer_of_context, pointer_of_header, pointer_of_array, pointer_of_product
  end interface pointer_of

  ! Takes a pointer over; what the object held before is released.
  interface own
    procedure :: own_context, own_header, own_array, own_product
  end interface own

  ! Refers to what belongs to somebody else.
  interface borrow
    procedure :: borrow_context, borrow_header, borrow_array, borrow_product
  end interface borrow

contains

  ! A failure found on this side of the C library, with its sentence.
  function refuse(code, sentence) result(status)
    integer, intent(in) :: code
    character(len=*), intent(in) :: sentence
    integer :: status
    status = c_set_error(code, trim(sentence)//c_null_char)
  end function refuse

  subroutine destroy_context(object)
    type(corkit_context), intent(inout) :: object
    if (object%owned) object%pointer = c_context_destroy(object%pointer)
    object = corkit_context()
  end subroutine destroy_context

  subroutine destroy_header(object)
    type(corkit_header), intent(inout) :: object
    if (object%owned) object%pointer = c_header_free(object%pointer)
    object = corkit_header()
  end subroutine destroy_header

  subroutine destroy_array(object)
    type(corkit_array), intent(inout) :: object
    if (object%owned) object%pointer = c_array_free(object%pointer)
    object = corkit_array()
  end subroutine destroy_array

  subroutine destroy_product(object)
    type(corkit_product), intent(inout) :: object
    if (object%owned) object%pointer = c_product_free(object%pointer)
    object = corkit_product()
  end subroutine destroy_product

  pure logical function null_context(object)
    type(corkit_context), intent(in) :: object
    null_context = .not. c_associated(object%pointer)
  end function null_context

  pure logical function null_header(object)
    type(corkit_header), intent(in) :: object
    null_header = .not. c_associated(object%pointer)
  end function null_header

  pure logical function null_array(object)
    type(corkit_array), intent(in) :: object
    null_array = .not. c_associated(object%pointer)
  end function null_array

  pure logical function null_product(object)
    type(corkit_product), intent(in) :: object
    null_product = .not. c_associated(object%pointer)
  end function null_product

  pure function pointer_of_context(object) result(pointer)
    type(corkit_context), intent(in) :: object
    type(c_ptr) :: pointer
    pointer = object%pointer
  end function pointer_of_context

  pure function pointer_of_header(object) result(pointer)
    type(corkit_header), intent(in) :: object
    type(c_ptr) :: pointer
    pointer = object%pointer
  end function pointer_of_header

  pure function pointer_of_array(object) result(pointer)
    type(corkit_array), intent(in) :: object
    type(c_ptr) :: pointer
    pointer = object%pointer
  end function pointer_of_array

  pure function pointer_of_product(object) result(pointer)
    type(corkit_product), intent(in) :: object
    type(c_ptr) :: pointer
    pointer = object%pointer
  end function pointer_of_product

  subroutine own_context(object, pointer)
    type(corkit_context), intent(inout) :: object
    type(c_ptr), intent(in) :: pointer
    call corkit_destroy(object)
    object = corkit_context(pointer, c_associated(pointer))
  end subroutine own_context

  subroutine own_header(object, pointer)
    type(corkit_header), intent(inout) :: object
    type(c_ptr), intent(in) :: pointer
    call corkit_destroy(object)
    object = corkit_header(pointer, c_associated(pointer))
  end subroutine own_header

  subroutine own_array(object, pointer)
    type(corkit_array), intent(inout) :: object
    type(c_ptr), intent(in) :: pointer
    call corkit_destroy(object)
    object = corkit_array(pointer, c_associated(pointer))
  end subroutine own_array

  subroutine own_product(object, pointer)
    type(corkit_product), intent(inout) :: object
    type(c_ptr), intent(in) :: pointer
    call corkit_destroy(object)
    object = corkit_product(pointer, c_associated(pointer))
  end subroutine own_product

  subroutine borrow_context(object, pointer)
    type(corkit_context), intent(inout) :: object
    type(c_ptr), intent(in) :: pointer
    call corkit_destroy(object)
    object%pointer = pointer
  end subroutine borrow_context

  subroutine borrow_header(object, pointer)
    type(corkit_header), intent(inout) :: object
    type(c_ptr), intent(in) :: pointer
    call corkit_destroy(object)
    object%pointer = pointer
  end subroutine borrow_header

  subroutine borrow_array(object, pointer)
    type(corkit_array), intent(inout) :: object
    type(c_ptr), intent(in) :: pointer
    call corkit_destroy(object)
    object%pointer = pointer
  end subroutine borrow_array

  subroutine borrow_product(object, pointer)
    type(corkit_product), intent(inout) :: object
    type(c_ptr), intent(in) :: pointer
    call corkit_destroy(object)
    object%pointer = pointer
  end subroutine borrow_product
end module corkit_objects
