! FORTRAN 77: SolarSoft's routines that take or give an image, but those of images.F90. ctx, arr, hdr, out, map are handles; flags are INTEGER, 0 or 1.

subroutine crkrdf(ctx, path, arr, hdr, status)
  use corkit
  use corkit_f77
  implicit none
  integer, intent(in) :: ctx
  character(len=*), intent(in) :: path
  integer, intent(inout) :: arr, hdr, status
  type(corkit_context) :: context
  type(corkit_array) :: array
  type(corkit_header) :: header
  call find(ctx, context, status)
  if (status > 0) return
  call corkit_lasco_readfits(context, path, array, header, status)
  call keep(array, arr, status)
  call keep(header, hdr, status)
end subroutine crkrdf

! hdr 0: without a header.
subroutine crkwrf(ctx, path, arr, hdr, status)
  use corkit
  use corkit_f77
  implicit none
  integer, intent(in) :: ctx, arr, hdr
  character(len=*), intent(in) :: path
  integer, intent(inout) :: status
  type(corkit_context) :: context
  type(corkit_array) :: array
  type(corkit_header) :: header
  call find(ctx, context, status)
  call find(arr, array, status)
  if (hdr /= 0) call find(hdr, header, status)
  if (status > 0) return
  if (hdr /= 0) then
    call corkit_writefits(context, path, array, status, header)
  else
    call corkit_writefits(context, path, array, status)
  end if
end subroutine crkwrf

! get_exp_factor
subroutine crkexp(ctx, hdr, expfac, bias, valid, status)
  use corkit
  use corkit_f77
  implicit none
  integer, intent(in) :: ctx, hdr
  real, intent(inout) :: expfac, bias
  integer, intent(inout) :: valid, status
  type(corkit_context) :: context
  type(corkit_header) :: header
  call find(ctx, context, status)
  call find(hdr, header, status)
  if (status > 0) return
  call corkit_get_exp_factor(context, header, expfac, bias, valid, status)
end subroutine crkexp

! offset_bias; type: the pixel type IDL gives the bias.
subroutine crkoff(ctx, hdr, sum, bias, type, status)
  use corkit
  use corkit_f77
  implicit none
  integer, intent(in) :: ctx, hdr, sum
  double precision, intent(inout) :: bias
  integer, intent(inout) :: type, status
  type(corkit_context) :: context
  type(corkit_header) :: header
  call find(ctx, context, status)
  call find(hdr, header, status)
  if (status > 0) return
  call corkit_offset_bias(context, header, bias, status, sum /= 0, type)
end subroutine crkoff

! offset_bias(tel, port, day)
subroutine crkofa(det, port, mjd, bias, type, status)
  use corkit
  implicit none
  character(len=*), intent(in) :: det, port
  integer, intent(in) :: mjd
  double precision, intent(inout) :: bias
  integer, intent(inout) :: type, status
  if (status > 0) return
  call corkit_offset_bias_at(det, port, mjd, bias, status, type)
end subroutine crkofa

! c2_warp (det 'C2') or c3_warp ('C3') with the oracle's triangles.
subroutine crkwrp(ctx, det, arr, hdr, oracle, out, status)
  use corkit
  use corkit_f77
  implicit none
  integer, intent(in) :: ctx, arr, hdr, oracle
  character(len=*), intent(in) :: det
  integer, intent(inout) :: out, status
  type(corkit_context) :: context
  type(corkit_array) :: array, result
  type(corkit_header) :: header
  call find(ctx, context, status)
  call find(arr, array, status)
  call find(hdr, header, status)
  if (status > 0) return
  if (det == 'C2') then
    call corkit_c2_warp(context, array, header, result, status, oracle)
  else
    call corkit_c3_warp(context, array, header, result, status, oracle)
  end if
  call keep(result, out, status)
end subroutine crkwrp

! find_miss_blocks: map of blocks, their number, MISSLIST.
subroutine crkmbl(ctx, arr, hdr, map, nmiss, list, status)
  use corkit
  use corkit_f77
  implicit none
  integer, intent(in) :: ctx, arr, hdr
  integer, intent(inout) :: map, nmiss
  character(len=*), intent(inout) :: list
  integer, intent(inout) :: status
  type(corkit_context) :: context
  type(corkit_array) :: array, blocks
  type(corkit_header) :: header
  character(len=:), allocatable :: text
  call find(ctx, context, status)
  call find(arr, array, status)
  call find(hdr, header, status)
  if (status > 0) return
  call corkit_find_miss_blocks(context, array, header, nmiss, status, blocks, text)
  call give(text, list, status)
  call keep(blocks, map, status)
end subroutine crkmbl

! mb2strmap
subroutine crkm2s(map, text, status)
  use corkit
  use corkit_f77
  implicit none
  integer, intent(in) :: map
  character(len=*), intent(inout) :: text
  integer, intent(inout) :: status
  type(corkit_array) :: blocks
  character(len=:), allocatable :: list
  call find(map, blocks, status)
  if (status > 0) return
  call corkit_mb2strmap(blocks, list, status)
  call give(list, text, status)
end subroutine crkm2s

! strmap2mb
subroutine crks2m(text, n1, n2, map, status)
  use corkit
  use corkit_f77
  implicit none
  character(len=*), intent(in) :: text
  integer, intent(in) :: n1, n2
  integer, intent(inout) :: map, status
  type(corkit_array) :: blocks
  if (status > 0) return
  call corkit_strmap2mb(text, n1, n2, blocks, status)
  call keep(blocks, map, status)
end subroutine crks2m

! reduce_statistics2 changes the array. smax counts where usemax is 1, smin where usemin is 1.
subroutine crksta(ctx, arr, hdr, usemax, smax, usemin, smin, status)
  use corkit
  use corkit_f77
  implicit none
  integer, intent(in) :: ctx, arr, hdr, usemax, usemin
  real, intent(in), target :: smax, smin
  integer, intent(inout) :: status
  type(corkit_context) :: context
  type(corkit_array) :: array
  type(corkit_header) :: header
  real, pointer :: highest, lowest
  call find(ctx, context, status)
  call find(arr, array, status)
  call find(hdr, header, status)
  if (status > 0) return
  ! A disassociated pointer is an absent argument.
  highest => null()
  lowest => null()
  if (usemax /= 0) highest => smax
  if (usemin /= 0) lowest => smin
  call corkit_reduce_statistics2(context, array, header, status, highest, lowest)
end subroutine crksta

! reduce_std_size; bias counts where bset is 1.
subroutine crkstd(ctx, arr, hdr, full, norbin, savhdr, nocal, bset, bias, out, status)
  use corkit
  use corkit_f77
  implicit none
  integer, intent(in) :: ctx, arr, hdr, full, norbin, savhdr, nocal, bset
  real, intent(in) :: bias
  integer, intent(inout) :: out, status
  type(corkit_context) :: context
  type(corkit_array) :: array, result
  type(corkit_header) :: header
  type(corkit_std_size_options) :: options
  call find(ctx, context, status)
  call find(arr, array, status)
  call find(hdr, header, status)
  if (status > 0) return
  options = corkit_std_size_options(full /= 0, norbin /= 0, savhdr /= 0, nocal /= 0, bset /= 0, bias)
  call corkit_reduce_std_size(context, array, header, result, status, options)
  call keep(result, out, status)
end subroutine crkstd

! fixwrap
subroutine crkfix(arr, out, status)
  use corkit
  use corkit_f77
  implicit none
  integer, intent(in) :: arr
  integer, intent(inout) :: out, status
  type(corkit_array) :: array, result
  call find(arr, array, status)
  if (status > 0) return
  call corkit_fixwrap(array, result, status)
  call keep(result, out, status)
end subroutine crkfix
