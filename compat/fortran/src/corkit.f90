! module corkit: SOHO/LASCO level-1 calibration from Fortran (docs/fortran.md).
!
!   use corkit
!   type(corkit_context) :: context
!   type(corkit_product) :: product
!   call corkit_context_create(context, status, calibration='/ssw/soho/lasco')
!   call corkit_reduce_level1(context, '32130223.fts', product, status, outdir='/level1')
!   if (status /= CORKIT_OK) print '(a)', corkit_error_text()
!
! Names are those of corkit.h. Every routine that can fail gives an integer status, CORKIT_OK (0) or one of CORKIT_ERROR_*;
! arguments after status are optional. Images are array(nx, ny) of int16, int32, real32 or real64, or a corkit_array of the library.
! Cards, stages, warnings and calibration files count from 1; pixel coordinates count from 0, as in the C library and in IDL.
module corkit
  use corkit_codes
  use corkit_objects, only: corkit_context, corkit_header, corkit_array, corkit_product, corkit_destroy, corkit_is_null
  use corkit_sessions
  use corkit_cards
  use corkit_images, only: corkit_array_create, corkit_array_type, corkit_array_nx, corkit_array_ny, corkit_type_size
  use corkit_chain, only: corkit_level1_options, corkit_stage_hook, reduce_file => corkit_reduce_level1, reduce_level1_object, &
    corkit_product_header, corkit_product_image, corkit_product_calibrated, corkit_product_missing, corkit_product_path, &
    corkit_product_name, corkit_product_detector, corkit_product_nmissing, corkit_product_skipped, corkit_product_stage_count, &
    corkit_product_nfilled, corkit_product_filled, corkit_product_fill_sigma, &
    corkit_product_stage, corkit_product_warning_count, corkit_product_warning
  use corkit_fills
  use corkit_calibrations
  use corkit_pointings
  use corkit_skies
  use corkit_pixels_int16, only: get_int16 => get, pixels_int16 => pixels, from_int16 => from, &
    fill_membrane_int16 => fill_membrane, &
    reduce_level1_int16 => reduce_level1, writefits_int16 => writefits, c2_calibrate_int16 => c2_calibrate, &
    c3_calibrate_int16 => c3_calibrate, c2_warp_int16 => c2_warp, c3_warp_int16 => c3_warp, &
    fuzzy_image_int16 => fuzzy_image, find_miss_blocks_int16 => find_miss_blocks, mb2strmap_int16 => mb2strmap, &
    reduce_std_size_int16 => reduce_std_size, fixwrap_int16 => fixwrap
  use corkit_pixels_int32, only: get_int32 => get, pixels_int32 => pixels, from_int32 => from, &
    fill_membrane_int32 => fill_membrane, &
    reduce_level1_int32 => reduce_level1, writefits_int32 => writefits, c2_calibrate_int32 => c2_calibrate, &
    c3_calibrate_int32 => c3_calibrate, c2_warp_int32 => c2_warp, c3_warp_int32 => c3_warp, &
    fuzzy_image_int32 => fuzzy_image, find_miss_blocks_int32 => find_miss_blocks, mb2strmap_int32 => mb2strmap, &
    reduce_std_size_int32 => reduce_std_size, fixwrap_int32 => fixwrap
  use corkit_pixels_real32, only: get_real32 => get, pixels_real32 => pixels, from_real32 => from, &
    fill_membrane_real32 => fill_membrane, &
    reduce_level1_real32 => reduce_level1, writefits_real32 => writefits, c2_calibrate_real32 => c2_calibrate, &
    c3_calibrate_real32 => c3_calibrate, c2_warp_real32 => c2_warp, c3_warp_real32 => c3_warp, &
    fuzzy_image_real32 => fuzzy_image, find_miss_blocks_real32 => find_miss_blocks, mb2strmap_real32 => mb2strmap, &
    reduce_std_size_real32 => reduce_std_size, fixwrap_real32 => fixwrap, reduce_statistics2_real32 => reduce_statistics2
  use corkit_pixels_real64, only: get_real64 => get, pixels_real64 => pixels, from_real64 => from, &
    fill_membrane_real64 => fill_membrane, &
    reduce_level1_real64 => reduce_level1, writefits_real64 => writefits, c2_calibrate_real64 => c2_calibrate, &
    c3_calibrate_real64 => c3_calibrate, c2_warp_real64 => c2_warp, c3_warp_real64 => c3_warp, &
    fuzzy_image_real64 => fuzzy_image, find_miss_blocks_real64 => find_miss_blocks, mb2strmap_real64 => mb2strmap, &
    reduce_std_size_real64 => reduce_std_size, fixwrap_real64 => fixwrap, reduce_statistics2_real64 => reduce_statistics2
  implicit none
  private :: reduce_file, reduce_level1_object, writefits_object, c2_calibrate_object, c3_calibrate_object, c2_warp_object, &
    c3_warp_object, fuzzy_image_object, find_miss_blocks_object, mb2strmap_object, reduce_statistics2_object, &
    reduce_std_size_object, fixwrap_object
  private :: get_int16, get_int32, get_real32, get_real64, pixels_int16, pixels_int32, pixels_real32, pixels_real64, &
    from_int16, from_int32, from_real32, from_real64, reduce_level1_int16, reduce_level1_int32, &
      reduce_level1_real32, &
    reduce_level1_real64, writefits_int16, writefits_int32, writefits_real32, writefits_real64, c2_calibrate_int16, &
    c2_calibrate_int32, c2_calibrate_real32, c2_calibrate_real64, c3_calibrate_int16, c3_calibrate_int32, &
    c3_calibrate_real32, c3_calibrate_real64, c2_warp_int16, c2_warp_int32, c2_warp_real32, c2_warp_real64, c3_warp_int16, &
    c3_warp_int32, c3_warp_real32, c3_warp_real64, fuzzy_image_int16, fuzzy_image_int32, fuzzy_image_real32, &
    fuzzy_image_real64, find_miss_blocks_int16, find_miss_blocks_int32, &
      find_miss_blocks_real32, find_miss_blocks_real64, &
    mb2strmap_int16, mb2strmap_int32, mb2strmap_real32, mb2strmap_real64, reduce_std_size_int16, reduce_std_size_int32, &
    reduce_std_size_real32, reduce_std_size_real64, fixwrap_int16, fixwrap_int32, fixwrap_real32, fixwrap_real64, &
    reduce_statistics2_real32, reduce_statistics2_real64, fill_membrane_object, fill_membrane_int16, fill_membrane_int32, &
    fill_membrane_real32, fill_membrane_real64

  ! (array, image, status): a copy of the pixels in an allocatable image(:, :), converted to its type.
  interface corkit_array_get
    procedure :: get_int16, get_int32, get_real32, get_real64
  end interface corkit_array_get

  ! (array, image, status): a pointer image(:, :) to the pixels themselves, which must be of its type.
  interface corkit_array_pixels
    procedure :: pixels_int16, pixels_int32, pixels_real32, pixels_real64
  end interface corkit_array_pixels

  ! (image, array, status): an array of the library with a copy of these pixels.
  interface corkit_array_from
    procedure :: from_int16, from_int32, from_real32, from_real64
  end interface corkit_array_from

  ! (context, file, product, status, outdir, options)
  ! (context, image, header, product, status, outdir, options): nothing is written without outdir.
  interface corkit_reduce_level1
    procedure :: reduce_file, reduce_level1_object, reduce_level1_int16, reduce_level1_int32, &
      reduce_level1_real32, reduce_level1_real64
  end interface corkit_reduce_level1

  ! (context, image, missing, out, status, options, filled): missing(:, :) is integer(int8), 1 where a pixel is lost; a corkit_array
  ! (uint8) when image is one. It is corkit_fill_membrane() of C, whose name is that of CORKIT_FILL_MEMBRANE in Fortran.
  interface corkit_fill_array
    procedure :: fill_membrane_object, fill_membrane_int16, fill_membrane_int32, fill_membrane_real32, fill_membrane_real64
  end interface corkit_fill_array

  ! (context, path, image, status, header)
  interface corkit_writefits
    procedure :: writefits_object, writefits_int16, writefits_int32, writefits_real32, writefits_real64
  end interface corkit_writefits

  ! (context, image, header, out, status, no_calfac)
  interface corkit_c2_calibrate
    procedure :: c2_calibrate_object, c2_calibrate_int16, c2_calibrate_int32, c2_calibrate_real32, c2_calibrate_real64
  end interface corkit_c2_calibrate

  ! (context, image, header, out, status, options, mask_blocks)
  interface corkit_c3_calibrate
    procedure :: c3_calibrate_object, c3_calibrate_int16, c3_calibrate_int32, c3_calibrate_real32, c3_calibrate_real64
  end interface corkit_c3_calibrate

  ! (context, image, header, out, status, oracle)
  interface corkit_c2_warp
    procedure :: c2_warp_object, c2_warp_int16, c2_warp_int32, c2_warp_real32, c2_warp_real64
  end interface corkit_c2_warp

  ! (context, image, header, out, status, oracle)
  interface corkit_c3_warp
    procedure :: c3_warp_object, c3_warp_int16, c3_warp_int32, c3_warp_real32, c3_warp_real64
  end interface corkit_c3_warp

  ! (context, image, header, out, status, oracle, too_many)
  interface corkit_fuzzy_image
    procedure :: fuzzy_image_object, fuzzy_image_int16, fuzzy_image_int32, fuzzy_image_real32, fuzzy_image_real64
  end interface corkit_fuzzy_image

  ! (context, image, header, nmissing, status, map, misslist)
  interface corkit_find_miss_blocks
    procedure :: find_miss_blocks_object, find_miss_blocks_int16, find_miss_blocks_int32, &
      find_miss_blocks_real32, find_miss_blocks_real64
  end interface corkit_find_miss_blocks

  ! (map, text, status)
  interface corkit_mb2strmap
    procedure :: mb2strmap_object, mb2strmap_int16, mb2strmap_int32, mb2strmap_real32, mb2strmap_real64
  end interface corkit_mb2strmap

  ! (context, image, header, out, status, options)
  interface corkit_reduce_std_size
    procedure :: reduce_std_size_object, reduce_std_size_int16, reduce_std_size_int32, &
      reduce_std_size_real32, reduce_std_size_real64
  end interface corkit_reduce_std_size

  ! (image, out, status)
  interface corkit_fixwrap
    procedure :: fixwrap_object, fixwrap_int16, fixwrap_int32, fixwrap_real32, fixwrap_real64
  end interface corkit_fixwrap

  ! (context, image, header, status, satmax, satmin): real32 and real64; the image may be changed.
  interface corkit_reduce_statistics2
    procedure :: reduce_statistics2_object, reduce_statistics2_real32, reduce_statistics2_real64
  end interface corkit_reduce_statistics2
end module corkit
