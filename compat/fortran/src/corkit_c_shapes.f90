! Shapes that several C functions have: procedure(SHAPE), bind(C, name='...') declares each of them.
module corkit_c_shapes
  use, intrinsic :: iso_c_binding, only: c_ptr, c_int, c_size_t, c_float, c_double, c_char
  implicit none
  private
  public :: made_or_text, pointer_of_object, number_of_object, set_defaults, card_edit, numbered_sentence
  public :: factor_of_header, image_of_image, object_with_options, place_to_place

  abstract interface
    function made_or_text() bind(C) result(pointer)
      import :: c_ptr
      type(c_ptr) :: pointer
    end function made_or_text

    ! What an object holds, its copy, or NULL in its place.
    function pointer_of_object(object) bind(C) result(pointer)
      import :: c_ptr
      type(c_ptr), value :: object
      type(c_ptr) :: pointer
    end function pointer_of_object

    function number_of_object(object) bind(C) result(number)
      import :: c_ptr, c_int
      type(c_ptr), value :: object
      integer(c_int) :: number
    end function number_of_object

    subroutine set_defaults(options) bind(C)
      import :: c_ptr
      type(c_ptr), value :: options
    end subroutine set_defaults

    function card_edit(header, text) bind(C) result(status)
      import :: c_ptr, c_int, c_char
      type(c_ptr), value :: header
      character(kind=c_char), intent(in) :: text(*)
      integer(c_int) :: status
    end function card_edit

    function numbered_sentence(object, i, sentence) bind(C) result(count)
      import :: c_ptr, c_size_t
      type(c_ptr), value :: object
      integer(c_size_t), value :: i
      type(c_ptr), intent(inout) :: sentence
      integer(c_size_t) :: count
    end function numbered_sentence

    function factor_of_header(ctx, header, nosum, factor) bind(C) result(status)
      import :: c_ptr, c_int, c_float
      type(c_ptr), value :: ctx, header
      integer(c_int), value :: nosum
      real(c_float), intent(inout) :: factor
      integer(c_int) :: status
    end function factor_of_header

    function image_of_image(ctx, image, header, out) bind(C) result(status)
      import :: c_ptr, c_int
      type(c_ptr), value :: ctx, image, header
      type(c_ptr), intent(out) :: out
      integer(c_int) :: status
    end function image_of_image

    function object_with_options(ctx, image, header, options, out) bind(C) result(status)
      import :: c_ptr, c_int
      type(c_ptr), value :: ctx, image, header, options
      type(c_ptr), intent(out) :: out
      integer(c_int) :: status
    end function object_with_options

    ! Pixel coordinates to the sky, and back.
    function place_to_place(solution, from_1, from_2, to_1, to_2) bind(C) result(status)
      import :: c_ptr, c_int, c_double
      type(c_ptr), value :: solution
      real(c_double), value :: from_1, from_2
      real(c_double), intent(inout) :: to_1, to_2
      integer(c_int) :: status
    end function place_to_place
  end interface
end module corkit_c_shapes
