! One image through module corkit, as a file and as arrays of every type: see ../c/same_image.c.
!
!   same_image_f90 CALIBRATION IMAGE FOLDER        writes FOLDER/f90_file and FOLDER/f90_array
module stage_counter
  use corkit
  implicit none
  integer :: hooks = 0

contains

  subroutine count_stage(index, name, image)
    integer, intent(in) :: index
    character(len=*), intent(in) :: name
    type(corkit_array), intent(in) :: image
    integer :: type
    type = corkit_array_type(image)
    if (index == hooks + 1 .and. len(name) > 0 .and. type == CORKIT_FLOAT64) hooks = hooks + 1
  end subroutine count_stage
end module stage_counter

program same_image
  use, intrinsic :: iso_fortran_env, only: int16, int32, real32, real64, error_unit
  use corkit
  use stage_counter
  implicit none
  type(corkit_context) :: context
  type(corkit_product) :: product
  type(corkit_array) :: image, msb_array
  type(corkit_header) :: header
  integer(int16), allocatable :: pixels16(:, :)
  integer(int32), allocatable :: pixels32(:, :)
  real(real32), allocatable :: reals(:, :)
  real(real64), allocatable :: doubles(:, :), msb(:, :), again(:, :)
  real(real32), allocatable :: padded(:, :)
  character(len=1024) :: calibration, file, folder
  integer :: status

  call get_command_argument(1, calibration)
  call get_command_argument(2, file)
  call get_command_argument(3, folder)
  call corkit_context_create(context, status, calibration=calibration)
  call check(status)
  call corkit_reduce_level1(context, file, product, status, outdir=trim(folder)//'/f90_file')
  call check(status)
  call save('/f90_file')

  call corkit_lasco_readfits(context, file, image, header, status)
  call check(status)
  call corkit_array_get(image, pixels16, status)
  call check(status)
  call corkit_reduce_level1(context, pixels16, header, product, status, outdir=trim(folder)//'/f90_array')
  call check(status)
  call save('/f90_array')
  call corkit_product_calibrated(product, msb_array, status)
  call corkit_array_get(msb_array, msb, status)
  call check(status)

  ! Pixels of the other types, and a section of a larger array, give the same brightness as int16; real64 is SolarSoft's
  ! arithmetic in double precision, and is compared with an array of the library.
  call corkit_array_get(image, pixels32, status)
  call check(status)
  call corkit_reduce_level1(context, pixels32, header, product, status)
  call same('int32')
  call corkit_array_get(image, reals, status)
  call check(status)
  call corkit_reduce_level1(context, reals, header, product, status)
  call same('real32')
  allocate (padded(size(reals, 1) + 2, size(reals, 2) + 2))
  padded = -1
  padded(2:size(padded, 1) - 1, 2:size(padded, 2) - 1) = reals
  call corkit_reduce_level1(context, padded(2:size(padded, 1) - 1, 2:size(padded, 2) - 1), header, product, status)
  call same('a section')
  call corkit_reduce_level1(context, image, header, product, status)
  call same('corkit_array')
  call corkit_array_get(image, doubles, status)
  call check(status)
  call corkit_reduce_level1(context, doubles, header, product, status)
  call check(status)
  call corkit_product_calibrated(product, msb_array, status)
  call corkit_array_get(msb_array, msb, status)
  call check(status)
  call corkit_array_from(doubles, image, status)
  call check(status)
  call corkit_reduce_level1(context, image, header, product, status)
  call same('real64')

  call stages_of_hook()
  call corkit_destroy(product)
  call corkit_destroy(image)
  call corkit_destroy(header)
  call corkit_destroy(context)

contains

  subroutine check(status)
    integer, intent(in) :: status
    if (status == CORKIT_OK) return
    write (error_unit, '(i0,2a)') status, ' ', corkit_error_text()
    stop 1
  end subroutine check

  subroutine same(what)
    character(len=*), intent(in) :: what
    call check(status)
    call corkit_product_calibrated(product, msb_array, status)
    call check(status)
    call corkit_array_get(msb_array, again, status)
    call check(status)
    if (all(transfer(again, [0_int32]) == transfer(msb, [0_int32]))) return
    write (error_unit, '(2a)') what, ': other pixels than before'
    stop 1
  end subroutine same

  subroutine save(part)
    character(len=*), intent(in) :: part
    type(corkit_header) :: level1
    type(corkit_array) :: view
    character(len=80) :: card
    integer :: i, unit
    call corkit_product_header(product, level1, status)
    call check(status)
    open (newunit=unit, file=trim(folder)//part//'/cards.txt', status='replace', action='write')
    do i = 1, corkit_header_count(level1)
      call corkit_header_card(level1, i, card, status)
      call check(status)
      write (unit, '(a)') card
    end do
    close (unit)
    call corkit_product_calibrated(product, view, status)
    call check(status)
    call corkit_writefits(context, trim(folder)//part//'/msb.fts', view, status, level1)
    call check(status)
    call corkit_product_missing(product, view, status)
    call check(status)
    call corkit_writefits(context, trim(folder)//part//'/missing.fts', view, status)
    call check(status)
  end subroutine save

  ! The stage hook is called once a stage, from 1, with the whole image.
  subroutine stages_of_hook()
    type(corkit_level1_options) :: options
    hooks = 0
    options%stage_hook => count_stage
    call corkit_reduce_level1(context, pixels16, header, product, status, options=options)
    call check(status)
    if (hooks /= corkit_product_stage_count(product) .or. hooks == 0) then
      write (error_unit, '(a,i0,a,i0)') 'stage hook called ', hooks, ' times, stages: ', corkit_product_stage_count(product)
      stop 1
    end if
  end subroutine stages_of_hook
end program same_image
