! The C functions of corkit.h that make and read objects, one interface each; corkit_c_routines has the SolarSoft routines.
! Pointers that may be NULL are type(c_ptr), value. Structs whose size may grow are passed by address (see corkit_objects).
module corkit_c
  use, intrinsic :: iso_c_binding, only: c_ptr, c_int, c_size_t, c_long_long, c_float, c_double, c_char, c_funptr
  implicit none
  public

  type, bind(C) :: c_error
    integer(c_int) :: status
    character(kind=c_char) :: message(1024)
  end type c_error

  type, bind(C) :: c_config
    integer(c_size_t) :: size
    type(c_ptr) :: calibration, lasco_data, nrl_lib, ancil_data
  end type c_config

  type, bind(C) :: c_array
    type(c_ptr) :: data
    integer(c_int) :: type, nx, ny
  end type c_array

  type, bind(C) :: c_level1_options
    integer(c_size_t) :: size
    integer(c_int) :: fill, no_vig, no_mask, no_warp, no_stat, no_scale, no_roll_correction, no_time_correction, noimg, nofits, &
      oracle, compat_bugs, saturate_negatives, skip_existing, pipeline_folders
    type(c_funptr) :: stage_hook
    type(c_ptr) :: stage_hook_user
    type(c_ptr) :: context
    integer(c_int) :: ncontext
    type(c_ptr) :: weights
    integer(c_int) :: fill_mask, fill_isotropic, fill_threads, insist, overwrite
    type(c_ptr) :: ephemeris
    integer(c_int) :: geometry, pointing
  end type c_level1_options

  ! version, status, context
  interface
    function c_version() bind(C, name='corkit_version') result(text)
      import :: c_ptr
      type(c_ptr) :: text
    end function c_version
    function c_solarsoft_version() bind(C, name='corkit_solarsoft_version') result(text)
      import :: c_ptr
      type(c_ptr) :: text
    end function c_solarsoft_version
    function c_status_name(status) bind(C, name='corkit_status_name') result(text)
      import :: c_ptr, c_int
      integer(c_int), value :: status
      type(c_ptr) :: text
    end function c_status_name
    function c_last_error(ctx) bind(C, name='corkit_last_error') result(text)
      import :: c_ptr
      type(c_ptr), value :: ctx
      type(c_ptr) :: text
    end function c_last_error
    function c_set_error(status, sentence) bind(C, name='corkit_set_error') result(same)
      import :: c_int, c_char
      integer(c_int), value :: status
      character(kind=c_char), intent(in) :: sentence(*)
      integer(c_int) :: same
    end function c_set_error
    subroutine c_config_default(config) bind(C, name='corkit_config_default')
      import :: c_ptr
      type(c_ptr), value :: config
    end subroutine c_config_default
    function c_context_create(config, err) bind(C, name='corkit_context_create') result(ctx)
      import :: c_ptr, c_error
      type(c_ptr), value :: config
      type(c_error), intent(out) :: err
      type(c_ptr) :: ctx
    end function c_context_create
    function c_context_destroy(ctx) bind(C, name='corkit_context_destroy') result(null)
      import :: c_ptr
      type(c_ptr), value :: ctx
      type(c_ptr) :: null
    end function c_context_destroy
    function c_calibration_file(ctx, i, name, path, state) bind(C, name='corkit_calibration_file') result(count)
      import :: c_ptr, c_size_t
      type(c_ptr), value :: ctx
      integer(c_size_t), value :: i
      type(c_ptr), intent(inout) :: name, path, state
      integer(c_size_t) :: count
    end function c_calibration_file
    function c_calibration_source(ctx) bind(C, name='corkit_calibration_source') result(text)
      import :: c_ptr
      type(c_ptr), value :: ctx
      type(c_ptr) :: text
    end function c_calibration_source
    function c_calibration_synthetic(ctx) bind(C, name='corkit_calibration_synthetic') result(synthetic)
      import :: c_ptr, c_int
      type(c_ptr), value :: ctx
      integer(c_int) :: synthetic
    end function c_calibration_synthetic
  end interface

  ! arrays
  interface
    function c_array_create(type, nx, ny) bind(C, name='corkit_array_create') result(array)
      import :: c_ptr, c_int
      integer(c_int), value :: type, nx, ny
      type(c_ptr) :: array
    end function c_array_create
    function c_array_free(array) bind(C, name='corkit_array_free') result(null)
      import :: c_ptr
      type(c_ptr), value :: array
      type(c_ptr) :: null
    end function c_array_free
    function c_array_get(array, type, pixels, capacity) bind(C, name='corkit_array_get') result(status)
      import :: c_ptr, c_int, c_size_t
      type(c_ptr), value :: array
      integer(c_int), value :: type
      type(c_ptr), value :: pixels
      integer(c_size_t), value :: capacity
      integer(c_int) :: status
    end function c_array_get
    function c_type_size(type) bind(C, name='corkit_type_size') result(bytes)
      import :: c_int, c_size_t
      integer(c_int), value :: type
      integer(c_size_t) :: bytes
    end function c_type_size
  end interface

  ! headers
  interface
    function c_header_create() bind(C, name='corkit_header_create') result(header)
      import :: c_ptr
      type(c_ptr) :: header
    end function c_header_create
    function c_header_from_cards(cards, ncards) bind(C, name='corkit_header_from_cards') result(header)
      import :: c_ptr, c_size_t, c_char
      character(kind=c_char), intent(in) :: cards(*)
      integer(c_size_t), value :: ncards
      type(c_ptr) :: header
    end function c_header_from_cards
    function c_header_copy(other) bind(C, name='corkit_header_copy') result(header)
      import :: c_ptr
      type(c_ptr), value :: other
      type(c_ptr) :: header
    end function c_header_copy
    function c_header_free(header) bind(C, name='corkit_header_free') result(null)
      import :: c_ptr
      type(c_ptr), value :: header
      type(c_ptr) :: null
    end function c_header_free
    function c_header_count(header) bind(C, name='corkit_header_count') result(count)
      import :: c_ptr, c_size_t
      type(c_ptr), value :: header
      integer(c_size_t) :: count
    end function c_header_count
    function c_header_card(header, i, card) bind(C, name='corkit_header_card') result(status)
      import :: c_ptr, c_size_t, c_int, c_char
      type(c_ptr), value :: header
      integer(c_size_t), value :: i
      character(kind=c_char), intent(inout) :: card(81)
      integer(c_int) :: status
    end function c_header_card
    function c_header_has(header, keyword) bind(C, name='corkit_header_has') result(has)
      import :: c_ptr, c_int, c_char
      type(c_ptr), value :: header
      character(kind=c_char), intent(in) :: keyword(*)
      integer(c_int) :: has
    end function c_header_has
    function c_header_get_string(header, keyword, value, capacity) bind(C, name='corkit_header_get_string') result(status)
      import :: c_ptr, c_int, c_size_t, c_char
      type(c_ptr), value :: header
      character(kind=c_char), intent(in) :: keyword(*)
      character(kind=c_char), intent(inout) :: value(*)
      integer(c_size_t), value :: capacity
      integer(c_int) :: status
    end function c_header_get_string
    function c_header_get_double(header, keyword, value) bind(C, name='corkit_header_get_double') result(status)
      import :: c_ptr, c_int, c_double, c_char
      type(c_ptr), value :: header
      character(kind=c_char), intent(in) :: keyword(*)
      real(c_double), intent(inout) :: value
      integer(c_int) :: status
    end function c_header_get_double
    function c_header_get_int(header, keyword, value) bind(C, name='corkit_header_get_int') result(status)
      import :: c_ptr, c_int, c_long_long, c_char
      type(c_ptr), value :: header
      character(kind=c_char), intent(in) :: keyword(*)
      integer(c_long_long), intent(inout) :: value
      integer(c_int) :: status
    end function c_header_get_int
    function c_header_set_int(header, keyword, value, comment) bind(C, name='corkit_header_set_int') result(status)
      import :: c_ptr, c_int, c_long_long, c_char
      type(c_ptr), value :: header
      character(kind=c_char), intent(in) :: keyword(*), comment(*)
      integer(c_long_long), value :: value
      integer(c_int) :: status
    end function c_header_set_int
    function c_header_set_float(header, keyword, value, comment) bind(C, name='corkit_header_set_float') result(status)
      import :: c_ptr, c_int, c_float, c_char
      type(c_ptr), value :: header
      character(kind=c_char), intent(in) :: keyword(*), comment(*)
      real(c_float), value :: value
      integer(c_int) :: status
    end function c_header_set_float
    function c_header_set_double(header, keyword, value, comment) bind(C, name='corkit_header_set_double') result(status)
      import :: c_ptr, c_int, c_double, c_char
      type(c_ptr), value :: header
      character(kind=c_char), intent(in) :: keyword(*), comment(*)
      real(c_double), value :: value
      integer(c_int) :: status
    end function c_header_set_double
    function c_header_set_string(header, keyword, value, comment) bind(C, name='corkit_header_set_string') result(status)
      import :: c_ptr, c_int, c_char
      type(c_ptr), value :: header
      character(kind=c_char), intent(in) :: keyword(*), value(*), comment(*)
      integer(c_int) :: status
    end function c_header_set_string
    function c_header_set_logical(header, keyword, value, comment) bind(C, name='corkit_header_set_logical') result(status)
      import :: c_ptr, c_int, c_char
      type(c_ptr), value :: header
      character(kind=c_char), intent(in) :: keyword(*), comment(*)
      integer(c_int), value :: value
      integer(c_int) :: status
    end function c_header_set_logical
    function c_header_add_history(header, text) bind(C, name='corkit_header_add_history') result(status)
      import :: c_ptr, c_int, c_char
      type(c_ptr), value :: header
      character(kind=c_char), intent(in) :: text(*)
      integer(c_int) :: status
    end function c_header_add_history
    function c_header_add_comment(header, text) bind(C, name='corkit_header_add_comment') result(status)
      import :: c_ptr, c_int, c_char
      type(c_ptr), value :: header
      character(kind=c_char), intent(in) :: text(*)
      integer(c_int) :: status
    end function c_header_add_comment
    function c_header_remove(header, keyword) bind(C, name='corkit_header_remove') result(status)
      import :: c_ptr, c_int, c_char
      type(c_ptr), value :: header
      character(kind=c_char), intent(in) :: keyword(*)
      integer(c_int) :: status
    end function c_header_remove
  end interface

  ! the level-1 chain and its product
  interface
    subroutine c_level1_options_default(options) bind(C, name='corkit_level1_options_default')
      import :: c_ptr
      type(c_ptr), value :: options
    end subroutine c_level1_options_default
    function c_reduce_level1(ctx, file, outdir, options, product) bind(C, name='corkit_reduce_level1') result(status)
      import :: c_ptr, c_int, c_char
      type(c_ptr), value :: ctx
      character(kind=c_char), intent(in) :: file(*)
      type(c_ptr), value :: outdir, options
      type(c_ptr), intent(out) :: product
      integer(c_int) :: status
    end function c_reduce_level1
    function c_reduce_level1_array(ctx, image, header, outdir, options, product) &
      bind(C, name='corkit_reduce_level1_array') result(status)
      import :: c_ptr, c_int
      type(c_ptr), value :: ctx, image, header, outdir, options
      type(c_ptr), intent(out) :: product
      integer(c_int) :: status
    end function c_reduce_level1_array
    function c_product_free(product) bind(C, name='corkit_product_free') result(null)
      import :: c_ptr
      type(c_ptr), value :: product
      type(c_ptr) :: null
    end function c_product_free
    function c_product_header(product) bind(C, name='corkit_product_header') result(header)
      import :: c_ptr
      type(c_ptr), value :: product
      type(c_ptr) :: header
    end function c_product_header
    function c_product_image(product) bind(C, name='corkit_product_image') result(array)
      import :: c_ptr
      type(c_ptr), value :: product
      type(c_ptr) :: array
    end function c_product_image
    function c_product_calibrated(product) bind(C, name='corkit_product_calibrated') result(array)
      import :: c_ptr
      type(c_ptr), value :: product
      type(c_ptr) :: array
    end function c_product_calibrated
    function c_product_missing(product) bind(C, name='corkit_product_missing') result(array)
      import :: c_ptr
      type(c_ptr), value :: product
      type(c_ptr) :: array
    end function c_product_missing
    function c_product_path(product) bind(C, name='corkit_product_path') result(text)
      import :: c_ptr
      type(c_ptr), value :: product
      type(c_ptr) :: text
    end function c_product_path
    function c_product_name(product) bind(C, name='corkit_product_name') result(text)
      import :: c_ptr
      type(c_ptr), value :: product
      type(c_ptr) :: text
    end function c_product_name
    function c_product_detector(product) bind(C, name='corkit_product_detector') result(text)
      import :: c_ptr
      type(c_ptr), value :: product
      type(c_ptr) :: text
    end function c_product_detector
    function c_product_nmissing(product) bind(C, name='corkit_product_nmissing') result(n)
      import :: c_ptr, c_int
      type(c_ptr), value :: product
      integer(c_int) :: n
    end function c_product_nmissing
    function c_product_skipped(product) bind(C, name='corkit_product_skipped') result(skipped)
      import :: c_ptr, c_int
      type(c_ptr), value :: product
      integer(c_int) :: skipped
    end function c_product_skipped
    function c_product_nfilled(product) bind(C, name='corkit_product_nfilled') result(n)
      import :: c_ptr, c_long_long
      type(c_ptr), value :: product
      integer(c_long_long) :: n
    end function c_product_nfilled
    function c_product_filled(product) bind(C, name='corkit_product_filled') result(array)
      import :: c_ptr
      type(c_ptr), value :: product
      type(c_ptr) :: array
    end function c_product_filled
    function c_product_fill_sigma(product) bind(C, name='corkit_product_fill_sigma') result(array)
      import :: c_ptr
      type(c_ptr), value :: product
      type(c_ptr) :: array
    end function c_product_fill_sigma
    function c_product_stage(product, i, name, seconds) bind(C, name='corkit_product_stage') result(count)
      import :: c_ptr, c_size_t, c_double
      type(c_ptr), value :: product
      integer(c_size_t), value :: i
      type(c_ptr), intent(inout) :: name
      real(c_double), intent(inout) :: seconds
      integer(c_size_t) :: count
    end function c_product_stage
    function c_product_warning(product, i, sentence) bind(C, name='corkit_product_warning') result(count)
      import :: c_ptr, c_size_t
      type(c_ptr), value :: product
      integer(c_size_t), value :: i
      type(c_ptr), intent(inout) :: sentence
      integer(c_size_t) :: count
    end function c_product_warning
  end interface
end module corkit_c
