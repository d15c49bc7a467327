! Lost blocks filled, of an image in memory and of a file; corkit.h says what each option does.
module corkit_fills
  use, intrinsic :: iso_c_binding, only: c_ptr, c_int, c_size_t, c_double, c_char, c_null_ptr, c_null_char, c_loc, c_f_pointer, &
    c_sizeof
  use, intrinsic :: iso_fortran_env, only: int64, real64
  use corkit_c_fills
  use corkit_codes
  use corkit_objects
  use corkit_strings
  implicit none
  private
  public :: corkit_fill_options, corkit_fill_file_options, corkit_fill_report, corkit_fill_file, fill_membrane_object

  ! "Not given", as corkit_fill_options_default() has it: a quiet NaN.
  real(real64), parameter :: not_given = transfer(9221120237041090560_int64, 1.0_real64)

  type :: corkit_fill_options
    logical :: isotropic = .false.
    logical :: no_profile = .false.
    real(real64) :: anisotropy = 16    ! 1 to 1000
    real(real64) :: sun_x = not_given  ! the Sun's centre, pixels from 0; the middle of the image when not set
    real(real64) :: sun_y = not_given
    type(corkit_array), allocatable :: context(:)    ! images of the same field
    real(real64), allocatable :: context_weight(:)   ! as many positive numbers
    real(real64), allocatable :: context_hours(:)    ! as many times after the image: they are carried along with what moves outward
  end type corkit_fill_options

  type :: corkit_fill_file_options
    integer :: method = CORKIT_FILL_MEMBRANE
    logical :: isotropic = .false.
    character(len=corkit_path_length), allocatable :: context(:) ! files of the same field
    character(len=:), allocatable :: weights                     ! DL: where the weights are
    character(len=:), allocatable :: mask                        ! FITS image, not 0 where a pixel is lost
    logical :: fill_mask = .false.
    integer :: threads = 0
    integer :: oracle = CORKIT_ORACLE_IDL
    logical :: insist = .false.                                  ! fills what is no level-0.5 image of the corona, too
  end type corkit_fill_file_options

  type :: corkit_fill_report
    character(len=8) :: detector = ''
    character(len=16) :: method = '' ! FILLMETH: 'FUZZY', 'MEMBRANE' or 'DL'
    logical :: level1 = .false.      ! .true.: the input was a level-1 product
    integer :: nmissing = 0          ! lost pixels
    integer :: nfilled = 0
    character(len=1024) :: warnings = '' ! sentences about the input, each ended by a line feed
  end type corkit_fill_report

contains

  ! missing: uint8, 0 measured, 1 lost, anything else: neither filled nor used. out: real64 for a real64 image, else real32.
  ! filled: uint8, 1 where a pixel was filled. The context may be an empty one.
  subroutine fill_membrane_object(context, image, missing, out, status, options, filled)
    type(corkit_context), intent(in) :: context
    type(corkit_array), intent(in) :: image, missing
    type(corkit_array), intent(inout) :: out
    integer, intent(out) :: status
    type(corkit_fill_options), intent(in), optional :: options
    type(corkit_array), intent(inout), optional :: filled
    type(options_room), target :: room
    type(c_fill_options), pointer :: c
    type(c_ptr), allocatable, target :: others(:)
    real(c_double), allocatable, target :: weights(:), hours(:)
    type(corkit_array) :: map
    type(c_ptr) :: made, made_map
    integer :: i
    call c_fill_options_default(c_loc(room))
    if (present(options)) then
      call c_f_pointer(c_loc(room), c)
      c%isotropic = flag(options%isotropic)
      c%no_profile = flag(options%no_profile)
      c%anisotropy = options%anisotropy
      c%sun_x = options%sun_x
      c%sun_y = options%sun_y
      if (allocated(options%context)) then
        others = [(pointer_of(options%context(i)), i=1, size(options%context))]
        c%ncontext = size(others)
        if (size(others) > 0) c%context = c_loc(others)
      end if
      if (allocated(options%context_weight)) then
        if (size(options%context_weight) /= c%ncontext) then
          call refuse_numbers('context_weight')
          return
        end if
        weights = options%context_weight
        if (size(weights) > 0) c%context_weight = c_loc(weights)
      end if
      if (allocated(options%context_hours)) then
        if (size(options%context_hours) /= c%ncontext) then
          call refuse_numbers('context_hours')
          return
        end if
        hours = options%context_hours
        if (size(hours) > 0) c%context_hours = c_loc(hours)
      end if
    end if
    status = c_fill_membrane(pointer_of(context), pointer_of(image), pointer_of(missing), c_loc(room), made, made_map)
    call own(out, made)
    if (present(filled)) then
      call own(filled, made_map)
    else
      call own(map, made_map)
      call corkit_destroy(map)
    end if
  contains
    subroutine refuse_numbers(name)
      character(len=*), intent(in) :: name
      status = refuse(CORKIT_ERROR_ARGUMENT, 'corkit_fill_array: '//name//' must have one number for each image of context')
      call own(out, c_null_ptr)
      if (present(filled)) call own(filled, c_null_ptr)
    end subroutine refuse_numbers
  end subroutine fill_membrane_object

  ! Level 0.5 or level 1. The file appears under its name only when it is whole.
  subroutine corkit_fill_file(context, file, out, status, options, report)
    type(corkit_context), intent(in) :: context
    character(len=*), intent(in) :: file, out
    integer, intent(out) :: status
    type(corkit_fill_file_options), intent(in), optional :: options
    type(corkit_fill_report), intent(out), optional :: report
    type(options_room), target :: room
    type(c_fill_file_options), pointer :: c
    type(c_list), target :: files
    type(c_argument), target :: weights, mask
    type(c_fill_report) :: said
    call c_fill_file_options_default(c_loc(room))
    if (present(options)) then
      call c_f_pointer(c_loc(room), c)
      c%method = options%method
      c%isotropic = flag(options%isotropic)
      call set_list(files, options%context)
      c%context = pointer_to(files)
      c%ncontext = count_of(files)
      call set_argument(weights, options%weights)
      c%weights = pointer_to(weights)
      call set_argument(mask, options%mask)
      c%mask = pointer_to(mask)
      c%fill_mask = flag(options%fill_mask)
      c%threads = options%threads
      c%oracle = options%oracle
      c%insist = flag(options%insist)
    end if
    said = c_fill_report(c_sizeof(said), c_null_char, c_null_char, 0, 0, 0, c_null_char)
    status = c_fill_file(pointer_of(context), to_c(file), to_c(out), c_loc(room), said)
    if (.not. present(report)) return
    report%detector = from_buffer(said%detector)
    report%method = from_buffer(said%method)
    report%level1 = said%level1 /= 0
    report%nmissing = int(said%nmissing)
    report%nfilled = int(said%nfilled)
    report%warnings = from_buffer(said%warnings)
  end subroutine corkit_fill_file

  integer(c_int) function flag(value)
    logical, intent(in) :: value
    flag = merge(1, 0, value)
  end function flag
end module corkit_fills
