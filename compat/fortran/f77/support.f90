! What the FORTRAN 77 routines share: handles to objects and back, strings of fixed length, the options array.
!
! Compilers. These routines are external procedures compiled by the Fortran compiler itself, so that name, underscore and hidden
! string lengths are that compiler's own: with gfortran 8 and later, crkred_ and lengths as size_t after the last argument. Callers
! must be compiled by the same compiler family (gfortran; flang and ifx when the library is built with them). Names are of six
! letters without underscore, so -fsecond-underscore and g77's convention agree with it. gfortran's -fdefault-integer-8 is not
! supported: integers are of 4 bytes.
module corkit_f77
  use, intrinsic :: iso_c_binding, only: c_ptr, c_size_t, c_associated, c_loc, c_f_pointer
  use, intrinsic :: iso_fortran_env, only: real64
  use corkit_c, only: c_array, c_array_get
  use corkit_images, only: fields_of
  use corkit
  use corkit_objects, only: pointer_of, refuse
  use corkit_f77_context, only: find_context => find, keep_context => keep, release_context => release
  use corkit_f77_header, only: find_header => find, keep_header => keep, release_header => release
  use corkit_f77_array, only: find_array => find, keep_array => keep, release_array => release
  use corkit_f77_product, only: find_product => find, keep_product => keep, release_product => release
  use corkit_f77_handles, only: look_up, store, take_back, kind_list
  use corkit_pixels_int16, only: copy_int16 => copy
  use corkit_pixels_int32, only: copy_int32 => copy
  use corkit_pixels_real32, only: copy_real32 => copy
  use corkit_pixels_real64, only: copy_real64 => copy
  implicit none
  private
  public :: file_list, find, keep, release, give, options_of, default_options, &
    fill_options_of, default_fill_options, product_image, corkit_array_duplicate, corkit_array_copy

  ! What an options array of integers cannot hold: the files that a fill takes.
  type :: file_list
    character(len=corkit_path_length), allocatable :: context(:)
    character(len=:), allocatable :: weights
  end type file_list

  ! call find(handle, object, status): the object that a handle stands for. Does nothing when status is an error already.
  interface find
    procedure :: find_context, find_header, find_array, find_product, find_list
  end interface find

  ! call keep(object, handle, status): hands an object over to a new handle; 0 when status is an error.
  interface keep
    procedure :: keep_context, keep_header, keep_array, keep_product, keep_list
  end interface keep

  ! call release(handle, object, status): takes the object back. Works with an error in status, too, as closing must.
  interface release
    procedure :: release_context, release_header, release_array, release_product, release_list
  end interface release

  ! call corkit_array_copy(array, image, status): the pixels into a vector of the caller's, converted to its type.
  interface corkit_array_copy
    procedure :: copy_int16, copy_int32, copy_real32, copy_real64
  end interface corkit_array_copy

  ! Length of the options array, CRKNOP of corkit.inc.
  integer, parameter :: number_of_options = 32
  integer, parameter :: number_of_fill_options = 8 ! CRKNFO

contains

  subroutine find_list(handle, object, status)
    integer, intent(in) :: handle
    type(file_list), pointer, intent(out) :: object
    integer, intent(inout) :: status
    type(c_ptr) :: pointer
    object => null()
    if (status > 0) return
    call look_up(kind_list, handle, pointer, status)
    if (c_associated(pointer)) call c_f_pointer(pointer, object)
  end subroutine find_list

  subroutine keep_list(object, handle, status)
    type(file_list), pointer, intent(inout) :: object
    integer, intent(inout) :: handle, status
    call store(kind_list, c_loc(object), handle, status)
    if (handle == 0) deallocate (object)
  end subroutine keep_list

  subroutine release_list(handle, object, status)
    integer, intent(inout) :: handle, status
    type(file_list), pointer, intent(inout) :: object
    type(c_ptr) :: pointer
    object => null()
    call take_back(kind_list, handle, pointer, status)
    if (c_associated(pointer)) call c_f_pointer(pointer, object)
  end subroutine release_list

  ! A text that must not be cut.
  subroutine give(text, buffer, status)
    character(len=*), intent(in) :: text
    character(len=*), intent(inout) :: buffer
    integer, intent(inout) :: status
    character(len=16) :: needed
    if (status > 0) return
    if (len_trim(text) > len(buffer)) then
      write (needed, '(i0)') len_trim(text)
      status = refuse(CORKIT_ERROR_ARGUMENT, 'a CHARACTER*(*) argument is too short: '//trim(needed)//' characters are needed')
    else
      buffer = text
    end if
  end subroutine give

  ! The image of a product that corkit.inc's CRKIMG, CRKMSB, CRKMIS, CRKFLD or CRKSIG names.
  subroutine product_image(handle, which, image, status)
    integer, intent(in) :: handle, which
    type(corkit_array), intent(inout) :: image
    integer, intent(inout) :: status
    type(corkit_product) :: product
    call find(handle, product, status)
    if (status > 0) return
    select case (which)
    case (1)
      call corkit_product_image(product, image, status)
    case (2)
      call corkit_product_calibrated(product, image, status)
    case (3)
      call corkit_product_missing(product, image, status)
    case (4)
      call corkit_product_filled(product, image, status)
    case (5)
      call corkit_product_fill_sigma(product, image, status)
    case default
      status = refuse(CORKIT_ERROR_ARGUMENT, 'an image of a product is CRKIMG, CRKMSB, CRKMIS, CRKFLD or CRKSIG of corkit.inc')
    end select
  end subroutine product_image

  subroutine corkit_array_duplicate(array, copy, status)
    type(corkit_array), intent(in) :: array
    type(corkit_array), intent(inout) :: copy
    integer, intent(inout) :: status
    type(c_array), pointer :: fields
    if (status > 0) return
    call corkit_array_create(copy, corkit_array_type(array), corkit_array_nx(array), corkit_array_ny(array), status)
    if (status /= CORKIT_OK) return
    fields => fields_of(copy)
    status = c_array_get(pointer_of(array), fields%type, fields%data, int(fields%nx, c_size_t) * int(fields%ny, c_size_t))
  end subroutine corkit_array_duplicate

  ! What crkopt gives: the library's defaults.
  subroutine default_options(values)
    integer, intent(out) :: values(*)
    type(corkit_level1_options) :: standard
    values(1:number_of_options) = 0
    values(1) = standard%fill
    values(11) = standard%oracle
  end subroutine default_options

  ! The options array of crkopt, in the order of corkit.inc.
  subroutine options_of(values, options, status)
    integer, intent(in) :: values(*)
    type(corkit_level1_options), intent(inout) :: options
    integer, intent(inout) :: status
    type(file_list), pointer :: files
    if (status > 0) return
    options%fill = values(1)
    options%no_vig = values(2) /= 0
    options%no_mask = values(3) /= 0
    options%no_warp = values(4) /= 0
    options%no_stat = values(5) /= 0
    options%no_scale = values(6) /= 0
    options%no_roll_correction = values(7) /= 0
    options%no_time_correction = values(8) /= 0
    options%noimg = values(9) /= 0
    options%nofits = values(10) /= 0
    options%oracle = values(11)
    options%compat_bugs = values(12) /= 0
    options%saturate_negatives = values(13) /= 0
    options%skip_existing = values(14) /= 0
    options%pipeline_folders = values(15) /= 0
    options%fill_mask = values(16) /= 0
    options%fill_isotropic = values(17) /= 0
    options%fill_threads = values(18)
    options%insist = values(20) /= 0
    options%overwrite = values(21) /= 0
    options%geometry = values(22)
    options%pointing = values(23)
    if (values(19) == 0) return
    call find(values(19), files, status)
    if (status > 0) return
    if (allocated(files%context)) options%context = files%context
    if (allocated(files%weights)) options%weights = files%weights
  end subroutine options_of

  ! The same two of the membrane fill.
  subroutine default_fill_options(values)
    real(real64), intent(out) :: values(*)
    type(corkit_fill_options) :: standard
    values(1:number_of_fill_options) = 0
    values(3) = standard%anisotropy
    values(4) = standard%sun_x
    values(5) = standard%sun_y
  end subroutine default_fill_options

  subroutine fill_options_of(values, options)
    real(real64), intent(in) :: values(*)
    type(corkit_fill_options), intent(inout) :: options
    options%isotropic = abs(values(1)) > 0
    options%no_profile = abs(values(2)) > 0
    options%anisotropy = values(3)
    options%sun_x = values(4)
    options%sun_y = values(5)
  end subroutine fill_options_of
end module corkit_f77
