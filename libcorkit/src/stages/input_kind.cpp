#include "stages/input_kind.hpp"

#include <algorithm>
#include <cctype>

#include "core/error.hpp"
#include "fits/card.hpp"
#include "idl/numbers.hpp"
#include "stages/output_name.hpp"

namespace corkit {
namespace {

constexpr const char *kOtherFile = "give the level-0.5 image";

std::string upper(std::string text) {
  for (char &c : text) c = static_cast<char>(std::toupper(static_cast<unsigned char>(c)));
  return text;
}

// Upper case without blanks; empty for a missing keyword, which SolarSoft's structure shows as '0'.
std::string bare(const Header &cards, std::string_view keyword) {
  std::string text = upper(cards.get_string(keyword).value_or(""));
  text.erase(std::remove(text.begin(), text.end(), ' '), text.end());
  return text == "0" ? std::string{} : text;
}

std::string quoted(const Header &cards, std::string_view keyword) {
  return "'" + idl::strtrim(cards.get_string(keyword).value_or("")).substr(0, 40) + "'";
}

// The number in '1.0', 1.0, 1 or 'L1'; 0 where there is none.
double number_in(const std::string &text) {
  const auto first = text.find_first_of("0123456789");
  if (first == std::string::npos) return 0;
  const auto end = text.find_first_not_of("0123456789.", first);
  return card::to_double(text.substr(first, end == std::string::npos ? end : end - first)).value_or(0);
}

void object_to_program(const Header &cards, std::vector<Objection> &found) {
  const std::string program = bare(cards, "LP_NUM");
  const char *what = nullptr;
  if (program.starts_with("DARK")) what = "it is a dark image";
  if (program.starts_with("CALLAMP")) what = "it is an image of the calibration lamp";
  if (program.starts_with("CONT")) what = "it is an image of a continuous sequence";
  if (program.find("DOOR") != std::string::npos) what = "it is an image of the door";
  if (what != nullptr)
    found.push_back(
        {CORKIT_ERROR_UNSUPPORTED, "LP_NUM is " + quoted(cards, "LP_NUM") + ": " + what + ", not one of the corona", "leave it out"});
}

void object_to_lamp_and_door(const Header &cards, std::vector<Objection> &found) {
  const std::string lamp = bare(cards, "LAMP");
  const bool off = lamp.empty() || lamp == "F" || lamp == "OFF" || card::to_double(lamp) == 0.0;
  if (!off)
    found.push_back({CORKIT_ERROR_UNSUPPORTED, "LAMP is " + quoted(cards, "LAMP") + ": a calibration lamp was on", "leave the image out"});
  for (const auto &line : cards.cards()) {
    const std::string keyword(card::keyword(line));
    if (!keyword.starts_with("DOOR") || !bare(cards, keyword).starts_with("CLOS")) continue;
    found.push_back({CORKIT_ERROR_UNSUPPORTED, keyword + " is " + quoted(cards, keyword) + ": the door was closed", "leave the image out"});
    return;
  }
}

void object_to_telescope(const Header &cards, std::vector<Objection> &found) {
  const struct { const char *keyword, *expected; } kSource[] = {{"TELESCOP", "SOHO"}, {"INSTRUME", "LASCO"}};
  for (const auto &[keyword, expected] : kSource) {
    const std::string text = bare(cards, keyword);
    if (!text.empty() && text.find(expected) == std::string::npos)
      found.push_back({CORKIT_ERROR_UNSUPPORTED,
                       std::string(keyword) + " is " + quoted(cards, keyword) + ", not '" + expected + "': it is no image of SOHO/LASCO",
                       kOtherFile});
  }
}

bool digits(const std::string &text, std::size_t from, std::size_t count) {
  if (text.size() < from + count) return false;
  const auto at = text.begin() + static_cast<std::ptrdiff_t>(from);
  return std::all_of(at, at + static_cast<std::ptrdiff_t>(count), [](unsigned char c) { return std::isdigit(c) != 0; });
}

// 22180003.fts
bool is_image_name(const std::string &name) { return digits(name, 0, 8) && (name.size() == 8 || name[8] == '.'); }

// 050513_123011.img, the telemetry file of an image
bool is_telemetry_name(const std::string &name) { return digits(name, 0, 6) && name.size() > 6 && name[6] == '_' && digits(name, 7, 6); }

// 3y_, 3mr_, 3d1_ and so on: camera, a letter, then what the model is of
bool is_model_name(const std::string &name) {
  if (name.size() < 3 || name[0] < '1' || name[0] > '4' || std::isalpha(static_cast<unsigned char>(name[1])) == 0) return false;
  if (name[1] == 'm' || name[1] == 'd') return true;
  return name.find('_') <= 4;
}

}  // namespace

std::vector<Objection> level1_objections(const Header &cards, const std::string &filename) {
  std::vector<Objection> found;
  const std::string remedy = "give the level-0.5 image it was made of";
  if (number_in(bare(cards, "LEVEL")) >= 1)
    found.push_back({CORKIT_ERROR_UNSUPPORTED, "LEVEL is " + quoted(cards, "LEVEL") + ": the image is reduced already", remedy});
  if (const auto unit = bare(cards, "BUNIT"); unit == "MSB" || unit == "MEANSOLARBRIGHTNESS")
    found.push_back({CORKIT_ERROR_UNSUPPORTED,
                     "BUNIT is " + quoted(cards, "BUNIT") + ": the image is in mean solar brightness, so it is reduced already", remedy});
  if (is_level1_name(filename))
    found.push_back({CORKIT_ERROR_SOURCE_NAME, "FILENAME is '" + filename + "': it is the name of a level-1 product", remedy});
  return found;
}

std::vector<Objection> input_objections(const LascoHeader &h, const Header &cards) {
  auto found = level1_objections(cards, h.filename);
  object_to_telescope(cards, found);
  object_to_program(cards, found);
  object_to_lamp_and_door(cards, found);
  return found;
}

std::vector<Objection> name_objections(const std::string &file, const LascoHeader &h) {
  if (!is_model_name(file) || !is_image_name(h.filename)) return {};
  // Models of SolarSoft are made of images and may have kept FILENAME; FILEORIG tells them from an image.
  const bool named_after_file = file[1] == 'm' || file[1] == 'd';
  if (named_after_file && !is_telemetry_name(h.fileorig)) return {};
  return {{CORKIT_ERROR_SOURCE_NAME,
           "the file is named as a model is, '" + file + "', and FILENAME is that of an image, '" + h.filename +
               "': the names of product and source would not belong together",
           "rename the file, or correct FILENAME" + std::string(named_after_file ? " and FILEORIG" : "")}};
}

std::optional<std::string> name_warning(const std::string &file, const LascoHeader &h) {
  if (!is_image_name(file) || !is_image_name(h.filename) || file.compare(0, 8, h.filename, 0, 8) == 0) return std::nullopt;
  return "FILENAME is '" + h.filename + "', the file is named '" + file + "': the product is named after FILENAME";
}

std::vector<std::string> refuse_unless(bool insist, const std::vector<Objection> &objections) {
  std::vector<std::string> warnings;
  for (const auto &o : objections) {
    if (!insist)
      throw Error(static_cast<corkit_status>(o.status),
                  o.sentence + "; " + o.remedy + ", or insist on reducing it (option insist: --insist, /INSIST)");
    warnings.push_back(o.sentence + "; reduced all the same");
  }
  return warnings;
}

}  // namespace corkit
