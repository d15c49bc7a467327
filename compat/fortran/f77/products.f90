! FORTRAN 77: arrays and products by handle, and the level-1 chain of a file or an array. pixels.inc has the routines with pixels.

! A zero-filled array.
subroutine crkanw(type, nx, ny, arr, status)
  use corkit
  use corkit_f77
  implicit none
  integer, intent(in) :: type, nx, ny
  integer, intent(inout) :: arr, status
  type(corkit_array) :: array
  if (status > 0) return
  call corkit_array_create(array, type, nx, ny, status)
  call keep(array, arr, status)
end subroutine crkanw

subroutine crkafr(arr, status)
  use corkit
  use corkit_f77
  implicit none
  integer, intent(inout) :: arr, status
  type(corkit_array) :: array
  call release(arr, array, status)
  call corkit_destroy(array)
end subroutine crkafr

subroutine crkasz(arr, type, nx, ny, status)
  use corkit
  use corkit_f77
  implicit none
  integer, intent(in) :: arr
  integer, intent(inout) :: type, nx, ny, status
  type(corkit_array) :: array
  call find(arr, array, status)
  if (status > 0) return
  type = corkit_array_type(array)
  nx = corkit_array_nx(array)
  ny = corkit_array_ny(array)
end subroutine crkasz

! Defaults of the options array.
subroutine crkopt(opts)
  use corkit_f77, only: default_options
  implicit none
  integer, intent(out) :: opts(*)
  call default_options(opts)
end subroutine crkopt

! Level 1 of a file; outdir ' ': the current folder.
subroutine crklv1(ctx, file, outdir, opts, prod, status)
  use corkit
  use corkit_f77
  implicit none
  integer, intent(in) :: ctx, opts(*)
  character(len=*), intent(in) :: file, outdir
  integer, intent(inout) :: prod, status
  type(corkit_context) :: context
  type(corkit_product) :: product
  type(corkit_level1_options) :: options
  call find(ctx, context, status)
  call options_of(opts, options, status)
  if (status > 0) return
  call corkit_reduce_level1(context, file, product, status, outdir, options)
  call keep(product, prod, status)
end subroutine crklv1

! Level 1 of an array with its header; outdir ' ': nothing is written.
subroutine crklva(ctx, arr, hdr, outdir, opts, prod, status)
  use corkit
  use corkit_f77
  implicit none
  integer, intent(in) :: ctx, arr, hdr, opts(*)
  character(len=*), intent(in) :: outdir
  integer, intent(inout) :: prod, status
  type(corkit_context) :: context
  type(corkit_array) :: array
  type(corkit_header) :: header
  type(corkit_product) :: product
  type(corkit_level1_options) :: options
  call find(ctx, context, status)
  call find(arr, array, status)
  call find(hdr, header, status)
  call options_of(opts, options, status)
  if (status > 0) return
  call corkit_reduce_level1(context, array, header, product, status, outdir, options)
  call keep(product, prod, status)
end subroutine crklva

subroutine crkpfr(prod, status)
  use corkit
  use corkit_f77
  implicit none
  integer, intent(inout) :: prod, status
  type(corkit_product) :: product
  call release(prod, product, status)
  call corkit_destroy(product)
end subroutine crkpfr

! A copy of the product's header.
subroutine crkphd(prod, hdr, status)
  use corkit
  use corkit_f77
  implicit none
  integer, intent(in) :: prod
  integer, intent(inout) :: hdr, status
  type(corkit_product) :: product
  type(corkit_header) :: header, copy
  call find(prod, product, status)
  if (status > 0) return
  call corkit_product_header(product, header, status)
  if (status == CORKIT_OK) call corkit_header_copy(header, copy, status)
  call keep(copy, hdr, status)
end subroutine crkphd

! A copy of an image of the product: CRKIMG, CRKMSB, CRKMIS, CRKFLD, CRKSIG.
subroutine crkpim(prod, which, arr, status)
  use corkit
  use corkit_f77
  implicit none
  integer, intent(in) :: prod, which
  integer, intent(inout) :: arr, status
  type(corkit_array) :: array, copy
  call product_image(prod, which, array, status)
  if (status > 0) return
  call corkit_array_duplicate(array, copy, status)
  call keep(copy, arr, status)
end subroutine crkpim

! Path (' ': not written), base name, detector, missing blocks, and whether an existing file was left alone.
subroutine crkpin(prod, path, name, det, nmiss, skip, status)
  use corkit
  use corkit_f77
  implicit none
  integer, intent(in) :: prod
  character(len=*), intent(inout) :: path, name, det
  integer, intent(inout) :: nmiss
  logical, intent(inout) :: skip
  integer, intent(inout) :: status
  type(corkit_product) :: product
  call find(prod, product, status)
  if (status > 0) return
  call give(corkit_product_path(product), path, status)
  call give(corkit_product_name(product), name, status)
  call give(corkit_product_detector(product), det, status)
  nmiss = corkit_product_nmissing(product)
  skip = corkit_product_skipped(product)
end subroutine crkpin

! Number of stages; stage i, from 1, and its time in seconds.
subroutine crkpns(prod, n, status)
  use corkit
  use corkit_f77
  implicit none
  integer, intent(in) :: prod
  integer, intent(inout) :: n, status
  type(corkit_product) :: product
  call find(prod, product, status)
  if (status > 0) return
  n = corkit_product_stage_count(product)
end subroutine crkpns

subroutine crkpst(prod, i, name, second, status)
  use corkit
  use corkit_f77
  implicit none
  integer, intent(in) :: prod, i
  character(len=*), intent(inout) :: name
  double precision, intent(inout) :: second
  integer, intent(inout) :: status
  type(corkit_product) :: product
  character(len=:), allocatable :: text
  call find(prod, product, status)
  if (status > 0) return
  call corkit_product_stage(product, i, text, second, status)
  call give(text, name, status)
end subroutine crkpst

! Number of warnings; warning i, from 1.
subroutine crkpnw(prod, n, status)
  use corkit
  use corkit_f77
  implicit none
  integer, intent(in) :: prod
  integer, intent(inout) :: n, status
  type(corkit_product) :: product
  call find(prod, product, status)
  if (status > 0) return
  n = corkit_product_warning_count(product)
end subroutine crkpnw

subroutine crkpwn(prod, i, text, status)
  use corkit
  use corkit_f77
  implicit none
  integer, intent(in) :: prod, i
  character(len=*), intent(inout) :: text
  integer, intent(inout) :: status
  type(corkit_product) :: product
  character(len=:), allocatable :: sentence
  call find(prod, product, status)
  if (status > 0) return
  call corkit_product_warning(product, i, sentence, status)
  call give(sentence, text, status)
end subroutine crkpwn
