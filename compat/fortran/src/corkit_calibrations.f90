! SolarSoft's routines that take or give an image, for the library's own arrays; pixel_arguments.inc has those for Fortran arrays.
module corkit_calibrations
  use, intrinsic :: iso_c_binding, only: c_ptr, c_char, c_int, c_size_t, c_null_ptr, c_loc, c_f_pointer
  use, intrinsic :: iso_fortran_env, only: real32, real64
  use corkit_c_routines
  use corkit_codes
  use corkit_objects
  use corkit_strings
  implicit none
  private
  public :: corkit_c3_calibrate_options, corkit_std_size_options
  public :: corkit_lasco_readfits, writefits_object, c2_calibrate_object, c3_calibrate_object, c2_warp_object, c3_warp_object
  public :: fuzzy_image_object, find_miss_blocks_object, mb2strmap_object, corkit_strmap2mb, reduce_statistics2_object
  public :: reduce_std_size_object, fixwrap_object
  public :: corkit_get_exp_factor, corkit_offset_bias, corkit_offset_bias_at, corkit_c2_calfactor, corkit_c3_calfactor

  type :: corkit_c3_calibrate_options
    logical :: no_calfac = .false.
    logical :: no_vig = .false.
    logical :: no_mask = .false.
    logical :: fuzzy = .false.
    integer :: oracle = CORKIT_ORACLE_IDL ! of the fuzzy fill
    logical :: no_update = .false.        ! no HISTORY of c3_calibrate's own, EXPTIME stays
  end type corkit_c3_calibrate_options

  type :: corkit_std_size_options
    logical :: full = .false.
    logical :: no_rebin = .false.
    logical :: savehdr = .false.
    logical :: nocal = .false.
    logical :: bias_set = .false. ! .true.: BIAS=bias is given; the value 1 stands for offset_bias(hdr)
    real(real32) :: bias = 0      ! DN
  end type corkit_std_size_options

  ! Longest list of blocks: 1024 blocks of two letters, and room.
  integer, parameter :: list_length = 8192

contains

  ! Image and header of the first image HDU.
  subroutine corkit_lasco_readfits(context, path, image, header, status)
    type(corkit_context), intent(in) :: context
    character(len=*), intent(in) :: path
    type(corkit_array), intent(inout) :: image
    type(corkit_header), intent(inout) :: header
    integer, intent(out) :: status
    type(c_ptr) :: array, cards
    status = c_lasco_readfits(pointer_of(context), to_c(path), array, cards)
    call own(image, array)
    call own(header, cards)
  end subroutine corkit_lasco_readfits

  ! A new file, whole or not at all.
  subroutine writefits_object(context, path, image, status, header)
    type(corkit_context), intent(in) :: context
    character(len=*), intent(in) :: path
    type(corkit_array), intent(in) :: image
    integer, intent(out) :: status
    type(corkit_header), intent(in), optional :: header
    type(c_ptr) :: cards
    cards = c_null_ptr
    if (present(header)) cards = pointer_of(header)
    status = c_writefits(pointer_of(context), to_c(path), pointer_of(image), cards)
  end subroutine writefits_object

  ! Exposure factor, bias (DN), valid: 0 found; -1, -2, -3 not. Adds HISTORY.
  subroutine corkit_get_exp_factor(context, header, expfac, bias, valid, status)
    type(corkit_context), intent(in) :: context
    type(corkit_header), intent(in) :: header
    real(real32), intent(inout) :: expfac, bias
    integer, intent(inout) :: valid
    integer, intent(out) :: status
    status = c_get_exp_factor(pointer_of(context), pointer_of(header), expfac, bias, valid)
  end subroutine corkit_get_exp_factor

  ! Bias in DN from camera, port and date. sum: /SUM. type: the type IDL gives it. Adds HISTORY.
  subroutine corkit_offset_bias(context, header, bias, status, sum, type)
    type(corkit_context), intent(in) :: context
    type(corkit_header), intent(in) :: header
    real(real64), intent(inout) :: bias
    integer, intent(out) :: status
    logical, intent(in), optional :: sum
    integer, intent(inout), optional :: type
    integer(c_int) :: kind_of_bias
    kind_of_bias = 0
    status = c_offset_bias(pointer_of(context), pointer_of(header), flag(sum), bias, kind_of_bias)
    if (present(type)) type = kind_of_bias
  end subroutine corkit_offset_bias

  ! The form offset_bias(tel, port, yymmdd): mjd is the day, 0 stands for 50083.
  subroutine corkit_offset_bias_at(detector, port, mjd, bias, status, type)
    character(len=*), intent(in) :: detector, port
    integer, intent(in) :: mjd
    real(real64), intent(inout) :: bias
    integer, intent(out) :: status
    integer, intent(inout), optional :: type
    integer(c_int) :: kind_of_bias
    kind_of_bias = 0
    status = c_offset_bias_at(to_c(detector), to_c(port), mjd, bias, kind_of_bias)
    if (present(type)) type = kind_of_bias
  end subroutine corkit_offset_bias_at

  ! MSB/(DN s^-1). Adds HISTORY.
  subroutine corkit_c2_calfactor(context, header, factor, status, nosum)
    type(corkit_context), intent(in) :: context
    type(corkit_header), intent(in) :: header
    real(real32), intent(inout) :: factor
    integer, intent(out) :: status
    logical, intent(in), optional :: nosum
    status = c_c2_calfactor(pointer_of(context), pointer_of(header), flag(nosum), factor)
  end subroutine corkit_c2_calfactor

  subroutine corkit_c3_calfactor(context, header, factor, status, nosum)
    type(corkit_context), intent(in) :: context
    type(corkit_header), intent(in) :: header
    real(real32), intent(inout) :: factor
    integer, intent(out) :: status
    logical, intent(in), optional :: nosum
    status = c_c3_calfactor(pointer_of(context), pointer_of(header), flag(nosum), factor)
  end subroutine corkit_c3_calfactor

  ! DN to MSB, not warped. Adds HISTORY, updates EXPTIME; no_update: no HISTORY of its own, EXPTIME stays.
  subroutine c2_calibrate_object(context, image, header, out, status, no_calfac, no_update)
    type(corkit_context), intent(in) :: context
    type(corkit_array), intent(in) :: image
    type(corkit_header), intent(in) :: header
    type(corkit_array), intent(inout) :: out
    integer, intent(out) :: status
    logical, intent(in), optional :: no_calfac, no_update
    type(options_room), target :: room
    type(c_c2_calibrate_options), pointer :: c
    type(c_ptr) :: made
    call c_c2_calibrate_options_default(c_loc(room))
    call c_f_pointer(c_loc(room), c)
    c%no_calfac = flag(no_calfac)
    c%no_update = flag(no_update)
    status = c_c2_calibrate_with_options(pointer_of(context), pointer_of(image), pointer_of(header), c_loc(room), made)
    call own(out, made)
  end subroutine c2_calibrate_object

  ! DN to MSB, not warped. mask_blocks: fuzzy_image's TOO_MANY.
  subroutine c3_calibrate_object(context, image, header, out, status, options, mask_blocks)
    type(corkit_context), intent(in) :: context
    type(corkit_array), intent(in) :: image
    type(corkit_header), intent(in) :: header
    type(corkit_array), intent(inout) :: out
    integer, intent(out) :: status
    type(corkit_c3_calibrate_options), intent(in), optional :: options
    integer, intent(inout), optional :: mask_blocks
    type(options_room), target :: room
    type(c_c3_calibrate_options), pointer :: c
    type(c_ptr) :: made
    integer(c_int) :: too_many
    call c_c3_calibrate_options_default(c_loc(room))
    if (present(options)) then
      call c_f_pointer(c_loc(room), c)
      c%no_calfac = flag(options%no_calfac)
      c%no_vig = flag(options%no_vig)
      c%no_mask = flag(options%no_mask)
      c%fuzzy = flag(options%fuzzy)
      c%oracle = options%oracle
      c%no_update = flag(options%no_update)
    end if
    too_many = 0
    status = c_c3_calibrate(pointer_of(context), pointer_of(image), pointer_of(header), c_loc(room), made, too_many)
    call own(out, made)
    if (present(mask_blocks)) mask_blocks = too_many
  end subroutine c3_calibrate_object

  ! Distortion correction; the pixel type is kept, the header is not changed. oracle: whose triangles are followed.
  subroutine c2_warp_object(context, image, header, out, status, oracle)
    type(corkit_context), intent(in) :: context
    type(corkit_array), intent(in) :: image
    type(corkit_header), intent(in) :: header
    type(corkit_array), intent(inout) :: out
    integer, intent(out) :: status
    integer, intent(in), optional :: oracle
    type(c_ptr) :: made
    if (present(oracle)) then
      status = c_warp(pointer_of(context), to_c('C2'), pointer_of(image), pointer_of(header), int(oracle, c_int), made)
    else
      status = c_c2_warp(pointer_of(context), pointer_of(image), pointer_of(header), made)
    end if
    call own(out, made)
  end subroutine c2_warp_object

  subroutine c3_warp_object(context, image, header, out, status, oracle)
    type(corkit_context), intent(in) :: context
    type(corkit_array), intent(in) :: image
    type(corkit_header), intent(in) :: header
    type(corkit_array), intent(inout) :: out
    integer, intent(out) :: status
    integer, intent(in), optional :: oracle
    type(c_ptr) :: made
    if (present(oracle)) then
      status = c_warp(pointer_of(context), to_c('C3'), pointer_of(image), pointer_of(header), int(oracle, c_int), made)
    else
      status = c_c3_warp(pointer_of(context), pointer_of(image), pointer_of(header), made)
    end if
    call own(out, made)
  end subroutine c3_warp_object

  ! Fills lost blocks of a background-subtracted image (DN/s, >= 0); the header's camera decides which blocks are never sent.
  subroutine fuzzy_image_object(context, image, header, out, status, oracle, too_many)
    type(corkit_context), intent(in) :: context
    type(corkit_array), intent(in) :: image
    type(corkit_header), intent(in) :: header
    type(corkit_array), intent(inout) :: out
    integer, intent(out) :: status
    integer, intent(in), optional :: oracle
    integer, intent(inout), optional :: too_many
    type(c_ptr) :: made
    integer(c_int) :: whose, many
    whose = CORKIT_ORACLE_IDL
    if (present(oracle)) whose = oracle
    many = 0
    status = c_fuzzy_image(pointer_of(context), pointer_of(image), pointer_of(header), whose, made, many)
    call own(out, made)
    if (present(too_many)) too_many = many
  end subroutine fuzzy_image_object

  ! map: int16, of the field that the image shows: -1 not useful, 0 missing, 1 present. misslist: the blocks as text.
  subroutine find_miss_blocks_object(context, image, header, nmissing, status, map, misslist)
    type(corkit_context), intent(in) :: context
    type(corkit_array), intent(in) :: image
    type(corkit_header), intent(in) :: header
    integer, intent(inout) :: nmissing
    integer, intent(out) :: status
    type(corkit_array), intent(inout), optional :: map
    character(len=:), allocatable, intent(out), optional :: misslist
    type(corkit_array) :: blocks
    type(c_ptr) :: made
    character(kind=c_char) :: letters(list_length)
    letters(1) = achar(0)
    status = c_find_miss_blocks(pointer_of(context), pointer_of(image), pointer_of(header), made, nmissing, letters, &
                                size(letters, kind=c_size_t))
    if (present(map)) then
      call own(map, made)
    else
      call own(blocks, made)
      call corkit_destroy(blocks)
    end if
    if (present(misslist)) misslist = from_buffer(letters)
  end subroutine find_miss_blocks_object

  ! Block map to base-32 text: 0 marks a missing block.
  subroutine mb2strmap_object(map, text, status)
    type(corkit_array), intent(in) :: map
    character(len=:), allocatable, intent(out) :: text
    integer, intent(out) :: status
    character(kind=c_char) :: letters(list_length)
    letters(1) = achar(0)
    status = c_mb2strmap(pointer_of(map), letters, size(letters, kind=c_size_t))
    text = from_buffer(letters)
  end subroutine mb2strmap_object

  ! And back: int16, 0 missing, 1 present.
  subroutine corkit_strmap2mb(text, n1, n2, map, status)
    character(len=*), intent(in) :: text
    integer, intent(in) :: n1, n2
    type(corkit_array), intent(inout) :: map
    integer, intent(out) :: status
    type(c_ptr) :: made
    status = c_strmap2mb(to_c(text), n1, n2, made)
    call own(map, made)
  end subroutine corkit_strmap2mb

  ! DATAMIN to DATAP99 into the header. The image is changed in place when its maximum is 0.1 or more, as SolarSoft does.
  subroutine reduce_statistics2_object(context, image, header, status, satmax, satmin)
    type(corkit_context), intent(in) :: context
    type(corkit_array), intent(in) :: image
    type(corkit_header), intent(in) :: header
    integer, intent(out) :: status
    real(real32), intent(in), optional :: satmax, satmin
    real(real32), target :: highest, lowest
    type(c_ptr) :: limits(2)
    limits = c_null_ptr
    if (present(satmax)) then
      highest = satmax
      limits(1) = c_loc(highest)
    end if
    if (present(satmin)) then
      lowest = satmin
      limits(2) = c_loc(lowest)
    end if
    status = c_reduce_statistics2(pointer_of(context), pointer_of(image), pointer_of(header), limits(1), limits(2))
  end subroutine reduce_statistics2_object

  ! A sub-field in its full frame, rebinned; updates the header unless savehdr.
  subroutine reduce_std_size_object(context, image, header, out, status, options)
    type(corkit_context), intent(in) :: context
    type(corkit_array), intent(in) :: image
    type(corkit_header), intent(in) :: header
    type(corkit_array), intent(inout) :: out
    integer, intent(out) :: status
    type(corkit_std_size_options), intent(in), optional :: options
    type(options_room), target :: room
    type(c_std_size_options), pointer :: c
    type(c_ptr) :: made
    call c_std_size_options_default(c_loc(room))
    if (present(options)) then
      call c_f_pointer(c_loc(room), c)
      c%full = flag(options%full)
      c%no_rebin = flag(options%no_rebin)
      c%savehdr = flag(options%savehdr)
      c%nocal = flag(options%nocal)
      c%bias_set = flag(options%bias_set)
      c%bias = options%bias
    end if
    status = c_reduce_std_size(pointer_of(context), pointer_of(image), pointer_of(header), c_loc(room), made)
    call own(out, made)
  end subroutine reduce_std_size_object

  ! Undoes the 16-bit wrap of summed images; the result is int32.
  subroutine fixwrap_object(image, out, status)
    type(corkit_array), intent(in) :: image
    type(corkit_array), intent(inout) :: out
    integer, intent(out) :: status
    type(c_ptr) :: made
    status = c_fixwrap(pointer_of(image), made)
    call own(out, made)
  end subroutine fixwrap_object

  integer(c_int) function flag(value)
    logical, intent(in), optional :: value
    flag = 0
    if (present(value)) flag = merge(1, 0, value)
  end function flag
end module corkit_calibrations
