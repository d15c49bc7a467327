! The level-1 chain: options, reduction of a file or an array, and what the product says.
module corkit_chain
  use, intrinsic :: iso_c_binding, only: c_ptr, c_int, c_double, c_size_t, c_null_ptr, c_loc, c_funloc, c_f_pointer, c_associated
  use, intrinsic :: iso_fortran_env, only: real64
  use corkit_c
  use corkit_codes
  use corkit_objects
  use corkit_strings
  implicit none
  private
  public :: corkit_level1_options, corkit_stage_hook, corkit_reduce_level1, reduce_level1_object
  public :: corkit_product_header, corkit_product_image, corkit_product_calibrated, corkit_product_missing
  public :: corkit_product_path, corkit_product_name, corkit_product_detector, corkit_product_nmissing, corkit_product_skipped
  public :: corkit_product_nfilled, corkit_product_filled, corkit_product_fill_sigma
  public :: corkit_product_stage_count, corkit_product_stage, corkit_product_warning_count, corkit_product_warning

  abstract interface
    ! Called after each stage, from 1, with its image in double precision. The image is valid during the call only.
    subroutine corkit_stage_hook(index, name, image)
      import :: corkit_array
      integer, intent(in) :: index
      character(len=*), intent(in) :: name
      type(corkit_array), intent(in) :: image
    end subroutine corkit_stage_hook
  end interface

  ! SolarSoft's keywords; corkit.h says what each does. The defaults are SolarSoft's.
  type :: corkit_level1_options
    integer :: fill = CORKIT_FILL_DEFAULT
    logical :: no_vig = .false.
    logical :: no_mask = .false.
    logical :: no_warp = .false.
    logical :: no_stat = .false.
    logical :: no_scale = .false.
    logical :: no_roll_correction = .false.
    logical :: no_time_correction = .false.
    logical :: noimg = .false.
    logical :: nofits = .false.
    integer :: oracle = CORKIT_ORACLE_IDL
    logical :: compat_bugs = .false.
    logical :: saturate_negatives = .false.
    logical :: skip_existing = .false.
    logical :: pipeline_folders = .false.
    procedure(corkit_stage_hook), pointer, nopass :: stage_hook => null()
    ! Of CORKIT_FILL_MEMBRANE and CORKIT_FILL_DL.
    character(len=corkit_path_length), allocatable :: context(:) ! files of the same field; none when not allocated
    character(len=:), allocatable :: weights                     ! DL: where they are; the installed ones when not allocated
    logical :: fill_mask = .false.
    logical :: fill_isotropic = .false.
    integer :: fill_threads = 0
    logical :: insist = .false. ! reduces what is no level-0.5 image of the corona, too
    logical :: overwrite = .false. ! replaces the product of another observation, too
    integer :: geometry = CORKIT_GEOMETRY_SOLARSOFT
    integer :: pointing = CORKIT_POINTING_TABLES
    character(len=:), allocatable :: ephemeris ! of stars and auto: a table of JPL Horizons; none when not allocated
  end type corkit_level1_options

  ! What the C options point to.
  type :: options_store
    procedure(corkit_stage_hook), pointer, nopass :: hook => null()
    type(c_list) :: files
    type(c_argument) :: weights, ephemeris
  end type options_store

contains

  ! file: .fts .fits .fz .gz. outdir: where the product goes, made if missing; absent: the current folder.
  subroutine corkit_reduce_level1(context, file, product, status, outdir, options)
    type(corkit_context), intent(in) :: context
    character(len=*), intent(in) :: file
    type(corkit_product), intent(inout) :: product
    integer, intent(out) :: status
    character(len=*), intent(in), optional :: outdir
    type(corkit_level1_options), intent(in), optional :: options
    type(options_room), target :: room
    type(options_store), target :: store
    type(c_argument), target :: folder
    type(c_ptr) :: made
    call fill_in(room, store, options)
    call set_argument(folder, outdir)
    status = c_reduce_level1(pointer_of(context), to_c(file), pointer_to(folder), c_loc(room), made)
    call own(product, made)
  end subroutine corkit_reduce_level1

  ! header: level-0.5, stays as it is. Without outdir nothing is written.
  subroutine reduce_level1_object(context, image, header, product, status, outdir, options)
    type(corkit_context), intent(in) :: context
    type(corkit_array), intent(in) :: image
    type(corkit_header), intent(in) :: header
    type(corkit_product), intent(inout) :: product
    integer, intent(out) :: status
    character(len=*), intent(in), optional :: outdir
    type(corkit_level1_options), intent(in), optional :: options
    type(options_room), target :: room
    type(options_store), target :: store
    type(c_argument), target :: folder
    type(c_ptr) :: made
    call fill_in(room, store, options)
    call set_argument(folder, outdir)
    status = c_reduce_level1_array(pointer_of(context), pointer_of(image), pointer_of(header), pointer_to(folder), c_loc(room), &
                                   made)
    call own(product, made)
  end subroutine reduce_level1_object

  subroutine fill_in(room, store, options)
    type(options_room), intent(inout), target :: room
    type(options_store), intent(inout), target :: store
    type(corkit_level1_options), intent(in), optional :: options
    type(c_level1_options), pointer :: c
    call c_level1_options_default(c_loc(room))
    if (.not. present(options)) return
    call c_f_pointer(c_loc(room), c)
    c%fill = options%fill
    c%no_vig = flag(options%no_vig)
    c%no_mask = flag(options%no_mask)
    c%no_warp = flag(options%no_warp)
    c%no_stat = flag(options%no_stat)
    c%no_scale = flag(options%no_scale)
    c%no_roll_correction = flag(options%no_roll_correction)
    c%no_time_correction = flag(options%no_time_correction)
    c%noimg = flag(options%noimg)
    c%nofits = flag(options%nofits)
    c%oracle = options%oracle
    c%compat_bugs = flag(options%compat_bugs)
    c%saturate_negatives = flag(options%saturate_negatives)
    c%skip_existing = flag(options%skip_existing)
    c%pipeline_folders = flag(options%pipeline_folders)
    if (associated(options%stage_hook)) then
      store%hook => options%stage_hook
      c%stage_hook = c_funloc(call_hook)
      c%stage_hook_user = c_loc(store)
    end if
    call set_list(store%files, options%context)
    c%context = pointer_to(store%files)
    c%ncontext = count_of(store%files)
    call set_argument(store%weights, options%weights)
    c%weights = pointer_to(store%weights)
    c%fill_mask = flag(options%fill_mask)
    c%fill_isotropic = flag(options%fill_isotropic)
    c%fill_threads = options%fill_threads
    c%insist = flag(options%insist)
    c%overwrite = flag(options%overwrite)
    c%geometry = options%geometry
    c%pointing = options%pointing
    call set_argument(store%ephemeris, options%ephemeris)
    c%ephemeris = pointer_to(store%ephemeris)
  end subroutine fill_in

  integer(c_int) function flag(value)
    logical, intent(in) :: value
    flag = merge(1, 0, value)
  end function flag

  subroutine call_hook(user, index, name, image) bind(C, name='corkit_fortran_call_hook')
    type(c_ptr), value :: user, name, image
    integer(c_int), value :: index
    type(options_store), pointer :: store
    type(corkit_array) :: view
    call c_f_pointer(user, store)
    call borrow(view, image)
    call store%hook(int(index), c_text(name), view)
  end subroutine call_hook

  ! The header of the product; it belongs to the product.
  subroutine corkit_product_header(product, header, status)
    type(corkit_product), intent(in) :: product
    type(corkit_header), intent(inout) :: header
    integer, intent(out) :: status
    call borrow(header, c_product_header(pointer_of(product)))
    status = CORKIT_OK
    if (corkit_is_null(header)) status = refuse(CORKIT_ERROR_ARGUMENT, 'corkit_product_header: the product is empty')
  end subroutine corkit_product_header

  ! The image as it is written: int16, real32 or real64. This and the next two belong to the product.
  subroutine corkit_product_image(product, image, status)
    type(corkit_product), intent(in) :: product
    type(corkit_array), intent(inout) :: image
    integer, intent(out) :: status
    call view_of(c_product_image(pointer_of(product)), image, status)
  end subroutine corkit_product_image

  ! The unscaled image in mean solar brightness.
  subroutine corkit_product_calibrated(product, image, status)
    type(corkit_product), intent(in) :: product
    type(corkit_array), intent(inout) :: image
    integer, intent(out) :: status
    call view_of(c_product_calibrated(pointer_of(product)), image, status)
  end subroutine corkit_product_calibrated

  ! 1 where a pixel comes from one that was lost, 0 elsewhere.
  subroutine corkit_product_missing(product, image, status)
    type(corkit_product), intent(in) :: product
    type(corkit_array), intent(inout) :: image
    integer, intent(out) :: status
    call view_of(c_product_missing(pointer_of(product)), image, status)
  end subroutine corkit_product_missing

  ! 1 where a pixel was filled by CORKIT_FILL_MEMBRANE or CORKIT_FILL_DL, 0 elsewhere. An error where neither was asked for.
  subroutine corkit_product_filled(product, image, status)
    type(corkit_product), intent(in) :: product
    type(corkit_array), intent(inout) :: image
    integer, intent(out) :: status
    call view_of(c_product_filled(pointer_of(product)), image, status)
  end subroutine corkit_product_filled

  ! Expected 1-sigma error of the filled pixels, MSB. Of CORKIT_FILL_DL, and of a membrane with context images.
  subroutine corkit_product_fill_sigma(product, image, status)
    type(corkit_product), intent(in) :: product
    type(corkit_array), intent(inout) :: image
    integer, intent(out) :: status
    call view_of(c_product_fill_sigma(pointer_of(product)), image, status)
  end subroutine corkit_product_fill_sigma

  ! Number of filled pixels.
  integer function corkit_product_nfilled(product) result(n)
    type(corkit_product), intent(in) :: product
    n = int(c_product_nfilled(pointer_of(product)))
  end function corkit_product_nfilled

  subroutine view_of(pointer, image, status)
    type(c_ptr), intent(in) :: pointer
    type(corkit_array), intent(inout) :: image
    integer, intent(out) :: status
    call borrow(image, pointer)
    status = CORKIT_OK
    if (.not. c_associated(pointer)) status = refuse(CORKIT_ERROR_ARGUMENT, 'the product has no such image: it is empty, '// &
      'was skipped because of skip_existing, or is a map of a fill that was not asked for')
  end subroutine view_of

  ! Where the product was written, '' if it was not.
  function corkit_product_path(product) result(text)
    type(corkit_product), intent(in) :: product
    character(len=:), allocatable :: text
    text = c_text(c_product_path(pointer_of(product)))
  end function corkit_product_path

  function corkit_product_name(product) result(text)
    type(corkit_product), intent(in) :: product
    character(len=:), allocatable :: text
    text = c_text(c_product_name(pointer_of(product)))
  end function corkit_product_name

  ! 'C2' or 'C3'
  function corkit_product_detector(product) result(text)
    type(corkit_product), intent(in) :: product
    character(len=:), allocatable :: text
    text = c_text(c_product_detector(pointer_of(product)))
  end function corkit_product_detector

  integer function corkit_product_nmissing(product) result(n)
    type(corkit_product), intent(in) :: product
    n = c_product_nmissing(pointer_of(product))
  end function corkit_product_nmissing

  ! .true.: the file existed and was left alone (skip_existing).
  logical function corkit_product_skipped(product) result(skipped)
    type(corkit_product), intent(in) :: product
    skipped = c_product_skipped(pointer_of(product)) /= 0
  end function corkit_product_skipped

  integer function corkit_product_stage_count(product) result(count)
    type(corkit_product), intent(in) :: product
    type(c_ptr) :: name
    real(c_double) :: seconds
    count = int(c_product_stage(pointer_of(product), huge(0_c_size_t), name, seconds))
  end function corkit_product_stage_count

  ! Stage i, from 1, and its wall time.
  subroutine corkit_product_stage(product, i, name, seconds, status)
    type(corkit_product), intent(in) :: product
    integer, intent(in) :: i
    character(len=:), allocatable, intent(out) :: name
    real(real64), intent(out) :: seconds
    integer, intent(out) :: status
    type(c_ptr) :: text
    text = c_null_ptr
    seconds = 0
    status = CORKIT_OK
    if (c_product_stage(pointer_of(product), int(i, c_size_t) - 1, text, seconds) < i .or. i < 1) &
      status = refuse(CORKIT_ERROR_ARGUMENT, 'corkit_product_stage: there is no stage of this number')
    name = c_text(text)
  end subroutine corkit_product_stage

  integer function corkit_product_warning_count(product) result(count)
    type(corkit_product), intent(in) :: product
    type(c_ptr) :: sentence
    count = int(c_product_warning(pointer_of(product), huge(0_c_size_t), sentence))
  end function corkit_product_warning_count

  ! Warning i, from 1: SolarSoft's behaviour that users should know.
  subroutine corkit_product_warning(product, i, sentence, status)
    type(corkit_product), intent(in) :: product
    integer, intent(in) :: i
    character(len=:), allocatable, intent(out) :: sentence
    integer, intent(out) :: status
    type(c_ptr) :: text
    text = c_null_ptr
    status = CORKIT_OK
    if (c_product_warning(pointer_of(product), int(i, c_size_t) - 1, text) < i .or. i < 1) &
      status = refuse(CORKIT_ERROR_ARGUMENT, 'corkit_product_warning: there is no warning of this number')
    sentence = c_text(text)
  end subroutine corkit_product_warning
end module corkit_chain
