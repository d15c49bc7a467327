! The opaque objects: a context, a header, an array, a product, each a pointer of the C library.
!
! An object owns what a create, read or reduce routine put into it and gives it back when it is destroyed or filled again.
! Headers and arrays obtained from a product belong to the product and are valid until it is destroyed. Assignment (a = b) makes
! a second name for the same thing, as with pointers: destroy one of them only.
module corkit_objects
  use, intrinsic :: iso_c_binding, only: c_null_char, c_intptr_t
  use corkit_c, only: c_set_error
  use corkit_contexts, only: corkit_context, destroy_context => destroy, null_context => is_null, &
    pointer_of_context => pointer_to, own_context => own_it, borrow_context => borrow_it
  use corkit_headers, only: corkit_header, destroy_header => destroy, null_header => is_null, &
    pointer_of_header => pointer_to, own_header => own_it, borrow_header => borrow_it
  use corkit_arrays, only: corkit_array, destroy_array => destroy, null_array => is_null, &
    pointer_of_array => pointer_to, own_array => own_it, borrow_array => borrow_it
  use corkit_products, only: corkit_product, destroy_product => destroy, null_product => is_null, &
    pointer_of_product => pointer_to, own_product => own_it, borrow_product => borrow_it
  use corkit_codes
  implicit none
  private
  public :: corkit_context, corkit_header, corkit_array, corkit_product
  public :: corkit_destroy, corkit_is_null, pointer_of, own, borrow, refuse

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
end module corkit_objects
