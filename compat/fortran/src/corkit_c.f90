! The C functions of corkit.h that make and read objects, one interface each; corkit_c_routines has the SolarSoft routines.
! Pointers that may be NULL are type(c_ptr), value. Structs whose size may grow are passed by address (see corkit_objects).
module corkit_c
  use, intrinsic :: iso_c_binding, only: c_ptr, c_int, c_size_t, c_long_long, c_float, c_double, c_char, c_funptr
  use corkit_c_shapes
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
    function c_status_name(status) bind(C, name='corkit_status_name') result(text)
      import :: c_ptr, c_int
      integer(c_int), value :: status
      type(c_ptr) :: text
    end function c_status_name
    function c_set_error(status, sentence) bind(C, name='corkit_set_error') result(same)
      import :: c_int, c_char
      integer(c_int), value :: status
      character(kind=c_char), intent(in) :: sentence(*)
      integer(c_int) :: same
    end function c_set_error
    function c_context_create(config, err) bind(C, name='corkit_context_create') result(ctx)
      import :: c_ptr, c_error
      type(c_ptr), value :: config
      type(c_error), intent(out) :: err
      type(c_ptr) :: ctx
    end function c_context_create
    function c_calibration_file(ctx, i, name, path, state) bind(C, name='corkit_calibration_file') result(count)
      import :: c_ptr, c_size_t
      type(c_ptr), value :: ctx
      integer(c_size_t), value :: i
      type(c_ptr), intent(inout) :: name, path, state
      integer(c_size_t) :: count
    end function c_calibration_file
  end interface
  procedure(made_or_text), bind(C, name='corkit_version') :: c_version
  procedure(made_or_text), bind(C, name='corkit_solarsoft_version') :: c_solarsoft_version
  procedure(pointer_of_object), bind(C, name='corkit_last_error') :: c_last_error
  procedure(set_defaults), bind(C, name='corkit_config_default') :: c_config_default
  procedure(pointer_of_object), bind(C, name='corkit_context_destroy') :: c_context_destroy
  procedure(pointer_of_object), bind(C, name='corkit_calibration_source') :: c_calibration_source
  procedure(number_of_object), bind(C, name='corkit_calibration_synthetic') :: c_calibration_synthetic

  ! arrays
  interface
    function c_array_create(type, nx, ny) bind(C, name='corkit_array_create') result(array)
      import :: c_ptr, c_int
      integer(c_int), value :: type, nx, ny
      type(c_ptr) :: array
    end function c_array_create
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
  procedure(pointer_of_object), bind(C, name='corkit_array_free') :: c_array_free

  ! headers
  interface
    function c_header_from_cards(cards, ncards) bind(C, name='corkit_header_from_cards') result(header)
      import :: c_ptr, c_size_t, c_char
      character(kind=c_char), intent(in) :: cards(*)
      integer(c_size_t), value :: ncards
      type(c_ptr) :: header
    end function c_header_from_cards
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
  end interface
  procedure(made_or_text), bind(C, name='corkit_header_create') :: c_header_create
  procedure(pointer_of_object), bind(C, name='corkit_header_copy') :: c_header_copy
  procedure(pointer_of_object), bind(C, name='corkit_header_free') :: c_header_free
  procedure(card_edit), bind(C, name='corkit_header_has') :: c_header_has
  procedure(card_edit), bind(C, name='corkit_header_add_history') :: c_header_add_history
  procedure(card_edit), bind(C, name='corkit_header_add_comment') :: c_header_add_comment
  procedure(card_edit), bind(C, name='corkit_header_remove') :: c_header_remove

  ! the level-1 chain and its product
  interface
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
    function c_product_nfilled(product) bind(C, name='corkit_product_nfilled') result(n)
      import :: c_ptr, c_long_long
      type(c_ptr), value :: product
      integer(c_long_long) :: n
    end function c_product_nfilled
    function c_product_stage(product, i, name, seconds) bind(C, name='corkit_product_stage') result(count)
      import :: c_ptr, c_size_t, c_double
      type(c_ptr), value :: product
      integer(c_size_t), value :: i
      type(c_ptr), intent(inout) :: name
      real(c_double), intent(inout) :: seconds
      integer(c_size_t) :: count
    end function c_product_stage
  end interface
  procedure(set_defaults), bind(C, name='corkit_level1_options_default') :: c_level1_options_default
  procedure(pointer_of_object), bind(C, name='corkit_product_free') :: c_product_free
  procedure(pointer_of_object), bind(C, name='corkit_product_header') :: c_product_header
  procedure(pointer_of_object), bind(C, name='corkit_product_image') :: c_product_image
  procedure(pointer_of_object), bind(C, name='corkit_product_calibrated') :: c_product_calibrated
  procedure(pointer_of_object), bind(C, name='corkit_product_missing') :: c_product_missing
  procedure(pointer_of_object), bind(C, name='corkit_product_path') :: c_product_path
  procedure(pointer_of_object), bind(C, name='corkit_product_name') :: c_product_name
  procedure(pointer_of_object), bind(C, name='corkit_product_detector') :: c_product_detector
  procedure(number_of_object), bind(C, name='corkit_product_nmissing') :: c_product_nmissing
  procedure(number_of_object), bind(C, name='corkit_product_skipped') :: c_product_skipped
  procedure(pointer_of_object), bind(C, name='corkit_product_filled') :: c_product_filled
  procedure(pointer_of_object), bind(C, name='corkit_product_fill_sigma') :: c_product_fill_sigma
  procedure(numbered_sentence), bind(C, name='corkit_product_warning') :: c_product_warning
end module corkit_c
