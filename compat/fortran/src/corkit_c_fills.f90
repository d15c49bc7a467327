! The fills as corkit.h has them, one interface each.
module corkit_c_fills
  use, intrinsic :: iso_c_binding, only: c_ptr, c_int, c_size_t, c_long_long, c_double, c_char
  implicit none
  public

  type, bind(C) :: c_fill_options
    integer(c_size_t) :: size
    integer(c_int) :: isotropic, no_profile
    real(c_double) :: anisotropy, sun_x, sun_y
    type(c_ptr) :: context, context_weight
    integer(c_int) :: ncontext
    type(c_ptr) :: context_hours
  end type c_fill_options

  type, bind(C) :: c_fill_file_options
    integer(c_size_t) :: size
    integer(c_int) :: method, isotropic
    type(c_ptr) :: context
    integer(c_int) :: ncontext
    type(c_ptr) :: weights, mask
    integer(c_int) :: fill_mask, threads, oracle, insist
  end type c_fill_file_options

  type, bind(C) :: c_fill_report
    integer(c_size_t) :: size
    character(kind=c_char) :: detector(8), method(16)
    integer(c_int) :: level1
    integer(c_long_long) :: nmissing, nfilled
    character(kind=c_char) :: warnings(1024)
  end type c_fill_report

  interface
    subroutine c_fill_options_default(options) bind(C, name='corkit_fill_options_default')
      import :: c_ptr
      type(c_ptr), value :: options
    end subroutine c_fill_options_default
    function c_fill_membrane(ctx, image, missing, options, out, filled) bind(C, name='corkit_fill_membrane') result(status)
      import :: c_ptr, c_int
      type(c_ptr), value :: ctx, image, missing, options
      type(c_ptr), intent(out) :: out, filled
      integer(c_int) :: status
    end function c_fill_membrane
    subroutine c_fill_file_options_default(options) bind(C, name='corkit_fill_file_options_default')
      import :: c_ptr
      type(c_ptr), value :: options
    end subroutine c_fill_file_options_default
    function c_fill_file(ctx, file, out, options, report) bind(C, name='corkit_fill_file') result(status)
      import :: c_ptr, c_int, c_char, c_fill_report
      type(c_ptr), value :: ctx
      character(kind=c_char), intent(in) :: file(*), out(*)
      type(c_ptr), value :: options
      type(c_fill_report), intent(inout) :: report
      integer(c_int) :: status
    end function c_fill_file
  end interface
end module corkit_c_fills
