! The numbers of corkit.h: status codes, pixel types, fill methods, oracles. They never change their meaning.
module corkit_codes
  implicit none
  public

  ! Status codes, in classes of one hundred; docs/errors.md says what each means.
  enum, bind(C)
    enumerator :: CORKIT_OK = 0
    enumerator :: CORKIT_ERROR_ARGUMENT = 100
    enumerator :: CORKIT_ERROR_INPUT = 200
    enumerator :: CORKIT_ERROR_FILE_NOT_FOUND = 201
    enumerator :: CORKIT_ERROR_NOT_FITS = 202
    enumerator :: CORKIT_ERROR_DIMENSIONS = 203
    enumerator :: CORKIT_ERROR_ZERO_IMAGE = 204
    enumerator :: CORKIT_ERROR_HEADER = 300
    enumerator :: CORKIT_ERROR_KEYWORD_MISSING = 301
    enumerator :: CORKIT_ERROR_KEYWORD_VALUE = 302
    enumerator :: CORKIT_ERROR_SOURCE_NAME = 303
    enumerator :: CORKIT_ERROR_CALIBRATION = 400
    enumerator :: CORKIT_ERROR_CALIBRATION_MISSING = 401
    enumerator :: CORKIT_ERROR_CALIBRATION_DAMAGED = 402
    enumerator :: CORKIT_ERROR_IO = 500
    enumerator :: CORKIT_ERROR_OTHER_PRODUCT = 501
    enumerator :: CORKIT_ERROR_MEMORY = 600
    enumerator :: CORKIT_ERROR_UNSUPPORTED = 700
    enumerator :: CORKIT_ERROR_INTERNAL = 900
  end enum

  ! Pixel types; the numbers are IDL's type codes.
  enum, bind(C)
    enumerator :: CORKIT_UINT8 = 1
    enumerator :: CORKIT_INT16 = 2
    enumerator :: CORKIT_INT32 = 3
    enumerator :: CORKIT_FLOAT32 = 4
    enumerator :: CORKIT_FLOAT64 = 5
    enumerator :: CORKIT_UINT16 = 12
  end enum

  ! What becomes of lost blocks.
  enum, bind(C)
    enumerator :: CORKIT_FILL_DEFAULT = 0
    enumerator :: CORKIT_FILL_FUZZY = 1
    enumerator :: CORKIT_FILL_MEMBRANE = 2
    enumerator :: CORKIT_FILL_DL = 3
    enumerator :: CORKIT_FILL_NONE = 4
  end enum

  ! Whose built-in routines are followed.
  enum, bind(C)
    enumerator :: CORKIT_ORACLE_IDL = 0
    enumerator :: CORKIT_ORACLE_GDL = 1
  end enum

  ! Distortion, scale and centre of the cameras.
  enum, bind(C)
    enumerator :: CORKIT_GEOMETRY_SOLARSOFT = 0
    enumerator :: CORKIT_GEOMETRY_SKY = 1
  end enum

  ! Where roll and Sun centre come from.
  enum, bind(C)
    enumerator :: CORKIT_POINTING_TABLES = 0
    enumerator :: CORKIT_POINTING_STARS = 1
    enumerator :: CORKIT_POINTING_AUTO = 2
  end enum

  ! Length of the names in a list of files.
  integer, parameter :: corkit_path_length = 4096
end module corkit_codes
