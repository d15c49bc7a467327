! FORTRAN 77: lost blocks filled. A list holds the files that a fill takes; OPTS(CRKLST) = LIST hands it to the level-1 chain and
! to crkfif. pixels.inc has the fill of an image in memory.

! An empty list.
subroutine crkfln(list, status)
  use corkit_f77
  implicit none
  integer, intent(inout) :: list, status
  type(file_list), pointer :: files
  if (status > 0) return
  allocate (files)
  call keep(files, list, status)
end subroutine crkfln

! Adds a file of the same field.
subroutine crkfla(list, file, status)
  use corkit
  use corkit_f77
  implicit none
  integer, intent(in) :: list
  character(len=*), intent(in) :: file
  integer, intent(inout) :: status
  type(file_list), pointer :: files
  character(len=corkit_path_length), allocatable :: longer(:)
  call find(list, files, status)
  if (status > 0) return
  if (.not. allocated(files%context)) allocate (files%context(0))
  allocate (longer(size(files%context) + 1))
  longer(1:size(files%context)) = files%context
  longer(size(longer)) = file
  call move_alloc(longer, files%context)
end subroutine crkfla

! Where the weights of the learned fill are; ' ': the installed ones.
subroutine crkflw(list, path, status)
  use corkit_f77
  implicit none
  integer, intent(in) :: list
  character(len=*), intent(in) :: path
  integer, intent(inout) :: status
  type(file_list), pointer :: files
  call find(list, files, status)
  if (status > 0) return
  files%weights = trim(path)
end subroutine crkflw

subroutine crkflr(list, status)
  use corkit_f77
  implicit none
  integer, intent(inout) :: list, status
  type(file_list), pointer :: files
  call release(list, files, status)
  if (associated(files)) deallocate (files)
end subroutine crkflr

! Fills the lost blocks of a file, level 0.5 or level 1. opts: CRKFIL (the method), CRKMSK, CRKISO, CRKTHR, CRKORA and CRKLST count.
! mask: FITS image, not 0 where a pixel is lost; ' ': the lost blocks of the file. level1: the input was a level-1 product.
subroutine crkfif(ctx, file, out, mask, opts, det, method, level1, nmiss, nfill, status)
  use corkit
  use corkit_f77
  implicit none
  integer, intent(in) :: ctx, opts(*)
  character(len=*), intent(in) :: file, out, mask
  character(len=*), intent(inout) :: det, method
  logical, intent(inout) :: level1
  integer, intent(inout) :: nmiss, nfill, status
  type(corkit_context) :: context
  type(corkit_level1_options) :: given
  type(corkit_fill_file_options) :: options
  type(corkit_fill_report) :: report
  call find(ctx, context, status)
  call options_of(opts, given, status)
  if (status > 0) return
  options%method = given%fill
  options%isotropic = given%fill_isotropic
  if (allocated(given%context)) options%context = given%context
  if (allocated(given%weights)) options%weights = given%weights
  options%mask = mask
  options%fill_mask = given%fill_mask
  options%threads = given%fill_threads
  options%oracle = given%oracle
  options%insist = given%insist
  call corkit_fill_file(context, file, out, status, options, report)
  if (status > 0) return
  call give(report%detector, det, status)
  call give(report%method, method, status)
  level1 = report%level1
  nmiss = report%nmissing
  nfill = report%nfilled
end subroutine crkfif

! Number of pixels of a product that were filled.
subroutine crkpnf(prod, n, status)
  use corkit
  use corkit_f77
  implicit none
  integer, intent(in) :: prod
  integer, intent(inout) :: n, status
  type(corkit_product) :: product
  call find(prod, product, status)
  if (status > 0) return
  n = corkit_product_nfilled(product)
end subroutine crkpnf

! Defaults of the options of crkfme and crkfmd.
subroutine crkfmo(fopts)
  use, intrinsic :: iso_fortran_env, only: real64
  use corkit_f77, only: default_fill_options
  implicit none
  real(real64), intent(out) :: fopts(*)
  call default_fill_options(fopts)
end subroutine crkfmo
