! Fortran strings to C (trimmed and NUL-terminated) and back.
module corkit_strings
  use, intrinsic :: iso_c_binding, only: c_ptr, c_char, c_size_t, c_null_ptr, c_null_char, c_loc, c_f_pointer, c_associated
  implicit none
  private
  public :: to_c, c_text, from_c, from_buffer, set_argument, set_list, count_of

  ! A string that lives as long as the variable; pointer() is NULL where nothing was given.
  type, public :: c_argument
    private
    character(kind=c_char), allocatable :: letters(:)
  end type c_argument

  ! The same for a list of strings: pointer_to() is a C array of pointers, NULL where none was given.
  type, public :: c_list
    private
    character(kind=c_char), allocatable :: letters(:, :)
    type(c_ptr), allocatable :: pointers(:)
  end type c_list

  public :: pointer_to
  interface pointer_to
    procedure :: pointer_to_argument, pointer_to_list
  end interface pointer_to

  interface
    pure function c_strlen(text) bind(C, name='strlen') result(length)
      import :: c_ptr, c_size_t
      type(c_ptr), value, intent(in) :: text
      integer(c_size_t) :: length
    end function c_strlen
  end interface

contains

  ! For dummies that are character(kind=c_char) :: text(*).
  pure function to_c(text) result(terminated)
    character(len=*), intent(in) :: text
    character(kind=c_char, len=len_trim(text) + 1) :: terminated
    terminated = trim(text)//c_null_char
  end function to_c

  ! For dummies that are type(c_ptr), value and may be NULL: absent and blank strings are.
  subroutine set_argument(argument, text)
    type(c_argument), intent(inout) :: argument
    character(len=*), intent(in), optional :: text
    integer :: i
    if (.not. present(text)) return
    if (len_trim(text) == 0) return
    allocate (argument%letters(len_trim(text) + 1))
    do i = 1, len_trim(text)
      argument%letters(i) = text(i:i)
    end do
    argument%letters(size(argument%letters)) = c_null_char
  end subroutine set_argument

  function pointer_to_argument(argument) result(pointer)
    type(c_argument), intent(in), target :: argument
    type(c_ptr) :: pointer
    pointer = c_null_ptr
    if (allocated(argument%letters)) pointer = c_loc(argument%letters)
  end function pointer_to_argument

  ! The list must stay where it is: its pointers point into it.
  subroutine set_list(list, texts)
    type(c_list), intent(inout), target :: list
    character(len=*), intent(in), optional :: texts(:)
    integer :: i, j
    if (.not. present(texts)) return
    if (size(texts) == 0) return
    allocate (list%letters(len(texts) + 1, size(texts)), list%pointers(size(texts)))
    list%letters = c_null_char
    do i = 1, size(texts)
      do j = 1, len_trim(texts(i))
        list%letters(j, i) = texts(i)(j:j)
      end do
      list%pointers(i) = c_loc(list%letters(1, i))
    end do
  end subroutine set_list

  integer function count_of(list)
    type(c_list), intent(in) :: list
    count_of = 0
    if (allocated(list%pointers)) count_of = size(list%pointers)
  end function count_of

  function pointer_to_list(list) result(pointer)
    type(c_list), intent(in), target :: list
    type(c_ptr) :: pointer
    pointer = c_null_ptr
    if (allocated(list%pointers)) pointer = c_loc(list%pointers)
  end function pointer_to_list

  ! A C string; '' for NULL.
  function c_text(pointer) result(text)
    type(c_ptr), intent(in) :: pointer
    character(len=:), allocatable :: text
    character(kind=c_char), pointer :: letters(:)
    integer :: i
    if (.not. c_associated(pointer)) then
      text = ''
      return
    end if
    call c_f_pointer(pointer, letters, [int(c_strlen(pointer))])
    allocate (character(len=size(letters)) :: text)
    do i = 1, size(letters)
      text(i:i) = letters(i)
    end do
  end function c_text

  ! The same for a buffer that C has filled.
  pure function from_buffer(letters) result(text)
    character(kind=c_char), intent(in) :: letters(:)
    character(len=:), allocatable :: text
    integer :: i, length
    length = size(letters)
    do i = 1, size(letters)
      if (letters(i) == c_null_char) then
        length = i - 1
        exit
      end if
    end do
    allocate (character(len=length) :: text)
    do i = 1, length
      text(i:i) = letters(i)
    end do
  end function from_buffer

  ! Fills a string of fixed length, cut or padded with blanks.
  pure subroutine from_c(letters, text)
    character(kind=c_char), intent(in) :: letters(:)
    character(len=*), intent(out) :: text
    text = from_buffer(letters)
  end subroutine from_c
end module corkit_strings
