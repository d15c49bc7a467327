! FORTRAN 77: FITS headers by handle. key, value, comment are CHARACTER*(*); a blank comment leaves the old one.

subroutine crkhnw(hdr, status)
  use corkit
  use corkit_f77
  implicit none
  integer, intent(inout) :: hdr, status
  type(corkit_header) :: header
  if (status > 0) return
  call corkit_header_create(header, status)
  call keep(header, hdr, status)
end subroutine crkhnw

! CHARACTER*80 cards(n)
subroutine crkhcd(cards, n, hdr, status)
  use corkit
  use corkit_f77
  implicit none
  integer, intent(in) :: n
  character(len=*), intent(in) :: cards(n)
  integer, intent(inout) :: hdr, status
  type(corkit_header) :: header
  if (status > 0) return
  call corkit_header_from_cards(header, cards, status)
  call keep(header, hdr, status)
end subroutine crkhcd

subroutine crkhcp(hdr, copy, status)
  use corkit
  use corkit_f77
  implicit none
  integer, intent(in) :: hdr
  integer, intent(inout) :: copy, status
  type(corkit_header) :: header, another
  call find(hdr, header, status)
  if (status > 0) return
  call corkit_header_copy(header, another, status)
  call keep(another, copy, status)
end subroutine crkhcp

subroutine crkhfr(hdr, status)
  use corkit
  use corkit_f77
  implicit none
  integer, intent(inout) :: hdr, status
  type(corkit_header) :: header
  call release(hdr, header, status)
  call corkit_destroy(header)
end subroutine crkhfr

! Number of cards without END.
subroutine crkhnc(hdr, n, status)
  use corkit
  use corkit_f77
  implicit none
  integer, intent(in) :: hdr
  integer, intent(inout) :: n, status
  type(corkit_header) :: header
  call find(hdr, header, status)
  if (status > 0) return
  n = corkit_header_count(header)
end subroutine crkhnc

! Card i, from 1: CHARACTER*80.
subroutine crkhgc(hdr, i, card, status)
  use corkit
  use corkit_f77
  implicit none
  integer, intent(in) :: hdr, i
  character(len=*), intent(inout) :: card
  integer, intent(inout) :: status
  type(corkit_header) :: header
  call find(hdr, header, status)
  if (status > 0) return
  call corkit_header_card(header, i, card, status)
end subroutine crkhgc

subroutine crkhas(hdr, key, there, status)
  use corkit
  use corkit_f77
  implicit none
  integer, intent(in) :: hdr
  character(len=*), intent(in) :: key
  logical, intent(inout) :: there
  integer, intent(inout) :: status
  type(corkit_header) :: header
  call find(hdr, header, status)
  if (status > 0) return
  there = corkit_header_has(header, key)
end subroutine crkhas

! Values that are strings; values.inc has the others.
subroutine crkgks(hdr, key, value, status)
  use corkit
  use corkit_f77
  implicit none
  integer, intent(in) :: hdr
  character(len=*), intent(in) :: key
  character(len=*), intent(inout) :: value
  integer, intent(inout) :: status
  type(corkit_header) :: header
  call find(hdr, header, status)
  if (status > 0) return
  call corkit_header_get(header, key, value, status)
end subroutine crkgks

subroutine crkpks(hdr, key, value, comment, status)
  use corkit
  use corkit_f77
  implicit none
  integer, intent(in) :: hdr
  character(len=*), intent(in) :: key, value, comment
  integer, intent(inout) :: status
  type(corkit_header) :: header
  call find(hdr, header, status)
  if (status > 0) return
  call corkit_header_set(header, key, value, status, comment)
end subroutine crkpks

subroutine crkphs(hdr, text, status)
  use corkit
  use corkit_f77
  implicit none
  integer, intent(in) :: hdr
  character(len=*), intent(in) :: text
  integer, intent(inout) :: status
  type(corkit_header) :: header
  call find(hdr, header, status)
  if (status > 0) return
  call corkit_header_add_history(header, text, status)
end subroutine crkphs

subroutine crkpcm(hdr, text, status)
  use corkit
  use corkit_f77
  implicit none
  integer, intent(in) :: hdr
  character(len=*), intent(in) :: text
  integer, intent(inout) :: status
  type(corkit_header) :: header
  call find(hdr, header, status)
  if (status > 0) return
  call corkit_header_add_comment(header, text, status)
end subroutine crkpcm

subroutine crkdky(hdr, key, status)
  use corkit
  use corkit_f77
  implicit none
  integer, intent(in) :: hdr
  character(len=*), intent(in) :: key
  integer, intent(inout) :: status
  type(corkit_header) :: header
  call find(hdr, header, status)
  if (status > 0) return
  call corkit_header_remove(header, key, status)
end subroutine crkdky
