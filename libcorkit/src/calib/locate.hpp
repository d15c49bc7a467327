// Where the calibration folders are.
//
// Notes     1. Order (DESIGN section 5): the folder asked for > CORKIT_DATA > LASCO_DATA, NRL_LIB, ANCIL_DATA > the user's data folder
//              ($XDG_DATA_HOME/corkit or ~/.local/share/corkit). A folder that is asked for, or CORKIT_DATA, is the whole answer: what it
//              lacks is not looked for elsewhere, so that two sets are never mixed unawares. The three variables each give their part; a
//              part without a variable comes from the user's data folder.
//           2. A folder may be the parent of lasco_data/ nrl_lib/ ancil/; a SolarSoft tree ($SSW/soho/lasco, or $SSW itself:
//              lasco/data/calib, idl/data/calib, idl/convert, lasco/expfac/data); a LASCO_DATA (holds calib/); or flat (all files in it).
//           3. "demo" is the synthetic set, only when asked for by that name: the folder of CORKIT_DEMO_DIR, else demo/ in the user's data
//              folder, else ./demo.
//           4. A relative name is completed with the working folder of now; only source keeps it as it was given.
//           5. found names what was found as a request would that finds the same in another environment and working folder: with the user's
//              data folder, whether it is there or not, where no other folder was asked for.
#pragma once

#include <filesystem>
#include <string>
#include <vector>

namespace corkit {

struct CalibrationRequest {
  std::string folder;  // "" none; "demo"
  std::string lasco_data, nrl_lib, ancil_data;
};

struct CalibrationPaths {
  std::filesystem::path lasco_data;  // holds calib/
  std::filesystem::path nrl_lib;     // holds idl/data/calib, idl/convert, idl/expfac/data
  std::filesystem::path ancil_data;  // holds attitude/roll/
  std::filesystem::path flat;        // set when all files may lie in one folder
  std::string source;                // for messages: "--calib /x", "CORKIT_DATA=/x", ...; empty when nothing is set
  bool demo = false;                 // asked for as "demo"
  CalibrationRequest found;          // note 5; no folder where there is no home, "demo" where the demo set is not there

  // Full path of a file, looking where SolarSoft looks and then in the flat folder; also under name + ".fz" and ".gz" for
  // FITS files. Empty when there is none.
  std::filesystem::path lasco_calib(const std::string &name) const;                      // $LASCO_DATA/calib
  std::filesystem::path nrl_calib(const std::string &name) const;                        // $NRL_LIB/idl/data/calib
  std::filesystem::path nrl_convert(const std::string &name) const;                      // $NRL_LIB/idl/convert
  std::filesystem::path expfac(const std::string &yymm, const std::string &name) const;  // $NRL_LIB/idl/expfac/data/YYMM
  std::filesystem::path attitude(const std::string &name) const;                         // $ANCIL_DATA[/attitude][/roll]

  // The folders in which these look, in order, whether they exist or not.
  std::vector<std::filesystem::path> lasco_calib_folders() const;
  std::vector<std::filesystem::path> nrl_calib_folders() const;
  std::vector<std::filesystem::path> nrl_convert_folders() const;
  std::vector<std::filesystem::path> expfac_folders(const std::string &yymm) const;
  std::vector<std::filesystem::path> attitude_folders() const;
};

// Nothing found is not an error here: paths stay empty and the first file asked for is reported missing, with the remedy.
CalibrationPaths locate_calibration(const CalibrationRequest &request);

// $XDG_DATA_HOME/corkit or ~/.local/share/corkit; empty without a home.
std::filesystem::path user_data_folder();

}  // namespace corkit
