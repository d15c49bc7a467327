#include "calib/locate.hpp"

#include <boost/test/unit_test.hpp>
#include <filesystem>

#include "core/error.hpp"
#include "scratch.hpp"

using namespace corkit;
using corkit::test::ScratchFolder;
using corkit::test::Variable;

namespace {

// No calibration variable of the machine reaches a test.
struct Clean {
  ScratchFolder scratch;
  Variable corkit{"CORKIT_DATA", nullptr}, lasco{"LASCO_DATA", nullptr}, nrl{"NRL_LIB", nullptr}, ancil{"ANCIL_DATA", nullptr},
      demo{"CORKIT_DEMO_DIR", nullptr}, xdg{"XDG_DATA_HOME", (scratch.path() / "xdg").c_str()};

  std::string folder(const char *name = "") const { return (scratch.path() / name).string(); }
};

struct Layout {
  const char *name;
  const char *vignetting, *pointing, *occulter, *exposure, *roll;
};

const Layout kLayouts[] = {
    {"parent of lasco_data, nrl_lib, ancil", "lasco_data/calib/c2vig_final.fts", "nrl_lib/idl/data/calib/TIME_DIFF.DAT",
     "nrl_lib/idl/convert/occulter_center.dat", "nrl_lib/idl/expfac/data/0505/c2_expfactor_050513.dat",
     "ancil/attitude/roll/nominal_roll_attitude.dat"},
    {"$SSW/soho/lasco", "lasco/data/calib/c2vig_final.fts", "idl/data/calib/TIME_DIFF.DAT", "idl/convert/occulter_center.dat",
     "lasco/expfac/data/0505/c2_expfactor_050513.dat", "ancil/attitude/roll/nominal_roll_attitude.dat"},
    {"$SSW", "soho/lasco/lasco/data/calib/c2vig_final.fts", "soho/lasco/idl/data/calib/TIME_DIFF.DAT",
     "soho/lasco/idl/convert/occulter_center.dat", "soho/lasco/idl/expfac/data/0505/c2_expfactor_050513.dat",
     "soho/lasco/attitude/roll/nominal_roll_attitude.dat"},
    {"a tree with data/", "data/calib/c2vig_final.fts.fz", "idl/data/calib/TIME_DIFF.DAT", "idl/convert/occulter_center.dat",
     "idl/expfac/data/0505/c2_expfactor_050513.dat", "ancil/nominal_roll_attitude.dat"},
    {"LASCO_DATA itself", "calib/c2vig_final.fts.gz", "calib/TIME_DIFF.DAT", "occulter_center.dat",
     "expfac/data/0505/c2_expfactor_050513.dat", "nominal_roll_attitude.dat"},
    {"flat", "c2vig_final.fts", "TIME_DIFF.DAT", "occulter_center.dat", "c2_expfactor_050513.dat", "nominal_roll_attitude.dat"},
    {"flat with months", "c2vig_final.fts", "TIME_DIFF.DAT", "occulter_center.dat", "0505/c2_expfactor_050513.dat",
     "attitude/roll/nominal_roll_attitude.dat"},
};

void make(const ScratchFolder &scratch, const std::filesystem::path &root, const Layout &layout) {
  for (const char *file : {layout.vignetting, layout.pointing, layout.occulter, layout.exposure, layout.roll})
    scratch.write(root / file, "x");
}

void check(const CalibrationPaths &paths, const std::filesystem::path &root, const Layout &layout) {
  BOOST_TEST(paths.lasco_calib("c2vig_final.fts") == root / layout.vignetting);
  BOOST_TEST(paths.nrl_calib("TIME_DIFF.DAT") == root / layout.pointing);
  BOOST_TEST(paths.nrl_convert("occulter_center.dat") == root / layout.occulter);
  BOOST_TEST(paths.expfac("0505", "c2_expfactor_050513.dat") == root / layout.exposure);
  BOOST_TEST(paths.attitude("nominal_roll_attitude.dat") == root / layout.roll);
  BOOST_TEST(paths.lasco_calib("C3ramp.fts").empty());
}

}  // namespace

BOOST_AUTO_TEST_SUITE(locate)

BOOST_AUTO_TEST_CASE(every_form_of_folder_is_understood) {
  for (const auto &layout : kLayouts) BOOST_TEST_CONTEXT(layout.name) {
      const Clean clean;
      make(clean.scratch, "set", layout);
      const auto root = clean.scratch.path() / "set";
      const auto paths = locate_calibration({root.string(), "", "", ""});
      check(paths, root, layout);
      BOOST_TEST(paths.source == "--calib " + root.string());
      const Variable data("CORKIT_DATA", root.c_str());
      const auto by_variable = locate_calibration({});
      check(by_variable, root, layout);
      BOOST_TEST(by_variable.source == "CORKIT_DATA=" + root.string());
    }
}

BOOST_AUTO_TEST_CASE(the_users_data_folder_is_the_last_resort) {
  const Clean clean;
  make(clean.scratch, "xdg/corkit", kLayouts[0]);
  const auto user = clean.scratch.path() / "xdg" / "corkit";
  BOOST_TEST(user_data_folder() == user);
  const auto paths = locate_calibration({});
  check(paths, user, kLayouts[0]);
  BOOST_TEST(paths.source == user.string());
}

BOOST_AUTO_TEST_CASE(without_xdg_the_home_folder_counts) {
  const Clean clean;
  const Variable xdg("XDG_DATA_HOME", "relative/folder");
  const Variable home("HOME", "/home/someone");
  BOOST_TEST(user_data_folder() == std::filesystem::path("/home/someone/.local/share/corkit"));
  const Variable nobody("HOME", nullptr);
  BOOST_TEST(user_data_folder().empty());
}

BOOST_AUTO_TEST_CASE(the_folder_asked_for_wins_and_is_not_mixed_with_others) {
  const Clean clean;
  make(clean.scratch, "asked", kLayouts[0]);
  make(clean.scratch, "variable", kLayouts[0]);
  make(clean.scratch, "xdg/corkit", kLayouts[0]);
  clean.scratch.write("variable/lasco_data/calib/C3ramp.fts", "x");
  const Variable data("CORKIT_DATA", clean.folder("variable").c_str());
  const Variable lasco("LASCO_DATA", clean.folder("variable/lasco_data").c_str());
  const auto paths = locate_calibration({clean.folder("asked"), "", "", ""});
  check(paths, clean.scratch.path() / "asked", kLayouts[0]);
  BOOST_TEST(locate_calibration({}).lasco_calib("C3ramp.fts") == clean.scratch.path() / "variable/lasco_data/calib/C3ramp.fts");
}

BOOST_AUTO_TEST_CASE(solarsofts_variables_each_give_their_part) {
  const Clean clean;
  make(clean.scratch, "set", kLayouts[0]);
  const Variable lasco("LASCO_DATA", clean.folder("set/lasco_data").c_str());
  const Variable nrl("NRL_LIB", clean.folder("set/nrl_lib").c_str());
  const Variable ancil("ANCIL_DATA", clean.folder("set/ancil").c_str());
  const auto paths = locate_calibration({});
  check(paths, clean.scratch.path() / "set", kLayouts[0]);
  BOOST_TEST(paths.source == "LASCO_DATA=" + clean.folder("set/lasco_data") + ", NRL_LIB=" + clean.folder("set/nrl_lib") +
                                 ", ANCIL_DATA=" + clean.folder("set/ancil"));
}

BOOST_AUTO_TEST_CASE(parts_without_a_variable_come_from_the_users_folder) {
  const Clean clean;
  make(clean.scratch, "set", kLayouts[0]);
  make(clean.scratch, "xdg/corkit", kLayouts[0]);
  const Variable lasco("LASCO_DATA", clean.folder("set/lasco_data").c_str());
  const auto paths = locate_calibration({});
  BOOST_TEST(paths.lasco_calib("c2vig_final.fts") == clean.scratch.path() / "set/lasco_data/calib/c2vig_final.fts");
  BOOST_TEST(paths.nrl_calib("TIME_DIFF.DAT") == clean.scratch.path() / "xdg/corkit/nrl_lib/idl/data/calib/TIME_DIFF.DAT");
}

BOOST_AUTO_TEST_CASE(exposure_files_are_found_beside_lasco_data) {
  const Clean clean;
  clean.scratch.write("lasco/data/calib/c2vig_final.fts", "x");
  const auto file = clean.scratch.write("lasco/expfac/data/0505/c2_expfactor_050513.dat", "x");
  const Variable lasco("LASCO_DATA", clean.folder("lasco/data").c_str());
  BOOST_TEST(locate_calibration({}).expfac("0505", "c2_expfactor_050513.dat") == file);
}

BOOST_AUTO_TEST_CASE(parts_given_one_by_one_win) {
  const Clean clean;
  make(clean.scratch, "a", kLayouts[0]);
  make(clean.scratch, "b", kLayouts[0]);
  const auto paths = locate_calibration({clean.folder("a"), clean.folder("b/lasco_data"), "", ""});
  BOOST_TEST(paths.lasco_calib("c2vig_final.fts") == clean.scratch.path() / "b/lasco_data/calib/c2vig_final.fts");
  BOOST_TEST(paths.nrl_calib("TIME_DIFF.DAT") == clean.scratch.path() / "a/nrl_lib/idl/data/calib/TIME_DIFF.DAT");
}

BOOST_AUTO_TEST_CASE(the_demo_set_is_used_only_when_asked_for) {
  const Clean clean;
  make(clean.scratch, "xdg/corkit/demo", kLayouts[0]);
  make(clean.scratch, "chosen", kLayouts[0]);
  BOOST_TEST(locate_calibration({}).lasco_calib("c2vig_final.fts").empty());
  const auto paths = locate_calibration({"demo", "", "", ""});
  BOOST_TEST(paths.demo);
  check(paths, clean.scratch.path() / "xdg/corkit/demo", kLayouts[0]);
  const Variable chosen("CORKIT_DEMO_DIR", clean.folder("chosen").c_str());
  check(locate_calibration({"demo", "", "", ""}), clean.scratch.path() / "chosen", kLayouts[0]);
}

BOOST_AUTO_TEST_CASE(demo_means_a_folder_of_that_name_where_no_set_is_installed) {
  const Clean clean;
  make(clean.scratch, "work/demo", kLayouts[0]);
  const auto before = std::filesystem::current_path();
  std::filesystem::current_path(clean.scratch.path() / "work");
  const auto found = locate_calibration({"demo", "", "", ""}).lasco_calib("c2vig_final.fts");
  std::filesystem::current_path(before);
  BOOST_TEST(!found.empty());
}

BOOST_AUTO_TEST_CASE(nothing_found_is_no_error) {
  const Clean clean;
  for (const auto &paths :
       {locate_calibration({}), locate_calibration({"demo", "", "", ""}), locate_calibration({clean.folder("none"), "", "", ""})}) {
    BOOST_TEST(paths.lasco_calib("c2vig_final.fts").empty());
    BOOST_TEST(paths.nrl_calib("TIME_DIFF.DAT").empty());
    BOOST_TEST(paths.nrl_convert("occulter_center.dat").empty());
    BOOST_TEST(paths.expfac("0505", "c2_expfactor_050513.dat").empty());
    BOOST_TEST(paths.attitude("nominal_roll_attitude.dat").empty());
  }
  BOOST_TEST(locate_calibration({}).source.empty());
}

BOOST_AUTO_TEST_CASE(what_is_no_file_in_a_files_place_is_an_error_that_names_it) {
  namespace fs = std::filesystem;
  const Clean clean;
  clean.scratch.write("set/nrl_lib/idl/data/calib/TIME_DIFF.DAT/x", "x");
  const auto folder = clean.scratch.path() / "set/nrl_lib/idl/data/calib";
  fs::create_symlink("nowhere", folder / "dangling.sav");
  fs::create_symlink("loop.sav", folder / "loop.sav");
  clean.scratch.write("set/nrl_lib/idl/convert", "a file where the folder belongs");
  const auto paths = locate_calibration({clean.folder("set"), "", "", ""});
  for (const auto *name : {"TIME_DIFF.DAT", "dangling.sav", "loop.sav"})
    BOOST_CHECK_EXCEPTION(paths.nrl_calib(name), Error, [&](const Error &e) {
      const std::string sentence = e.what();
      return e.status() / 100 == CORKIT_ERROR_CALIBRATION / 100 && sentence.find((folder / name).string()) != std::string::npos;
    });
  BOOST_TEST(paths.nrl_calib("other.sav").empty());
  // Nothing can lie below a file; what lies below a link to a disk that is not there is not known.
  BOOST_TEST(paths.nrl_convert("occulter_center.dat").empty());
  const auto link = clean.scratch.path() / "set/nrl_lib/idl/expfac";
  fs::create_symlink("/nowhere/expfac", link);
  BOOST_CHECK_EXCEPTION(paths.expfac("0505", "c2_expfactor_050513.dat"), Error, [&](const Error &e) {
    return std::string(e.what()).starts_with(link.string() + " is a link to something that is not there");
  });
}

namespace {

// Asked for again where the environment and the working folder are others.
void check_found(const CalibrationPaths &paths, const CalibrationRequest &expected) {
  BOOST_TEST(paths.found.folder == expected.folder);
  BOOST_TEST(paths.found.lasco_data == expected.lasco_data);
  BOOST_TEST(paths.found.nrl_lib == expected.nrl_lib);
  BOOST_TEST(paths.found.ancil_data == expected.ancil_data);
  const Clean elsewhere;
  const Variable data("CORKIT_DATA", "/other"), lasco("LASCO_DATA", "/other/l"), nrl("NRL_LIB", "/other/n"),
      ancil("ANCIL_DATA", "/other/a");
  const auto again = locate_calibration(paths.found);
  BOOST_TEST(again.lasco_calib_folders() == paths.lasco_calib_folders(), boost::test_tools::per_element());
  BOOST_TEST(again.nrl_calib_folders() == paths.nrl_calib_folders(), boost::test_tools::per_element());
  BOOST_TEST(again.attitude_folders() == paths.attitude_folders(), boost::test_tools::per_element());
}

}  // namespace

BOOST_AUTO_TEST_CASE(what_was_found_is_found_again_by_its_folders) {
  const Clean clean;
  make(clean.scratch, "set", kLayouts[0]);
  const auto set = clean.folder("set"), lasco = set + "/lasco_data", nrl = set + "/nrl_lib";
  const auto none = clean.folder("xdg/corkit");  // not there yet
  check_found(locate_calibration({}), {none, "", "", ""});
  check_found(locate_calibration({"", "", nrl, ""}), {none, "", nrl, ""});
  check_found(locate_calibration({set, "", "", ""}), {set, "", "", ""});
  check_found(locate_calibration({set, "", nrl, ""}), {set, "", nrl, ""});
  {
    const Variable part("LASCO_DATA", lasco.c_str());
    check_found(locate_calibration({}), {none, lasco, "", ""});
    make(clean.scratch, "xdg/corkit", kLayouts[0]);
    check_found(locate_calibration({}), {clean.folder("xdg/corkit"), lasco, "", ""});
    check_found(locate_calibration({"", clean.folder("other"), "", ""}), {clean.folder("xdg/corkit"), clean.folder("other"), "", ""});
    const Variable data("CORKIT_DATA", set.c_str());
    check_found(locate_calibration({}), {set, "", "", ""});
  }
  BOOST_TEST(locate_calibration({"demo", "", "", ""}).found.folder == "demo");
  const Variable demo("CORKIT_DEMO_DIR", set.c_str());
  check_found(locate_calibration({"demo", "", "", ""}), {set, "", "", ""});
}

BOOST_AUTO_TEST_CASE(a_relative_folder_is_found_again_from_another_working_folder) {
  const Clean clean;
  make(clean.scratch, "set", kLayouts[0]);
  const auto before = std::filesystem::current_path();
  const auto here = clean.scratch.path();
  std::filesystem::current_path(here);
  const auto whole = locate_calibration({"set", "", "part", ""});
  const Variable part("LASCO_DATA", "set/lasco_data");
  const auto parts = locate_calibration({});
  std::filesystem::current_path(before);
  BOOST_TEST(whole.found.folder == (here / "set").string());
  BOOST_TEST(whole.found.nrl_lib == (here / "part").string());
  BOOST_TEST(whole.lasco_data == here / "set/lasco_data");
  BOOST_TEST(whole.nrl_lib == here / "part");
  BOOST_TEST(whole.flat == here / "set");
  BOOST_TEST(whole.source == "--calib set, nrl_lib part");
  BOOST_TEST(parts.lasco_data == here / "set/lasco_data");
  BOOST_TEST(parts.source == "LASCO_DATA=set/lasco_data");
}

BOOST_AUTO_TEST_SUITE_END()
