! Versions, error text, contexts and the calibration files of a context.
module corkit_sessions
  use, intrinsic :: iso_c_binding, only: c_ptr, c_null_ptr, c_loc, c_f_pointer, c_size_t
  use corkit_c
  use corkit_codes
  use corkit_objects
  use corkit_strings
  implicit none
  private
  public :: corkit_version, corkit_solarsoft_version, corkit_status_name, corkit_error_text, corkit_set_error
  public :: corkit_context_create, corkit_calibration_count, corkit_calibration_file, corkit_calibration_source
  public :: corkit_calibration_folder, corkit_calibration_synthetic

contains

  ! '0.1.0'
  function corkit_version() result(text)
    character(len=:), allocatable :: text
    text = c_text(c_version())
  end function corkit_version

  ! Which SolarSoft is followed: 'reduce_level_1 1.68'.
  function corkit_solarsoft_version() result(text)
    character(len=:), allocatable :: text
    text = c_text(c_solarsoft_version())
  end function corkit_solarsoft_version

  ! The name of a status, e.g. 'CORKIT_ERROR_KEYWORD_MISSING'.
  function corkit_status_name(status) result(text)
    integer, intent(in) :: status
    character(len=:), allocatable :: text
    text = c_text(c_status_name(status))
  end function corkit_status_name

  ! The sentence of the calling thread's last failed call, '' if none failed.
  function corkit_error_text() result(text)
    character(len=:), allocatable :: text
    text = c_text(c_last_error(c_null_ptr))
  end function corkit_error_text

  ! Makes a finding of the caller's the last failure.
  subroutine corkit_set_error(status, sentence)
    integer, intent(in) :: status
    character(len=*), intent(in) :: sentence
    integer :: same
    same = refuse(status, sentence)
  end subroutine corkit_set_error

  ! calibration: folder with lasco_data/ nrl_lib/ ancil/, a SolarSoft tree, a flat folder, or 'demo'; absent or blank: from the
  ! environment. The others override single parts.
  subroutine corkit_context_create(context, status, calibration, lasco_data, nrl_lib, ancil_data)
    type(corkit_context), intent(inout) :: context
    integer, intent(out) :: status
    character(len=*), intent(in), optional :: calibration, lasco_data, nrl_lib, ancil_data
    type(options_room), target :: room
    type(c_config), pointer :: config
    type(c_argument), target :: texts(4)
    type(c_error) :: error
    type(c_ptr) :: created

    call c_config_default(c_loc(room))
    call c_f_pointer(c_loc(room), config)
    call set_argument(texts(1), calibration)
    call set_argument(texts(2), lasco_data)
    call set_argument(texts(3), nrl_lib)
    call set_argument(texts(4), ancil_data)
    config%calibration = pointer_to(texts(1))
    config%lasco_data = pointer_to(texts(2))
    config%nrl_lib = pointer_to(texts(3))
    config%ancil_data = pointer_to(texts(4))
    created = c_context_create(c_loc(room), error)
    status = error%status
    call own(context, created)
  end subroutine corkit_context_create

  integer function corkit_calibration_count(context) result(count)
    type(corkit_context), intent(in) :: context
    type(c_ptr) :: name, path, state
    count = int(c_calibration_file(pointer_of(context), huge(0_c_size_t), name, path, state))
  end function corkit_calibration_count

  ! Calibration file i, from 1. path: '' when missing; state: 'ok', 'missing', 'damaged: ...'.
  subroutine corkit_calibration_file(context, i, name, path, state, status)
    type(corkit_context), intent(in) :: context
    integer, intent(in) :: i
    character(len=:), allocatable, intent(out) :: name, path, state
    integer, intent(out) :: status
    type(c_ptr) :: texts(3)
    integer(c_size_t) :: count
    texts = c_null_ptr
    status = CORKIT_OK
    count = c_calibration_file(pointer_of(context), int(i, c_size_t) - 1, texts(1), texts(2), texts(3))
    if (i < 1 .or. i > count) status = refuse(CORKIT_ERROR_ARGUMENT, &
      'corkit_calibration_file: there is no calibration file of this number')
    name = c_text(texts(1))
    path = c_text(texts(2))
    state = c_text(texts(3))
  end subroutine corkit_calibration_file

  ! Where the calibration data come from.
  function corkit_calibration_source(context) result(text)
    type(corkit_context), intent(in) :: context
    character(len=:), allocatable :: text
    text = c_text(c_calibration_source(pointer_of(context)))
  end function corkit_calibration_source

  ! The folder that was found for part 'calibration', 'lasco_data', 'nrl_lib' or 'ancil_data', whatever named it; '' where nothing does.
  subroutine corkit_calibration_folder(context, part, folder, status)
    type(corkit_context), intent(in) :: context
    character(len=*), intent(in) :: part
    character(len=:), allocatable, intent(out) :: folder
    integer, intent(out) :: status
    type(c_ptr) :: found
    found = c_null_ptr
    status = c_calibration_folder(pointer_of(context), to_c(part), found)
    folder = c_text(found)
  end subroutine corkit_calibration_folder

  ! .true. if the calibration files say they are synthetic.
  logical function corkit_calibration_synthetic(context) result(synthetic)
    type(corkit_context), intent(in) :: context
    synthetic = c_calibration_synthetic(pointer_of(context)) /= 0
  end function corkit_calibration_synthetic
end module corkit_sessions
