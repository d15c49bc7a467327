// Where the calibration folders are.
//
// Notes     order (DESIGN section 5): the folder asked for > CORKIT_DATA > LASCO_DATA, NRL_LIB, ANCIL_DATA > the user's data folder
//           ($XDG_DATA_HOME/corkit or ~/.local/share/corkit). "demo" is the synthetic set, only when asked for by that name.
//           A folder may be the parent of lasco_data/ nrl_lib/ ancil/, a SolarSoft tree ($SSW/soho/lasco: its lasco/data or data, idl,
//           ...), or flat (all files in it).
#pragma once

#include <filesystem>
#include <string>

namespace corkit {

struct CalibrationRequest {
  std::string folder;  // "" none; "demo"
  std::string lasco_data, nrl_lib, ancil_data;
};

struct CalibrationPaths {
  std::filesystem::path lasco_data;  // holds calib/
  std::filesystem::path nrl_lib;     // holds idl/data/calib, idl/convert, idl/expfac/data
  std::filesystem::path ancil_data;  // holds attitude/roll/
  std::filesystem::path flat;        // set when all files lie in one folder
  std::string source;                // for messages: "--calib /x", "CORKIT_DATA=/x", ...

  // Full path of a file, looking where SolarSoft looks and then in the flat folder; also under name + ".fz" and ".gz" for
  // FITS files. Empty when there is none.
  std::filesystem::path lasco_calib(const std::string &name) const;   // $LASCO_DATA/calib
  std::filesystem::path nrl_calib(const std::string &name) const;     // $NRL_LIB/idl/data/calib
  std::filesystem::path nrl_convert(const std::string &name) const;   // $NRL_LIB/idl/convert
  std::filesystem::path expfac(const std::string &yymm, const std::string &name) const;  // $NRL_LIB/idl/expfac/data/YYMM
  std::filesystem::path attitude(const std::string &name) const;      // $ANCIL_DATA[/attitude][/roll]
};

// Nothing found is not an error here: paths stay empty and the first file asked for is reported missing, with the remedy.
CalibrationPaths locate_calibration(const CalibrationRequest &request);

}  // namespace corkit
