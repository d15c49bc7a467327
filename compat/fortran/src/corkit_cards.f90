! FITS headers: cards, values, FXADDPAR's edits.
module corkit_cards
  use, intrinsic :: iso_c_binding, only: c_size_t, c_long_long, c_char
  use, intrinsic :: iso_fortran_env, only: int32, int64, real32, real64
  use corkit_c
  use corkit_codes
  use corkit_objects
  use corkit_strings
  implicit none
  private
  public :: corkit_header_create, corkit_header_from_cards, corkit_header_copy, corkit_header_count, corkit_header_card
  public :: corkit_header_has, corkit_header_get, corkit_header_set, corkit_header_remove
  public :: corkit_header_add_history, corkit_header_add_comment

  ! call corkit_header_get(header, keyword, value, status). A missing keyword is CORKIT_ERROR_KEYWORD_MISSING, and value stays as
  ! it was. Strings are cut or padded; longest: 8191 characters.
  interface corkit_header_get
    procedure :: get_int32, get_int64, get_real32, get_real64, get_text
  end interface corkit_header_get

  ! call corkit_header_set(header, keyword, value, status, comment). An existing keyword is replaced in place and keeps its comment
  ! unless one is given; a new one goes before the trailing COMMENT and HISTORY cards.
  interface corkit_header_set
    procedure :: set_int32, set_int64, set_real32, set_real64, set_text, set_logical
  end interface corkit_header_set

contains

  ! An empty header.
  subroutine corkit_header_create(header, status)
    type(corkit_header), intent(inout) :: header
    integer, intent(out) :: status
    call own(header, c_header_create())
    status = outcome(header)
  end subroutine corkit_header_create

  ! cards: one card an element. Cards after END are ignored.
  subroutine corkit_header_from_cards(header, cards, status)
    type(corkit_header), intent(inout) :: header
    character(len=*), intent(in) :: cards(:)
    integer, intent(out) :: status
    character(len=80), allocatable :: columns(:)
    allocate (columns(size(cards)))
    columns(:) = cards
    call own(header, c_header_from_cards(columns, size(columns, kind=c_size_t)))
    status = outcome(header)
  end subroutine corkit_header_from_cards

  subroutine corkit_header_copy(from, to, status)
    type(corkit_header), intent(in) :: from
    type(corkit_header), intent(inout) :: to
    integer, intent(out) :: status
    call own(to, c_header_copy(pointer_of(from)))
    status = CORKIT_OK
    if (corkit_is_null(from)) status = CORKIT_ERROR_ARGUMENT
    if (status == CORKIT_OK) status = outcome(to)
  end subroutine corkit_header_copy

  ! Number of cards without END.
  integer function corkit_header_count(header) result(count)
    type(corkit_header), intent(in) :: header
    count = int(c_header_count(pointer_of(header)))
  end function corkit_header_count

  ! Card i, from 1, 80 columns.
  subroutine corkit_header_card(header, i, card, status)
    type(corkit_header), intent(in) :: header
    integer, intent(in) :: i
    character(len=*), intent(out) :: card
    integer, intent(out) :: status
    character(kind=c_char) :: letters(81)
    card = ''
    status = c_header_card(pointer_of(header), int(i, c_size_t) - 1, letters)
    if (status == CORKIT_OK) call from_c(letters, card)
  end subroutine corkit_header_card

  logical function corkit_header_has(header, keyword) result(has)
    type(corkit_header), intent(in) :: header
    character(len=*), intent(in) :: keyword
    has = c_header_has(pointer_of(header), to_c(keyword)) /= 0
  end function corkit_header_has

  subroutine get_int64(header, keyword, value, status)
    type(corkit_header), intent(in) :: header
    character(len=*), intent(in) :: keyword
    integer(int64), intent(inout) :: value
    integer, intent(out) :: status
    integer(c_long_long) :: found
    found = value
    status = c_header_get_int(pointer_of(header), to_c(keyword), found)
    value = found
  end subroutine get_int64

  subroutine get_int32(header, keyword, value, status)
    type(corkit_header), intent(in) :: header
    character(len=*), intent(in) :: keyword
    integer(int32), intent(inout) :: value
    integer, intent(out) :: status
    integer(int64) :: found
    found = value
    call get_int64(header, keyword, found, status)
    if (status == CORKIT_OK .and. abs(found) > huge(value)) then
      status = refuse(CORKIT_ERROR_KEYWORD_VALUE, trim(keyword)//' does not fit a 32-bit integer: take an integer(int64)')
    else
      value = int(found, int32)
    end if
  end subroutine get_int32

  subroutine get_real64(header, keyword, value, status)
    type(corkit_header), intent(in) :: header
    character(len=*), intent(in) :: keyword
    real(real64), intent(inout) :: value
    integer, intent(out) :: status
    status = c_header_get_double(pointer_of(header), to_c(keyword), value)
  end subroutine get_real64

  subroutine get_real32(header, keyword, value, status)
    type(corkit_header), intent(in) :: header
    character(len=*), intent(in) :: keyword
    real(real32), intent(inout) :: value
    integer, intent(out) :: status
    real(real64) :: found
    found = value
    call get_real64(header, keyword, found, status)
    value = real(found, real32)
  end subroutine get_real32

  subroutine get_text(header, keyword, value, status)
    type(corkit_header), intent(in) :: header
    character(len=*), intent(in) :: keyword
    character(len=*), intent(inout) :: value
    integer, intent(out) :: status
    character(kind=c_char) :: letters(8192)
    status = c_header_get_string(pointer_of(header), to_c(keyword), letters, size(letters, kind=c_size_t))
    if (status == CORKIT_OK) call from_c(letters, value)
  end subroutine get_text

  subroutine set_int64(header, keyword, value, status, comment)
    type(corkit_header), intent(in) :: header
    character(len=*), intent(in) :: keyword
    integer(int64), intent(in) :: value
    integer, intent(out) :: status
    character(len=*), intent(in), optional :: comment
    status = c_header_set_int(pointer_of(header), to_c(keyword), int(value, c_long_long), remark(comment))
  end subroutine set_int64

  subroutine set_int32(header, keyword, value, status, comment)
    type(corkit_header), intent(in) :: header
    character(len=*), intent(in) :: keyword
    integer(int32), intent(in) :: value
    integer, intent(out) :: status
    character(len=*), intent(in), optional :: comment
    call set_int64(header, keyword, int(value, int64), status, comment)
  end subroutine set_int32

  subroutine set_real32(header, keyword, value, status, comment)
    type(corkit_header), intent(in) :: header
    character(len=*), intent(in) :: keyword
    real(real32), intent(in) :: value
    integer, intent(out) :: status
    character(len=*), intent(in), optional :: comment
    status = c_header_set_float(pointer_of(header), to_c(keyword), value, remark(comment))
  end subroutine set_real32

  subroutine set_real64(header, keyword, value, status, comment)
    type(corkit_header), intent(in) :: header
    character(len=*), intent(in) :: keyword
    real(real64), intent(in) :: value
    integer, intent(out) :: status
    character(len=*), intent(in), optional :: comment
    status = c_header_set_double(pointer_of(header), to_c(keyword), value, remark(comment))
  end subroutine set_real64

  subroutine set_text(header, keyword, value, status, comment)
    type(corkit_header), intent(in) :: header
    character(len=*), intent(in) :: keyword, value
    integer, intent(out) :: status
    character(len=*), intent(in), optional :: comment
    status = c_header_set_string(pointer_of(header), to_c(keyword), to_c(value), remark(comment))
  end subroutine set_text

  subroutine set_logical(header, keyword, value, status, comment)
    type(corkit_header), intent(in) :: header
    character(len=*), intent(in) :: keyword
    logical, intent(in) :: value
    integer, intent(out) :: status
    character(len=*), intent(in), optional :: comment
    status = c_header_set_logical(pointer_of(header), to_c(keyword), merge(1, 0, value), remark(comment))
  end subroutine set_logical

  subroutine corkit_header_add_history(header, text, status)
    type(corkit_header), intent(in) :: header
    character(len=*), intent(in) :: text
    integer, intent(out) :: status
    status = c_header_add_history(pointer_of(header), to_c(text))
  end subroutine corkit_header_add_history

  subroutine corkit_header_add_comment(header, text, status)
    type(corkit_header), intent(in) :: header
    character(len=*), intent(in) :: text
    integer, intent(out) :: status
    status = c_header_add_comment(pointer_of(header), to_c(text))
  end subroutine corkit_header_add_comment

  subroutine corkit_header_remove(header, keyword, status)
    type(corkit_header), intent(in) :: header
    character(len=*), intent(in) :: keyword
    integer, intent(out) :: status
    status = c_header_remove(pointer_of(header), to_c(keyword))
  end subroutine corkit_header_remove

  pure function remark(comment) result(text)
    character(len=*), intent(in), optional :: comment
    character(kind=c_char, len=:), allocatable :: text
    text = to_c('')
    if (present(comment)) text = to_c(comment)
  end function remark

  ! Headers fail to be made only for want of memory.
  integer function outcome(header)
    type(corkit_header), intent(in) :: header
    outcome = merge(CORKIT_ERROR_MEMORY, CORKIT_OK, corkit_is_null(header))
  end function outcome
end module corkit_cards
