// What an input is, where it is no level-0.5 image of the corona: SolarSoft reduces it all the same, and the product is wrong.
//
// Given     the header, as structure and as cards; the name of the file where there is one
// Returned  a sentence for each reason to refuse the input; none for a level-0.5 image
// Notes     1. SolarSoft has none of these checks: the switch `insist` reduces such an input as it would, with a warning.
//           2. Level-0.5 headers have no keyword for the camera's door. LP_NUM and keywords that begin with DOOR are looked at; an image
//              without light gets a warning (input_warnings.hpp).
#pragma once

#include <optional>
#include <string>
#include <vector>

#include "fits/header.hpp"
#include "lasco/lasco_header.hpp"

namespace corkit {

struct Objection {
  int status;            // a corkit_status
  std::string sentence;  // what the input is, naming the card
  std::string remedy;
};

// LEVEL 1 or higher, BUNIT MSB, or the name of a level-1 product in FILENAME.
std::vector<Objection> level1_objections(const Header &cards, const std::string &filename);

// All of them: level 1, other telescopes, dark images, lamps, a closed door.
std::vector<Objection> input_objections(const LascoHeader &header, const Header &cards);

// A file whose own name is that of a model while the header is an image's, so that the names of product and source would not belong
// together. file: base name without .fz, .gz.
std::vector<Objection> name_objections(const std::string &file, const LascoHeader &header);

// A file with the name of an image that is not the one of its FILENAME, after which the product is named.
std::optional<std::string> name_warning(const std::string &file, const LascoHeader &header);

// Throws the first one as an Error, or with insist returns them as warnings.
std::vector<std::string> refuse_unless(bool insist, const std::vector<Objection> &objections);

}  // namespace corkit
