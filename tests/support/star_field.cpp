// Writes two made-up level-0.5 images with stars, and what is true of them, for tests that see the command and the bindings from outside:
// star_field FOLDER -> 32000001.fts 22000001.fts truth.json
#include <cstdio>
#include <filesystem>
#include <fstream>
#include <string>

#include "fits/writer.hpp"
#include "support/synthetic_sky.hpp"

using namespace corkit;

int main(int argc, char **argv) {
  if (argc != 2) return 2;
  const std::filesystem::path folder = argv[1];
  std::filesystem::create_directories(folder);
  const auto table = sky::read_star_table(std::string(CORKIT_SOURCE_DIR) + "/libcorkit/share/stars/ecliptic_stars.csv.gz");
  std::string truth;
  for (const auto detector : {Detector::C3, Detector::C2}) {
    const auto made = test::made_sky({detector, 7}, table);
    const auto file = made.header.get_string("FILENAME").value_or("");
    write_fits(folder / file, made.image, made.header);
    char line[200];
    std::snprintf(line, sizeof line, "%s\"%s\": {\"geocentric_sun\": [%.4f, %.4f], \"roll_deg\": %.5f}", truth.empty() ? "{" : ",\n",
                  file.c_str(), made.geocentric_sun.x, made.geocentric_sun.y, made.roll_deg);
    truth += line;
  }
  std::ofstream(folder / "truth.json") << truth << "}\n";
  return 0;
}
